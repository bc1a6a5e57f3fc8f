package document

import (
	"strings"
)

// Format writes title and blocks as markup; Parse reads the same back.
func Format(title string, blocks []Block) string {
	var out strings.Builder
	for part := range strings.SplitSeq(title, "\n") {
		if strings.TrimSpace(part) != "" {
			out.WriteString("# " + Escape(part) + "\n")
		}
	}
	for _, block := range blocks {
		out.WriteString("\n" + formatBlock(block) + "\n")
	}
	return out.String()
}

func formatBlock(block Block) string {
	switch b := block.(type) {
	case Heading:
		return strings.Repeat("#", min(max(b.Level, 1), 4)+1) + " " + Escape(b.Text)
	case Paragraph:
		if b.Flush {
			return markFlush + " " + Escape(b.Text)
		}
		return Escape(b.Text)
	case Notice:
		return markNotice + " " + Escape(b.Text)
	case Attachment:
		if b.Wide {
			return markWide + " " + Escape(b.Title)
		}
		return markAttachment + " " + Escape(b.Title)
	case Table:
		return b.format()
	case Figure:
		// Markup has no drawings; their words are kept.
		return markNotice + " " + Escape(b.Caption+"："+b.Alt)
	default:
		return markPage
	}
}

func (t Table) format() string {
	lines := []string{markTable + " " + Escape(t.Caption) + " | " + Escape(t.Note)}
	heads, alignment := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, column := range t.Columns {
		heads[i], alignment[i] = Escape(column.Head), column.format()
	}
	lines = append(lines, tableRow("|", heads), tableRow("|", alignment))
	for _, row := range t.Rows {
		lines = append(lines, tableRow("|", t.escaped(row)))
	}
	if t.Total != nil {
		lines = append(lines, tableRow("|=", t.escaped(t.Total)))
	}
	return strings.Join(lines, "\n")
}

// escaped fills a row up to the number of columns.
func (t Table) escaped(row []string) []string {
	cells := make([]string, len(t.Columns))
	for i := range min(len(row), len(cells)) {
		cells[i] = Escape(row[i])
	}
	return cells
}

func tableRow(start string, cells []string) string {
	return start + " " + strings.Join(cells, " | ") + " |"
}

func (c Column) format() string {
	mark := map[Align]string{Center: ":-:", Right: "--:", Decimal: "--."}[c.Align]
	if mark == "" {
		mark = "---"
	}
	if c.Merge {
		mark += "^"
	}
	return mark
}
