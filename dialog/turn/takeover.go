package turn

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// takeovers are the unanswered questions that last year's evaluation has an answer for, in order.
func (t *turn) takeovers() []form.Question {
	var all []form.Question
	if len(t.s.LastYear) == 0 || t.s.Who.Role != dialog.Staff || !t.open() {
		return nil
	}
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.Questions(&t.form.Pack.Sections[i]) {
			q, ok := t.st.Find(k)
			if !ok || t.st.Answered(k) || len(t.st.Answers.Rows(k)) > 0 {
				continue
			}
			if _, offered := t.lastYear(q); offered {
				all = append(all, q)
			}
		}
	}
	return all
}

// takeoverButtons stand on the first screen of an evaluation that nobody has begun.
func (t *turn) takeoverButtons() [][]dialog.Button {
	if len(t.s.Answers) > 0 {
		return nil
	}
	if n := len(t.takeovers()); n > 0 {
		return [][]dialog.Button{{t.key(fmt.Sprintf("沿用上年内容（%d 项）", n), dialog.ActLastYear, "", "")}}
	}
	return nil
}

// takeOver shows what last year's evaluation would answer, and records it once the person is sure.
func (t *turn) takeOver(sure bool) {
	if !t.mayAnswer() {
		return
	}
	all := t.takeovers()
	switch {
	case len(all) == 0:
		t.stale()
	case !sure:
		var b strings.Builder
		fmt.Fprintf(&b, "下列 %d 项沿用 %d 年度填报的内容，其余各题照常填写。沿用后仍可逐项修改。\n", len(all), t.s.Evaluation.Year-1)
		for i, q := range all {
			v, _ := t.lastYear(q)
			fmt.Fprintf(&b, "\n%d. %s：%s", i+1, t.st.Label(q), form.Excerpt(t.lastYears(q.Field, v), 60))
		}
		t.aside(dialog.Reply{Title: "沿用上年内容", Text: form.ExcerptLines(b.String()), Buttons: [][]dialog.Button{
			{t.key(fmt.Sprintf("✓ 确认沿用 %d 项", len(all)), dialog.ActLastYear, "", "yes"), t.key("不沿用", dialog.ActHome, "", "")},
		}})
	default:
		for _, q := range all {
			t.settleLastYear(q)
		}
		t.recompute()
		t.say(dialog.Reply{Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ 已沿用上年内容 %d 项", len(all))})
		t.lead = fmt.Sprintf("已记录：沿用上年内容 %d 项，请在“汇总”里核对。", len(all))
		t.navigate = false
		t.home()
		t.completed()
	}
}

// settleLastYear records last year's answer to q; a list is complete with it where no required
// cell is missing, which the section's count shows.
func (t *turn) settleLastYear(q form.Question) {
	v, ok := t.lastYear(q)
	if !ok {
		return
	}
	if q.Leaf.Kind == scoring.Rows && v.State == scoring.Known {
		t.copyRows(q.Leaf, q.Key, v.Rows)
		v = scoring.RowsOf()
	}
	t.write(q.Key, v, textLastYear)
}
