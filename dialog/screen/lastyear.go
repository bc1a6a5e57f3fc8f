package screen

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// TextLastYear is what a person types, and what stands as typed, for last year's answer.
const TextLastYear = "沿用上年"

// LastYear is what the unit's evaluation of the year before offers for q. It is read by codes:
// last year's pack may have been another one, so the value must fit the question of now.
func (view View) LastYear(q form.Question) (scoring.Value, bool) {
	if len(view.Session.LastYear) == 0 || q.Leaf != q.Field || q.Field.LastYear() == "" {
		return scoring.Value{}, false
	}
	v := view.Earlier[q.Field.LastYear()]
	switch {
	case v.State == scoring.Missing || v.State == scoring.Pending || q.Field.Refuse(v) != "":
		return scoring.Value{}, false
	case v.State == scoring.Known && q.Field.Kind == scoring.Rows && len(v.Rows) == 0:
		return scoring.Value{}, false
	}
	return v, true
}

// lastYearLine shows last year's answer below the question; "" when there is none.
func lastYearLine(view View, q form.Question) string {
	v, ok := view.LastYear(q)
	if !ok {
		return ""
	}
	line := "\n\n上年：" + form.Excerpt(view.LastYearWords(q.Field, v), 200)
	if from, found := view.State.Form.Pack.Field(q.Field.CarryFrom); found {
		line += "（取自上年填报的" + from.Label + "）"
	}
	return line
}

// LastYearWords is last year's value as people read it.
func (view View) LastYearWords(f *scoring.Field, v scoring.Value) string {
	if v.State != scoring.Known || f.Kind != scoring.Rows {
		return view.State.Display(f, dialog.Key(f.Code), v)
	}
	names := make([]string, len(v.Rows))
	for i, row := range v.Rows {
		names[i] = form.Excerpt(view.State.Display(&f.Columns[0], "", row[f.Columns[0].Code]), 20)
	}
	return fmt.Sprintf("%d 个%s（%s）", len(v.Rows), form.RowName(f), strings.Join(names, "、"))
}

// lastYearButtons offer last year's answer where it is not the present one.
func lastYearButtons(view View, q form.Question) [][]dialog.Button {
	v, ok := view.LastYear(q)
	if !ok || len(view.Session.Cursor.Pieces) > 0 {
		return nil
	}
	label := TextLastYear + "：" + form.Excerpt(view.State.Display(q.Leaf, q.Key, v), 16)
	_, figure := form.FigureKind(q.Leaf.Kind)
	switch {
	case q.Leaf.Kind == scoring.Rows && v.State == scoring.Known:
		if len(view.State.Answers.Rows(q.Key)) > 0 {
			return nil
		}
		label = fmt.Sprintf("%s的 %d 个%s", TextLastYear, len(v.Rows), form.RowName(q.Leaf))
	case view.State.Display(q.Leaf, q.Key, v) == view.State.Display(q.Leaf, q.Key, view.State.Answers[q.Key].Value):
		return nil
	case v.State == scoring.NotApplicable:
	case figure:
		label = TextLastYear + " " + view.State.Display(q.Leaf, q.Key, v)
	case q.Leaf.Kind == scoring.LongText:
		label = fmt.Sprintf("%s（%d 字）", TextLastYear, utf8.RuneCountInString(v.Text))
	case q.Leaf.Kind == scoring.Checklist && len(v.Items) > 1:
		label = fmt.Sprintf("%s（%d 项）", TextLastYear, len(v.Items))
	}
	return [][]dialog.Button{{view.Key(label, dialog.ActLastYear, q.Key, "")}}
}

// Takeovers are the unanswered questions that last year's evaluation has an answer for, in order.
func (view View) Takeovers() []form.Question {
	var all []form.Question
	if len(view.Session.LastYear) == 0 || view.Session.Who.Role != dialog.Staff || !view.Open() {
		return nil
	}
	for i := range view.State.Form.Pack.Sections {
		for _, k := range view.State.Questions(&view.State.Form.Pack.Sections[i]) {
			q, ok := view.State.Find(k)
			if !ok || view.State.Answered(k) || len(view.State.Answers.Rows(k)) > 0 {
				continue
			}
			if _, offered := view.LastYear(q); offered {
				all = append(all, q)
			}
		}
	}
	return all
}

// takeoverButtons stand on the first screen of an evaluation that nobody has begun.
func takeoverButtons(view View) [][]dialog.Button {
	if len(view.Session.Answers) > 0 {
		return nil
	}
	if n := len(view.Takeovers()); n > 0 {
		return [][]dialog.Button{{view.Key(fmt.Sprintf("沿用上年内容（%d 项）", n), dialog.ActLastYear, "", "")}}
	}
	return nil
}
