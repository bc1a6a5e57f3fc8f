package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// writer fills an excelize file.
type writer struct {
	file   *excelize.File
	styles map[string]int
	sheets int
}

func newWriter() (*writer, error) {
	w := &writer{file: excelize.NewFile(), styles: map[string]int{}}
	for _, s := range styles {
		id, err := w.file.NewStyle(s.style())
		if err != nil {
			return nil, fmt.Errorf("样式 %s：%w", s.name, err)
		}
		w.styles[s.name] = id
	}
	return w, nil
}

// add makes the next sheet; the file begins with one.
func (w *writer) add(name string) error {
	w.sheets++
	if w.sheets == 1 {
		return w.file.SetSheetName(w.file.GetSheetName(0), name)
	}
	_, err := w.file.NewSheet(name)
	return err
}

func (w *writer) sheet(s *Sheet) error {
	if err := w.add(s.Name); err != nil {
		return err
	}
	last := len(s.Columns) - 1
	w.title(s, last)
	width := 0.0
	for k, column := range s.Columns {
		width += column.Width
		w.width(s.Name, k, column.Width)
		w.text(s.Name, k, headRow, column.Head, "head")
	}
	row := FirstRow
	for _, cells := range s.Rows {
		w.row(s, row, cells, "")
		row++
	}
	if s.Filter && row > FirstRow {
		if err := w.file.AutoFilter(s.Name, Address(0, headRow)+":"+Address(last, row-1), nil); err != nil {
			return err
		}
	}
	if s.Total != nil {
		w.row(s, row, s.Total, "Total")
	}
	if s.Locked {
		may := &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, AutoFilter: true, Sort: true}
		if err := w.file.ProtectSheet(s.Name, may); err != nil {
			return err
		}
	}
	return w.finish(s.Name, headRow, width, s.Landscape)
}

func (w *writer) title(s *Sheet, last int) {
	f := w.file
	w.text(s.Name, 0, titleRow, s.Title, "title")
	w.text(s.Name, last, noteRow, s.Note, "note")
	if last > 0 {
		// The cells exist and do not overlap.
		_ = f.MergeCell(s.Name, Address(0, titleRow), Address(last, titleRow))
	}
	_ = f.SetRowHeight(s.Name, titleRow, 34)
	_ = f.SetRowHeight(s.Name, headRow, 30)
}

func (w *writer) row(s *Sheet, row int, cells []Cell, suffix string) {
	lines := 1
	defer func() { w.height(s.Name, row, lines) }()
	for k := range s.Columns {
		cell := Cell{}
		if k < len(cells) {
			cell = cells[k]
		}
		lines = max(lines, linesOf(cell.Text, s.Columns[k].Width))
		at := Address(k, row)
		if !cell.Number.Valid {
			style := "text"
			if cell.Format == Centred {
				style = "short"
			}
			w.text(s.Name, k, row, cell.Text, style+suffix)
			continue
		}
		// Written as text of a number: no float comes between.
		_ = w.file.SetCellDefault(s.Name, at, cell.Number.Decimal.String())
		if cell.Formula != "" {
			_ = w.file.SetCellFormula(s.Name, at, cell.Formula)
		}
		_ = w.file.SetCellStyle(s.Name, at, at, w.styles[figureStyles[cell.Format]+suffix])
	}
}

// text puts a text where it is never read as a formula. The errors of excelize here are of
// names and places that do not exist; those used all do.
func (w *writer) text(sheet string, column, row int, text, style string) {
	at := Address(column, row)
	if text != "" {
		_ = w.file.SetCellStr(sheet, at, printable(text))
	}
	_ = w.file.SetCellStyle(sheet, at, at, w.styles[style])
}

func (w *writer) width(sheet string, column int, width float64) {
	name, _ := excelize.ColumnNumberToName(column + 1)
	_ = w.file.SetColWidth(sheet, name, name, width)
}

// linePitch is the height of a line in points; mostLines keeps rows within what a sheet
// allows (409 points).
const (
	linePitch = 15
	mostLines = 26
)

// height makes a row high enough for its texts: not every program does so by itself.
func (w *writer) height(sheet string, row, lines int) {
	_ = w.file.SetRowHeight(sheet, row, float64(min(lines, mostLines))*linePitch+4)
}

// linesOf estimates how many lines a text takes in a column; a Chinese character is as wide
// as two figures.
func linesOf(text string, width float64) int {
	lines := 0
	for part := range strings.SplitSeq(text, "\n") {
		wide := 0.0
		for _, r := range part {
			if wide++; r > 0x2000 {
				wide++
			}
		}
		lines += max(1, int(math.Ceil(wide/(width-1))))
	}
	return lines
}

func sum(widths []float64) float64 {
	total := 0.0
	for _, width := range widths {
		total += width
	}
	return total
}

// widestPage is how many figures wide a table may be that is pressed onto one page; the
// type of a wider one would be too small to read.
const widestPage = 260

// finish freezes the head and sets the page up: A4, as wide as the paper (a very wide
// table on several), the head on every page, page numbers. width is that of all columns.
func (w *writer) finish(sheet string, head int, width float64, landscape bool) error {
	orientation := "portrait"
	if landscape {
		orientation = "landscape"
	}
	size, wide, tall, fit := 9, int(math.Ceil(width/widestPage)), 0, true
	top, side := 0.8, 0.6
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'"
	for _, step := range []func() error{
		func() error {
			return w.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: Address(0, head+1), ActivePane: "bottomLeft"})
		},
		func() error {
			return w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall})
		},
		func() error { return w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return w.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Top: &top, Bottom: &top, Left: &side, Right: &side, Horizontally: &fit})
		},
		func() error {
			return w.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
		},
		func() error {
			return w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", quoted, head, head), Scope: sheet})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) bytes(title, author string, created time.Time) ([]byte, error) {
	day := created.UTC().Format(time.RFC3339)
	if err := w.file.SetDocProps(&excelize.DocProperties{
		Title: printable(title), Creator: printable(author), LastModifiedBy: printable(author), Created: day, Modified: day, Language: "zh-CN",
	}); err != nil {
		return nil, fmt.Errorf("文件属性：%w", err)
	}
	w.file.SetActiveSheet(0)
	var out bytes.Buffer
	if err := w.file.Write(&out); err != nil {
		return nil, fmt.Errorf("写工作簿：%w", err)
	}
	return settled(out.Bytes(), created)
}

// textResult marks a formula's stored value as text, which excelize does with all of them;
// those here are figures.
var textResult = regexp.MustCompile(` t="str"(><f>)`)

// settled is the file with its parts in a fixed order and with fixed dates, and with the
// stored values of formulas as figures.
func settled(data []byte, created time.Time) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("整理工作簿：%w", err)
	}
	// Readers expect the list of contents first; "[" sorts before the letters.
	files := slices.SortedFunc(slices.Values(in.File), func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("整理 %s：%w", f.Name, err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("整理 %s：%w", f.Name, err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			part = textResult.ReplaceAll(part, []byte("$1"))
		}
		w, err := archive.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: created.UTC()})
		if err == nil {
			_, err = w.Write(part)
		}
		if err != nil {
			return nil, fmt.Errorf("整理 %s：%w", f.Name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("整理工作簿：%w", err)
	}
	return out.Bytes(), nil
}
