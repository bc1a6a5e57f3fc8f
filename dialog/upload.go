package dialog

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/scoring"
)

// File is an uploaded file, already taken apart into texts.
type File struct {
	Name    string
	Refused string // why nothing could be read, in words for the person; empty: read
	// A filled workbook: single answers by code, lists by code (the head first), and what
	// was wrong with the cells, by sheet and address.
	Entries  []FileEntry
	Lists    map[string][][]string
	Problems []string
	// A table by itself, for the open list.
	Table [][]string
	// A text by itself, for the open question.
	Text string
}

// FileEntry is one filled cell of a workbook's single answers.
type FileEntry struct {
	Code, Text, Place string
}

// upload takes an uploaded file: a workbook for everything in it, a table for the open list, a
// text for the open question.
func (t *turn) upload() {
	f := t.in.File
	if f == nil || f.Refused != "" {
		why := textUploadHelp
		if f != nil {
			why = f.Refused + "\n" + textUploadHelp
		}
		t.say(Reply{Text: why})
		return
	}
	if !t.mayAnswer() {
		return
	}
	q, open := t.current()
	switch {
	case len(f.Entries) > 0 || len(f.Lists) > 0 || len(f.Problems) > 0:
		t.takeWorkbook(f)
	case f.Table != nil && open && q.Leaf.Kind == scoring.Rows && !q.Marker:
		t.paste(q, tabbed(f.Table), f.Table)
	case f.Text != "" && open && q.Leaf.Kind == scoring.LongText:
		t.takeText(q, f.Text)
	default:
		t.say(Reply{Text: "现在打开的题目用不上这个文件。\n" + textUploadHelp})
		t.show()
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

func (t *turn) takeText(q Question, text string) {
	if n := utf8.RuneCountInString(text); n > maxLongText {
		t.reject(q, fmt.Sprintf("文件有 %d 个字，这一项最多 %d 个。", n, maxLongText))
		return
	}
	t.answer(q, scoring.Text(text), text)
}

// workbookReport counts what became of a workbook.
type workbookReport struct {
	recorded, same, rows int
	kept, problems       []string
}

// takeWorkbook records what a filled workbook says. What is answered already and differs is
// not overwritten but named: somebody meant it.
func (t *turn) takeWorkbook(f *File) {
	r := workbookReport{problems: slices.Clone(f.Problems)}
	for _, e := range f.Entries {
		t.takeEntry(e, &r)
	}
	for i := range t.form.Pack.Sections {
		for j := range t.form.Pack.Sections[i].Fields {
			list := &t.form.Pack.Sections[i].Fields[j]
			if table := f.Lists[list.Code]; list.Kind == scoring.Rows && len(table) > 0 {
				t.takeList(list, table, &r)
			}
		}
	}
	t.recompute()
	t.say(Reply{Title: "已读取“" + excerpt(f.Name, 40) + "”", Text: r.text()})
	t.s.Cursor = Cursor{}
	if due := t.st.dueFindings(); len(due) > 0 {
		t.say(Reply{Text: t.st.verdict(), Buttons: [][]Button{{t.key("检查问题", actCheck, "", "")}}})
	}
	t.home()
	t.completed()
}

func (t *turn) takeEntry(e FileEntry, r *workbookReport) {
	q, ok := t.st.find(Key(e.Code))
	if !ok {
		r.problems = append(r.problems, fmt.Sprintf("%s：%s 现在不需要填", e.Place, e.Code))
		return
	}
	v, why := readField(q, e.Text)
	if why != "" {
		r.problems = append(r.problems, fmt.Sprintf("%s %s：%s", e.Place, q.Leaf.Label, why))
		return
	}
	before := t.s.Answers[q.Key].Value
	shown := t.st.display(q.Leaf, q.Key, v)
	switch {
	case before.State == scoring.Missing || before.State == scoring.Pending:
		t.write(q.Key, v, e.Text)
		t.recompute() // later questions may become relevant by this one
		r.recorded++
	case t.st.display(q.Leaf, q.Key, before) == shown:
		r.same++
	default:
		r.kept = append(r.kept, fmt.Sprintf("%s：表格为 %s，已填 %s", t.st.label(q), excerpt(shown, 30), excerpt(t.st.display(q.Leaf, q.Key, before), 30)))
	}
}

// takeList merges a list's rows by name, as a pasted table would be.
func (t *turn) takeList(list *scoring.Field, table [][]string, r *workbookReport) {
	rows, problems := ReadSheet(list, table)
	key := Key(list.Code)
	q := Question{Key: key, Field: list, Leaf: list}
	present := t.s.Answers.Rows(key)
	next := t.s.Answers.nextRow(key)
	for _, row := range rows {
		at, found := t.sameName(q, present, row)
		if !found && len(present) < list.MostRows() {
			at = key.row(next)
			present = append(present, next)
			next++
			t.write(at, scoring.Yes(true), "")
		} else if !found {
			r.problems = append(r.problems, fmt.Sprintf("%s最多 %d 行，第 %d 行没有收下", list.Label, list.MostRows(), row.Line))
			continue
		}
		t.writeCells(list, at, row)
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

// readField reads a cell as the answer to a question; unlike a chat it cannot ask back.
func readField(q Question, text string) (v scoring.Value, why string) {
	text = strings.TrimSpace(text)
	if v, ok := stateWord(q, text); ok {
		return v, ""
	}
	if q.Leaf.Kind == scoring.Checklist {
		items, wrong := readChecklist(q.Leaf.Options, text)
		if wrong != "" {
			return v, fmt.Sprintf("“%s”不在选项中", excerpt(wrong, 30))
		}
		return scoring.Items(items...), ""
	}
	if q.Leaf.Kind == scoring.LongText && utf8.RuneCountInString(text) > maxLongText {
		return v, fmt.Sprintf("最多 %d 个字", maxLongText)
	}
	return readCell(q.Leaf, text)
}
