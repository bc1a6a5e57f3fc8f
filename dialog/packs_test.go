package dialog

import (
	"os"
	"testing"

	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// forms are the forms of all shipped packs.
func forms(t *testing.T) []*Form {
	t.Helper()
	var all []*Form
	for _, info := range packs.List() {
		pack, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, NewForm(pack))
	}
	return all
}

// Whatever people do with whatever pack: nothing panics, everything is answered, no answer
// is lost.
func TestRandomConversationsOfEveryPack(t *testing.T) {
	all := forms(t)
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom(all).Draw(t, "form")
		var keys []Key
		for _, s := range form.Pack.Sections {
			for _, f := range s.Fields {
				keys = append(keys, Key(f.Code))
			}
		}
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
}

// A person who answers each pack's worked example question by question ends with its score.
func TestExamplesQuestionByQuestion(t *testing.T) {
	for _, form := range forms(t) {
		id := form.Pack.ID
		if id == "town-2023" {
			continue // its example is the published report: TestSeedQuestionByQuestion
		}
		t.Run(id, func(t *testing.T) { answersItsExample(t, form, id) })
	}
}

func answersItsExample(t *testing.T, form *Form, id string) {
	data, err := os.ReadFile("../scoring/testdata/packs/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := answers.Read(id+".yaml", data, packs.Find, "")
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
}
