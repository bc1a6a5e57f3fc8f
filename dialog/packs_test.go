package dialog

import (
	"os"
	"testing"

	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// everyForm runs test once for each shipped pack.
func everyForm(t *testing.T, test func(t *testing.T, form *Form)) {
	t.Helper()
	for _, info := range packs.List() {
		t.Run(info.ID, func(t *testing.T) {
			pack, err := packs.Find(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			test(t, NewForm(pack))
		})
	}
}

// Whatever people do with whatever pack: nothing panics, everything is answered, no answer
// is lost.
func TestRandomConversationsOfEveryPack(t *testing.T) {
	everyForm(t, func(t *testing.T, form *Form) {
		var keys []Key
		for _, s := range form.Pack.Sections {
			for _, f := range s.Fields {
				keys = append(keys, Key(f.Code))
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			w := newWalk(t, form)
			w.s.Evaluation.Scheme = form.Pack.ID
			w.command("start")
			for range rapid.IntRange(1, 40).Draw(t, "steps") {
				if rapid.IntRange(0, 3).Draw(t, "jumps") == 0 {
					w.open(rapid.SampledFrom(keys).Draw(t, "question"))
				}
				wander(t, w)
			}
		})
	})
}

// A person who answers each pack's worked example question by question ends with its score.
func TestExamplesQuestionByQuestion(t *testing.T) {
	everyForm(t, func(t *testing.T, form *Form) {
		id := form.Pack.ID
		data, err := os.ReadFile("../scoring/testdata/packs/" + id + ".yaml")
		if os.IsNotExist(err) {
			t.Skipf("%s has no worked example", id) // town-2023: see TestSeedQuestionByQuestion
		}
		if err != nil {
			t.Fatal(err)
		}
		e, _, err := scoring.ReadAnswers(id+".yaml", data, packs.Find, "")
		if err != nil {
			t.Fatal(err)
		}
		c := &clerk{walk: newWalk(t, form), facts: e.Facts}
		c.s.Evaluation.Scheme = id
		c.fill(t)
		st := c.form.state(c.s.Evaluation, c.s.Answers)
		want := scoring.Evaluate(form.Pack, e)
		if !st.result.Complete || !st.result.Total.Equal(want.Total) || st.result.Grade != want.Grade {
			t.Errorf("total %s, grade %s, missing %v; want %s, %s", st.result.Total, st.result.Grade, st.result.Missing, want.Total, want.Grade)
		}
	})
}
