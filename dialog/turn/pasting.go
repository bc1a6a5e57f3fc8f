package turn

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/scoring"
)

// What to do with a pasted table when the list has rows already.
const (
	pasteAppend  = "append"
	pasteMerge   = "merge"
	pasteReplace = "replace"
)

// problemsAtOnce is how many unreadable cells one message names.
const problemsAtOnce = 15

// paste takes a pasted table for rows of the list. When the list has rows that were there before
// the person began to paste, she says first what is to become of them.
func (t *turn) paste(q form.Question, typed string, lines [][]string) {
	cut := ""
	if utf8.RuneCountInString(t.in.Text) >= telegramCut && len(lines) > 1 {
		typed, cut = cutOff(typed)
		lines, _ = reading.PastedLines(q.Leaf, typed)
	}
	rows, problems := reading.Sheet(q.Leaf, lines)
	if head := t.s.Cursor.Head; head != "" && strings.HasPrefix(typed, head+"\n") {
		for i := range problems {
			problems[i].Line-- // the head is not in this message
		}
	}
	if len(rows) > 0 && t.s.Cursor.Pasting {
		t.takeRows(q, rows, problems, pasteMerge)
		t.goOnPasting(headLine(q.Leaf, typed, lines), cut)
		return
	}
	if len(rows) == 0 {
		t.reject(q, "没有读到可用的行。\n"+problemText(problems))
		return
	}
	if have := len(t.st.Answers.Rows(q.Key)); have > 0 {
		t.s.Cursor.Typed, t.s.Cursor.Tail = typed, cut
		name := form.RowName(q.Leaf)
		t.say(dialog.Reply{
			Title: t.st.Title(q), Prompt: true,
			Text: fmt.Sprintf("读到 %d 行。清单里已有 %d 个%s，怎样处理？\n按名称合并：同名的更新，其余的追加。", len(rows), have, name),
			Buttons: [][]dialog.Button{
				{t.key("按名称合并", dialog.ActPaste, q.Key, pasteMerge)},
				{t.key("全部追加", dialog.ActPaste, q.Key, pasteAppend), t.key("替换整个清单", dialog.ActPaste, q.Key, pasteReplace)},
				{t.key("不要了", dialog.ActOpen, q.Key, "")},
			},
		})
		return
	}
	t.takeRows(q, rows, problems, pasteAppend)
	t.goOnPasting(headLine(q.Leaf, typed, lines), cut)
}

// pasteTap does with the waiting table what the button says.
func (t *turn) pasteTap(q form.Question, how string) {
	typed := t.s.Cursor.Typed
	lines, ok := reading.PastedLines(q.Leaf, typed)
	if !ok || q.Leaf.Kind != scoring.Rows || !slices.Contains([]string{pasteAppend, pasteMerge, pasteReplace}, how) {
		t.stale()
		return
	}
	t.s.Cursor.Typed = ""
	rows, problems := reading.Sheet(q.Leaf, lines)
	head, cut := headLine(q.Leaf, typed, lines), t.s.Cursor.Tail
	t.takeRows(q, rows, problems, how)
	t.goOnPasting(head, cut)
}

// takeRows writes rows into the list and shows it with what could not be read.
func (t *turn) takeRows(q form.Question, rows []reading.SheetRow, problems []reading.SheetProblem, how string) {
	present := t.st.Answers.Rows(q.Key)
	if how == pasteReplace {
		for _, n := range present {
			t.write(q.Key.Row(n), scoring.Value{}, "替换清单")
		}
		present = nil
	}
	limit := q.Leaf.MostRows()
	next, added, updated, over := t.s.Answers.NextRow(q.Key), 0, 0, 0
	for _, row := range rows {
		at, found := t.sameName(q, present, row)
		switch {
		case how == pasteMerge && found:
			updated++
		case len(present) >= limit:
			over++
			continue
		default:
			at = q.Key.Row(next)
			present = append(present, next)
			next++
			added++
			t.write(at, scoring.Yes(true), "")
		}
		t.writeCells(q.Leaf, at, row)
	}
	if t.s.Answers[q.Key].Value.State == scoring.NotApplicable {
		t.write(q.Key, scoring.Value{}, "")
	}
	t.recompute()
	t.lead = pasteEcho(q, added, updated, over, limit, problems)
	t.consequences(q)
	t.ask(q.Key)
}

func pasteEcho(q form.Question, added, updated, over, limit int, problems []reading.SheetProblem) string {
	echo := fmt.Sprintf("已记录：新增 %d 个%s", added, form.RowName(q.Leaf))
	if updated > 0 {
		echo += fmt.Sprintf("，更新 %d 个", updated)
	}
	if over > 0 {
		echo += fmt.Sprintf("；超过上限 %d 个，有 %d 行没有收下", limit, over)
	}
	echo += "。没有贴完可以接着贴，都贴完了点“填完了”"
	if len(problems) > 0 {
		echo += fmt.Sprintf("\n有 %d 处没有读懂，其余已保留，点编号修改：\n%s", len(problems), problemText(problems))
	}
	return echo
}

// sameName is the present row whose first column is that of row.
func (t *turn) sameName(q form.Question, present []int, row reading.SheetRow) (dialog.Key, bool) {
	first := q.Leaf.Columns[0].Code
	for _, n := range present {
		at := q.Key.Row(n)
		if v := t.s.Answers[at.Child(first)].Value; v.State == scoring.Known && v.Text == row.Cells[first].Text {
			return at, true
		}
	}
	return "", false
}

func (t *turn) writeCells(list *scoring.Field, at dialog.Key, row reading.SheetRow) {
	for i := range list.Columns {
		code := list.Columns[i].Code
		if v, ok := row.Cells[code]; ok {
			t.write(at.Child(code), v, row.Typed[code])
		}
	}
}

func problemText(problems []reading.SheetProblem) string {
	var lines []string
	for i, p := range problems {
		if i == problemsAtOnce {
			lines = append(lines, fmt.Sprintf("……另有 %d 处", len(problems)-i))
			break
		}
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}
