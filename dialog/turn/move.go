package turn

import (
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// ask makes key the open question and shows it.
func (t *turn) ask(key dialog.Key) {
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: key, Back: t.s.Cursor.Back, Saw: t.st.Answers[key].Rev}
	if q, ok := t.st.Find(key); ok {
		t.s.Cursor.Picks = t.picksOf(q)
	}
	t.show()
}

// askFor opens key for one answer, after which the person is back where she was.
func (t *turn) askFor(key dialog.Key, back dialog.Return) {
	back.For = key
	t.s.Cursor = dialog.Cursor{Back: &back}
	t.ask(key)
}

// home shows the task list.
func (t *turn) home() {
	t.s.Cursor = dialog.Cursor{}
	t.show()
}

// review shows a page of a section's summary.
func (t *turn) review(section string, page int) {
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceReview, Section: section, Page: t.reviewPage(section, page)}
	t.show()
}

// end shows the end of a section: what is still open, and where to go.
func (t *turn) end(section *scoring.Section) {
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceEnd, Section: section.Code}
	t.show()
}

// show says what stands at the cursor.
func (t *turn) show() {
	c := t.s.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		if q, ok := t.st.Find(c.Key); ok {
			t.screen(t.question(q))
			return
		}
	case dialog.PlaceEnd:
		if s, ok := t.form.Pack.Section(c.Section); ok {
			t.screen(t.sectionEnd(s))
			return
		}
	case dialog.PlaceReview:
		if s, ok := t.form.Pack.Section(c.Section); ok {
			t.screen(t.summary(s, c.Page))
			return
		}
	}
	if c.Place == dialog.PlaceComment {
		t.screen(t.comments())
		return
	}
	if c.Place == dialog.PlaceWording {
		t.showWording()
		return
	}
	t.s.Cursor = dialog.Cursor{}
	t.screen(t.taskList())
}

// goOn leads on from a question that was answered.
func (t *turn) goOn(q form.Question) {
	if t.leaveEdit(q) {
		return
	}
	if key, ok := t.st.Onwards(q); ok {
		t.ask(key)
		return
	}
	t.end(q.Section)
}

// leaveEdit goes back to where the edit of q was begun, if it was one.
func (t *turn) leaveEdit(q form.Question) bool {
	back := t.s.Cursor.Back
	if back == nil || back.For != q.Key {
		return false
	}
	t.s.Cursor = dialog.Cursor{Place: back.Place, Section: back.Section, Key: back.Key, Page: back.Page}
	if back.Place == dialog.PlaceAsk {
		t.s.Cursor.Saw = t.st.Answers[back.Key].Rev
	}
	t.checkPlace()
	t.show()
	return true
}

// forward leaves a question as it is for the next one in order.
func (t *turn) forward(q form.Question) {
	if t.leaveEdit(q) {
		return
	}
	if key, ok := t.st.After(q); ok {
		t.ask(key)
		return
	}
	t.end(q.Section)
}

// backward goes one question back. It never looks at what was typed.
func (t *turn) backward() {
	c := t.s.Cursor
	switch c.Place {
	case dialog.PlaceAsk:
		q, ok := t.st.Find(c.Key)
		if ok && t.leaveEdit(q) {
			return
		}
		if key, found := t.st.Before(q); ok && found {
			t.ask(key)
			return
		}
	case dialog.PlaceEnd:
		if s, ok := t.form.Pack.Section(c.Section); ok {
			if key, found := t.st.LastOf(s); found {
				t.ask(key)
				return
			}
		}
	case dialog.PlaceWording:
		if c.Key != "" {
			t.paragraphs(c.Page)
			return
		}
	}
	t.home()
}

// start begins a section, or goes on where it has its first open question.
func (t *turn) start(s *scoring.Section) {
	t.s.Cursor = dialog.Cursor{}
	keys := t.st.Questions(s)
	for _, k := range keys {
		if !t.st.Answered(k) {
			t.ask(k)
			return
		}
	}
	if p := t.st.SectionProgress(s); len(p.Open) > 0 {
		t.ask(p.Open[0])
		return
	}
	t.end(s)
}

// here is the present place, to come back to.
func (t *turn) here() dialog.Return {
	c := t.s.Cursor
	if c.Back != nil { // an edit inside an edit goes back to where the first was begun
		return *c.Back
	}
	if c.Place == dialog.PlaceWording { // its paragraphs would be those of before the answer
		return dialog.Return{}
	}
	return dialog.Return{Place: c.Place, Section: c.Section, Key: c.Key, Page: c.Page}
}
