package preview

import (
	"fmt"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/projectform"
	"ziping/scoring"
)

// projectForm adds the form of one project as a row of its list, with its indicators.
func (r Reader) projectForm(p *dialog.Proposal, s cell.Sheet) bool {
	for _, f := range r.fields() {
		if f.Kind != scoring.Rows {
			continue
		}
		read, ok := projectform.Read(f, s)
		if !ok {
			continue
		}
		at := listOf(p, f)
		l := &p.Lists[at]
		inner := dialog.ProposedInner{Row: len(l.Rows), Column: read.Inner}
		columns := columnOf(f, read.Inner)
		for _, cells := range read.Indicators {
			inner.Rows = append(inner.Rows, sayings(columns, cells))
		}
		l.Rows, l.Inner = append(l.Rows, sayings(f, read.Cells)), append(l.Inner, inner)
		for i := range f.Columns {
			if a := read.Cells[f.Columns[i].Code]; a.Note != "" {
				p.Notes = append(p.Notes, f.Columns[i].Label+"："+a.Note)
			}
		}
		p.Left = append(p.Left, read.Left...)
		p.Notes = append(p.Notes, read.Notes...)
		return true
	}
	return false
}

// listOf is the place of a list among those proposed, added when it is not there.
func listOf(p *dialog.Proposal, f *scoring.Field) int {
	for i, l := range p.Lists {
		if string(l.Key) == f.Code {
			return i
		}
	}
	p.Lists = append(p.Lists, dialog.ProposedList{Key: dialog.Key(f.Code)})
	return len(p.Lists) - 1
}

// sayings are the cells of a row as a proposal keeps them.
func sayings(list *scoring.Field, cells map[string]answer.Answer) map[string]dialog.Said {
	said := map[string]dialog.Said{}
	for code, a := range cells {
		if c := columnOf(list, code); c != nil && a.Certain() {
			said[code] = Saying(c, a.Value)
		}
	}
	return said
}

func columnOf(list *scoring.Field, code string) *scoring.Field {
	for i := range list.Columns {
		if list.Columns[i].Code == code {
			return &list.Columns[i]
		}
	}
	return nil
}

// innerLines are the rows of lists inside a row, for the person.
func innerLines(st *form.State, list *scoring.Field, l dialog.ProposedList, row int) []string {
	var lines []string
	for _, inner := range l.Inner {
		c := columnOf(list, inner.Column)
		if inner.Row != row || c == nil {
			continue
		}
		lines = append(lines, fmt.Sprintf("　%s：%d 个", c.Label, len(inner.Rows)))
		for i, said := range inner.Rows {
			if i == innerShown {
				lines = append(lines, fmt.Sprintf("　……另有 %d 个", len(inner.Rows)-i))
				break
			}
			lines = append(lines, "　· "+rowLine(st, c, said))
		}
	}
	return lines
}

// innerShown is how many rows of a list inside a row one message shows.
const innerShown = 12
