package turn

import (
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/answering"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// turnToReplied makes the question that a typed message replies to the open one: people answer
// an older question by replying to it. What they replied to is known by its buttons.
func turnToReplied(t *stage.Turn) {
	q, ok := repliedTo(t)
	if !ok || t.Session.Cursor.Place == dialog.PlaceAsk && t.Session.Cursor.Key == q.Key {
		return
	}
	back := t.Here()
	back.For = q.Key
	t.ComeTo(q)
	t.Session.Cursor.Back = &back
}

// repliedTo is the question of the message that a typed one replies to: every open question has a
// way back, a closed one has 修改 alone, a finding's card asks for its explanation.
func repliedTo(t *stage.Turn) (form.Question, bool) {
	var edits []form.Question
	for _, data := range t.In.About {
		b, ok := dialog.ParseTap(data)
		if !ok || b.Evaluation != t.Session.Evaluation.ID {
			continue
		}
		q, ok := t.State.Find(b.Key)
		switch {
		case !ok || q.Marker:
		case b.Action == dialog.ActBack:
			return q, true
		case b.Action == dialog.ActEdit:
			edits = append(edits, q)
		}
	}
	if t.In.Quoted != "" {
		return quoted(t)
	}
	if len(edits) == 1 || len(edits) > 1 && edits[0].Finding != "" {
		return edits[0], true
	}
	return form.Question{}, false
}

// quoted is the question whose label heads a message without buttons: "✓ label — answer", or
// "【section · 3/24】label".
func quoted(t *stage.Turn) (form.Question, bool) {
	head, _, _ := strings.Cut(t.In.Quoted, "\n")
	if answered, ok := strings.CutPrefix(head, "✓ "); ok {
		head, _, _ = strings.Cut(answered, " — ")
	} else if _, label, ok := strings.Cut(head, "】"); ok {
		head = label
	}
	for i := range t.Form.Pack.Sections {
		for _, k := range t.State.Questions(&t.Form.Pack.Sections[i]) {
			if q, ok := t.State.Find(k); ok && t.State.Label(q) == head {
				return q, true
			}
		}
	}
	for k := range t.Session.Answers { // what stands in lists, and what was said about findings
		if q, ok := t.State.Find(k); ok && !q.Marker && t.State.Label(q) == head {
			return q, true
		}
	}
	return form.Question{}, false
}

// edited takes a message that was changed after it was sent: the answer it gave is given anew.
// A message that gave several answers, or none, changes nothing.
func edited(t *stage.Turn) {
	q, ok := answeredBy(t, t.In.Message)
	switch {
	case !ok:
		t.Say(dialog.Reply{Text: screen.TextEditedMessage})
		return
	case !t.MayAnswer():
		return
	case t.Session.Answers[q.Key].Typed == t.In.Text:
		t.Say(dialog.Reply{Text: "答案没有变化：" + t.State.Label(q) + " " + form.Excerpt(t.State.Display(q.Leaf, q.Key, t.Session.Answers[q.Key].Value), 100)})
		return
	}
	t.TurnTo(q)
	answering.Accept(t, q, t.In.Text)
}

// answeredBy is the one question that a message of the speaker answered.
func answeredBy(t *stage.Turn, message int) (form.Question, bool) {
	var key dialog.Key
	for k, a := range t.Session.Answers {
		if message == 0 || a.Message != message || a.By != t.Session.Who.User || a.Typed == "" || a.Value.State == scoring.Missing {
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
	q, ok := t.State.Find(key)
	inPieces := ok && q.Leaf.Kind == scoring.LongText && q.Row == 0
	return q, ok && !q.Marker && q.Leaf.Kind != scoring.Rows && !inPieces
}
