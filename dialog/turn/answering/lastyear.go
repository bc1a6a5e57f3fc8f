package answering

import (
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// saysLastYear takes 沿用上年 typed at a question that has an answer of last year.
func saysLastYear(t *stage.Turn, q form.Question, typed string) bool {
	if _, ok := t.View().LastYear(q); !ok || strings.Trim(typed, "。.！! ") != screen.TextLastYear {
		return false
	}
	takeLastYear(t, q)
	return true
}

// takeLastYear answers q with last year's value. A list's rows are copied, to be looked through.
func takeLastYear(t *stage.Turn, q form.Question) {
	v, ok := t.View().LastYear(q)
	rows := q.Leaf.Kind == scoring.Rows && v.State == scoring.Known
	switch {
	case !ok || rows && len(t.Session.Answers.Rows(q.Key)) > 0:
		t.Below().Stale()
	case rows:
		copyRows(t, q.Leaf, q.Key, v.Rows)
		t.Recompute()
		t.Echo("已沿用上年的 %d 个%s，请核对；有变化的点编号修改。", len(v.Rows), form.RowName(q.Leaf))
		t.Consequences(q)
		t.Below().Ask(q.Key)
	default:
		answer(t, q, v, screen.TextLastYear)
	}
}

// copyRows writes rows with all their cells, and the rows of lists inside them.
func copyRows(t *stage.Turn, list *scoring.Field, key dialog.Key, rows []scoring.Facts) {
	if t.Session.Answers[key].Value.State == scoring.NotApplicable {
		t.Write(key, scoring.Value{}, "")
	}
	next := t.Session.Answers.NextRow(key)
	for i, row := range rows {
		at := key.Row(next + i)
		t.Write(at, scoring.Yes(true), "")
		for j := range list.Columns {
			c := &list.Columns[j]
			switch v := row[c.Code]; {
			case v.State == scoring.Missing:
			case c.Kind == scoring.Rows && v.State == scoring.Known:
				copyRows(t, c, at.Child(c.Code), v.Rows)
			default:
				t.Write(at.Child(c.Code), v, screen.TextLastYear)
			}
		}
	}
}

// takeCardLastYear answers what is open on q's card with last year's values.
func takeCardLastYear(t *stage.Turn, q form.Question) {
	var all []given
	for _, k := range t.View().LastYearOf(q) {
		item, _ := t.State.Find(k)
		if v, ok := t.View().LastYear(item); ok {
			all = append(all, given{k, v, screen.TextLastYear})
		}
	}
	if len(all) == 0 {
		t.Below().Stale()
		return
	}
	takeCard(t, q, all, nil)
}
