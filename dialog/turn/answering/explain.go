package answering

import (
	"strconv"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// explain records a typical cause as the explanation of a finding, without leaving the open
// question.
func explain(t *stage.Turn, q form.Question, option string) {
	f, ok := t.State.Finding(q.Finding)
	i, err := strconv.Atoi(option)
	if !ok || err != nil || i < 0 || i >= len(f.Causes) {
		t.Below().Stale()
		return
	}
	t.Record(q.Key, scoring.Text(f.Causes[i]), f.Causes[i])
	t.Toast("已记录说明")
	if t.Session.Cursor.Place == dialog.PlaceSubmit {
		t.InPlace().Show()
		return
	}
	if next, ok := t.View().NextFinding(f); ok {
		t.InPlace().Aside(t.View().Card(next))
		return
	}
	t.InPlace().Aside(t.View().Findings(""))
}
