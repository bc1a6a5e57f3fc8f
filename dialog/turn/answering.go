package turn

import (
	"fmt"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// answer records the answer to q, unless its field refuses it, shows what follows from it, and goes on.
func (t *turn) answer(q form.Question, v scoring.Value, typed string) {
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
func (t *turn) settle(q form.Question, v scoring.Value, typed string) {
	q = t.freshRow(q)
	t.record(q.Key, v, typed)
	t.closePrompt(q, v)
	t.lead = fmt.Sprintf("已记录：%s %s", t.st.Label(q), form.Excerpt(t.st.Echo(q.Leaf, q.Key, v), 100))
	t.s.Cursor.Errors = 0
	t.consequences(q)
}

// closePrompt turns the question's message into "✓ question — answer".
func (t *turn) closePrompt(q form.Question, v scoring.Value) {
	r := dialog.Reply{
		Kind: dialog.EditPrompt, Text: fmt.Sprintf("✓ %s — %s", t.st.Label(q), form.Excerpt(t.st.Display(q.Leaf, q.Key, v), 300)),
		Buttons: [][]dialog.Button{{t.key("修改", dialog.ActEdit, q.Key, "")}},
	}
	if t.in.Kind == dialog.TapInput {
		r.Kind = dialog.EditTapped
	}
	t.say(r)
}

// freshRow moves the first cell of a new row to a free row number when a colleague took
// this number meanwhile.
func (t *turn) freshRow(q form.Question) form.Question {
	row, _, inside := q.Key.Parent()
	if !t.s.Cursor.Fresh || !inside || q.Row == 0 {
		return q
	}
	if a, taken := t.s.Answers[row]; taken && a.By != t.s.Who.User {
		list, _, _ := row.Parent()
		q.Key = list.Row(t.s.Answers.NextRow(list)).Child(q.Leaf.Code)
		t.s.Cursor.Key = q.Key
		if moved, ok := t.st.Find(q.Key); ok {
			q = moved
		}
	}
	t.s.Cursor.Fresh = false
	return q
}

// colleagueAnswered asks before a colleague's answer is overwritten that this person has not
// seen, and shows both.
func (t *turn) colleagueAnswered(q form.Question, v scoring.Value, typed string) bool {
	a := t.s.Answers[q.Key]
	c := &t.s.Cursor
	if c.Key != q.Key || a.Rev == c.Saw || a.By == t.s.Who.User || t.s.Cursor.Fresh {
		return false
	}
	if t.st.Display(q.Leaf, q.Key, a.Value) == t.st.Display(q.Leaf, q.Key, v) {
		c.Saw = a.Rev
		return false
	}
	c.Typed = typed
	t.say(dialog.Reply{
		Title: t.st.Title(q),
		Text: fmt.Sprintf("%s 已于 %s 把本题填为：%s\n您填的是：%s\n以哪一个为准？",
			a.ByName, t.st.Clock(a.At), form.Beginning(t.st.Display(q.Leaf, q.Key, a.Value)), form.Beginning(t.st.Display(q.Leaf, q.Key, v))),
		Buttons: [][]dialog.Button{{t.key("改为我填的", dialog.ActConfirm, q.Key, ""), t.key("保留原答案", dialog.ActKeep, q.Key, "")}},
		Prompt:  true,
	})
	return true
}

// question is the message that asks q.
func (t *turn) question(q form.Question) dialog.Reply {
	body := t.st.Ask(q) + t.colleagueNote(q)
	if q.Marker {
		return dialog.Reply{Title: t.st.Title(q), Text: body, Buttons: t.rowKeyboard(q)}
	}
	return dialog.Reply{Title: t.st.Title(q), Text: body + t.st.EarlierLine(q) + t.lastYearLine(q), Buttons: t.keyboard(q)}
}
