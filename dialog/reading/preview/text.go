package preview

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/sentence"
	"ziping/dialog/reading/source"
	"ziping/dialog/reading/table"
	"ziping/scoring"
)

// messageUnits is where Telegram cuts a message, in UTF-16 units.
const messageUnits = 4096

// Units is a text's length as Telegram counts it.
func Units(text string) int { return len(utf16.Encode([]rune(text))) }

// Table reads a pasted text as rows of a list. ok is false when it is no table.
func (r Reader) Table(list *scoring.Field, text string) (dialog.Proposal, bool) {
	t, ok := table.FromText(list, text, table.Options{})
	if !ok || len(t.Rows) == 0 && len(t.Left) == 0 {
		return dialog.Proposal{}, false
	}
	p := dialog.Proposal{Source: "粘贴的内容", Text: text, Full: Units(text) >= messageUnits}
	r.table(&p, t)
	return p, true
}

// Continued reads a further message as the next part of a pasted table: where the last one was as
// long as a message may be, it goes on in the middle of a line, unless the cut fell on a line's end.
func (r Reader) Continued(list *scoring.Field, before dialog.Proposal, text string) (dialog.Proposal, bool) {
	if alone, ok := table.FromText(list, text, table.Options{}); ok && alone.Head >= 0 {
		return dialog.Proposal{}, false // it has a head of its own: another table
	}
	joined := before.Text + "\n" + text
	if before.Full {
		if direct := before.Text + text; r.better(list, direct, joined) {
			joined = direct
		}
	}
	p, ok := r.Table(list, joined)
	p.Full = Units(text) >= messageUnits
	return p, ok && rowsOf(p) > rowsOf(before) && len(p.Left) <= len(before.Left)+1
}

// AnyTable reads a pasted text for the list that its head names best. ok is false when it has no head.
func (r Reader) AnyTable(text string) (dialog.Proposal, bool) {
	var best *scoring.Field
	most := 1
	for _, f := range r.fields() {
		if f.Kind != scoring.Rows {
			continue
		}
		t, ok := table.FromText(f, text, table.Options{})
		if !ok || t.Head < 0 || len(t.Rows) == 0 {
			continue
		}
		used := 0
		for _, c := range t.Columns {
			if c.Field != nil {
				used++
			}
		}
		if used > most {
			best, most = f, used
		}
	}
	if best == nil {
		return dialog.Proposal{}, false
	}
	return r.Table(best, text)
}

func rowsOf(p dialog.Proposal) int {
	n := 0
	for _, l := range p.Lists {
		n += len(l.Rows)
	}
	return n
}

// joinedRows are the end of one row and the beginning of the next without anything between.
var joinedRows = regexp.MustCompile(`[ \t|][\d,.]+[ \t|]+[\d,.]*\d(是|否)?[\p{Han}]`)

// better reports whether two parts fit together as they are, rather than with a line end between.
func (r Reader) better(list *scoring.Field, direct, broken string) bool {
	a, _ := table.FromText(list, direct, table.Options{})
	b, _ := table.FromText(list, broken, table.Options{})
	for _, row := range a.Rows {
		if joinedRows.MatchString(" " + row.Name(list)) {
			return false
		}
	}
	return len(a.Left) <= len(b.Left)
}

// Sentence reads a message that names questions beside their answers, or gives bare figures in
// their order. ok is false when it says nothing of the kind.
func (r Reader) Sentence(text string) (dialog.Proposal, bool) {
	p := dialog.Proposal{Source: "您发来的内容"}
	var near *scoring.Field
	if r.Open != nil {
		near = r.Open.Leaf
	}
	read := sentence.Read(r.asked(), near, text)
	if len(read.Found) == 0 && r.Open != nil && r.Open.Row == 0 {
		if found, ok := sentence.Bare(r.following(), text); ok {
			read.Found, read.Rest = found, nil
			p.Notes = append(p.Notes, "没有写名称，按题目的顺序对应")
		}
	}
	for _, f := range read.Found {
		e := entry(f.Field, f.Answer, "")
		e.Typed = f.Words
		p.Entries = append(p.Entries, e)
	}
	p.Left = append(p.Left, read.Rest...)
	return p, len(p.Entries) > 0
}

// asked are the questions that may be spoken of: those that are asked now, and those that others
// decide on.
func (r Reader) asked() []*scoring.Field {
	var out []*scoring.Field
	for _, f := range r.fields() {
		if f.Kind != scoring.Rows {
			out = append(out, f)
		}
	}
	return out
}

// following are the figures asked from the open question on, in its section.
func (r Reader) following() []*scoring.Field {
	var out []*scoring.Field
	reached := false
	for _, k := range r.State.Questions(r.Open.Section) {
		reached = reached || k == r.Open.Key
		q, ok := r.State.Find(k)
		if !reached || !ok {
			continue
		}
		if !q.Leaf.Kind.Numeric() || q.Row > 0 {
			break
		}
		out = append(out, q.Leaf)
	}
	return out
}

// Prose reads a long pasted text as a report. ok is false when it states next to nothing.
func (r Reader) Prose(text string) (dialog.Proposal, bool) {
	p := r.Report("粘贴的文字", source.Text(text))
	return p, len(p.Entries) >= 3
}

// OneOf reports whether a proposal is nothing but the answer to the open question.
func OneOf(p dialog.Proposal, q form.Question) bool {
	return len(p.Entries) == 1 && len(p.Lists) == 0 && p.Entries[0].Key == q.Key && len(p.Left) == 0
}

// Correction reads 3 120.5 or 3：120.5 as a new value for entry 3, and 3 全年预算数 120.5 as one for a
// column of row 3.
func Correction(text string) (number int, rest string, ok bool) {
	m := correction.FindStringSubmatch(dialog.FoldDigits(strings.TrimSpace(text)))
	if m == nil {
		return 0, "", false
	}
	n, ok := dialog.RowNumber(m[1])
	return n, strings.TrimSpace(m[2]), ok
}

var correction = regexp.MustCompile(`^第?\s*(\d{1,3})\s*(?:项|行|条|个)?\s*(?:[=＝:：、]|改为|改成|应为|\s)\s*(\S.*)$`)
