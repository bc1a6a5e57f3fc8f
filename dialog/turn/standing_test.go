package turn

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/form"
)

// TestStandingFollowsTheAnswers: what a step says of where the evaluation stands is what one
// would compute from its answers; a step that changes nothing says nothing.
func TestStandingFollowsTheAnswers(t *testing.T) {
	w := newWalk(t, town(t))
	for _, step := range []struct {
		key   dialog.Key
		typed string
	}{{"staff_quota", "60"}, {"staff_admin", "25"}, {"budget_initial", "1807.76"}, {"budget_added", "364"}} {
		w.open(step.key)
		if s := w.stands(); s != nil {
			t.Errorf("looking at %s told where the evaluation stands: %+v", step.key, s)
		}
		w.say(step.typed)
		want := form.StandingOf(w.form, w.s.Evaluation, w.s.Answers, w.clock, w.s.Who.Name)
		if diff := cmp.Diff(&want, w.stands()); diff != "" {
			t.Errorf("after %s: %s", step.key, diff)
		}
	}
	s := w.stands()
	if got := s.Blocks[1]; got.Name != "过程" || got.Points.String() != "3" || got.Lost.String() != "2" {
		t.Errorf("the budget's control has 3 of 5 points: %+v", got)
	}
	if s.Open() == 0 || s.Done() != 0 || s.Sections[2].Answered != 2 || s.Sections[2].First == "" {
		t.Errorf("sections %+v", s.Sections)
	}
}

// stands is what the last step said of where the evaluation stands; nil when it said nothing.
func (w *walk) stands() *dialog.Standing {
	for _, e := range w.effects {
		if s, ok := e.(dialog.Stands); ok {
			return &s.Standing
		}
	}
	return nil
}
