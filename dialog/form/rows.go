package form

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// PageRows is how many rows of a list one message shows.
const PageRows = 20

// rowList shows a list's rows, numbered as people count them.
func (st *State) rowList(q Question) string {
	numbers := st.Answers.Rows(q.Key)
	if st.Answers[q.Key].Value.State == scoring.NotApplicable {
		return "已填：" + scoring.NotApplicableWord
	}
	if len(numbers) == 0 {
		return fmt.Sprintf("还没有%s。可以把表格整段粘贴过来，或把表格文件发来；也可以点“添加”逐个填，或直接发来第 1 个%s的%s。",
			RowName(q.Leaf), RowName(q.Leaf), q.Leaf.Columns[0].Label)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "已填 %d 个%s：", len(numbers), RowName(q.Leaf))
	first := max(0, len(numbers)-PageRows)
	if first > 0 {
		fmt.Fprintf(&b, "\n（前 %d 个略）", first)
	}
	for i, n := range numbers[first:] {
		fmt.Fprintf(&b, "\n%d. %s", first+i+1, st.RowLine(q.Leaf, q.Key.Row(n)))
	}
	b.WriteString("\n点编号或回复编号，可修改、补充或删除。")
	return b.String()
}

// RowLine is a row in one line: its columns in short.
func (st *State) RowLine(list *scoring.Field, row dialog.Key) string {
	var parts []string
	for i := range list.Columns {
		c := &list.Columns[i]
		k := row.Child(c.Code)
		if v := st.cellValue(c, k); v.State != scoring.Missing {
			parts = append(parts, Excerpt(st.Display(c, k, v), 24))
		}
	}
	return strings.Join(parts, "｜")
}

// cellValue is a cell's value, lists included.
func (st *State) cellValue(c *scoring.Field, k dialog.Key) scoring.Value {
	if c.Kind == scoring.Rows && len(st.Answers.Rows(k)) > 0 {
		return scoring.Value{State: scoring.Known}
	}
	return st.Answers[k].Value
}

// RowText shows one row with all its columns.
func (st *State) RowText(q Question) string {
	var lines []string
	for _, k := range st.Cells(q.Key) {
		if cell, ok := st.Find(k); ok && (cell.Leaf.Required || st.cellValue(cell.Leaf, k).State != scoring.Missing) {
			lines = append(lines, fmt.Sprintf("%s：%s", cell.Leaf.Label, Excerpt(st.Display(cell.Leaf, k, st.cellValue(cell.Leaf, k)), 200)))
		}
	}
	return strings.Join(lines, "\n")
}
