package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/figure"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
	"ziping/scoring/fact"
)

func itoa(n int) string { return strconv.Itoa(n) }

// The lines of a table that are no rows of the list, by their first words.
var (
	totalLine = regexp.MustCompile(`^(合计|总计|共计|总合计|合计数|总和|汇总|累计|本年合计|项目合计)(数|金额)?([（(].*[)）])?[:：]?$`)
	partTotal = regexp.MustCompile(`^(小计|本页小计|本页合计)(数|金额)?([（(].*[)）])?[:：]?$`)
	ofWhich   = regexp.MustCompile(`^其中[:：]?`)
	noteLine  = regexp.MustCompile(`^(备注|注|附注|说明|填表说明|填表人|制表人|审核人|复核人|负责人|单位负责人|填报人|联系电话|填报日期|制表日期|日期|单位名称|编制单位|填报单位|单位|金额单位)[:：1-9]`)
	ruleLine  = regexp.MustCompile(`^:?[-—=－_]{2,}:?$`)
	groupLine = regexp.MustCompile(`^([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])`)
)

// read takes the lines below the head.
func (t *Table) read() {
	sums := newSums()
	var stated []statement
	for i := t.Head + 1; i < len(t.Sheet.Rows); i++ {
		words := t.firstWords(i)
		switch {
		case words == "" && !t.anyValue(i), t.isRule(i), t.repeatsHead(i):
		case totalLine.MatchString(words), partTotal.MatchString(words):
			stated = append(stated, t.total(i, words, sums, totalLine.MatchString(words))...)
		case ofWhich.MatchString(words):
			t.leave(i, "是上一行的组成部分，没有作为单独的一行")
		case noteLine.MatchString(words):
			if t.anyFigure(i) {
				t.leave(i, "像备注，没有作为一行")
			}
		default:
			t.row(i, sums)
		}
	}
	t.compare(stated, sums)
	t.settleUnits()
}

// firstWords is the first text of line i that counts nothing.
func (t *Table) firstWords(i int) string {
	for j := range t.Sheet.Rows[i] {
		c := t.Sheet.At(i, j)
		if j < len(t.Columns) && t.Columns[j].Number && figureLike(c.Text) || c.Blank() {
			continue
		}
		return cell.Squeezed(c.Text)
	}
	return ""
}

func (t *Table) anyValue(i int) bool {
	return slices.ContainsFunc(t.Sheet.Rows[i], func(c cell.Cell) bool { return !c.Blank() })
}

func (t *Table) anyFigure(i int) bool {
	return slices.ContainsFunc(t.Sheet.Rows[i], func(c cell.Cell) bool { return c.Number.Valid || figureLike(c.Text) })
}

func (t *Table) isRule(i int) bool {
	for _, c := range t.Sheet.Rows[i] {
		if !c.Blank() && !ruleLine.MatchString(c.Text) {
			return false
		}
	}
	return true
}

// repeatsHead reports a head that stands again on a new page.
func (t *Table) repeatsHead(i int) bool {
	if t.Head < 0 {
		return false
	}
	for j := range t.Sheet.Rows[i] {
		if !strings.EqualFold(cell.Squeezed(t.Sheet.At(i, j).Text), cell.Squeezed(t.Sheet.At(t.Head, j).Text)) {
			return false
		}
	}
	return true
}

func (t *Table) leave(i int, why string) {
	var parts []string
	for _, c := range t.Sheet.Rows[i] {
		if c.Own() {
			parts = append(parts, c.Text)
		}
	}
	t.Left = append(t.Left, Left{t.Sheet.Where(i, -1), strings.Join(parts, " "), why})
}

// row reads a line as a row of the list.
func (t *Table) row(i int, s *sums) {
	row := Row{Place: t.Sheet.Where(i, -1), Cells: map[string]answer.Answer{}}
	var wrong []Left
	for j, col := range t.Columns {
		c := t.Sheet.At(i, j)
		if col.Field == nil || c.Blank() {
			continue
		}
		a := answer.Read(col.Field, c, t.unitOf(col))
		switch {
		case a.Value.State == fact.Missing:
			wrong = append(wrong, Left{t.Sheet.Where(i, j), c.Text, a.Doubt})
			continue
		case open(col.Field) && SeveralFigures(c.Text):
			t.leave(i, "几个数连在一起没有分开，这一行没有收下；请用表格文件发送，或在各列之间加“，”")
			return
		}
		row.Cells[col.Field.Code] = a
	}
	if why := t.noRow(i, row); why != "" {
		t.leave(i, why)
		return
	}
	extra := t.extra(i)
	if slices.ContainsFunc(extra, func(l Left) bool { return len(wrong) > 0 || figureLike(l.Text) }) {
		t.leave(i, "格数比表头多，对不上栏目，这一行没有收下")
		return
	}
	t.Left = append(append(t.Left, wrong...), extra...)
	t.Rows = append(t.Rows, row)
	s.add(row)
}

