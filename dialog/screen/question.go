package screen

import (
	"ziping/dialog"
	"ziping/dialog/form"
)

// Question is the message that asks q.
func (view View) Question(q form.Question) dialog.Reply {
	if card := view.OnCard(q); len(card) > 0 {
		return view.card(card, q)
	}
	body := view.State.Ask(q) + colleagueNote(view, q)
	if q.Marker {
		return dialog.Reply{Title: view.State.Title(q), Text: body, Buttons: rowKeyboard(view, q)}
	}
	return dialog.Reply{Title: view.State.Title(q), Text: body + view.State.EarlierLine(q) + lastYearLine(view, q), Buttons: keyboard(view, q)}
}

// colleagueNote says at a question whose section it is; "" when it is the speaker's or nobody's.
func colleagueNote(view View, q form.Question) string {
	if owner := view.Owner(q.Section.Code); owner.User != 0 && owner.User != view.Session.Who.User {
		return "\n\n本章节由" + form.Excerpt(owner.Name, 12) + "负责。"
	}
	return ""
}
