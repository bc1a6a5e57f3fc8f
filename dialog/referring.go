package dialog

import "ziping/scoring"

// turnToReplied makes the question that a typed message replies to the open one: people answer
// an older question by replying to it. What they replied to is known by its buttons.
func (t *turn) turnToReplied() {
	q, ok := t.repliedTo()
	if !ok || t.s.Cursor.Place == PlaceAsk && t.s.Cursor.Key == q.Key {
		return
	}
	back := t.here()
	back.For = q.Key
	t.comeTo(q)
	t.s.Cursor.Back = &back
}

// repliedTo is the question of the message that a typed one replies to: every open question has a
// way back, a closed one has 修改 alone, a finding's card asks for its explanation.
func (t *turn) repliedTo() (Question, bool) {
	var edits []Question
	for _, data := range t.in.About {
		b, ok := parseTap(data)
		if !ok || b.evaluation != t.s.Evaluation.ID {
			continue
		}
		q, ok := t.st.find(b.key)
		switch {
		case !ok || q.Marker:
		case b.action == actBack:
			return q, true
		case b.action == actEdit:
			edits = append(edits, q)
		}
	}
	if len(edits) == 1 || len(edits) > 1 && edits[0].Finding != "" {
		return edits[0], true
	}
	return Question{}, false
}

// edited takes a message that was changed after it was sent: the answer it gave is given anew.
// A message that gave several answers, or none, changes nothing.
func (t *turn) edited() {
	q, ok := t.answeredBy(t.in.Message)
	switch {
	case !ok:
		t.say(Reply{Text: textEditedMessage})
		return
	case !t.mayAnswer():
		return
	case t.s.Answers[q.Key].Typed == t.in.Text:
		t.say(Reply{Text: "答案没有变化：" + t.st.label(q) + " " + excerpt(t.st.display(q.Leaf, q.Key, t.s.Answers[q.Key].Value), 100)})
		return
	}
	t.turnTo(q)
	t.accept(q, t.in.Text)
}

// answeredBy is the one question that a message of the speaker answered.
func (t *turn) answeredBy(message int) (Question, bool) {
	var key Key
	for k, a := range t.s.Answers {
		if message == 0 || a.Message != message || a.By != t.s.Who.User || a.Typed == "" || a.Value.State == scoring.Missing {
			continue
		}
		if key != "" {
			return Question{}, false
		}
		key = k
	}
	if key == "" {
		return Question{}, false
	}
	q, ok := t.st.find(key)
	inPieces := ok && q.Leaf.Kind == scoring.LongText && q.Row == 0
	return q, ok && !q.Marker && q.Leaf.Kind != scoring.Rows && !inPieces
}
