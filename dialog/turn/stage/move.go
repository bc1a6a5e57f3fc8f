package stage

import (
	"slices"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Ask makes key the open question and shows it.
func (at Pane) Ask(key dialog.Key) {
	q, ok := at.t.State.Find(key)
	if open, some := at.t.State.OpenOf(at.t.View().OnCard(q)); ok && some && at.t.State.Answered(key) {
		key = open // a card asks for what is missing
	}
	at.t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: key, Back: at.t.Session.Cursor.Back, Saw: at.t.State.Answers[key].Rev}
	if ok {
		at.t.Session.Cursor.Picks = at.t.picksOf(q)
	}
	at.Show()
}

// AskFor opens key for one answer, after which the person is back where she was.
func (at Pane) AskFor(key dialog.Key, back dialog.Return) {
	back.For = key
	at.t.Session.Cursor = dialog.Cursor{Back: &back}
	at.Ask(key)
}

// Home shows the task list.
func (at Pane) Home() {
	at.t.Session.Cursor = dialog.Cursor{}
	at.Show()
}

// Review shows a page of a section's summary.
func (at Pane) Review(section string, page int) {
	at.t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceReview, Section: section, Page: at.t.View().ReviewPage(section, page)}
	at.Show()
}

// end shows the end of a section: what is still open, and where to go.
func (at Pane) end(section *scoring.Section) {
	at.t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceEnd, Section: section.Code}
	at.Show()
}

// Show says what stands at the cursor.
func (at Pane) Show() {
	c := at.t.Session.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		if q, ok := at.t.State.Find(c.Key); ok {
			if at.t.onCard(q) {
				at = at.t.upon()
			}
			at.Screen(at.t.View().Question(q))
			return
		}
	case dialog.PlaceEnd:
		if s, ok := at.t.Form.Pack.Section(c.Section); ok {
			at.Screen(at.t.View().SectionEnd(s))
			return
		}
	case dialog.PlaceReview:
		if s, ok := at.t.Form.Pack.Section(c.Section); ok {
			at.Screen(at.t.View().Summary(s, c.Page))
			return
		}
	}
	switch c.Place {
	case dialog.PlaceComment:
		at.Screen(at.t.View().Comments())
		return
	case dialog.PlaceSubmit:
		at.Screen(at.t.View().OnTheWay())
		return
	}
	if c.Place == dialog.PlaceWording {
		at.showWording()
		return
	}
	at.t.Session.Cursor = dialog.Cursor{}
	at.Screen(at.t.View().TaskList())
}

// GoOn leads on from a question that was answered.
func (at Pane) GoOn(q form.Question) {
	if at.leaveEdit(q) {
		return
	}
	if card := at.t.View().OnCard(q); len(card) > 0 {
		if open, some := at.t.State.OpenOf(card); some {
			at.Ask(open)
			return
		}
		if _, had := at.t.Old.OpenOf(card); !had { // a correction: the card stays
			at.Ask(q.Key)
			return
		}
		at.t.closeCard(card)
		q, _ = at.t.State.Find(card[len(card)-1])
	}
	if key, ok := at.t.State.Onwards(q); ok {
		at.Ask(key)
		return
	}
	at.leaveSection(q.Section)
}

// leaveSection goes on with the next section, where nothing of this one is left to do; else it shows
// what is.
func (at Pane) leaveSection(s *scoring.Section) {
	view := at.t.View()
	next, more := view.NextSection(s)
	if !more || !at.t.State.SectionProgress(s).Complete() || view.HasUnexplained(s) {
		at.end(s)
		return
	}
	at.t.Echo("✓ 【%s】已填完。", s.Title)
	at.Start(next)
}

// leaveEdit goes back to where the edit of q was begun, if it was one.
func (at Pane) leaveEdit(q form.Question) bool {
	back := at.t.Session.Cursor.Back
	if back == nil || back.For != q.Key {
		return false
	}
	at.t.Session.Cursor = dialog.Cursor{Place: back.Place, Section: back.Section, Key: back.Key, Page: back.Page}
	if q, ok := at.t.State.Find(back.Key); ok && back.Place == dialog.PlaceAsk {
		at.t.Session.Cursor.Saw, at.t.Session.Cursor.Picks = at.t.State.Answers[back.Key].Rev, at.t.picksOf(q)
	}
	at.t.CheckPlace()
	at.Show()
	return true
}

// Forward leaves a question as it is for the next one in order.
func (at Pane) Forward(q form.Question) {
	if at.leaveEdit(q) {
		return
	}
	card := at.t.View().OnCard(q)
	if i := slices.Index(card, q.Key); at.t.Session.Cursor.Detail && i >= 0 && i+1 < len(card) {
		at.Ask(card[i+1])
		return
	}
	if len(card) > 0 {
		q, _ = at.t.State.Find(card[len(card)-1])
	}
	if key, ok := at.t.State.After(q); ok {
		at.Ask(key)
		return
	}
	at.leaveSection(q.Section)
}

