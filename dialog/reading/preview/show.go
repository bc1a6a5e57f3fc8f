package preview

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// How much of a proposal one message shows.
const (
	rowsShown    = 8
	leftShown    = 10
	notesShown   = 8
	entriesRunes = 2400 // of all entries together
)

// Show writes a proposal for the person to check: each answer with its number, the first rows, sums,
// what was left out and why.
func Show(st *form.State, p dialog.Proposal) string {
	var b strings.Builder
	writeEntries(&b, st, p.Entries)
	for _, l := range p.Lists {
		writeRows(&b, st, l)
	}
	if len(p.UnitOf) > 0 {
		fmt.Fprintf(&b, "\n\n❓ “%s”没有写单位，数又很大：是元，还是万元？", strings.Join(p.UnitOf, "、"))
	}
	section(&b, "请注意", p.Notes, notesShown)
	section(&b, fmt.Sprintf("没有收下（%d 处）", len(p.Left)), p.Left, leftShown)
	return strings.TrimSpace(b.String())
}

func writeEntries(b *strings.Builder, st *form.State, entries []dialog.Proposed) {
	runes := 0
	for i, e := range entries {
		line := fmt.Sprintf("\n%d. %s", i+1, EntryLine(st, e))
		if runes += len([]rune(line)); runes > entriesRunes {
			fmt.Fprintf(b, "\n……另有 %d 项，回复编号可查看，如“%d”", len(entries)-i, i+1)
			return
		}
		b.WriteString(line)
	}
}

// EntryLine is one entry in a line: what it is for, the value, what is there already.
func EntryLine(st *form.State, e dialog.Proposed) string {
	f, label := fieldOf(st, e.Key)
	if f == nil {
		return string(e.Key)
	}
	if e.Doubt != "" {
		line := "❓ " + label + "：" + form.Excerpt(e.Doubt, 90)
		if words := readings(st, f, e); words != "" {
			line += "（" + words + "）"
		}
		return line
	}
	v, _ := Value(f, e.Said)
	line := label + "：" + form.Excerpt(st.Display(f, e.Key, v), 40)
	if have := st.Answers[e.Key].Value; have.State == scoring.Known && st.Display(f, e.Key, have) != st.Display(f, e.Key, v) {
		line += "（已填 " + form.Excerpt(st.Display(f, e.Key, have), 30) + "）"
	}
	if e.Note != "" {
		line += "　" + form.Excerpt(e.Note, 60)
	}
	return line
}

// readings are the values that an entry in doubt may have.
func readings(st *form.State, f *scoring.Field, e dialog.Proposed) string {
	var words []string
	for _, s := range append([]dialog.Said{e.Said}, e.Others...) {
		if v, ok := Value(f, s); ok && (s.Text != "" || s.Without != scoring.Missing) {
			words = append(words, form.Excerpt(st.Display(f, e.Key, v), 30))
		}
	}
	return strings.Join(words, "，还是 ")
}

// fieldOf is the field of a key and how it is called.
func fieldOf(st *form.State, key dialog.Key) (*scoring.Field, string) {
	f, ok := st.Form.Pack.Field(string(key))
	if !ok {
		return nil, ""
	}
	return f, f.Label
}

func writeRows(b *strings.Builder, st *form.State, l dialog.ProposedList) {
	f, label := fieldOf(st, l.Key)
	if f == nil {
		return
	}
	fmt.Fprintf(b, "\n\n%s：%d 行", label, len(l.Rows))
	for i, row := range l.Rows {
		if i >= rowsShown && i < len(l.Rows)-1 {
			if i == rowsShown {
				b.WriteString("\n……")
			}
			continue
		}
		fmt.Fprintf(b, "\n%d. %s", i+1, rowLine(st, f, row))
		for _, line := range innerLines(st, f, l, i) {
			b.WriteString("\n" + line)
		}
	}
}

func rowLine(st *form.State, f *scoring.Field, row map[string]dialog.Said) string {
	var parts []string
	for i := range f.Columns {
		c := &f.Columns[i]
		s, ok := row[c.Code]
		if !ok {
			continue
		}
		text := s.Text
		if v, ok := Value(c, s); ok && !s.Bare {
			text = st.Display(c, "", v)
		}
		if i > 0 {
			text = c.Label + " " + text
		}
		parts = append(parts, form.Excerpt(text, 24))
	}
	return strings.Join(parts, "｜")
}

func section(b *strings.Builder, title string, lines []string, most int) {
	if len(lines) == 0 {
		return
	}
	b.WriteString("\n\n" + title + "：")
	for i, l := range lines {
		if i == most && len(lines) > most+1 {
			fmt.Fprintf(b, "\n……另有 %d 处", len(lines)-i)
			return
		}
		b.WriteString("\n· " + form.Excerpt(l, 120))
	}
}
