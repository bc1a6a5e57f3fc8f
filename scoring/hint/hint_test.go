package hint

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"budget_added", "budget_initial", "budget_total", "spent_total"}
	for name, want := range map[string]string{
		"budget_aded": "budget_added", "budget_totla": "budget_total", "spent": "", "xyz": "", "": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
