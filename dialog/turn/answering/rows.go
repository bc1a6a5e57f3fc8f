package answering

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// addRow opens the first question of a new row.
func addRow(t *stage.Turn, q form.Question) {
	if q.Leaf.Kind != scoring.Rows || q.Marker {
		t.Below().Stale()
		return
	}
	if room(t, q) {
		newRow(t, q)
		t.Below().Show()
	}
}

// newRow puts the cursor on the first question of a new row, without showing it.
func newRow(t *stage.Turn, q form.Question) form.Question {
	key := q.Key.Row(t.Session.Answers.NextRow(q.Key)).Child(q.Leaf.Columns[0].Code)
	t.Session.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: key, Back: t.Session.Cursor.Back, Fresh: true}
	cell, _ := t.State.Find(key)
	return cell
}

// startRow takes a text typed at the list: a pasted table for rows, anything else for the
// first cell of a new row.
func startRow(t *stage.Turn, q form.Question, typed string) {
	if word := strings.Trim(typed, "。.！! "); word == "完成" || word == "填完了" || word == "无" || word == "没有" {
		done(t, q)
		return
	}
	if n, ok := dialog.RowNumber(dialog.FoldDigits(typed)); ok || dialog.FoldDigits(typed) == "0" {
		openRow(t, q, n)
		return
	}
	if p, ok := proposing.Reader(t).Table(q.Leaf, t.In.Text); ok {
		proposing.Propose(t, p, false)
		return
	}
	if namesOthers(t, q, typed) {
		return
	}
	if room(t, q) {
		Accept(t, newRow(t, q), typed)
	}
}

// openRow opens the row that people count as the nth; 0 is the answer that there are none.
func openRow(t *stage.Turn, q form.Question, n int) {
	numbers := t.State.Answers.Rows(q.Key)
	switch {
	case n == 0:
		done(t, q)
	case n <= len(numbers):
		t.Below().Ask(q.Key.Row(numbers[n-1]))
	default:
		Reject(t, q, fmt.Sprintf("清单里有 %d 个%s，没有第 %d 个；名称不能只是数字。", len(numbers), form.RowName(q.Leaf), n))
	}
}

// listTap does the taps that change a list as a whole.
func listTap(t *stage.Turn, q form.Question, option string) {
	switch {
	case q.Leaf.Kind != scoring.Rows || q.Marker:
		t.Below().Stale()
	case option == screen.ListClear:
		proposing.ClearList(t, q)
	case option == screen.ListAllYes:
		proposing.FillColumn(t, q)
	default:
		t.Below().Stale()
	}
}

// room reports whether the list may have one more row, and says so when not.
func room(t *stage.Turn, q form.Question) bool {
	limit := q.Leaf.MostRows()
	if len(t.State.Answers.Rows(q.Key)) < limit {
		return true
	}
	t.Say(dialog.Reply{Text: fmt.Sprintf("%s最多填 %d 个。", q.Leaf.Label, limit)})
	return false
}

// removeRow takes a row out of its list. Its cells stay stored, so that it can be taken back.
func removeRow(t *stage.Turn, q form.Question, option string) {
	if !q.Marker {
		t.Below().Stale()
		return
	}
	list, _, _ := q.Key.Parent()
	label := t.State.Label(q)
	if option != "yes" {
		t.InPlace().Screen(dialog.Reply{
			Title: t.State.Title(q), Text: "确定删除这一条吗？\n\n" + t.State.RowText(q),
			Buttons: [][]dialog.Button{{t.View().Key("确定删除", dialog.ActRemove, q.Key, "yes"), t.View().Key("不删", dialog.ActOpen, q.Key, "")}},
		})
		return
	}
	t.Record(q.Key, scoring.Value{}, "删除")
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已删除：" + label})
	t.Consequences(q)
	t.Below().Ask(list)
}

// finishList says that the list is complete, or that there is nothing to list.
func finishList(t *stage.Turn, q form.Question) {
	numbers := t.State.Answers.Rows(q.Key)
	if len(numbers) == 0 {
		if q.Leaf.Required {
			Reject(t, q, fmt.Sprintf("至少填一个%s。", form.RowName(q.Leaf)))
			return
		}
		answer(t, q, scoring.Value{State: scoring.NotApplicable}, "不填清单")
		return
	}
	if open := t.State.OpenCells(q.Key); len(open) > 0 {
		if cell, ok := t.State.Find(open[0]); ok {
			t.Say(dialog.Reply{Text: fmt.Sprintf("还有 %d 处没有填，先补第一处：%s。", len(open), t.State.Label(cell))})
			t.Below().Ask(open[0])
			return
		}
	}
	answer(t, q, scoring.RowsOf(), "填完了")
}
