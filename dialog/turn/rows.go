package turn

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// listKeyboard adds, opens and finishes.
func (t *turn) listKeyboard(q form.Question) [][]dialog.Button {
	numbers := t.st.Answers.Rows(q.Key)
	rows := [][]dialog.Button{{t.key("＋ 添加"+form.RowName(q.Leaf), dialog.ActAdd, q.Key, "")}}
	var open []dialog.Button
	first := max(0, len(numbers)-form.PageRows)
	for i, n := range numbers[first:] {
		open = append(open, t.key(strconv.Itoa(first+i+1), dialog.ActOpen, q.Key.Row(n), ""))
	}
	rows = append(rows, dialog.Chunk(open, 5)...)
	if c, cells := t.openColumn(q); c != nil {
		rows = append(rows, []dialog.Button{t.key(fmt.Sprintf("“%s”全部为“是”（%d 行）", c.Label, len(cells)), dialog.ActPaste, q.Key, proposeYes)})
	}
	if len(numbers) > 1 {
		rows = append(rows, []dialog.Button{t.key("清空清单", dialog.ActPaste, q.Key, proposeClear)})
	}
	switch {
	case len(numbers) > 0:
		rows = append(rows, []dialog.Button{t.key("✓ 填完了", dialog.ActDone, q.Key, "")})
	case !q.Leaf.Required:
		rows = append(rows, []dialog.Button{t.key("不填清单", dialog.ActDone, q.Key, "")})
	}
	return rows
}

// rowKeyboard edits a row's cells, removes the row, or goes back to the list.
func (t *turn) rowKeyboard(q form.Question) [][]dialog.Button {
	var edit []dialog.Button
	for _, k := range t.st.Cells(q.Key) {
		if cell, ok := t.st.Find(k); ok {
			edit = append(edit, t.key(cell.Leaf.Label, dialog.ActEdit, k, ""))
		}
	}
	list, _, _ := q.Key.Parent()
	return append(dialog.Chunk(edit, 2),
		[]dialog.Button{t.key("删除这一条", dialog.ActRemove, q.Key, "")},
		[]dialog.Button{t.key("‹ 返回清单", dialog.ActOpen, list, "")})
}

// addRow opens the first question of a new row.
func (t *turn) addRow(q form.Question) {
	if q.Leaf.Kind != scoring.Rows || q.Marker {
		t.stale()
		return
	}
	if t.room(q) {
		t.newRow(q)
		t.show()
	}
}

// newRow puts the cursor on the first question of a new row, without showing it.
func (t *turn) newRow(q form.Question) form.Question {
	key := q.Key.Row(t.s.Answers.NextRow(q.Key)).Child(q.Leaf.Columns[0].Code)
	t.s.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: key, Back: t.s.Cursor.Back, Fresh: true}
	cell, _ := t.st.Find(key)
	return cell
}

// startRow takes a text typed at the list: a pasted table for rows, anything else for the
// first cell of a new row.
func (t *turn) startRow(q form.Question, typed string) {
	if word := strings.Trim(typed, "。.！! "); word == "完成" || word == "填完了" || word == "无" || word == "没有" {
		t.done(q)
		return
	}
	if n, ok := dialog.RowNumber(dialog.FoldDigits(typed)); ok || dialog.FoldDigits(typed) == "0" {
		t.openRow(q, n)
		return
	}
	if p, ok := t.reader().Table(q.Leaf, t.in.Text); ok {
		t.propose(p, false)
		return
	}
	if t.namesOthers(q, typed) {
		return
	}
	if t.room(q) {
		t.accept(t.newRow(q), typed)
	}
}

// openRow opens the row that people count as the nth; 0 is the answer that there are none.
func (t *turn) openRow(q form.Question, n int) {
	numbers := t.st.Answers.Rows(q.Key)
	switch {
	case n == 0:
		t.done(q)
	case n <= len(numbers):
		t.ask(q.Key.Row(numbers[n-1]))
	default:
		t.reject(q, fmt.Sprintf("清单里有 %d 个%s，没有第 %d 个；名称不能只是数字。", len(numbers), form.RowName(q.Leaf), n))
	}
}

// listTap does the taps that change a list as a whole.
func (t *turn) listTap(q form.Question, option string) {
	switch {
	case q.Leaf.Kind != scoring.Rows || q.Marker:
		t.stale()
	case option == proposeClear:
		t.clearList(q)
	case option == proposeYes:
		t.fillColumn(q)
	default:
		t.stale()
	}
}

// room reports whether the list may have one more row, and says so when not.
func (t *turn) room(q form.Question) bool {
	limit := q.Leaf.MostRows()
	if len(t.st.Answers.Rows(q.Key)) < limit {
		return true
	}
	t.say(dialog.Reply{Text: fmt.Sprintf("%s最多填 %d 个。", q.Leaf.Label, limit)})
	return false
}

// removeRow takes a row out of its list. Its cells stay stored, so that it can be taken back.
func (t *turn) removeRow(q form.Question, option string) {
	if !q.Marker {
		t.stale()
		return
	}
	list, _, _ := q.Key.Parent()
	label := t.st.Label(q)
	if option != "yes" {
		t.navigate = true
		t.screen(dialog.Reply{
			Title: t.st.Title(q), Text: "确定删除这一条吗？\n\n" + t.st.RowText(q),
			Buttons: [][]dialog.Button{{t.key("确定删除", dialog.ActRemove, q.Key, "yes"), t.key("不删", dialog.ActOpen, q.Key, "")}},
		})
		return
	}
	t.record(q.Key, scoring.Value{}, "删除")
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: "✓ 已删除：" + label})
	t.consequences(q)
	t.ask(list)
}

// finishList says that the list is complete, or that there is nothing to list.
func (t *turn) finishList(q form.Question) {
	numbers := t.st.Answers.Rows(q.Key)
	if len(numbers) == 0 {
		if q.Leaf.Required {
			t.reject(q, fmt.Sprintf("至少填一个%s。", form.RowName(q.Leaf)))
			return
		}
		t.answer(q, scoring.Value{State: scoring.NotApplicable}, "不填清单")
		return
	}
	if open := t.st.OpenCells(q.Key); len(open) > 0 {
		if cell, ok := t.st.Find(open[0]); ok {
			t.say(dialog.Reply{Text: fmt.Sprintf("还有 %d 处没有填，先补第一处：%s。", len(open), t.st.Label(cell))})
			t.ask(open[0])
			return
		}
	}
	t.answer(q, scoring.RowsOf(), "填完了")
}
