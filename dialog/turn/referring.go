package turn

import (
	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// turnToReplied makes the question that a typed message replies to the open one: people answer
// an older question by replying to it. What they replied to is known by its buttons.
func (t *turn) turnToReplied() {
	q, ok := t.repliedTo()
	if !ok || t.s.Cursor.Place == dialog.PlaceAsk && t.s.Cursor.Key == q.Key {
		return
	}
	back := t.here()
	back.For = q.Key
	t.comeTo(q)
	t.s.Cursor.Back = &back
}

// repliedTo is the question of the message that a typed one replies to: every open question has a
// way back, a closed one has 修改 alone, a finding's card asks for its explanation.
func (t *turn) repliedTo() (form.Question, bool) {
	var edits []form.Question
	for _, data := range t.in.About {
		b, ok := dialog.ParseTap(data)
		if !ok || b.Evaluation != t.s.Evaluation.ID {
			continue
		}
		q, ok := t.st.Find(b.Key)
		switch {
		case !ok || q.Marker:
		case b.Action == dialog.ActBack:
			return q, true
		case b.Action == dialog.ActEdit:
			edits = append(edits, q)
		}
	}
	if len(edits) == 1 || len(edits) > 1 && edits[0].Finding != "" {
		return edits[0], true
	}
	return form.Question{}, false
}

// edited takes a message that was changed after it was sent: the answer it gave is given anew.
// A message that gave several answers, or none, changes nothing.
func (t *turn) edited() {
	q, ok := t.answeredBy(t.in.Message)
	switch {
	case !ok:
		t.say(dialog.Reply{Text: textEditedMessage})
		return
	case !t.mayAnswer():
		return
	case t.s.Answers[q.Key].Typed == t.in.Text:
		t.say(dialog.Reply{Text: "答案没有变化：" + t.st.Label(q) + " " + form.Excerpt(t.st.Display(q.Leaf, q.Key, t.s.Answers[q.Key].Value), 100)})
		return
	}
	t.turnTo(q)
	t.accept(q, t.in.Text)
}

// answeredBy is the one question that a message of the speaker answered.
func (t *turn) answeredBy(message int) (form.Question, bool) {
	var key dialog.Key
	for k, a := range t.s.Answers {
		if message == 0 || a.Message != message || a.By != t.s.Who.User || a.Typed == "" || a.Value.State == scoring.Missing {
			continue
		}
		if key != "" {
			return form.Question{}, false
		}
		key = k
	}
	if key == "" {
		return form.Question{}, false
	}
	q, ok := t.st.Find(key)
	inPieces := ok && q.Leaf.Kind == scoring.LongText && q.Row == 0
	return q, ok && !q.Marker && q.Leaf.Kind != scoring.Rows && !inPieces
}
