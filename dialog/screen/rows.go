package screen

import (
	"strconv"

	"ziping/dialog"
	"ziping/dialog/form"
)

// listKeyboard adds, opens and finishes.
func listKeyboard(view View, q form.Question) [][]dialog.Button {
	numbers := view.State.Answers.Rows(q.Key)
	rows := [][]dialog.Button{{view.Key("＋ 添加"+form.RowName(q.Leaf), dialog.ActAdd, q.Key, "")}}
	var open []dialog.Button
	first := max(0, len(numbers)-form.PageRows)
	for i, n := range numbers[first:] {
		open = append(open, view.Key(strconv.Itoa(first+i+1), dialog.ActOpen, q.Key.Row(n), ""))
	}
	rows = append(rows, dialog.Chunk(open, 5)...)
	switch {
	case len(numbers) > 0:
		rows = append(rows, []dialog.Button{view.Key("✓ 填完了", dialog.ActDone, q.Key, "")})
	case !q.Leaf.Required:
		rows = append(rows, []dialog.Button{view.Key("不填清单", dialog.ActDone, q.Key, "")})
	}
	return rows
}

// rowKeyboard edits a row's cells, removes the row, or goes back to the list.
func rowKeyboard(view View, q form.Question) [][]dialog.Button {
	var edit []dialog.Button
	for _, k := range view.State.Cells(q.Key) {
		if cell, ok := view.State.Find(k); ok {
			edit = append(edit, view.Key(cell.Leaf.Label, dialog.ActEdit, k, ""))
		}
	}
	list, _, _ := q.Key.Parent()
	return append(dialog.Chunk(edit, 2),
		[]dialog.Button{view.Key("删除这一条", dialog.ActRemove, q.Key, "")},
		[]dialog.Button{view.Key("‹ 返回清单", dialog.ActOpen, list, "")})
}
