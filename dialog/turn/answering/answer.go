package answering

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// answer records the answer to q, unless its field refuses it, shows what follows from it, and goes on.
func answer(t *stage.Turn, q form.Question, v scoring.Value, typed string) {
	if why := q.Leaf.Refuse(v); why != "" && q.Leaf.Kind != scoring.Rows { // a list without rows is none, whatever its field
		refuse(t, q, typed, why)
		return
	}
	if colleagueAnswered(t, q, v, typed) {
		return
	}
	settle(t, q, v, typed)
	t.Reopened(q)
	t.Below().GoOn(q)
	t.Completed()
}

// settle records the answer to q and closes its message.
func settle(t *stage.Turn, q form.Question, v scoring.Value, typed string) {
	q = freshRow(t, q)
	before := beforeOf(t, q)
	t.Record(q.Key, v, typed)
	before.Rev = t.Session.Answers[q.Key].Rev
	t.Undo = &dialog.Undo{Source: t.State.Label(q), Before: []dialog.Before{before}}
	t.Session.Cursor.Errors = 0
	if len(t.View().OnCard(q)) > 0 { // it closes when all of it is in
		t.Consequences(q)
		return
	}
	closePrompt(t, q, v)
}

// closePrompt turns the question's message into "✓ question — answer" in normal form, with what
// the answer changed. It is said there and nowhere else, and no button of it stays.
func closePrompt(t *stage.Turn, q form.Question, v scoring.Value) {
	said := fmt.Sprintf("✓ %s — %s", t.State.Label(q), form.Excerpt(t.State.Echo(q.Leaf, q.Key, v), 300))
	r := dialog.Reply{Kind: dialog.EditPrompt, Text: strings.Join(append([]string{said}, t.Changes(q)...), "\n"), Tidies: true}
	if t.In.Kind == dialog.TapInput {
		r.Kind = dialog.EditTapped
	}
	t.Say(r)
}

// freshRow moves the first cell of a new row to a free row number when a colleague took
// this number meanwhile.
func freshRow(t *stage.Turn, q form.Question) form.Question {
	row, _, inside := q.Key.Parent()
	if !t.Session.Cursor.Fresh || !inside || q.Row == 0 {
		return q
	}
	if a, taken := t.Session.Answers[row]; taken && a.By != t.Session.Who.User {
		list, _, _ := row.Parent()
		q.Key = list.Row(t.Session.Answers.NextRow(list)).Child(q.Leaf.Code)
		t.Session.Cursor.Key = q.Key
		if moved, ok := t.State.Find(q.Key); ok {
			q = moved
		}
	}
	t.Session.Cursor.Fresh = false
	return q
}

// colleagueAnswered asks before a colleague's answer is overwritten that this person has not
// seen, and shows both.
func colleagueAnswered(t *stage.Turn, q form.Question, v scoring.Value, typed string) bool {
	a := t.Session.Answers[q.Key]
	c := &t.Session.Cursor
	if c.Key != q.Key || a.Rev == c.Saw || a.By == t.Session.Who.User || t.Session.Cursor.Fresh {
		return false
	}
	if t.State.Display(q.Leaf, q.Key, a.Value) == t.State.Display(q.Leaf, q.Key, v) {
		c.Saw = a.Rev
		return false
	}
	mine := preview.Saying(q.Leaf, v)
	c.Typed, c.Waiting = typed, &mine
	t.Say(dialog.Reply{
		Title: t.State.Title(q),
		Text: fmt.Sprintf("%s 已于 %s 把本题填为：%s\n您填的是：%s\n以哪一个为准？",
			a.ByName, t.State.Clock(a.At), form.Beginning(t.State.Display(q.Leaf, q.Key, a.Value)), form.Beginning(t.State.Display(q.Leaf, q.Key, v))),
		Buttons: [][]dialog.Button{{t.View().Key("改为我填的", dialog.ActConfirm, q.Key, ""), t.View().Key("保留原答案", dialog.ActKeep, q.Key, "")}},
		Prompt:  true,
	})
	return true
}