// Backward goes one question back. It never looks at what was typed.
func (at Pane) Backward() {
	c := at.t.Session.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		q, ok := at.t.State.Find(c.Key)
		if ok && at.leaveEdit(q) {
			return
		}
		card := at.t.View().OnCard(q)
		if ok && len(card) > 0 {
			q, _ = at.t.State.Find(card[0])
		}
		_, more := at.t.State.Before(q)
		if i := slices.Index(card, c.Key); i > 0 && (c.Detail || !more) { // the item before, for the card has none before it
			q, _ = at.t.State.Find(card[i-1])
			at.Explain(q)
			return
		}
		if key, found := at.t.State.Before(q); ok && found {
			before, _ := at.t.State.Find(key)
			if open, some := at.t.State.OpenOf(at.t.View().OnCard(before)); some {
				key = open
			}
			at.Ask(key)
			return
		}
	case dialog.PlaceEnd:
		if s, ok := at.t.Form.Pack.Section(c.Section); ok {
			if key, found := at.t.State.LastOf(s); found {
				at.Ask(key)
				return
			}
		}
	case dialog.PlaceWording:
		if c.Key != "" {
			at.OpenWording(c.Page)
			return
		}
	}
	at.Home()
}

// Start begins a section, or goes on where it has its first open question.
func (at Pane) Start(s *scoring.Section) {
	at.t.Session.Cursor = dialog.Cursor{}
	keys := at.t.State.Questions(s)
	for _, k := range keys {
		if !at.t.State.Answered(k) {
			at.Ask(k)
			return
		}
	}
	if p := at.t.State.SectionProgress(s); len(p.Open) > 0 {
		at.Ask(p.Open[0])
		return
	}
	at.end(s)
}

// Here is the present place, to come back to.
func (t *Turn) Here() dialog.Return {
	c := t.Session.Cursor
	if c.Back != nil { // an edit inside an edit goes back to where the first was begun
		return *c.Back
	}
	if c.Place == dialog.PlaceWording { // its paragraphs would be those of before the answer
		return dialog.Return{}
	}
	return dialog.Return{Place: c.Place, Section: c.Section, Key: c.Key, Page: c.Page}
}

// CheckPlace brings a cursor whose place no longer exists back to the task list: the pack
// may have changed, a colleague may have removed the row, the question may be irrelevant now.
func (t *Turn) CheckPlace() {
	c := &t.Session.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		if _, ok := t.State.Find(c.Key); !ok {
			*c = dialog.Cursor{}
		}
	case dialog.PlaceComment:
		if t.Session.Who.Role != dialog.Manager || t.Session.Evaluation.Status != dialog.Submitted {
			*c = dialog.Cursor{}
		}
	case dialog.PlaceSubmit:
		if t.Session.Who.Role != dialog.Staff || !t.View().Open() {
			*c = dialog.Cursor{}
		}
	case dialog.PlaceEnd, dialog.PlaceReview:
		if _, ok := t.Form.Pack.Section(c.Section); !ok {
			*c = dialog.Cursor{}
		}
	}
}

// Current is the open question, if there is one.
func (t *Turn) Current() (form.Question, bool) {
	if t.Session.Cursor.Place != dialog.PlaceAsk {
		return form.Question{}, false
	}
	return t.State.Find(t.Session.Cursor.Key)
}

// Stale answers a button that means nothing any more with the open question.
func (at Pane) Stale() {
	at.t.Toast(dialog.TextStale)
	at.Show()
}

// ComeTo makes q the open question when its button was tapped on an older message.
func (t *Turn) ComeTo(q form.Question) {
	if t.Session.Cursor.Place != dialog.PlaceAsk || t.Session.Cursor.Key != q.Key {
		t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: q.Key, Saw: t.State.Answers[q.Key].Rev, Picks: t.picksOf(q)}
	}
}

// picksOf are the ticks a checklist starts with: the answer it has.
func (t *Turn) picksOf(q form.Question) []string {
	if q.Leaf.Kind != scoring.Checklist {
		return nil
	}
	return slices.Clone(t.State.Answers[q.Key].Value.Items)
}

// TurnTo makes q the open question when its button was tapped on an older message, with the
// way back to where the person is now.
func (t *Turn) TurnTo(q form.Question) {
	if c := t.Session.Cursor; c.Place == dialog.PlaceAsk && c.Key != q.Key {
		back := t.Here()
		back.For = q.Key
		t.ComeTo(q)
		t.Session.Cursor.Back = &back
		return
	}
	t.ComeTo(q)
}
