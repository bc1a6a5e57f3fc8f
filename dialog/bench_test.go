package dialog

import (
	"testing"
	"time"

	"ziping/scoring"
)

// BenchmarkStep is one answer in an evaluation that is otherwise complete.
func BenchmarkStep(b *testing.B) {
	form := town(b)
	e := seed(b)
	w := newWalk(b, form)
	for k, v := range e.Facts {
		if v.Rows == nil {
			w.s.Answers[Key(k)] = Answer{Value: v, By: 1, Rev: 1}
		}
	}
	w.s.Answers["offices"] = Answer{Value: scoring.Value{State: scoring.NotApplicable}, Rev: 1}
	w.s.Cursor = Cursor{Place: PlaceAsk, Key: "budget_added", Saw: 1}
	in := Input{Kind: TextInput, Text: "364.5", At: time.Unix(0, 0)}
	b.ReportAllocs()
	for b.Loop() {
		Step(form, w.s, in)
	}
}
