package turn

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/scoring"
)

// lastYearWalk is a fresh evaluation of a unit whose last one is filled.
func lastYearWalk(t *testing.T, answers dialog.Answers) *walk {
	t.Helper()
	w := newWalk(t, town(t))
	w.s.LastYear = answers
	w.command("start")
	return w
}

func given(v scoring.Value, typed string) dialog.Answer {
	return dialog.Answer{Value: v, Typed: typed, Rev: 1}
}

// Everything that may be taken over is, with all cells, under new row numbers and the codes of
// this year; what was removed or belongs to the year is not.
func TestTakeOverEverything(t *testing.T) {
	w := lastYearWalk(t, dialog.Answers{
		"offices/1": {Rev: 2}, "offices/1/name": given(scoring.Text("撤销的站"), ""),
		"offices/2": given(scoring.Yes(true), ""), "offices/2/name": given(scoring.Text("党政办"), ""), "offices/2/duties": given(scoring.Text("综合协调"), ""),
		"offices/3": given(scoring.Yes(true), ""), "offices/3/name": given(scoring.Text("水管站"), ""), "offices/3/duties": given(scoring.Text("防汛"), ""),
		"other_staff": given(scoring.Value{State: scoring.NotApplicable}, "不填清单"),
		"staff_quota": given(scoring.Number(decimalOf("65")), "65"), "staff_admin": given(scoring.Number(decimalOf("26")), "26"),
		"carry_out": given(scoring.Number(decimalOf("0")), "0"), "sangong_budget": given(scoring.Number(decimalOf("12")), "12"),
		"sangong_actual": given(scoring.Number(decimalOf("10.52")), "10.52"),
	})
	w.press("沿用上年内容（5 项）")
	if len(w.effects) != 0 {
		t.Fatalf("recorded before it was confirmed: %v", w.effects)
	}
	w.press("✓ 确认沿用 5 项")
	got := form.Facts(w.form.Pack, w.s.Answers)
	want := scoring.Facts{
		"offices": scoring.RowsOf(
			scoring.Facts{"name": scoring.Text("党政办"), "duties": scoring.Text("综合协调")},
			scoring.Facts{"name": scoring.Text("水管站"), "duties": scoring.Text("防汛")}),
		"other_staff": {State: scoring.NotApplicable}, "staff_quota": scoring.Number(decimalOf("65")),
		"carry_in": scoring.Number(decimalOf("0")), "sangong_prev": scoring.Number(decimalOf("12")),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.tap(w.buttons[0].Data)
	w.press("✓ 确认沿用 5 项") // an old button takes nothing over twice
	if diff := cmp.Diff(want, form.Facts(w.form.Pack, w.s.Answers)); diff != "" {
		t.Error(diff)
	}
}

// Last year's answer of another kind, or one the field does not take, is not offered.
func TestLastYearMustFit(t *testing.T) {
	for name, a := range map[string]dialog.Answer{
		"a text for a figure":  given(scoring.Text("六十五"), "六十五"),
		"half a person":        given(scoring.Number(decimalOf("6.5")), "6.5"),
		"a no for a figure":    given(scoring.Yes(false), "否"),
		"a list for a figure":  given(scoring.RowsOf(), "填完了"),
		"nothing known yet":    given(scoring.Value{State: scoring.Pending}, "暂缺"),
		"not for this field":   given(scoring.Value{State: scoring.NotApplicable}, "不涉及"),
		"ticks for a figure":   given(scoring.Items("甲"), "甲"),
		"texts for a figure":   given(scoring.Texts(map[string]string{"A": "甲"}), ""),
		"taken back last year": {Rev: 3},
	} {
		w := lastYearWalk(t, dialog.Answers{"staff_quota": a})
		w.open("staff_quota")
		w.say("沿用上年")
		if v := w.s.Answers["staff_quota"].Value; v.State != scoring.Missing {
			t.Errorf("%s was taken over: %v", name, v)
		}
	}
}

// A colleague's answer is not overwritten unasked, and the value that waits is last year's.
func TestLastYearAndAColleague(t *testing.T) {
	w := lastYearWalk(t, dialog.Answers{"staff_quota": given(scoring.Number(decimalOf("65")), "65")})
	w.open("staff_quota")
	w.as(dialog.Member{User: 3, Name: "小赵", Role: dialog.Staff})
	w.open("staff_quota")
	w.say("60")
	w.as(dialog.Member{User: 1, Name: "小王", Role: dialog.Staff})
	w.say("沿用上年")
	if got := w.s.Answers["staff_quota"].Value.Number.String(); got != "60" {
		t.Fatalf("overwritten by %s", got)
	}
	w.press("改为我填的")
	if got := w.s.Answers["staff_quota"]; got.Value.Number.String() != "65" || got.Typed != screen.TextLastYear {
		t.Errorf("recorded %v", got)
	}
}

func decimalOf(s string) decimal.Decimal { return decimal.RequireFromString(s) }
