package turn

import (
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/turn/answering"
	"ziping/dialog/turn/stage"
)

// Step is the conversation: what a person did in a session gives the session after it,
// what to say, and what to do. It never fails: whatever comes in, the person is told what
// to do next, and no answer is lost.
func Step(questions *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
	t := stage.New(questions, s, in, given)
	bringToVersion(t, s.Answers)
	t.CheckPlace()
	switch in.Kind {
	case dialog.CommandInput:
		command(t)
	case dialog.TapInput:
		tap(t)
	case dialog.TextInput:
		text(t)
	case dialog.FileInput:
		if t.Session.Who.Role == dialog.Staff {
			answering.Upload(t)
		} else {
			auditFile(t)
		}
	default:
		unusable(t)
	}
	t.Session.Cursor.Single = t.Single
	t.Session.Cursor.Rev, t.Session.Cursor.Seen = s.Cursor.Rev+1, in.At
	t.Session.Cursor.Proposal, t.Session.Cursor.Undo = t.Proposal, t.Undo
	if len(t.Written()) > 0 || t.Session.Evaluation.Status != s.Evaluation.Status {
		t.Do(dialog.Stands{Standing: t.State.Standing(in.At, t.Session.Who.Name)})
	}
	if questions.Outdated(s.Evaluation) {
		t.Session.Answers = afterStep(t, s.Answers)
	}
	return t.Session, t.Replies(), t.Effects()
}
