package proposing

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// textUndo says how to take back what was just recorded.
const textUndo = "\n不对可以发送“撤销”收回。"

// TakeBack undoes the proposal that was recorded last: new rows go, replaced ones come back, answers
// are what they were. What was changed since stays and is named.
func TakeBack(t *stage.Turn) {
	u := t.Undo
	if u == nil {
		t.Toast("没有可以撤销的记录")
		t.Below().Show()
		return
	}
	if !t.MayAnswer() {
		return
	}
	t.Undo = nil
	for _, row := range u.Added {
		if t.Session.Answers[row].Value.State == scoring.Known {
			t.Write(row, scoring.Value{}, "撤销")
		}
	}
	for _, row := range u.Removed {
		t.Write(row, scoring.Yes(true), "撤销")
	}
	var kept []string
	for _, b := range u.Before {
		if t.Session.Answers[b.Key].Rev != b.Rev {
			if q, ok := t.State.Find(b.Key); ok {
				kept = append(kept, t.State.Label(q))
			}
			continue
		}
		restore(t, b)
	}
	t.Recompute()
	text := fmt.Sprintf("已撤销：%s（%d 项，%d 行）", u.Source, len(u.Before)-len(kept), len(u.Added)+len(u.Removed))
	if len(kept) > 0 {
		text += "\n后来改过的没有撤销：" + form.Excerpt(strings.Join(kept, "、"), 200)
	}
	if t.In.Kind == dialog.TapInput {
		t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: text})
	} else {
		t.Echo("%s", text)
	}
	t.CheckPlace()
	t.Below().Show()
}

// restore writes an answer as it was.
func restore(t *stage.Turn, b dialog.Before) {
	v := scoring.Value{State: b.State}
	f := leafOf(t, b.Key)
	if b.State == scoring.Known && f != nil {
		if f.Kind == scoring.Rows {
			v = scoring.RowsOf()
		} else {
			v, _ = preview.Value(f, dialog.Said{Text: b.Text})
		}
	}
	t.Write(b.Key, v, b.Typed)
}

// leafOf is the field that a key's answer is of, asked now or not; nil when the pack has none.
func leafOf(t *stage.Turn, key dialog.Key) *scoring.Field {
	f, ok := t.Form.Pack.Field(key.Field())
	if !ok || string(key) == f.Code {
		return f
	}
	_, column, _ := key.Parent()
	for i := range f.Columns {
		if f.Columns[i].Code == column {
			return &f.Columns[i]
		}
	}
	return nil
}

// ClearList takes all rows out of a list; 撤销 brings them back.
func ClearList(t *stage.Turn, q form.Question) {
	numbers := t.State.Answers.Rows(q.Key)
	if len(numbers) == 0 {
		t.Below().Stale()
		return
	}
	u := dialog.Undo{Source: q.Leaf.Label + "的清空"}
	for _, n := range numbers {
		t.Write(q.Key.Row(n), scoring.Value{}, "清空清单")
		u.Removed = append(u.Removed, q.Key.Row(n))
	}
	t.Undo = &u
	t.Recompute()
	text := fmt.Sprintf("已清空%s，共 %d 行", q.Leaf.Label, len(numbers))
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ " + text + textUndo})
	t.Consequences(q)
	t.Below().Ask(q.Key)
}

// FillColumn answers a yes-or-no column with 是 in every row that has no answer there.
func FillColumn(t *stage.Turn, q form.Question) {
	c, open := t.View().OpenColumn(q)
	if c == nil {
		t.Below().Stale()
		return
	}
	u := dialog.Undo{Source: "“" + c.Label + "”全部为“是”"}
	for _, key := range open {
		t.Write(key, scoring.Yes(true), "全部为“是”")
		u.Before = append(u.Before, dialog.Before{Key: key, Rev: t.Session.Answers[key].Rev})
	}
	t.Undo = &u
	t.Recompute()
	text := fmt.Sprintf("%d 行的“%s”均为“是”", len(open), c.Label)
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ " + text + textUndo})
	t.Consequences(q)
	t.Below().Ask(q.Key)
}
