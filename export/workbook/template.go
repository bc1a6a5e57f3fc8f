package workbook

import (
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ziping/scoring"
)

// templateDay dates every empty workbook, so that equal packs give equal bytes.
var templateDay = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// framedRows is down to which row a list's sheet has frames, and is printed when it is
// empty; further rows are prepared all the same.
const framedRows = 31

// dataWidths are the widths of the columns of the sheet of single figures and texts.
var dataWidths = []float64{12, 10, 40, 7, 24, 20, 34}

// Template is the empty workbook of a pack for staff to fill in: a guide, the single
// figures and texts, and a sheet for every list. Read reads it back. Equal packs give
// equal bytes.
func Template(pack *scoring.Pack) ([]byte, error) {
	w, err := newWriter()
	if err != nil {
		return nil, err
	}
	defer w.file.Close() // nothing is open: the book is in memory
	if err := w.guide(pack); err != nil {
		return nil, fmt.Errorf("工作表“%s”：%w", guideSheet, err)
	}
	if err := w.data(pack); err != nil {
		return nil, fmt.Errorf("工作表“%s”：%w", dataSheet, err)
	}
	names := listSheets(pack)
	for _, list := range lists(pack) {
		if err := w.list(pack, list, names[list.Code]); err != nil {
			return nil, fmt.Errorf("工作表“%s”：%w", names[list.Code], err)
		}
	}
	return w.bytes(pack.Title+"填报表", "", templateDay)
}

func (w *writer) guide(pack *scoring.Pack) error {
	if err := w.add(guideSheet); err != nil {
		return err
	}
	names := listSheets(pack)
	var sheets []string
	for _, list := range lists(pack) {
		sheets = append(sheets, "“"+names[list.Code]+"”")
	}
	lines := []string{
		"金额一律填万元，人数填人，比率填百分数（例：95 或 95%）。",
		fmt.Sprintf("“%s”表只填“%s”一列；标“*”的项目必须填写。", dataSheet, valueHead),
		fmt.Sprintf("单位没有的事项填“%s”，一时查不到的填“%s”，没有发生的填 0。", scoring.NotApplicableWord, scoring.PendingWord),
		"多选的项目填“全部”“无”，或列出符合的各条，用顿号或换行分开。",
		"请不要插入、删除列，不要合并单元格，不要改动表头和工作表名称。",
		"填好保存为 .xlsx，发给本程序；读不出的单元格会逐个指明，改好后可再次上传。",
	}
	if len(sheets) > 0 {
		lines = append(lines[:3], append([]string{strings.Join(sheets, "、") + "表每行填一条，从第 2 行起填写。"}, lines[3:]...)...)
	}
	if pack.Notice != "" {
		lines = append(lines, pack.Notice)
	}
	w.text(guideSheet, 0, 1, pack.Title, "title")
	for i, line := range lines {
		w.text(guideSheet, 0, i+3, fmt.Sprintf("%d．%s", i+1, line), "plain")
		if err := w.file.SetRowHeight(guideSheet, i+3, 32); err != nil {
			return err
		}
	}
	w.width(guideSheet, 0, 72)
	if err := w.file.SetRowHeight(guideSheet, 1, 34); err != nil {
		return err
	}
	return w.finish(guideSheet, 1, 72, false)
}

// data is the sheet of the single figures and texts, one row each.
func (w *writer) data(pack *scoring.Pack) error {
	if err := w.add(dataSheet); err != nil {
		return err
	}
	for k, head := range dataHeads {
		w.text(dataSheet, k, 1, head, "head")
		w.width(dataSheet, k, dataWidths[k])
	}
	row := 2
	for i := range pack.Sections {
		for _, f := range singles(pack) {
			if section, ok := pack.SectionOf(f.Code); !ok || section != &pack.Sections[i] {
				continue
			}
			if err := w.field(pack, f, pack.Sections[i].Title, row); err != nil {
				return err
			}
			row++
		}
	}
	code, err := excelize.ColumnNumberToName(codeColumn + 1)
	if err != nil {
		return err
	}
	if err := w.file.SetColVisible(dataSheet, code, false); err != nil {
		return err
	}
	return w.finish(dataSheet, 1, sum(dataWidths), true)
}

