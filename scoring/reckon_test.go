package scoring_test

import (
	"testing"

	"ziping/scoring"
)

// What a report's template computes follows the pack's formulas: 不涉及 is never zero, a base of
// zero cannot be compared with.
func TestReckon(t *testing.T) {
	p := mustLoad(t, smallPack)
	e := scoring.NewEvaluator(p, scoring.Evaluation{Facts: scoring.Facts{
		"a": {State: scoring.NotApplicable}, "b": num("0"), "n": num("3"), "p": num("92"), "rest": num("80"),
	}})
	for source, want := range map[string]scoring.Reckoned{
		"n + p":                     {State: scoring.Known},
		"a + n":                     {State: scoring.NotApplicable},
		"a + sum_of(list, \"sum\")": {State: scoring.Missing, Lacks: []string{"list"}},
		"n / b":                     {State: scoring.Missing, Incomparable: true},
		`points("Y1")`:              {State: scoring.Known},
		`points("X1")`:              {State: scoring.Missing},
	} {
		f, err := p.Compile(source)
		if err != nil {
			t.Fatal(err)
		}
		got := e.Reckon(f)
		if got.State != want.State || got.Incomparable != want.Incomparable || len(got.Lacks) != len(want.Lacks) {
			t.Errorf("%s: %+v, want %+v", source, got, want)
		}
	}
	f, err := p.Compile("n + p")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Reckon(f, p.ActiveFacts(scoring.Facts{"n": num("3"), "p": num("92")})); !got.Value.Number.Equal(num("95").Number) {
		t.Errorf("n + p is %s", got.Value.Number)
	}
	if _, err := p.Compile("n + q"); err == nil {
		t.Error("a code that is not there compiles")
	}
}
