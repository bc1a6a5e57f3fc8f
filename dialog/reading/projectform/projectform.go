// Package projectform reads the self-evaluation form of one project, in whatever order and words a
// province prints it: the project's name, the money by source, the goal, and the table of its
// indicators with target, result, weight and points.
package projectform

import (
	"regexp"
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
	"ziping/dialog/reading/table"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// Form is one project's form.
type Form struct {
	Cells      map[string]answer.Answer // of the project's row, by column code
	Inner      string                   // the code of the column that holds the indicators
	Indicators []map[string]answer.Answer
	Left       []string // what was not taken, with its place
	Notes      []string
}

// wholeUnit is the name of a form that is about no single project.
const wholeUnit = "部门整体支出"

// leastColumns is how many columns of indicators a head names at least.
const leastColumns = 4

// Read reads a sheet as the form of a row of the list. ok is false for a list whose rows have no
// indicators, and for a sheet without a head of them.
func Read(list *scoring.Field, s cell.Sheet) (f Form, ok bool) {
	inner := innerOf(list)
	if inner == nil {
		return f, false
	}
	at := indicatorHead(inner, s)
	if at < 0 {
		return f, false
	}
	r := reader{list: list, inner: inner, sheet: s, form: Form{Cells: map[string]answer.Answer{}, Inner: inner.Code}}
	r.unit = r.moneyUnit()
	r.funds(at)
	r.labels()
	r.indicators(at)
	if _, named := r.form.Cells[list.Columns[0].Code]; !named {
		r.form.Cells[list.Columns[0].Code] = answer.Answer{Value: fact.Text(wholeUnit), Note: "表中没有项目名称，记作“" + wholeUnit + "”"}
	}
	return r.form, len(r.form.Indicators) > 0
}

func innerOf(list *scoring.Field) *scoring.Field {
	for i := range list.Columns {
		if list.Columns[i].Kind == fact.Rows {
			return &list.Columns[i]
		}
	}
	return nil
}

// The head of the indicators stands within so many lines, its words are no longer than so many bytes.
const (
	headWithin  = 80
	longestHead = 90
)

// indicatorHead is the line that names the columns of the indicators; -1: there is none.
func indicatorHead(inner *scoring.Field, s cell.Sheet) int {
	names := namesOf(inner)
	best, most := -1, leastColumns-1
	for i, row := range s.Rows[:min(len(s.Rows), headWithin)] {
		found := map[string]bool{}
		for _, c := range row {
			if c.Number.Valid || c.Blank() || len(c.Text) > longestHead {
				continue
			}
			if code, score, _ := label.Best(c.Text, names); code != "" && score >= label.Sure {
				found[code] = true
			}
		}
		if found["name"] && len(found) > most {
			best, most = i, len(found)
		}
	}
	return best
}

func namesOf(f *scoring.Field) []label.Name {
	var names []label.Name
	for i := range f.Columns {
		names = append(names, label.Of(&f.Columns[i]))
	}
	return names
}

type reader struct {
	list, inner *scoring.Field
	sheet       cell.Sheet
	unit        string // of money
	form        Form
}

// moneyUnit is the unit that a label says: 项目资金（万元）.
func (r *reader) moneyUnit() string {
	for _, row := range r.sheet.Rows {
		for _, c := range row {
			if strings.Contains(c.Text, "资金") || strings.Contains(c.Text, "单位") {
				if u := label.Unit(c.Text); strings.HasSuffix(u, "元") {
					return u
				}
			}
		}
	}
	return "万元" // what the ministry's form is in
}

func (r *reader) column(code string) *scoring.Field {
	for i := range r.list.Columns {
		if r.list.Columns[i].Code == code {
			return &r.list.Columns[i]
		}
	}
	return nil
}

// put reads a cell for a column of the project.
func (r *reader) put(code string, i, j int) {
	f, c := r.column(code), r.sheet.At(i, j)
	if f == nil || c.Blank() {
		return
	}
	if _, have := r.form.Cells[code]; have {
		return
	}
	unit := ""
	if f.Kind == fact.Money {
		unit = r.unit
	}
	switch a := answer.Read(f, c, unit); {
	case dash(c.Text):
	case !a.Certain():
		r.form.Left = append(r.form.Left, r.sheet.Where(i, j)+f.Label+"“"+c.Text+"”："+a.Doubt)
	default:
		r.form.Cells[code] = a
	}
}

// dash reports a cell that is not to be filled in.
func dash(text string) bool { return strings.Trim(text, "-－—–/ ") == "" }

// The columns of the money, by the code of the total and of its parts.
var moneyColumns = []struct {
	words []string
	total string
	part  string
}{
	{[]string{"年初预算数", "年初预算", "预算数（A）"}, "budget_initial", "initial"},
	{[]string{"全年预算数", "全年预算", "调整后预算数", "调整后预算"}, "budget", "budget"},
	{[]string{"全年执行数", "全年执行", "预算执行数", "执行数", "实际支出数"}, "spent", "spent"},
	{[]string{"执行率", "预算执行率"}, "execution_rate", ""},
	{[]string{"得分"}, "execution_points", ""},
}

// The rows of the money, by what their labels begin with or hold.
var moneyRows = []struct {
	words *regexp.Regexp
	part  string
}{
	{regexp.MustCompile(`总额|合计|^总计|资金总`), ""},
	{regexp.MustCompile(`财政拨款|财政资金|一般公共预算`), "fiscal"},
	{regexp.MustCompile(`结转`), "carried"},
	{regexp.MustCompile(`其他|单位资金`), "other"},
}

// funds reads the block of money above the indicators.
func (r *reader) funds(end int) {
	for i := 0; i < end; i++ {
		columns := r.moneyHead(i)
		if len(columns) < 2 {
			continue
		}
		for k := i + 1; k < end && k <= i+8; k++ {
			r.moneyRow(k, columns)
		}
		return
	}
}

// moneyHead are the columns of money that a line names, by their place.
func (r *reader) moneyHead(i int) map[int]int {
	found := map[int]int{}
	taken := map[int]bool{}
	for j, c := range r.sheet.Rows[i] {
		for of, m := range moneyColumns {
			if !taken[of] && (label.Name{Words: m.words}).Likeness(c.Text) >= label.Sure && !c.Covered {
				found[j], taken[of] = of, true
				break
			}
		}
	}
	return found
}

func (r *reader) moneyRow(i int, columns map[int]int) {
	first := len(r.sheet.Rows[i])
	for j := range columns {
		first = min(first, j)
	}
	words := ""
	for j := range first {
		if c := r.sheet.At(i, j); !c.Blank() && !strings.Contains(words, c.Text) {
			words += cell.Squeezed(c.Text)
		}
	}
	// What lies over all rows (项目资金（万元）) says nothing of this one.
	words = regexp.MustCompile(`^(项目|部门)?(预算)?资金([（(].{1,4}[)）])?`).ReplaceAllString(words, "")
	for _, row := range moneyRows {
		if !row.words.MatchString(words) {
			continue
		}
		for j, of := range columns {
			code := moneyColumns[of].total
			if row.part != "" {
				if moneyColumns[of].part == "" {
					continue
				}
				code = "funds_" + moneyColumns[of].part + "_" + row.part
			}
			r.put(code, i, j)
		}
		return
	}
}

// texts are the labels with a text beside or below them.
var texts = []struct {
	code  string
	words []string
	below bool // the text stands below the label
}{
	{"name", []string{"项目名称"}, false},
	{"goal", []string{"预期目标", "年度预期目标", "年初设定目标", "年度总体目标预期目标"}, true},
	{"achieved", []string{"实际完成情况", "全年实际完成情况", "年度目标完成情况", "目标实际完成情况"}, true},
	{"problems", []string{"存在问题", "存在的问题"}, false},
	{"improvements", []string{"改进措施", "下一步改进措施"}, false},
}

// labels reads the texts of the form.
func (r *reader) labels() {
	for i, row := range r.sheet.Rows {
		for j, c := range row {
			if !c.Own() || c.Number.Valid {
				continue
			}
			for _, t := range texts {
				if (label.Name{Words: t.words}).Likeness(c.Text) < label.Sure {
					continue
				}
				if t.below && r.textAt(t.code, i+1, j) {
					continue
				}
				for k := j + 1; k < len(row) && k <= j+6; k++ {
					if v := r.sheet.At(i, k); v.Own() {
						r.textAt(t.code, i, k)
						break
					}
				}
			}
		}
	}
}

// textAt takes a text that is no label itself.
func (r *reader) textAt(code string, i, j int) bool {
	c := r.sheet.At(i, j)
	if !c.Own() || dash(c.Text) {
		return false
	}
	for _, t := range texts {
		if (label.Name{Words: t.words}).Likeness(c.Text) >= label.Sure {
			return false
		}
	}
	r.put(code, i, j)
	return true
}

// indicators reads the table below its head.
func (r *reader) indicators(at int) {
	part := cell.Sheet{Name: r.sheet.Name, Place: r.sheet.Place}
	for i := at; i < len(r.sheet.Rows); i++ {
		if i > at && r.ends(i) {
			break
		}
		part.Rows = append(part.Rows, append([]cell.Cell{}, r.sheet.Rows[i]...))
		part.Lines = append(part.Lines, r.sheet.Line(i))
	}
	t := table.Read(r.inner, part, table.Options{})
	fillDown(t, part)
	t = table.Read(r.inner, part, table.Options{})
	for _, row := range t.Rows {
		r.form.Indicators = append(r.form.Indicators, r.indicator(row))
	}
	for _, l := range t.Left {
		r.form.Left = append(r.form.Left, l.String())
	}
	if unused := t.Unused(); len(unused) > 0 {
		r.form.Left = append(r.form.Left, "没有用到的列："+strings.Join(unused, "、"))
	}
}

// ends reports the line of the total or of what stands below the indicators, and reads the total.
func (r *reader) ends(i int) bool {
	words := ""
	for _, c := range r.sheet.Rows[i] {
		if c.Own() {
			words = cell.Squeezed(c.Text)
			break
		}
	}
	switch {
	case strings.HasPrefix(words, "总分"), strings.HasPrefix(words, "合计"), strings.HasPrefix(words, "总计"):
		var figures []int
		for j, c := range r.sheet.Rows[i] {
			if c.Own() && strings.ContainsAny(c.Text, "0123456789") {
				figures = append(figures, j)
			}
		}
		if len(figures) >= 2 { // the weights' sum stands first
			r.put("points", i, figures[1])
		}
		return true
	}
	for _, stop := range []string{"评价结论", "存在问题", "存在的问题", "改进措施", "备注", "填表说明", "说明", "项目负责人", "填报人"} {
		if strings.HasPrefix(words, stop) {
			return true
		}
	}
	return false
}

// fillDown writes the levels that a form prints once for several rows into each of them.
func fillDown(t table.Table, s cell.Sheet) {
	for j, c := range t.Columns {
		if c.Field == nil || c.Field.Code != "level1" && c.Field.Code != "level2" {
			continue
		}
		for i := t.Head + 2; i < len(s.Rows); i++ {
			if above := s.At(i-1, j); s.At(i, j).Blank() && !above.Blank() && j < len(s.Rows[i]) {
				above.Covered = true
				s.Rows[i][j] = above
			}
		}
	}
}

var levelPoints = regexp.MustCompile(`\s*[（(]?\s*\d+(\.\d+)?\s*分?\s*[)）]?\s*$`)

// indicator is one row with its target taken apart.
func (r *reader) indicator(row table.Row) map[string]answer.Answer {
	cells := map[string]answer.Answer{}
	for code, a := range row.Cells {
		if code == "level1" || code == "level2" { // 产出指标（50分）
			a.Value.Text = cell.Squeezed(levelPoints.ReplaceAllString(a.Value.Text, ""))
		}
		if a.Certain() {
			cells[code] = a
		} else {
			r.form.Left = append(r.form.Left, row.Place+"“"+a.Typed+"”："+a.Doubt)
		}
	}
	takeApart(cells)
	return cells
}
