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

func TestArithmeticWithUnknownFigures(t *testing.T) {
	c := &composer{absences: absences{noted: map[string]bool{}}}
	known := func(n int64) Figure {
		return Figure{state: scoring.Known, number: decimal.NewFromInt(n), kind: scoring.Money, unit: "万元"}
	}
	missing := Figure{state: scoring.Missing, lacks: []string{"x"}, absences: &c.absences}
	none := Figure{state: scoring.NotApplicable}
	must := func(f Figure, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return f.String()
	}
	tests := []struct{ name, got, want string }{
		{"sum", must(c.sum(known(1), known(2))), "3万元"},
		{"sum with 不涉及", must(c.sum(none, known(2))), "2万元"},
		{"sum of 不涉及", must(c.sum(none, none)), "不涉及"},
		{"sum with a gap", must(c.sum(known(1), missing)), "（待补）"},
		{"ratio", must(c.ratio(known(1), known(3))), "33.33%"},
		{"ratio to zero", must(c.ratio(known(1), known(0))), "不可比"},
		{"ratio to nothing", must(c.ratio(known(1), missing)), "（待补）"},
		{"ratio to 不涉及", must(c.ratio(known(1), none)), "不涉及"},
		{"change", must(c.change(known(9), known(12))), "-25%"},
		{"gap", must(c.gap(known(9), known(12))), "3万元"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
	if !c.noted["x"] {
		t.Error("what is missing was not noted")
	}
}
