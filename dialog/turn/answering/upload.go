package answering

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Upload takes an uploaded file: a workbook for everything in it, a table for the open list, a
// text for the open question.
func Upload(t *stage.Turn) {
	f := t.Given.File
	if f == nil || f.Refused != "" {
		why := screen.TextUploadHelp
		if f != nil {
			why = f.Refused + "\n" + screen.TextUploadHelp
		}
		t.Say(dialog.Reply{Text: why})
		return
	}
	if !t.MayAnswer() {
		return
	}
	q, open := t.Current()
	switch {
	case len(f.Entries) > 0 || len(f.Lists) > 0 || len(f.Problems) > 0:
		takeWorkbook(t, f)
	case f.Table != nil && open && q.Leaf.Kind == scoring.Rows && !q.Marker:
		paste(t, q, tabbed(f.Table), f.Table)
	case f.Text != "" && open && q.Leaf.Kind == scoring.LongText:
		takeText(t, q, f.Text)
	default:
		t.Say(dialog.Reply{Text: "现在打开的题目用不上这个文件。\n" + screen.TextUploadHelp})
		t.Below().Show()
	}
}

// tabbed is a table as it would have been pasted.
func tabbed(table [][]string) string {
	lines := make([]string, len(table))
	for i, row := range table {
		lines[i] = strings.Join(row, "\t")
	}
	return strings.Join(lines, "\n")
}

func takeText(t *stage.Turn, q form.Question, text string) {
	if n := utf8.RuneCountInString(text); n > reading.MaxLongText {
		Reject(t, q, fmt.Sprintf("文件有 %d 个字，这一项最多 %d 个。", n, reading.MaxLongText))
		return
	}
	answer(t, q, scoring.Text(text), text)
}

// workbookReport counts what became of a workbook.
type workbookReport struct {
	recorded, same, rows int
	kept, problems       []string
}

// takeWorkbook records what a filled workbook says. What is answered already and differs is
// not overwritten but named: somebody meant it.
func takeWorkbook(t *stage.Turn, f *dialog.File) {
	r := workbookReport{problems: slices.Clone(f.Problems)}
	for _, e := range f.Entries {
		takeEntry(t, e, &r)
	}
	for i := range t.Form.Pack.Sections {
		for j := range t.Form.Pack.Sections[i].Fields {
			list := &t.Form.Pack.Sections[i].Fields[j]
			if table := f.Lists[list.Code]; list.Kind == scoring.Rows && len(table) > 0 {
				takeList(t, list, table, &r)
			}
		}
	}
	t.Recompute()
	t.Say(dialog.Reply{Title: "已读取“" + form.Excerpt(f.Name, 40) + "”", Text: r.text()})
	t.Session.Cursor = dialog.Cursor{}
	if due := t.State.DueFindings(); len(due) > 0 {
		t.Say(dialog.Reply{Text: t.State.Verdict(), Buttons: [][]dialog.Button{{t.View().Key("检查问题", dialog.ActCheck, "", "")}}})
	}
	t.Below().Home()
	t.Completed()
}

func takeEntry(t *stage.Turn, e dialog.FileEntry, r *workbookReport) {
	q, ok := t.State.Find(dialog.Key(e.Code))
	if !ok {
		r.problems = append(r.problems, fmt.Sprintf("%s：%s 现在不需要填", e.Place, e.Code))
		return
	}
	v, why := reading.Field(q, e.Text)
	if why != "" {
		r.problems = append(r.problems, fmt.Sprintf("%s %s：%s", e.Place, q.Leaf.Label, why))
		return
	}
	before := t.Session.Answers[q.Key].Value
	shown := t.State.Display(q.Leaf, q.Key, v)
	switch {
	case before.State == scoring.Missing || before.State == scoring.Pending:
		t.Write(q.Key, v, e.Text)
		t.Recompute() // later questions may become relevant by this one
		r.recorded++
	case t.State.Display(q.Leaf, q.Key, before) == shown:
		r.same++
	default:
		r.kept = append(r.kept, fmt.Sprintf("%s：表格为 %s，已填 %s", t.State.Label(q), form.Excerpt(shown, 30), form.Excerpt(t.State.Display(q.Leaf, q.Key, before), 30)))
	}
}

// takeList merges a list's rows by name, as a pasted table would be.
func takeList(t *stage.Turn, list *scoring.Field, table [][]string, r *workbookReport) {
	rows, problems := reading.Sheet(list, table)
	key := dialog.Key(list.Code)
	q := form.Question{Key: key, Field: list, Leaf: list}
	present := t.Session.Answers.Rows(key)
	next := t.Session.Answers.NextRow(key)
	for _, row := range rows {
		at, found := sameName(t, q, present, row)
		if !found && len(present) < list.MostRows() {
			at = key.Row(next)
			present = append(present, next)
			next++
			t.Write(at, scoring.Yes(true), "")
		} else if !found {
			r.problems = append(r.problems, fmt.Sprintf("%s最多 %d 行，第 %d 行没有收下", list.Label, list.MostRows(), row.Line))
			continue
		}
		writeCells(t, list, at, row)
		r.rows++
	}
	for _, p := range problems {
		r.problems = append(r.problems, list.Label+p.String())
	}
}

func (r workbookReport) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "新记录 %d 项，清单 %d 行", r.recorded, r.rows)
	if r.same > 0 {
		fmt.Fprintf(&b, "；%d 项与已填的相同", r.same)
	}
	b.WriteString("。")
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n\n%s（%d 处）：", title, len(lines))
		for i, l := range lines {
			if i == problemsAtOnce {
				fmt.Fprintf(&b, "\n……另有 %d 处", len(lines)-i)
				break
			}
			b.WriteString("\n· " + l)
		}
	}
	section("与已填的不同，没有改动，需要改的请用 /edit", r.kept)
	section("没有读懂，其余已保留", r.problems)
	return b.String()
}
