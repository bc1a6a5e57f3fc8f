package screen

import (
	"fmt"
	"strconv"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// What the buttons that change a list as a whole do.
const (
	ListClear  = "clear" // take all rows out
	ListAllYes = "yes"   // 是 in a column, in every row that has no answer there
)

// OpenColumn is a yes-or-no column that two rows or more still need, with those cells.
func (view View) OpenColumn(q form.Question) (*scoring.Field, []dialog.Key) {
	for i := range q.Leaf.Columns {
		c := &q.Leaf.Columns[i]
		if c.Kind != scoring.YesNo || !c.Required {
			continue
		}
		var open []dialog.Key
		for _, n := range view.State.Answers.Rows(q.Key) {
			if key := q.Key.Row(n).Child(c.Code); !view.State.Answered(key) {
				open = append(open, key)
			}
		}
		if len(open) > 1 {
			return c, open
		}
	}
	return nil, nil
}

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
	if c, cells := view.OpenColumn(q); c != nil {
		label := fmt.Sprintf("“%s”全部为“是”（%d 行）", c.Label, len(cells))
		rows = append(rows, []dialog.Button{view.Key(label, dialog.ActPaste, q.Key, ListAllYes)})
	}
	if len(numbers) > 1 {
		rows = append(rows, []dialog.Button{view.Key("清空清单", dialog.ActPaste, q.Key, ListClear)})
	}
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