func (w *writer) field(pack *scoring.Pack, f *scoring.Field, section string, row int) error {
	label := f.Label
	if f.Required {
		label += " *"
	}
	w.text(dataSheet, sectionColumn, row, section, "example")
	w.text(dataSheet, codeColumn, row, f.Code, "example")
	w.text(dataSheet, labelColumn, row, label, "example")
	w.text(dataSheet, unitColumn, row, pack.Unit(f), "example")
	w.text(dataSheet, valueColumn, row, "", inputStyle(f))
	w.text(dataSheet, exampleColumn, row, example(f), "example")
	w.text(dataSheet, hintColumn, row, f.Hint, "example")
	w.height(dataSheet, row, max(linesOf(label, dataWidths[labelColumn]), linesOf(f.Hint, dataWidths[hintColumn]), linesOf(example(f), dataWidths[exampleColumn])))
	return w.assist(dataSheet, Address(valueColumn, row), f)
}

// inputStyle keeps figures figures and texts texts as they are typed.
func inputStyle(f *scoring.Field) string {
	if f.Kind.Numeric() {
		return "inputFigure"
	}
	return "input"
}

func example(f *scoring.Field) string {
	switch {
	case f.Example != "":
		return f.Example
	case f.Kind == scoring.YesNo:
		return "是"
	case f.Kind == scoring.Checklist:
		return "全部"
	case len(f.Options) > 0:
		return f.Options[0]
	}
	return ""
}

// list is the sheet of a list: its labels in the first row, a row for each entry.
func (w *writer) list(pack *scoring.Pack, list *scoring.Field, name string) error {
	if err := w.add(name); err != nil {
		return err
	}
	columns := list.Flat()
	rows := 501
	if list.MaxRows > 0 {
		rows = list.MaxRows + 1
	}
	wide := 0.0
	for k, c := range columns {
		wide += listWidth(c)
		head := c.Label
		if unit := pack.Unit(c); unit != "" && c.Kind.Numeric() {
			head += "（" + unit + "）"
		}
		w.width(name, k, listWidth(c))
		at := Address(k, 2) + ":" + Address(k, rows)
		if err := w.prepare(name, k, rows, inputStyle(c)); err != nil {
			return err
		}
		w.text(name, k, 1, head, "head") // the column's style is not the head's
		if err := w.assist(name, at, c); err != nil {
			return err
		}
	}
	w.height(name, 1, 2)
	return w.finish(name, 1, wide, len(columns) > 4)
}

// prepare gives the cells of a column their style, with frames as far as it is printed.
func (w *writer) prepare(sheet string, column, rows int, style string) error {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return err
	}
	if err := w.file.SetColStyle(sheet, name, w.styles[style+"Bare"]); err != nil {
		return err
	}
	return w.file.SetCellStyle(sheet, Address(column, 2), Address(column, min(rows, framedRows)), w.styles[style])
}

func listWidth(f *scoring.Field) float64 {
	switch {
	case f.Kind == scoring.LongText:
		return 36
	case f.Kind == scoring.ShortText:
		return 24
	}
	return max(12, min(2*float64(len([]rune(f.Label)))+4, 20))
}

// mostChoices is the length of a list of choices a workbook can hold in a rule
// (ECMA-376 Part 1 §18.3.1.32: 255 characters).
const mostChoices = 255

// assist offers the choices of a field in its cells and shows its example when a cell is
// chosen. 不涉及 and 暂缺 must stay possible, so other entries are warned of, not refused.
func (w *writer) assist(sheet, area string, f *scoring.Field) error {
	rule := excelize.NewDataValidation(true)
	rule.Sqref = area
	options := f.Options
	if f.Kind == scoring.YesNo {
		options = []string{"是", "否"}
	}
	listed := f.Kind == scoring.YesNo || f.Kind == scoring.Choice
	joined := strings.Join(options, ",")
	if listed = listed && len(options) > 0 && len([]rune(joined)) <= mostChoices && !strings.Contains(strings.Join(options, ""), ","); listed {
		if err := rule.SetDropList(options); err != nil {
			return fmt.Errorf("%s的选项：%w", f.Label, err)
		}
		rule.SetError(excelize.DataValidationErrorStyleWarning, f.Label, "请从下拉列表中选择。")
	}
	if prompt := guidance(f); prompt != "" {
		rule.SetInput(shortened(f.Label, 30), shortened(prompt, 250))
	} else if !listed {
		return nil
	}
	return w.file.AddDataValidation(sheet, rule)
}

// guidance is what is shown beside a cell that is being filled in.
func guidance(f *scoring.Field) string {
	var parts []string
	if f.Prompt != "" {
		parts = append(parts, f.Prompt)
	}
	if f.Kind == scoring.Checklist {
		parts = append(parts, "可填：全部、无，或："+strings.Join(f.Options, "、"))
	}
	if text := example(f); text != "" {
		parts = append(parts, "例："+text)
	}
	return strings.Join(parts, "\n")
}

func shortened(text string, most int) string {
	runes := []rune(printable(text))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
