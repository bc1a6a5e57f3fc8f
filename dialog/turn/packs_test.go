package turn

import (
	"os"
	"testing"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// forms are the forms of all shipped packs.
func forms(t *testing.T) []*form.Form {
	t.Helper()
	var all []*form.Form
	for _, info := range packs.List() {
		pack, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, form.New(pack))
	}
	return all
}

// Whatever people do with whatever pack: nothing panics, everything is answered, no answer
// is lost.
func TestRandomConversationsOfEveryPack(t *testing.T) {
	all := forms(t)
	rapid.Check(t, func(t *rapid.T) {
		questions := rapid.SampledFrom(all).Draw(t, "form")
		var keys []dialog.Key
		for _, s := range questions.Pack.Sections {
			for _, f := range s.Fields {
				keys = append(keys, dialog.Key(f.Code))
			}
		}
		w := newWalk(t, questions)
		w.s.Evaluation.Scheme = questions.Pack.ID
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
	for _, questions := range forms(t) {
		id := questions.Pack.ID
		if id == "town-2023" {
			continue // its example is the published report: TestSeedQuestionByQuestion
		}
		t.Run(id, func(t *testing.T) { answersItsExample(t, questions, id) })
	}
}

func answersItsExample(t *testing.T, questions *form.Form, id string) {
	data, err := os.ReadFile("../../scoring/testdata/packs/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := answers.Read(id+".yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	c := &clerk{walk: newWalk(t, questions), facts: e.Facts}
	c.s.Evaluation.Scheme = id
	c.fill(t)
	st := c.form.State(c.s.Evaluation, c.s.Answers)
	want := scoring.Evaluate(questions.Pack, e)
	if !st.Result.Complete || !st.Result.Total.Equal(want.Total) || st.Result.Grade != want.Grade {
		t.Errorf("total %s, grade %s, missing %v; want %s, %s", st.Result.Total, st.Result.Grade, st.Result.Missing, want.Total, want.Grade)
	}
}
