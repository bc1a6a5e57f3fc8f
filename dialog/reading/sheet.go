package reading

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog/form"
	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// SheetRow is one row of a pasted or uploaded table, read for a list.
type SheetRow struct {
	Line  int           // where it stood, from 1
	Cells scoring.Facts // by column code; what could not be read is not there
	Typed map[string]string
}

// SheetProblem is a cell that could not be read.
type SheetProblem struct {
	Line   int
	Column string // the column's label
	Text   string // what was wrong and what is expected
}

func (p SheetProblem) String() string {
	return fmt.Sprintf("第 %d 行“%s”：%s", p.Line, p.Column, p.Text)
}

// Sheet reads the cells of a table as rows of a list. The first line may be a header:
// then columns are found by their labels, in any order; without one they come in the list's
// order. Good cells are kept whatever is wrong with the others. Lists inside a row are not
// read.
func Sheet(list *scoring.Field, lines [][]string) ([]SheetRow, []SheetProblem) {
	columns, headed := HeaderColumns(list, lines)
	var rows []SheetRow
	var problems []SheetProblem
	for i, line := range lines {
		if (i == 0 && headed) || blank(line) {
			continue
		}
		row := SheetRow{Line: i + 1, Cells: scoring.Facts{}, Typed: map[string]string{}}
		for j, cell := range line {
			cell = strings.TrimSpace(cell)
			if cell == "" {
				continue
			}
			if j >= len(columns) {
				problems = append(problems, SheetProblem{i + 1, fmt.Sprintf("第 %d 列", j+1), fmt.Sprintf("“%s”多出来了，没有对应的栏目", form.Excerpt(cell, 20))})
				continue
			}
			c := columns[j]
			if c == nil { // a column the list does not have, such as 序号
				continue
			}
			v, why := Cell(c, cell)
			if why != "" {
				problems = append(problems, SheetProblem{i + 1, c.Label, why})
				continue
			}
			row.Cells[c.Code], row.Typed[c.Code] = v, cell
		}
		if len(row.Cells) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, problems
}

func blank(line []string) bool {
	return !slices.ContainsFunc(line, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

// HeaderColumns are the columns the cells of a line belong to, and whether the first line
// said so. A first line is a header when two of its cells, or its only one, are labels.
func HeaderColumns(list *scoring.Field, lines [][]string) ([]*scoring.Field, bool) {
	flat := list.Flat()
	if len(lines) == 0 {
		return flat, false
	}
	named := make([]*scoring.Field, len(lines[0]))
	found := 0
	for j, cell := range lines[0] {
		if c := columnNamed(flat, cell); c != nil && !slices.Contains(named[:j], c) {
			named[j] = c
			found++
		}
	}
	if found >= 2 || found == 1 && len(lines[0]) == 1 {
		return named, true
	}
	return flat, false
}

// columnNamed is the column a header cell means; units in brackets do not matter.
func columnNamed(columns []*scoring.Field, cell string) *scoring.Field {
	cell = bareLabel(cell)
	for _, c := range columns {
		if cell != "" && (cell == bareLabel(c.Label) || cell == c.Code) {
			return c
		}
	}
	return nil
}

func bareLabel(s string) string {
	for _, cut := range []string{"（", "("} {
		s, _, _ = strings.Cut(s, cut)
	}
	return strings.Join(strings.Fields(s), "")
}

// Cell reads one cell as its column's kind. A table cannot be asked back, so a doubtful
// figure is a problem here.
func Cell(c *scoring.Field, cell string) (v scoring.Value, why string) {
	if kind, ok := form.FigureKind(c.Kind); ok {
		r := Figure(c, kind, cell)
		switch r.Status {
		case numeral.OK:
			v = scoring.Number(r.Value)
			return v, c.Refuse(v)
		case numeral.NotApplicable:
			v = scoring.Value{State: scoring.NotApplicable}
			return v, c.Refuse(v)
		case numeral.Pending:
			return scoring.Value{State: scoring.Pending}, ""
		case numeral.Confirm:
			if fit, no := Fitting(c, Offered(r)); len(fit) == 0 {
				return v, no
			}
		}
		return v, numeral.Explain(kind, r, cell)
	}
	switch c.Kind {
	case scoring.YesNo:
		yes, ok := YesNo(cell)
		if !ok {
			return v, fmt.Sprintf("“%s”应为“是”或“否”", form.Excerpt(cell, 20))
		}
		return scoring.Yes(yes), ""
	case scoring.Choice:
		if !slices.Contains(c.Options, cell) {
			return v, fmt.Sprintf("“%s”应为%s之一", form.Excerpt(cell, 20), strings.Join(c.Options, "、"))
		}
	case scoring.ShortText:
		if n := utf8.RuneCountInString(cell); n > MaxShortText {
			return v, fmt.Sprintf("有 %d 个字，最多 %d 个", n, MaxShortText)
		}
	}
	return scoring.Text(cell), ""
}

// YesNo reads 是 and 否 in the ways people write them.
func YesNo(word string) (yes, ok bool) {
	switch strings.Trim(word, "。.！! ") {
	case "是", "有", "已编制", "对", "1", "是的", "已", "yes", "Y", "y", "√", "✓":
		return true, true
	case "否", "没有", "无", "未编制", "不是", "0", "2", "未", "no", "N", "n", "×":
		return false, true
	}
	return false, false
}
