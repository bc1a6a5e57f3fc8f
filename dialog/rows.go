package dialog

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/scoring"
)

// pageRows is how many rows of a list one message shows.
const pageRows = 20

// rowList shows a list's rows, numbered as people count them.
func (st *state) rowList(q Question) string {
	numbers := st.answers.Rows(q.Key)
	if st.answers[q.Key].Value.State == scoring.NotApplicable {
		return "已填：" + scoring.NotApplicableWord
	}
	if len(numbers) == 0 {
		return fmt.Sprintf("还没有%s。点“添加”逐个填，或直接发来第 1 个%s的%s；也可以从表格里复制多行粘贴过来，一行一个：%s。",
			rowName(q.Leaf), rowName(q.Leaf), q.Leaf.Columns[0].Label, columnLabels(q.Leaf))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "已填 %d 个%s：", len(numbers), rowName(q.Leaf))
	first := max(0, len(numbers)-pageRows)
	if first > 0 {
		fmt.Fprintf(&b, "\n（前 %d 个略）", first)
	}
	for i, n := range numbers[first:] {
		fmt.Fprintf(&b, "\n%d. %s", first+i+1, st.rowLine(q.Leaf, q.Key.row(n)))
	}
	b.WriteString("\n点编号可修改、补充或删除。")
	return b.String()
}

// columnLabels are the columns a pasted line fills, in order.
func columnLabels(list *scoring.Field) string {
	var labels []string
	for _, c := range flatColumns(list) {
		labels = append(labels, c.Label)
	}
	return strings.Join(labels, "、")
}

// rowLine is a row in one line: its columns in short.
func (st *state) rowLine(list *scoring.Field, row Key) string {
	var parts []string
	for i := range list.Columns {
		c := &list.Columns[i]
		k := row.child(c.Code)
		if v := st.cellValue(c, k); v.State != scoring.Missing {
			parts = append(parts, excerpt(st.display(c, k, v), 24))
		}
	}
	return strings.Join(parts, "｜")
}

// cellValue is a cell's value, lists included.
func (st *state) cellValue(c *scoring.Field, k Key) scoring.Value {
	if c.Kind == scoring.Rows && len(st.answers.Rows(k)) > 0 {
		return scoring.Value{State: scoring.Known}
	}
	return st.answers[k].Value
}

// rowText shows one row with all its columns.
func (st *state) rowText(q Question) string {
	var lines []string
	for _, k := range st.cells(q.Key) {
		if cell, ok := st.find(k); ok && (cell.Leaf.Required || st.cellValue(cell.Leaf, k).State != scoring.Missing) {
			lines = append(lines, fmt.Sprintf("%s：%s", cell.Leaf.Label, excerpt(st.display(cell.Leaf, k, st.cellValue(cell.Leaf, k)), 200)))
		}
	}
	return strings.Join(lines, "\n")
}

// listKeyboard adds, opens and finishes.
func (t *turn) listKeyboard(q Question) [][]Button {
	numbers := t.st.answers.Rows(q.Key)
	rows := [][]Button{{t.key("＋ 添加"+rowName(q.Leaf), actAdd, q.Key, "")}}
	var open []Button
	first := max(0, len(numbers)-pageRows)
	for i, n := range numbers[first:] {
		open = append(open, t.key(strconv.Itoa(first+i+1), actOpen, q.Key.row(n), ""))
	}
	rows = append(rows, chunk(open, 5)...)
	switch {
	case len(numbers) > 0:
		rows = append(rows, []Button{t.key("✓ 填完了", actDone, q.Key, "")})
	case !q.Leaf.Required:
		rows = append(rows, []Button{t.key("不填清单", actDone, q.Key, "")})
	}
	return rows
}

// rowKeyboard edits a row's cells, removes the row, or goes back to the list.
func (t *turn) rowKeyboard(q Question) [][]Button {
	var edit []Button
	for _, k := range t.st.cells(q.Key) {
		if cell, ok := t.st.find(k); ok {
			edit = append(edit, t.key(cell.Leaf.Label, actEdit, k, ""))
		}
	}
	list, _, _ := q.Key.parent()
	return append(chunk(edit, 2),
		[]Button{t.key("删除这一条", actRemove, q.Key, "")},
		[]Button{t.key("‹ 返回清单", actOpen, list, "")})
}

// addRow opens the first question of a new row.
func (t *turn) addRow(q Question) {
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
func (t *turn) newRow(q Question) Question {
	key := q.Key.row(t.s.Answers.nextRow(q.Key)).child(q.Leaf.Columns[0].Code)
	t.s.Cursor = Cursor{Place: PlaceAsk, Key: key, Back: t.s.Cursor.Back, Fresh: true}
	cell, _ := t.st.find(key)
	return cell
}

// startRow takes a text typed at the list: a pasted table for rows, anything else for the
// first cell of a new row.
func (t *turn) startRow(q Question, typed string) {
	if word := strings.Trim(typed, "。.！! "); word == "完成" || word == "填完了" || word == "无" || word == "没有" {
		t.takeTail(q)
		t.done(q)
		return
	}
	text := t.continued()
	if lines, isTable := pastedLines(q.Leaf, text); isTable {
		t.paste(q, text, lines)
		return
	}
	if t.room(q) {
		t.accept(t.newRow(q), typed)
	}
}

// room reports whether the list may have one more row, and says so when not.
func (t *turn) room(q Question) bool {
	limit := q.Leaf.MostRows()
	if len(t.st.answers.Rows(q.Key)) < limit {
		return true
	}
	t.say(Reply{Text: fmt.Sprintf("%s最多填 %d 个。", q.Leaf.Label, limit)})
	return false
}

// removeRow takes a row out of its list. Its cells stay stored, so that it can be taken back.
func (t *turn) removeRow(q Question, option string) {
	if !q.Marker {
		t.stale()
		return
	}
	list, _, _ := q.Key.parent()
	label := t.st.label(q)
	if option != "yes" {
		t.navigate = true
		t.screen(Reply{
			Title: t.st.title(q), Text: "确定删除这一条吗？\n\n" + t.st.rowText(q),
			Buttons: [][]Button{{t.key("确定删除", actRemove, q.Key, "yes"), t.key("不删", actOpen, q.Key, "")}},
		})
		return
	}
	t.record(q.Key, scoring.Value{}, "删除")
	t.say(Reply{Kind: EditTapped, Text: "✓ 已删除：" + label})
	t.consequences(q)
	t.ask(list)
}

// finishList says that the list is complete, or that there is nothing to list.
func (t *turn) finishList(q Question) {
	numbers := t.st.answers.Rows(q.Key)
	if len(numbers) == 0 {
		if q.Leaf.Required {
			t.reject(q, fmt.Sprintf("至少填一个%s。", rowName(q.Leaf)))
			return
		}
		t.answer(q, scoring.Value{State: scoring.NotApplicable}, "不填清单")
		return
	}
	if open := t.st.openCells(q.Key); len(open) > 0 {
		if cell, ok := t.st.find(open[0]); ok {
			t.say(Reply{Text: fmt.Sprintf("还有 %d 处没有填，先补第一处：%s。", len(open), t.st.label(cell))})
			t.ask(open[0])
			return
		}
	}
	t.answer(q, scoring.RowsOf(), "填完了")
}
