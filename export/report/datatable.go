package report

import (
	"cmp"
	"fmt"
	"strings"

	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// answered is an answer as a row of the base-data table.
type answered struct{ value, unit, remark string }

// dataTable is the base-data table: every relevant answer as it was entered, by section.
func (c *composer) dataTable() string {
	return c.table(func() document.Table {
		t := document.Table{Columns: []document.Column{
			{Head: "类别", Weight: 12, Align: document.Center, Merge: true},
			{Head: "项目", Weight: 42},
			{Head: "数据", Weight: 28, Align: document.Decimal},
			{Head: "单位", Weight: 8, Align: document.Center},
			{Head: "备注", Weight: 14, Align: document.Center},
		}}
		for i := range c.pack.Sections {
			section := &c.pack.Sections[i]
			for j := range section.Fields {
				field := &section.Fields[j]
				if !c.pack.Active(field, c.facts) {
					continue
				}
				for _, row := range c.dataRows(field) {
					t.Rows = append(t.Rows, append([]string{section.Title}, row...))
				}
			}
		}
		return t
	})
}

// dataRows are the rows of one field: one, or one for each entry of a short list.
// Explanations of points and findings stand in their own tables.
func (c *composer) dataRows(field *scoring.Field) [][]string {
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
func (c *composer) listFigures(field *scoring.Field, v scoring.Value) [][]string {
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
func (c *composer) answer(field *scoring.Field, v scoring.Value) answered {
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
			return answered{value: "已填", remark: "见正文"}
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

func (c *composer) whereListed(field *scoring.Field) string {
	if field.Code == projectsCode {
		return "见清单"
	}
	return "见正文"
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
