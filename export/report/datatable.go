package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// answered is an answer as a row of the base-data table.
type answered struct{ value, unit, remark string }

// dataTable is the base-data table: every relevant answer as it was entered, by section. Texts that
// stand in the report itself, and questions that need not be answered and were not, have no row; figures
// of a group that are all zero share one.
func (c tables) dataTable() string {
	return c.table(func() document.Table {
		t := document.Table{Columns: []document.Column{{Head: "类别", Align: document.Center, Merge: true}}}
		for range 2 {
			t.Columns = append(t.Columns, document.Column{Head: "项目"},
				document.Column{Head: "数据", Align: document.Decimal}, document.Column{Head: unitHead, Align: document.Center})
		}
		for i := range c.pack.Sections {
			section := &c.pack.Sections[i]
			pairUp(&t, section.Title, c.sectionRows(section))
		}
		return evenDecimals(t)
	})
}

// longDatum is from how many characters on an answer has a row to itself.
const longDatum = 14

// pairUp sets the answers of a section two in a row; a long one has the row to itself.
func pairUp(t *document.Table, title string, rows [][]string) {
	alone := func(row []string) bool { return utf8.RuneCountInString(row[1]) >= longDatum }
	for i := 0; i < len(rows); i++ {
		one := datum(rows[i])
		row, spans := append([]string{title}, one...), []int{1, 1, 1, 1, 1, 1, 1}
		switch {
		case alone(one):
			spans = []int{1, 1, 5}
			row[3] = ""
		case i+1 < len(rows) && !alone(datum(rows[i+1])):
			i++
			row = append(row, datum(rows[i])...)
		}
		t.Rows, t.Spans = append(t.Rows, row), append(t.Spans, spans)
	}
}

// datum is an answer's label, value and unit; a remark stands in the place of a missing value.
func datum(row []string) []string {
	label, value, unit, remark := row[0], row[1], row[2], row[3]
	switch {
	case remark != "" && value == "—":
		value = remark
	case remark != "":
		value += "（" + remark + "）"
	}
	return []string{label, value, unit}
}

func (c tables) sectionRows(section *scoring.Section) [][]string {
	var rows [][]string
	for j := 0; j < len(section.Fields); j++ {
		field := &section.Fields[j]
		if !c.pack.Active(field, c.facts) || c.saysNothing(field) {
			continue
		}
		if n := c.zeroRun(section.Fields[j:]); n > 0 {
			rows = append(rows, zeroRow(section.Fields[j:j+n], c.pack.Unit(field)))
			j += n - 1
			continue
		}
		rows = append(rows, c.dataRows(field)...)
	}
	return rows
}

// saysNothing reports whether the row of a field would say nothing: a text told in full elsewhere, an
// optional question without an answer.
func (c tables) saysNothing(field *scoring.Field) bool {
	v := c.facts[field.Code]
	return v.State == scoring.Known && field.Kind == scoring.LongText || v.State == scoring.Missing && !field.Required && !c.noted[field.Code]
}

// fewestZeros is how many figures of a group share a row when they are all zero.
const fewestZeros = 3

// zeroRun is how many fields from the first on are figures of one group and zero, whole kinds of them
// (共同财政事权转移支付, with each level's budget and spending); 0 when too few.
func (c tables) zeroRun(fields []scoring.Field) int {
	zero := func(f *scoring.Field) bool {
		v := c.facts[f.Code]
		return f.Kind.Numeric() && f.Group != "" && f.Group == fields[0].Group && f.Kind == fields[0].Kind &&
			v.State == scoring.Known && v.Number.IsZero()
	}
	n := 0
	for n < len(fields) && zero(&fields[n]) {
		n++
	}
	// What follows of the last one's kind is not zero: the kind is told figure by figure.
	if n < len(fields) {
		for n > 0 && stem(fields[n-1].Label) == stem(fields[n].Label) {
			n--
		}
	}
	if n < fewestZeros {
		return 0
	}
	return n
}

