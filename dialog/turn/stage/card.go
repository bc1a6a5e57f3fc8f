package stage

import (
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

// onCard reports whether q's card was the open one when the step began: then it changes where it
// is, instead of coming again.
func (t *Turn) onCard(q form.Question) bool {
	card := t.View().OnCard(q)
	return t.began.Place == dialog.PlaceAsk && slices.Contains(card, t.began.Key) &&
		(t.In.Kind == dialog.TextInput || t.In.Kind == dialog.TapInput) && !t.cardClosed
}

// upon shows a screen in the place of the live message.
func (t *Turn) upon() Pane {
	if t.In.Kind == dialog.TapInput {
		return t.InPlace()
	}
	return Pane{t, dialog.EditPrompt}
}

// closeCard turns a filled card into what was answered.
func (t *Turn) closeCard(card []dialog.Key) {
	r := t.View().CardDone(card)
	r.Kind, r.Tidies = t.upon().kind, true
	for _, line := range t.takeEchoes() { // said where the card was, and nowhere else
		if !strings.Contains(r.Text, line) {
			r.Text += "\n" + line
		}
	}
	t.Say(r)
	t.cardClosed = true
}

// Explain makes q the open question and shows what there is to say about it.
func (at Pane) Explain(q form.Question) {
	at.t.ComeTo(q)
	at.t.Session.Cursor.Detail = true
	at.Show()
}
