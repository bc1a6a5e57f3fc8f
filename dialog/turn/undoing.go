package turn

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/scoring"
)

// takeBack undoes the proposal that was recorded last: new rows go, replaced ones come back, answers
// are what they were. What was changed since stays and is named.
func (t *turn) takeBack() {
	u := t.undo
	if u == nil {
		t.toast("没有可以撤销的记录")
		t.show()
		return
	}
	if !t.mayAnswer() {
		return
	}
	t.undo = nil
	for _, row := range u.Added {
		if t.s.Answers[row].Value.State == scoring.Known {
			t.write(row, scoring.Value{}, "撤销")
		}
	}
	for _, row := range u.Removed {
		t.write(row, scoring.Yes(true), "撤销")
	}
	var kept []string
	for _, b := range u.Before {
		if t.s.Answers[b.Key].Rev != b.Rev {
			if q, ok := t.st.Find(b.Key); ok {
				kept = append(kept, t.st.Label(q))
			}
			continue
		}
		t.restore(b)
	}
	t.recompute()
	text := fmt.Sprintf("已撤销：%s（%d 项，%d 行）", u.Source, len(u.Before)-len(kept), len(u.Added)+len(u.Removed))
	if len(kept) > 0 {
		text += "\n后来改过的没有撤销：" + form.Excerpt(strings.Join(kept, "、"), 200)
	}
	if t.in.Kind == dialog.TapInput {
		t.say(dialog.Reply{Kind: dialog.EditTapped, Text: text})
	} else {
		t.lead = text
	}
	t.checkPlace()
	t.show()
}

// restore writes an answer as it was.
func (t *turn) restore(b dialog.Before) {
	v := scoring.Value{State: b.State}
	f := t.leafOf(b.Key)
	if b.State == scoring.Known && f != nil {
		if f.Kind == scoring.Rows {
			v = scoring.RowsOf()
		} else {
			v, _ = preview.Value(f, dialog.Said{Text: b.Text})
		}
	}
	t.write(b.Key, v, b.Typed)
}

// leafOf is the field that a key's answer is of, asked now or not; nil when the pack has none.
func (t *turn) leafOf(key dialog.Key) *scoring.Field {
	f, ok := t.form.Pack.Field(key.Field())
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

// clearList takes all rows out of a list; 撤销 brings them back.
func (t *turn) clearList(q form.Question) {
	numbers := t.st.Answers.Rows(q.Key)
	if len(numbers) == 0 {
		t.stale()
		return
	}
	u := dialog.Undo{Source: q.Leaf.Label + "的清空"}
	for _, n := range numbers {
		t.write(q.Key.Row(n), scoring.Value{}, "清空清单")
		u.Removed = append(u.Removed, q.Key.Row(n))
	}
	t.undo = &u
	t.recompute()
	text := fmt.Sprintf("已清空%s，共 %d 行", q.Leaf.Label, len(numbers))
	t.say(dialog.Reply{
		Kind: dialog.EditTapped, Text: "✓ " + text,
		Buttons: [][]dialog.Button{{t.proposalKey("撤销", proposeUndo, t.s.Cursor.Rev)}},
	})
	t.lead = text
	t.consequences(q)
	t.ask(q.Key)
}

// fillColumn answers a yes-or-no column with 是 in every row that has no answer there.
func (t *turn) fillColumn(q form.Question) {
	c, open := t.openColumn(q)
	if c == nil {
		t.stale()
		return
	}
	u := dialog.Undo{Source: "“" + c.Label + "”全部为“是”"}
	for _, key := range open {
		t.write(key, scoring.Yes(true), "全部为“是”")
		u.Before = append(u.Before, dialog.Before{Key: key, Rev: t.s.Answers[key].Rev})
	}
	t.undo = &u
	t.recompute()
	text := fmt.Sprintf("%d 行的“%s”均为“是”", len(open), c.Label)
	t.say(dialog.Reply{
		Kind: dialog.EditTapped, Text: "✓ " + text,
		Buttons: [][]dialog.Button{{t.proposalKey("撤销", proposeUndo, t.s.Cursor.Rev)}},
	})
	t.lead = "已记录：" + text
	t.consequences(q)
	t.ask(q.Key)
}

// openColumn is a yes-or-no column that two rows or more still need, with those cells.
func (t *turn) openColumn(q form.Question) (*scoring.Field, []dialog.Key) {
	for i := range q.Leaf.Columns {
		c := &q.Leaf.Columns[i]
		if c.Kind != scoring.YesNo || !c.Required {
			continue
		}
		var open []dialog.Key
		for _, n := range t.st.Answers.Rows(q.Key) {
			if key := q.Key.Row(n).Child(c.Code); !t.st.Answered(key) {
				open = append(open, key)
			}
		}
		if len(open) > 1 {
			return c, open
		}
	}
	return nil, nil
}
