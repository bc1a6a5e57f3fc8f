package answering

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/turn/stage"
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
func paste(t *stage.Turn, q form.Question, typed string, lines [][]string) {
	cut := ""
	if utf8.RuneCountInString(t.In.Text) >= dialog.MaxMessage && len(lines) > 1 {
		typed, cut = cutOff(typed)
		lines, _ = reading.PastedLines(q.Leaf, typed)
	}
	rows, problems := reading.Sheet(q.Leaf, lines)
	if head := t.Session.Cursor.Head; head != "" && strings.HasPrefix(typed, head+"\n") {
		for i := range problems {
			problems[i].Line-- // the head is not in this message
		}
	}
	if len(rows) > 0 && t.Session.Cursor.Pasting {
		takeRows(t, q, rows, problems, pasteMerge)
		goOnPasting(t, headLine(q.Leaf, typed, lines), cut)
		return
	}
	if len(rows) == 0 {
		Reject(t, q, "没有读到可用的行。\n"+problemText(problems))
		return
	}
	if have := len(t.State.Answers.Rows(q.Key)); have > 0 {
		t.Session.Cursor.Typed, t.Session.Cursor.Tail = typed, cut
		name := form.RowName(q.Leaf)
		t.Say(dialog.Reply{
			Title: t.State.Title(q), Prompt: true,
			Text: fmt.Sprintf("读到 %d 行。清单里已有 %d 个%s，怎样处理？\n按名称合并：同名的更新，其余的追加。", len(rows), have, name),
			Buttons: [][]dialog.Button{
				{t.View().Key("按名称合并", dialog.ActPaste, q.Key, pasteMerge)},
				{t.View().Key("全部追加", dialog.ActPaste, q.Key, pasteAppend), t.View().Key("替换整个清单", dialog.ActPaste, q.Key, pasteReplace)},
				{t.View().Key("不要了", dialog.ActOpen, q.Key, "")},
			},
		})
		return
	}
	takeRows(t, q, rows, problems, pasteAppend)
	goOnPasting(t, headLine(q.Leaf, typed, lines), cut)
}

// pasteTap does with the waiting table what the button says.
func pasteTap(t *stage.Turn, q form.Question, how string) {
	typed := t.Session.Cursor.Typed
	lines, ok := reading.PastedLines(q.Leaf, typed)
	if !ok || q.Leaf.Kind != scoring.Rows || !slices.Contains([]string{pasteAppend, pasteMerge, pasteReplace}, how) {
		t.Below().Stale()
		return
	}
	t.Session.Cursor.Typed = ""
	rows, problems := reading.Sheet(q.Leaf, lines)
	head, cut := headLine(q.Leaf, typed, lines), t.Session.Cursor.Tail
	takeRows(t, q, rows, problems, how)
	goOnPasting(t, head, cut)
}

// takeRows writes rows into the list and shows it with what could not be read.
func takeRows(t *stage.Turn, q form.Question, rows []reading.SheetRow, problems []reading.SheetProblem, how string) {
	present := t.State.Answers.Rows(q.Key)
	if how == pasteReplace {
		for _, n := range present {
			t.Write(q.Key.Row(n), scoring.Value{}, "替换清单")
		}
		present = nil
	}
	limit := q.Leaf.MostRows()
	next, added, updated, over := t.Session.Answers.NextRow(q.Key), 0, 0, 0
	for _, row := range rows {
		at, found := sameName(t, q, present, row)
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
			t.Write(at, scoring.Yes(true), "")
		}
		writeCells(t, q.Leaf, at, row)
	}
	if t.Session.Answers[q.Key].Value.State == scoring.NotApplicable {
		t.Write(q.Key, scoring.Value{}, "")
	}
	t.Recompute()
	t.Echo("%s", pasteEcho(q, added, updated, over, limit, problems))
	t.Consequences(q)
	t.Below().Ask(q.Key)
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
func sameName(t *stage.Turn, q form.Question, present []int, row reading.SheetRow) (dialog.Key, bool) {
	first := q.Leaf.Columns[0].Code
	for _, n := range present {
		at := q.Key.Row(n)
		if v := t.Session.Answers[at.Child(first)].Value; v.State == scoring.Known && v.Text == row.Cells[first].Text {
			return at, true
		}
	}
	return "", false
}

func writeCells(t *stage.Turn, list *scoring.Field, at dialog.Key, row reading.SheetRow) {
	for i := range list.Columns {
		code := list.Columns[i].Code
		if v, ok := row.Cells[code]; ok {
			t.Write(at.Child(code), v, row.Typed[code])
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
