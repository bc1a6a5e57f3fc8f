package preview

import (
	"fmt"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/grid"
	"ziping/dialog/reading/prose"
	"ziping/scoring"
)

// leastReport is how long running text is at least, in characters, to be read as a report.
const leastReport = 200

// isReport reports running text that is more than what stands around a table, and was not
// separated text that is a sheet already.
func (r Reader) isReport(doc cell.Document) bool {
	n := 0
	for _, p := range doc.Paragraphs {
		n += utf8.RuneCountInString(p.Text)
	}
	return n >= leastReport && (len(doc.Sheets) == 0 || doc.Sheets[0].Place != "")
}

// report reads what a report states. One of the year before gives what stands from year to year,
// and the figures of that year that this year's questions ask for.
func (r Reader) report(p *dialog.Proposal, doc cell.Document) {
	text := make([]prose.Paragraph, len(doc.Paragraphs))
	for i, para := range doc.Paragraphs {
		text[i] = prose.Paragraph(para)
	}
	year := prose.YearOf(text)
	read := prose.Read(r.State.Form.Pack, year, text)
	if year != 0 && year != r.Year {
		r.earlier(p, year, read)
		return
	}
	r.hits(p, read.Hits, func(f *scoring.Field) *scoring.Field { return f })
	for _, c := range read.Conflicts {
		r.conflict(p, c)
	}
	for _, u := range read.Unread {
		p.Left = append(p.Left, fmt.Sprintf("%s“%s”：没有对应的题目", u.Place, excerpt(u.Words)))
	}
}

// earlier takes from a report of the year before what this year's questions carry over.
func (r Reader) earlier(p *dialog.Proposal, year int, read prose.Reading) {
	if year != r.Year-1 {
		p.Left = append(p.Left, fmt.Sprintf("这是 %d 年度的报告，本次填报 %d 年度；只有上一年度的报告可以沿用，没有读取", year, r.Year))
		return
	}
	r.hits(p, read.Hits, func(f *scoring.Field) *scoring.Field {
		for _, this := range r.fields() {
			if this.CarryFrom == f.Code || this.CarryOver && this.Code == f.Code {
				return this
			}
		}
		return nil
	})
	p.Notes = append(p.Notes, fmt.Sprintf("这是 %d 年度的报告：只取可以沿用的内容和上年数，其余本年重新填", year))
}

// hits adds statements, each for the question that asked says.
func (r Reader) hits(p *dialog.Proposal, hits []prose.Hit, asked func(*scoring.Field) *scoring.Field) {
	for _, h := range hits {
		source, ok := r.State.Form.Pack.Field(h.Field)
		if !ok {
			continue
		}
		f := asked(source)
		switch {
		case f == nil:
		case h.Row > 0:
			r.rowHit(p, f, h)
		default:
			e := entry(f, answer.Read(f, cellOf(h.Value), unitOf(f)), h.Place)
			e.Typed = h.Words
			p.Entries = append(p.Entries, e)
		}
	}
}

// unitOf is the unit in which prose gives figures: the field's own.
func unitOf(f *scoring.Field) string {
	if f.Kind == scoring.Money {
		return "万元"
	}
	return ""
}

// rowHit adds one cell of a list's row.
func (r Reader) rowHit(p *dialog.Proposal, f *scoring.Field, h prose.Hit) {
	l := &p.Lists[listOf(p, f)]
	for len(l.Rows) < h.Row {
		l.Rows = append(l.Rows, map[string]dialog.Said{})
	}
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Code == h.Column {
			if a := answer.Read(c, cellOf(h.Value), unitOf(c)); a.Certain() {
				l.Rows[h.Row-1][c.Code] = Saying(c, a.Value)
			} else {
				p.Left = append(p.Left, h.Place+"“"+excerpt(h.Words)+"”："+a.Doubt)
			}
		}
	}
}

// conflict is a question with statements that differ.
func (r Reader) conflict(p *dialog.Proposal, c prose.Conflict) {
	f, ok := r.State.Form.Pack.Field(c.Field)
	if !ok || len(c.Hits) == 0 {
		return
	}
	doubt := ""
	var values []scoring.Value
	for _, h := range c.Hits {
		if a := answer.Read(f, cellOf(h.Value), unitOf(f)); a.Value.State != scoring.Missing {
			values = append(values, a.Value)
		}
		doubt += h.Place + "“" + excerpt(h.Words) + "”；"
	}
	if len(values) == 0 {
		return
	}
	e := entry(f, answer.Answer{Value: values[0], Doubt: "前后不同：" + doubt[:len(doubt)-len("；")], Others: values[1:]}, c.Hits[0].Place)
	p.Entries = append(p.Entries, e)
}

func excerpt(s string) string {
	rs := []rune(s)
	if len(rs) > 30 {
		return string(rs[:30]) + "…"
	}
	return s
}

// Running is all that a document says as running text: its paragraphs, and the labels of its forms
// with their values.
func Running(doc cell.Document) []prose.Paragraph {
	var text []prose.Paragraph
	for _, p := range doc.Paragraphs {
		text = append(text, prose.Paragraph(p))
	}
	for _, s := range doc.Sheets {
		for _, p := range grid.Sentences(s) {
			text = append(text, prose.Paragraph(p))
		}
	}
	return text
}
