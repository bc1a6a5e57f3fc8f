package turn

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// textLastYear is what a person types, and what stands as typed, for last year's answer.
const textLastYear = "沿用上年"

// lastYear is what the unit's evaluation of the year before offers for q. It is read by codes:
// last year's pack may have been another one, so the value must fit the question of now.
func (t *turn) lastYear(q form.Question) (scoring.Value, bool) {
	if len(t.s.LastYear) == 0 || q.Leaf != q.Field || q.Field.LastYear() == "" {
		return scoring.Value{}, false
	}
	v := t.earlier[q.Field.LastYear()]
	switch {
	case v.State == scoring.Missing || v.State == scoring.Pending || q.Field.Refuse(v) != "":
		return scoring.Value{}, false
	case v.State == scoring.Known && q.Field.Kind == scoring.Rows && len(v.Rows) == 0:
		return scoring.Value{}, false
	}
	return v, true
}

// lastYearLine shows last year's answer below the question; "" when there is none.
func (t *turn) lastYearLine(q form.Question) string {
	v, ok := t.lastYear(q)
	if !ok {
		return ""
	}
	line := "\n\n上年：" + form.Excerpt(t.lastYears(q.Field, v), 200)
	if from, found := t.form.Pack.Field(q.Field.CarryFrom); found {
		line += "（取自上年填报的" + from.Label + "）"
	}
	return line
}

// lastYears is last year's value as people read it.
func (t *turn) lastYears(f *scoring.Field, v scoring.Value) string {
	if v.State != scoring.Known || f.Kind != scoring.Rows {
		return t.st.Display(f, dialog.Key(f.Code), v)
	}
	names := make([]string, len(v.Rows))
	for i, row := range v.Rows {
		names[i] = form.Excerpt(t.st.Display(&f.Columns[0], "", row[f.Columns[0].Code]), 20)
	}
	return fmt.Sprintf("%d 个%s（%s）", len(v.Rows), form.RowName(f), strings.Join(names, "、"))
}

// lastYearButtons offer last year's answer where it is not the present one.
func (t *turn) lastYearButtons(q form.Question) [][]dialog.Button {
	v, ok := t.lastYear(q)
	if !ok || len(t.s.Cursor.Pieces) > 0 {
		return nil
	}
	label := textLastYear + "：" + form.Excerpt(t.st.Display(q.Leaf, q.Key, v), 16)
	_, figure := form.FigureKind(q.Leaf.Kind)
	switch {
	case q.Leaf.Kind == scoring.Rows && v.State == scoring.Known:
		if len(t.st.Answers.Rows(q.Key)) > 0 {
			return nil
		}
		label = fmt.Sprintf("%s的 %d 个%s", textLastYear, len(v.Rows), form.RowName(q.Leaf))
	case t.st.Display(q.Leaf, q.Key, v) == t.st.Display(q.Leaf, q.Key, t.st.Answers[q.Key].Value):
		return nil
	case v.State == scoring.NotApplicable:
	case figure:
		label = textLastYear + " " + t.st.Display(q.Leaf, q.Key, v)
	case q.Leaf.Kind == scoring.LongText:
		label = fmt.Sprintf("%s（%d 字）", textLastYear, utf8.RuneCountInString(v.Text))
	case q.Leaf.Kind == scoring.Checklist && len(v.Items) > 1:
		label = fmt.Sprintf("%s（%d 项）", textLastYear, len(v.Items))
	}
	return [][]dialog.Button{{t.key(label, dialog.ActLastYear, q.Key, "")}}
}

// saysLastYear takes 沿用上年 typed at a question that has an answer of last year.
func (t *turn) saysLastYear(q form.Question, typed string) bool {
	if _, ok := t.lastYear(q); !ok || strings.Trim(typed, "。.！! ") != textLastYear {
		return false
	}
	t.takeLastYear(q)
	return true
}

// takeLastYear answers q with last year's value. A list's rows are copied, to be looked through.
func (t *turn) takeLastYear(q form.Question) {
	v, ok := t.lastYear(q)
	rows := q.Leaf.Kind == scoring.Rows && v.State == scoring.Known
	switch {
	case !ok || rows && len(t.s.Answers.Rows(q.Key)) > 0:
		t.stale()
	case rows:
		t.copyRows(q.Leaf, q.Key, v.Rows)
		t.recompute()
		t.lead = fmt.Sprintf("已沿用上年的 %d 个%s，请核对；有变化的点编号修改。", len(v.Rows), form.RowName(q.Leaf))
		t.consequences(q)
		t.ask(q.Key)
	default:
		t.answer(q, v, textLastYear)
	}
}

// copyRows writes rows with all their cells, and the rows of lists inside them.
func (t *turn) copyRows(list *scoring.Field, key dialog.Key, rows []scoring.Facts) {
	if t.s.Answers[key].Value.State == scoring.NotApplicable {
		t.write(key, scoring.Value{}, "")
	}
	next := t.s.Answers.NextRow(key)
	for i, row := range rows {
		at := key.Row(next + i)
		t.write(at, scoring.Yes(true), "")
		for j := range list.Columns {
			c := &list.Columns[j]
			switch v := row[c.Code]; {
			case v.State == scoring.Missing:
			case c.Kind == scoring.Rows && v.State == scoring.Known:
				t.copyRows(c, at.Child(c.Code), v.Rows)
			default:
				t.write(at.Child(c.Code), v, textLastYear)
			}
		}
	}
}
