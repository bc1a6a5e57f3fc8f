package scoring_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// Filled official forms with the verdict a reader comes to by hand: severity, check and amount in
// 万元. As printed and with direction, value and unit split the verdict is the same.
var formVerdicts = map[string][]string{
	"N01": {"error J04.amount 864.2", "note J11 0", "warning J06.restated 0"},
	"N02": {"error J01.zero 202.64", "error J02.parts 28.64", "error J03 132.912", "error J03.execution 132.912", "warning J10 69.728"},
	"N03": {
		"error J03 929.4", "error J03.execution 929.4", "error J03.points 0", "error J03.points 0", "error T06.project 0", "error T06.project 0",
		"warning J15.reason 929.4", "warning T03.project 0",
	},
	"N05": {"error A02 96.17", "error A02.projects 166.39", "error J03.basic 70.22"},
	"N07": nil,
}

func readForm(t *testing.T, name string) scoring.Result {
	t.Helper()
	data, err := os.ReadFile("testdata/forms/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, p, err := answers.Read(name+".yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	return scoring.Evaluate(p, e)
}

func verdictOf(r scoring.Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, string(f.Severity)+" "+keyEnd.ReplaceAllString(f.Key, "")+" "+f.Amount.String())
	}
	slices.Sort(out)
	return out
}

func TestFilledForms(t *testing.T) {
	for name, want := range formVerdicts {
		forms := []string{name + "n", name + "v"}
		if name == "N05" || name == "N07" {
			forms = []string{name}
		}
		for _, form := range forms {
			t.Run(form, func(t *testing.T) {
				r := readForm(t, form)
				if diff := cmp.Diff(want, verdictOf(r)); diff != "" {
					t.Errorf("%s\n%+v", diff, r.Findings)
				}
			})
		}
	}
}
