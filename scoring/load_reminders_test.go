package scoring_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
)

func TestReminders(t *testing.T) {
	for with, want := range map[string]*scoring.Reminders{
		"":                                    nil,
		"\nreminders: {}":                     {Before: []int{7, 3, 1}, Hour: 9, Overdue: true},
		"\nreminders: {before: [5, 1, 5, 0]}": {Before: []int{5, 1, 0}, Hour: 9, Overdue: true},
		"\nreminders: {before: [], at: \"14:05\", overdue: false}": {Hour: 14, Minute: 5},
	} {
		p := mustLoad(t, change(t, "version: 1", "version: 1"+with))
		if diff := cmp.Diff(want, p.Reminders); diff != "" {
			t.Errorf("%s: %s", with, diff)
		}
	}
}
