package scoring_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// The parts of 三公 are compared with their totals, with last year and with what a report states.
func TestPartsOfSangong(t *testing.T) {
	p, err := packs.Find("hunan-10-60-30")
	if err != nil {
		t.Fatal(err)
	}
	tidy := facts{}
	for code, figure := range map[string]string{
		"prev": "12", "budget": "12", "actual": "11",
		"car_prev": "8", "car_budget": "8", "car_actual": "7.5", "abroad_prev": "0", "abroad_budget": "0", "abroad_actual": "0",
		"reception_prev": "4", "reception_budget": "4", "reception_actual": "3.5",
	} {
		tidy["sangong_"+code] = num(figure)
	}
	for name, c := range map[string]struct {
		facts  facts
		claims map[string]string
		want   []string
	}{
		"all tie":                   {},
		"last year not by part":     {facts: facts{"sangong_car_prev": {}, "sangong_abroad_prev": {}, "sangong_reception_prev": {}}},
		"none abroad":               {facts: facts{"sangong_abroad_prev": {State: scoring.NotApplicable}, "sangong_abroad_budget": {State: scoring.NotApplicable}}},
		"last year's sum":           {facts: facts{"sangong_reception_prev": num("4.08")}, want: []string{"A05.sangong_prev 0.08"}},
		"a part up, another down":   {facts: facts{"sangong_car_budget": num("9"), "sangong_reception_budget": num("3"), "sangong_reception_actual": num("2"), "sangong_actual": num("9.5")}, want: []string{"B09.car 1"}},
		"a part overspent":          {facts: facts{"sangong_car_actual": num("8.2"), "sangong_reception_actual": num("2.8")}, want: []string{"A19.car 0.2"}},
		"from nothing, +100%":       {facts: facts{"sangong_abroad_budget": num("11"), "sangong_budget": num("23")}, claims: map[string]string{"sangong_abroad_change_rate": "100"}, want: []string{"A12.abroad 11", "B09 11", "B10 12"}},
		"another change than it is": {claims: map[string]string{"sangong_car_change_rate": "-5"}, want: []string{"A11.car 0"}},
		"the change as it is":       {claims: map[string]string{"sangong_car_change_rate": "0"}},
	} {
		e := scoring.Evaluation{Facts: maps.Clone(tidy)}
		maps.Copy(e.Facts, c.facts)
		for code, d := range c.claims {
			set(&e.Claims.Figures, code, num(d).Number)
		}
		var got []string
		for _, f := range scoring.Evaluate(p, e).Findings {
			if slices.ContainsFunc(f.Fields, func(code string) bool { return strings.HasPrefix(code, "sangong") }) {
				got = append(got, f.Key+" "+f.Amount.String())
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
