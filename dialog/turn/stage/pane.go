package stage

import "ziping/dialog"

// Pane is where the next screen goes: below everything that was said, or in the place of the
// message whose button was tapped.
type Pane struct {
	t    *Turn
	kind dialog.ReplyKind
}

// Below shows screens as new messages.
func (t *Turn) Below() Pane { return Pane{t, dialog.Send} }

// InPlace shows screens in the place of the tapped message: for taps that only look or move.
func (t *Turn) InPlace() Pane { return Pane{t, dialog.EditTapped} }

// Screen shows what the person is to look at and answer from now on.
func (at Pane) Screen(r dialog.Reply) {
	r.Prompt = true
	at.Aside(r)
}

// Aside shows a screen that is looked at without leaving the open question.
func (at Pane) Aside(r dialog.Reply) {
	r.Kind = at.kind
	at.t.Say(r)
}
