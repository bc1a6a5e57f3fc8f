package dialog

import (
	"fmt"
	"strings"

	"ziping/scoring"
)

// takeovers are the unanswered questions that last year's evaluation has an answer for, in order.
func (t *turn) takeovers() []Question {
	var all []Question
	if len(t.s.LastYear) == 0 || t.s.Who.Role != Staff || !t.open() {
		return nil
	}
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.questions(&t.form.Pack.Sections[i]) {
			q, ok := t.st.find(k)
			if !ok || t.st.answered(k) || len(t.st.answers.Rows(k)) > 0 {
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
func (t *turn) takeoverButtons() [][]Button {
	if len(t.s.Answers) > 0 {
		return nil
	}
	if n := len(t.takeovers()); n > 0 {
		return [][]Button{{t.key(fmt.Sprintf("沿用上年内容（%d 项）", n), actLastYear, "", "")}}
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
			fmt.Fprintf(&b, "\n%d. %s：%s", i+1, t.st.label(q), excerpt(t.lastYears(q.Field, v), 60))
		}
		t.aside(Reply{Title: "沿用上年内容", Text: excerptLines(b.String()), Buttons: [][]Button{
			{t.key(fmt.Sprintf("✓ 确认沿用 %d 项", len(all)), actLastYear, "", "yes"), t.key("不沿用", actHome, "", "")},
		}})
	default:
		for _, q := range all {
			t.settleLastYear(q)
		}
		t.recompute()
		t.say(Reply{Kind: EditTapped, Text: fmt.Sprintf("✓ 已沿用上年内容 %d 项", len(all))})
		t.lead = fmt.Sprintf("已记录：沿用上年内容 %d 项，请在“汇总”里核对。", len(all))
		t.navigate = false
		t.home()
		t.completed()
	}
}

// settleLastYear records last year's answer to q; a list is complete with it where no required
// cell is missing, which the section's count shows.
func (t *turn) settleLastYear(q Question) {
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

// excerptLines keeps whole lines within one message.
func excerptLines(s string) string {
	const most = 3000
	lines, used := strings.Split(s, "\n"), 0
	for i, line := range lines {
		if used += len([]rune(line)) + 1; used > most {
			return strings.Join(lines[:i], "\n") + fmt.Sprintf("\n……另有 %d 行", len(lines)-i)
		}
	}
	return s
}
