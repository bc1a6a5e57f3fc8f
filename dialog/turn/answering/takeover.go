package answering

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// TakeOver shows what last year's evaluation would answer, and records it once the person is sure.
func TakeOver(t *stage.Turn, sure bool) {
	if !t.MayAnswer() {
		return
	}
	all := t.View().Takeovers()
	switch {
	case len(all) == 0:
		t.InPlace().Stale()
	case !sure:
		var b strings.Builder
		fmt.Fprintf(&b, "下列 %d 项沿用 %d 年度填报的内容，其余各题照常填写。沿用后仍可逐项修改。\n", len(all), t.Session.Evaluation.Year-1)
		for i, q := range all {
			v, _ := t.View().LastYear(q)
			fmt.Fprintf(&b, "\n%d. %s：%s", i+1, t.State.Label(q), form.Excerpt(t.View().LastYearWords(q.Field, v), 60))
		}
		t.InPlace().Aside(dialog.Reply{Title: "沿用上年内容", Text: form.ExcerptLines(b.String()), Buttons: [][]dialog.Button{
			{t.View().Key(fmt.Sprintf("✓ 确认沿用 %d 项", len(all)), dialog.ActLastYear, "", "yes"), t.View().Key("不沿用", dialog.ActHome, "", "")},
		}})
	default:
		for _, q := range all {
			settleLastYear(t, q)
		}
		t.Recompute()
		t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ 已沿用上年内容 %d 项", len(all))})
		t.Echo("已记录：沿用上年内容 %d 项，请在“汇总”里核对。", len(all))
		t.Below().Home()
		t.Completed()
	}
}

// settleLastYear records last year's answer to q; a list is complete with it where no required
// cell is missing, which the section's count shows.
func settleLastYear(t *stage.Turn, q form.Question) {
	v, ok := t.View().LastYear(q)
	if !ok {
		return
	}
	if q.Leaf.Kind == scoring.Rows && v.State == scoring.Known {
		copyRows(t, q.Leaf, q.Key, v.Rows)
		v = scoring.RowsOf()
	}
	t.Write(q.Key, v, screen.TextLastYear)
}