// noRow says why a line cannot be a row of the list; empty when it can.
func (t *Table) noRow(i int, row Row) string {
	first := t.List.Columns[0]
	name, named := row.Cells[first.Code]
	switch {
	case len(row.Cells) == 0:
		return "没有认出来"
	case !named:
		return "缺“" + first.Label + "”，这一行没有收下"
	case open(&first) && figureLike(name.Value.Text) && !t.Sheet.At(i, 0).Covered:
		return "“" + first.Label + "”只有数字，这一行没有收下"
	case len(row.Cells) == 1 && len(t.usedColumns()) > 1 && groupLine.MatchString(name.Value.Text):
		return "像分类标题，没有作为一行"
	}
	return ""
}

func (t *Table) usedColumns() []*scoring.Field {
	var used []*scoring.Field
	for _, c := range t.Columns {
		if c.Field != nil {
			used = append(used, c.Field)
		}
	}
	return used
}

// extra are the cells beyond the last column.
func (t *Table) extra(i int) (beyond []Left) {
	for j := len(t.Columns); j < len(t.Sheet.Rows[i]); j++ {
		if c := t.Sheet.At(i, j); c.Own() {
			beyond = append(beyond, Left{t.Sheet.Where(i, j), c.Text, "多出来了，没有对应的栏目"})
		}
	}
	return beyond
}

func (t *Table) unitOf(c Column) string {
	if c.Unit != "" || c.Field.Kind != fact.Money {
		return c.Unit
	}
	return t.Unit
}

// settleUnits looks at a column as a whole: where one figure's unit cannot be known, none of the
// column's can; and says once how a column was converted.
func (t *Table) settleUnits() {
	for _, col := range t.Columns {
		if col.Field == nil {
			continue
		}
		if col.Field.Kind == fact.Money && slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Cells[col.Field.Code].UnitUnknown }) {
			t.UnitUnknown = append(t.UnitUnknown, col.Field.Label)
		}
		if unit := t.unitOf(col); col.Field.Kind == fact.Money && unit != "" && unit != "万元" {
			t.Notes = append(t.Notes, fmt.Sprintf("“%s”按%s读取，已换算成万元", col.Field.Label, unit))
		}
	}
}

// sums add up the columns of figures: of all rows, and of those since the last total line.
type sums struct {
	all, part      map[string]decimal.Decimal
	rows, partRows int
}

func newSums() *sums {
	return &sums{all: map[string]decimal.Decimal{}, part: map[string]decimal.Decimal{}}
}

func (s *sums) add(r Row) {
	s.rows++
	s.partRows++
	for code, a := range r.Cells {
		if a.Value.State == fact.Known {
			s.all[code] = s.all[code].Add(a.Value.Number)
			s.part[code] = s.part[code].Add(a.Value.Number)
		}
	}
}

func (s *sums) endPart() { s.part, s.partRows = map[string]decimal.Decimal{}, 0 }

// statement is a total line's figure with the sums that it may be of.
type statement struct {
	total Total
	read  answer.Answer
	part  decimal.Decimal
	rows  int
	whole bool // it is a total, not a 小计
}

// total notes what a total line says; what it is the total of is known when all rows are.
func (t *Table) total(i int, words string, s *sums, whole bool) []statement {
	var out []statement
	for j, col := range t.Columns {
		c := t.Sheet.At(i, j)
		if col.Field == nil || !summed(col.Field) || c.Blank() {
			continue
		}
		a := answer.Read(col.Field, c, t.unitOf(col))
		if a.Value.State != fact.Known {
			continue
		}
		out = append(out, statement{
			Total{Place: t.Sheet.Where(i, j), Label: words, Column: col.Field}, a, s.part[col.Field.Code], s.partRows, whole,
		})
	}
	s.endPart()
	return out
}

// compare holds the stated totals against the sums: of the rows above since the last total, or of
// all rows, wherever the line stands.
func (t *Table) compare(stated []statement, s *sums) {
	for _, st := range stated {
		out := st.total
		all := s.all[out.Column.Code]
		out.Stated, out.Sum = st.read.Value.Number, st.part
		if st.whole {
			out.Sum = all
		}
		for _, v := range append([]fact.Value{st.read.Value}, st.read.Others...) { // its unit is that of the rows
			switch {
			case st.whole && figure.Same(v.Number, all, s.rows):
				out.Stated, out.Sum, out.Agrees = v.Number, all, true
			case st.rows > 0 && figure.Same(v.Number, st.part, st.rows):
				out.Stated, out.Sum, out.Agrees = v.Number, st.part, true
			}
		}
		t.Totals = append(t.Totals, out)
	}
}

// summed reports a column whose figures add up.
func summed(f *scoring.Field) bool { return f.Kind == fact.Money || f.Kind == fact.Count }

// figureLike reports a text that is a figure, with or without a unit, or a mark for none.
func figureLike(text string) bool {
	text = cell.Trim(text)
	if text == "" || len([]rune(text)) > 40 {
		return false
	}
	switch r := numeral.ReadSigned(numeral.Money, text); r.Status {
	case numeral.OK, numeral.NotApplicable, numeral.Pending:
		return true
	case numeral.Confirm:
		return r.Code != numeral.Extracted && r.Code != numeral.Colloquial
	case numeral.Invalid:
		return strings.ContainsAny(text, "0123456789０１２３４５６７８９") && strings.Trim(text, "0123456789０１２３４５６７８９.,，．%％‰-－+ 人个项") == ""
	}
	return false
}

func yesLike(text string) bool {
	_, ok := answer.YesNo(text)
	return ok
}
