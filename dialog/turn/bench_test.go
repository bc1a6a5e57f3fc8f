package turn

import (
	"testing"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// BenchmarkStep is one answer in an evaluation that is otherwise complete.
func BenchmarkStep(b *testing.B) {
	questions := town(b)
	e := seed(b)
	w := newWalk(b, questions)
	for k, v := range e.Facts {
		if v.Rows == nil {
			w.s.Answers[dialog.Key(k)] = dialog.Answer{Value: v, By: 1, Rev: 1}
		}
	}
	w.s.Answers["offices"] = dialog.Answer{Value: scoring.Value{State: scoring.NotApplicable}, Rev: 1}
	w.s.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: "budget_added", Saw: 1, Single: true}
	in := dialog.Input{Kind: dialog.TextInput, Text: "364.5", At: time.Unix(0, 0)}
	_, _, effects := Step(questions, w.s, in, dialog.Given{})
	if _, recorded := effects[0].(dialog.Record); !recorded { // a refusal costs less
		b.Fatalf("the answer was not recorded: %v", effects)
	}
	b.ReportAllocs()
	for b.Loop() {
		Step(questions, w.s, in, dialog.Given{})
	}
}
