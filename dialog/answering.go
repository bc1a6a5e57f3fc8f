package dialog

import (
	"fmt"

	"ziping/scoring"
)

// answer records the answer to q, unless its field refuses it, shows what follows from it, and goes on.
func (t *turn) answer(q Question, v scoring.Value, typed string) {
	if why := q.Leaf.Refuse(v); why != "" && q.Leaf.Kind != scoring.Rows { // a list without rows is none, whatever its field
		t.refuse(q, typed, why)
		return
	}
	if t.colleagueAnswered(q, v, typed) {
		return
	}
	t.settle(q, v, typed)
	t.reopened(q)
	t.goOn(q)
	t.completed()
}

// settle records the answer to q, closes its message and echoes it in normal form.
func (t *turn) settle(q Question, v scoring.Value, typed string) {
	q = t.freshRow(q)
	t.record(q.Key, v, typed)
	t.closePrompt(q, v)
	t.lead = fmt.Sprintf("已记录：%s %s", t.st.label(q), excerpt(t.st.echo(q.Leaf, q.Key, v), 100))
	t.s.Cursor.Errors = 0
	t.consequences(q)
}

// closePrompt turns the question's message into "✓ question — answer".
func (t *turn) closePrompt(q Question, v scoring.Value) {
	r := Reply{
		Kind: EditPrompt, Text: fmt.Sprintf("✓ %s — %s", t.st.label(q), excerpt(t.st.display(q.Leaf, q.Key, v), 300)),
		Buttons: [][]Button{{t.key("修改", actEdit, q.Key, "")}},
	}
	if t.in.Kind == TapInput {
		r.Kind = EditTapped
	}
	t.say(r)
}

// freshRow moves the first cell of a new row to a free row number when a colleague took
// this number meanwhile.
func (t *turn) freshRow(q Question) Question {
	row, _, inside := q.Key.parent()
	if !t.s.Cursor.Fresh || !inside || q.Row == 0 {
		return q
	}
	if a, taken := t.s.Answers[row]; taken && a.By != t.s.Who.User {
		list, _, _ := row.parent()
		q.Key = list.row(t.s.Answers.nextRow(list)).child(q.Leaf.Code)
		t.s.Cursor.Key = q.Key
		if moved, ok := t.st.find(q.Key); ok {
			q = moved
		}
	}
	t.s.Cursor.Fresh = false
	return q
}

// colleagueAnswered asks before a colleague's answer is overwritten that this person has not
// seen, and shows both.
func (t *turn) colleagueAnswered(q Question, v scoring.Value, typed string) bool {
	a := t.s.Answers[q.Key]
	c := &t.s.Cursor
	if c.Key != q.Key || a.Rev == c.Saw || a.By == t.s.Who.User || t.s.Cursor.Fresh {
		return false
	}
	if t.st.display(q.Leaf, q.Key, a.Value) == t.st.display(q.Leaf, q.Key, v) {
		c.Saw = a.Rev
		return false
	}
	c.Typed = typed
	t.say(Reply{
		Title: t.st.title(q),
		Text: fmt.Sprintf("%s 已于 %s 把本题填为：%s\n您填的是：%s\n以哪一个为准？",
			a.ByName, t.st.clock(a.At), t.st.display(q.Leaf, q.Key, a.Value), t.st.display(q.Leaf, q.Key, v)),
		Buttons: [][]Button{{t.key("改为我填的", actConfirm, q.Key, ""), t.key("保留原答案", actKeep, q.Key, "")}},
		Prompt:  true,
	})
	return true
}