// zeroRow is the row of figures that are all zero.
func zeroRow(fields []scoring.Field, unit string) []string {
	var stems []string
	for i := range fields {
		if s := stem(fields[i].Label); !slices.Contains(stems, s) {
			stems = append(stems, s)
		}
	}
	return []string{fmt.Sprintf("%s（共%d项，均为0）", strings.Join(stems, "、"), len(fields)), "0", unit, ""}
}

// stem is a label without what tells figures of one kind apart: 共同财政事权转移支付（中央）预算数.
func stem(label string) string {
	label, _, _ = strings.Cut(label, "（")
	for _, end := range []string{"预算数", "支出数"} {
		label = strings.TrimSuffix(label, end)
	}
	return label
}

// dataRows are the rows of one field: one, or one for each entry of a short list.
// Explanations of points and findings stand in their own tables.
func (c tables) dataRows(field *scoring.Field) [][]string {
	v := c.facts[field.Code]
	switch field.Kind {
	case scoring.PerIndicator, scoring.PerFinding:
		return nil
	case scoring.Rows:
		if figures := c.listFigures(field, v); figures != nil {
			return figures
		}
	}
	a := c.answer(field, v)
	return [][]string{{field.Label, a.value, a.unit, a.remark}}
}

// listFigures spells a list of names with one figure each out (其他人员：校车司机 2 人);
// nil for every other list.
func (c tables) listFigures(field *scoring.Field, v scoring.Value) [][]string {
	if len(field.Columns) != 2 || field.Columns[0].Kind != scoring.ShortText || !field.Columns[1].Kind.Numeric() {
		return nil
	}
	name, figure := &field.Columns[0], &field.Columns[1]
	var rows [][]string
	for _, row := range v.Rows {
		a := c.answer(figure, row[figure.Code])
		rows = append(rows, []string{field.Label + "：" + cellText(row[name.Code]), a.value, a.unit, a.remark})
	}
	return rows
}

// answer is an answer as entered, with its unit and the remark on a missing one.
func (c tables) answer(field *scoring.Field, v scoring.Value) answered {
	switch v.State {
	case scoring.Missing:
		return answered{value: "—", remark: unanswered(field)}
	case scoring.Pending:
		return answered{value: "—", remark: scoring.PendingWord}
	case scoring.NotApplicable:
		return answered{value: "—", remark: scoring.NotApplicableWord}
	}
	if field.Kind.Numeric() {
		return answered{value: strings.TrimSuffix(normalForm(field.Kind, v.Number), "%"), unit: c.pack.Unit(field)}
	}
	switch field.Kind {
	case scoring.YesNo:
		return answered{value: yesNo(v)}
	case scoring.Checklist:
		return answered{value: checklistText(field, v)}
	case scoring.Rows:
		return answered{value: fmt.Sprintf("共%d项", len(v.Rows)), remark: c.whereListed(field)}
	case scoring.LongText:
		if text := typed.Paragraphs(v.Text); text != "" {
			return answered{value: "已填", remark: seeText}
		}
		return answered{value: "—", remark: unanswered(field)}
	}
	return answered{value: cmp.Or(typed.Inline(v.Text), "—")}
}

// unanswered is the remark on a question nobody answered; some need not be.
func unanswered(field *scoring.Field) string {
	if field.Required {
		return missingCell
	}
	return "未填"
}

func (c tables) whereListed(field *scoring.Field) string {
	if field.Code == projectsCode {
		return "见清单"
	}
	return seeText
}

func checklistText(field *scoring.Field, v scoring.Value) string {
	s := splitItems(field.Options, v.Items)
	switch {
	case s.all():
		return "全部符合"
	case s.none():
		return "均不符合"
	}
	var parts []string
	for _, part := range []struct {
		word  string
		items []string
	}{{"符合", s.held}, {"部分符合", s.partly}, {"不符合", s.lacking}} {
		if len(part.items) > 0 {
			parts = append(parts, part.word+"："+strings.Join(part.items, "、"))
		}
	}
	return strings.Join(parts, "；")
}

func yesNo(v scoring.Value) string {
	switch {
	case v.State == scoring.NotApplicable:
		return scoring.NotApplicableWord
	case v.State != scoring.Known:
		return missingCell
	case v.Yes:
		return "是"
	}
	return "否"
}
