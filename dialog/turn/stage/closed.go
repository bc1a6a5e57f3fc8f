package stage

import (
	"ziping/dialog"
	"ziping/dialog/screen"
)

// Closed says why answers cannot change, and how they could.
func (t *Turn) Closed() {
	text := screen.TextSubmitted
	if t.Session.Evaluation.Status == dialog.Approved {
		text = screen.TextApproved
	}
	t.Say(dialog.Reply{Text: text, Buttons: t.View().ReopenButtons()})
}

// TellManagers says something to every manager of the unit.
func (t *Turn) TellManagers(r dialog.Reply) { t.Tell(dialog.Manager, r) }

// Tell sends a message to everybody of a role, except to who acted.
func (t *Turn) Tell(role dialog.Role, r dialog.Reply) {
	for _, m := range t.Session.Members {
		if m.Role == role && m.User != t.Session.Who.User {
			r.To = m.User
			t.Say(r)
		}
	}
}

// MayAnswer reports whether the speaker may change answers now, and says why when not.
func (t *Turn) MayAnswer() bool {
	switch {
	case t.Session.Who.Role != dialog.Staff:
		t.Say(dialog.Reply{Text: screen.TextReadOnly})
	case !t.View().Open():
		t.Closed()
	default:
		return true
	}
	return false
}
