package report

import (
	"testing"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

func TestPercentIsNeverRoundedToFull(t *testing.T) {
	tests := []struct{ value, want string }{
		{"100", "100%"},
		{"100.1596", "100.16%"},
		{"20.135416", "20.14%"},
		{"99.995", "99.995%"},
		{"99.99999", "99.99999%"},
		{"100.0000001", "100.0000001%"},
		{"0", "0%"},
		{"-12.5", "-12.5%"},
	}
	for _, test := range tests {
		if got := percentText(decimal.RequireFromString(test.value)); got != test.want {
			t.Errorf("%s: %s, want %s", test.value, got, test.want)
		}
	}
}

// A template computes by the pack's formulas, with their 不涉及 and their base of zero.
func TestFiguresOfFormulas(t *testing.T) {
	pack := town(t)
	c := newComposer(pack, scoring.Evaluation{Facts: scoring.Facts{
		"budget_initial": number("3"), "budget_added": number("1"), "budget_total": number("0"),
		"carry_in": {State: scoring.NotApplicable}, "staff_total": number("9"), "staff_quota": number("12"),
		"procurement_planned": scoring.Yes(false),
	}}, scoring.Result{}, Options{Date: reportDay})
	must := func(f Figure, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return f.String()
	}
	tests := []struct{ name, got, want string }{
		{"answer", must(c.figure("budget_initial")), "3万元"},
		{"sum", must(c.figure("budget_initial + budget_added")), "4万元"},
		{"sum with 不涉及", must(c.figure("or_zero(carry_in) + budget_added")), "1万元"},
		{"不涉及", must(c.figure("carry_in + budget_added")), "不涉及"},
		{"sum with a gap", must(c.figure("budget_initial + carry_out")), "（待补）"},
		{"difference of people", must(c.figure("staff_quota - staff_total")), "3人"},
		{"rate", must(c.rate("budget_added / budget_initial")), "33.33%"},
		{"rate to zero", must(c.rate("budget_added / budget_total")), "不可比"},
		{"rate to nothing", must(c.rate("budget_added / spent_total")), "（待补）"},
		{"rate to 不涉及", must(c.rate("budget_added / carry_in")), "不涉及"},
		{"change", must(c.rate("(staff_total - staff_quota) / staff_quota")), "-25%"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
	if !c.noted["carry_out"] || !c.noted["spent_total"] || c.noted["carry_in"] {
		t.Errorf("noted %v", c.noted)
	}
	for condition, want := range map[string]bool{
		"staff_total <= staff_quota": true, "staff_total > staff_quota": false, "not procurement_planned": true,
		"spent_total > 0": false, "spent_total <= 0": false, "or_zero(carry_in) == 0": true,
	} {
		if got, err := c.when(condition); err != nil || got != want {
			t.Errorf("%s: %v, %v", condition, got, err)
		}
	}
	if _, err := c.when("staff_total"); err == nil {
		t.Error("a figure passes for a condition")
	}
	if _, err := c.rate("staff_total > 1"); err == nil {
		t.Error("a condition passes for a rate")
	}
}
