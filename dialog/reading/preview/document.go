package preview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/grid"
	"ziping/dialog/reading/table"
	"ziping/scoring"
)

// The words of the workbook that is handed out.
const (
	guideSheet = "填报说明"
	codeHead   = "代码"
	valueHead  = "填写"
	unitHead   = "单位"
)

// Reader reads for one questionnaire as it stands.
type Reader struct {
	State *form.State
	Year  int
	Open  *form.Question // the open question; nil: none
}

// Document reads a file: every sheet as the form, list or table that it is, running text as a report.
func (r Reader) Document(name string, doc cell.Document) dialog.Proposal {
	p := dialog.Proposal{Source: "“" + form.Excerpt(name, 40) + "”"}
	for _, s := range doc.Sheets {
		r.sheet(&p, s)
	}
	switch {
	case r.isReport(doc):
		r.report(&p, doc)
	case len(doc.Sheets) == 0:
		r.message(&p, doc.Text())
	}
	p.Left = append(p.Left, doc.Unread...)
	r.settle(&p)
	return p
}

// message reads a short text as one that was typed: a table, or questions beside their answers.
func (r Reader) message(p *dialog.Proposal, text string) {
	said, ok := r.AnyTable(text)
	if !ok {
		if said, ok = r.Sentence(text); !ok {
			return
		}
	}
	p.Entries, p.Lists, p.Notes, p.Left, p.UnitOf = said.Entries, said.Lists, said.Notes, said.Left, said.UnitOf
}

// Report reads running text as a report.
func (r Reader) Report(source string, doc cell.Document) dialog.Proposal {
	p := dialog.Proposal{Source: source}
	r.report(&p, doc)
	r.settle(&p)
	return p
}

func (r Reader) sheet(p *dialog.Proposal, s cell.Sheet) {
	if strings.TrimSpace(s.Name) == guideSheet {
		return
	}
	if found, ok := grid.Codes(r.byCode(), s, codeHead, valueHead, unitHead); ok {
		r.form(p, found)
		return
	}
	if r.projectForm(p, s) {
		return
	}
	if t, ok := r.list(s); ok {
		r.table(p, t)
		return
	}
	found := grid.Read(r.fields(), s)
	if len(found.Found) == 0 {
		if len(s.Rows) > 0 {
			p.Left = append(p.Left, s.Where(0, -1)+"起的表没有认出来，没有读取")
		}
		return
	}
	r.form(p, found)
}

func (r Reader) form(p *dialog.Proposal, found grid.Reading) {
	for _, f := range found.Found {
		p.Entries = append(p.Entries, entry(f.Field, f.Answer, f.Place))
	}
	for _, l := range found.Left {
		p.Left = append(p.Left, fmt.Sprintf("%s“%s”：%s", l.Place, form.Excerpt(l.Words, 24), l.Why))
	}
}

// fields are the questions, those of the open section first.
func (r Reader) fields() []*scoring.Field {
	var near, far []*scoring.Field
	pack := r.State.Form.Pack
	for i := range pack.Sections {
		section := &pack.Sections[i]
		for j := range section.Fields {
			if r.Open != nil && r.Open.Section == section {
				near = append(near, &section.Fields[j])
			} else {
				far = append(far, &section.Fields[j])
			}
		}
	}
	return append(near, far...)
}

func (r Reader) byCode() map[string]*scoring.Field {
	out := map[string]*scoring.Field{}
	for _, f := range r.fields() {
		if f.Kind != scoring.Rows && f.Kind != scoring.PerIndicator && f.Kind != scoring.PerFinding {
			out[f.Code] = f
		}
	}
	return out
}

// list is the sheet read for the list whose columns its head names best; the sheet's own name and
// the open list count for one that has no head.
func (r Reader) list(s cell.Sheet) (best table.Table, ok bool) {
	score := 0
	for _, f := range r.fields() {
		if f.Kind != scoring.Rows {
			continue
		}
		named := s.Name != "" && strings.HasPrefix(f.Label, strings.TrimSuffix(s.Name, "…"))
		open := r.Open != nil && r.Open.Leaf == f
		if !named && !open && !table.HasHead(f, s) {
			continue
		}
		t := table.Read(f, s, table.Options{})
		used := 0
		for _, c := range t.Columns {
			if c.Field != nil {
				used++
			}
		}
		points := 2 * used
		if named || open {
			points++
		}
		if (used >= 2 || named || open) && points > score && (len(t.Rows) > 0 || named) {
			best, score, ok = t, points, true
		}
	}
	return best, ok
}

// mostLeft is how many things left out are kept one by one.
const mostLeft = 30

// table adds rows to a proposal.
func (r Reader) table(p *dialog.Proposal, t table.Table) {
	list := dialog.ProposedList{Key: dialog.Key(t.List.Code)}
	for _, row := range t.Rows {
		said := map[string]dialog.Said{}
		for code, a := range row.Cells {
			r.cell(p, t, row, code, a, said)
		}
		list.Rows = append(list.Rows, said)
	}
	if len(list.Rows) > 0 {
		p.Lists = append(p.Lists, list)
	}
	for _, total := range t.Totals {
		p.Notes = append(p.Notes, totalWords(r.State, total))
	}
	p.Notes = append(append(p.Notes, t.Notes...), t.Converted()...)
	if unused := t.Unused(); len(unused) > 0 {
		p.Left = append(p.Left, "没有用到的列："+strings.Join(unused, "、"))
	}
	for _, l := range t.Left {
		p.Left = append(p.Left, l.String())
	}
	p.UnitOf = append(p.UnitOf, t.UnitUnknown...)
}

// cell takes one cell of a row; one in doubt is left out and named, but for a unit that is asked
// for the whole column.
func (r Reader) cell(p *dialog.Proposal, t table.Table, row table.Row, code string, a answer.Answer, said map[string]dialog.Said) {
	f := t.Column(code)
	switch {
	case a.Bare && slices.Contains(t.UnitUnknown, f.Label):
		said[code] = dialog.Said{Text: a.Value.Number.String(), Bare: true}
	case a.Doubt != "":
		p.Left = append(p.Left, fmt.Sprintf("%s“%s”：%s", row.Place, f.Label, a.Doubt))
	default:
		said[code] = Saying(f, a.Value)
		if a.Note != "" && f.Kind != scoring.Money {
			p.Notes = append(p.Notes, row.Place+f.Label+"："+a.Note)
		}
	}
}

func totalWords(st *form.State, t table.Total) string {
	stated := st.Display(t.Column, "", scoring.Number(t.Stated))
	if t.Agrees {
		return fmt.Sprintf("%s“%s” %s %s，与各行之和一致", t.Place, t.Label, t.Column.Label, stated)
	}
	return fmt.Sprintf("⚠ %s“%s” %s 为 %s，各行之和为 %s，差 %s，请核对", t.Place, t.Label, t.Column.Label, stated,
		st.Display(t.Column, "", scoring.Number(t.Sum)), st.Display(t.Column, "", scoring.Number(t.Stated.Sub(t.Sum).Abs())))
}

func cellOf(text string) cell.Cell { return cell.Cell{Text: cell.Trim(text)} }

func itoa(n int) string { return strconv.Itoa(n) }
