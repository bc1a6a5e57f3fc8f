package document

import "strings"

// Plain gives the document as text to read: title, numbered headings,
// paragraphs, tables with a tab between cells, signature, attachments.
func (d *Document) Plain() string {
	var out strings.Builder
	d.write(func(text string) {
		out.WriteString(text)
		out.WriteByte('\n')
	}, func() {})
	return out.String()
}

// write gives the document line by line; part stands before what begins a part.
func (d *Document) write(line func(string), part func()) {
	line(strings.ReplaceAll(d.Title, "\n", ""))
	signed := d.Signature == nil
	sign := func() {
		if !signed {
			part()
			line(d.Signature.Unit)
			line(d.Signature.Date)
			signed = true
		}
	}
	for _, item := range Items(d.Blocks) {
		switch b := item.Block.(type) {
		case Heading:
			part()
			line(item.Label + b.Text)
		case Paragraph:
			line(b.Text)
		case Notice:
			line(b.Text)
		case Attachment:
			sign()
			part()
			line(item.Label)
			line(b.Title)
		case Table:
			part()
			b.plain(line)
		case Figure:
			b.plain(line)
		case PageBreak:
		}
	}
	sign()
}

func (t Table) plain(line func(string)) {
	for _, text := range []string{t.Caption, t.Note} {
		if text != "" {
			line(text)
		}
	}
	row := func(cells []string) {
		flat := make([]string, len(cells))
		for i, cell := range cells {
			flat[i] = strings.ReplaceAll(cell, "\n", "")
		}
		line(strings.Join(flat, "\t"))
	}
	heads := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		heads[i] = column.Head
	}
	if !t.Headless() {
		row(heads)
	}
	for _, cells := range t.Rows {
		row(cells)
	}
	if t.Total != nil {
		row(t.Total)
	}
}
