package source

import (
	"strings"

	"ziping/dialog/reading/cell"
)

func (b *body) end() error {
	n := len(b.open)
	if n == 0 {
		return nil
	}
	e := b.open[n-1]
	b.open = b.open[:n-1]
	if b.skip > 0 {
		b.skip--
		return nil
	}
	if e.hidden && e.name != "tr" {
		b.takeBack(e.mark)
	}
	b.closeFormula(e)
	switch e.name {
	case "pPr":
		if k := len(b.texts); k > 0 {
			b.texts[k-1].number = b.numbers.next()
		}
	case "p":
		return b.endParagraph()
	case "tc":
		b.endCell()
	case "tr":
		return b.endRow(e.hidden)
	case "tbl":
		return b.endTable()
	}
	return nil
}

// takeBack leaves out what was collected since a mark.
func (b *body) takeBack(mark int) {
	if n := len(b.texts); n > 0 {
		text := b.texts[n-1].String()
		b.texts[n-1].Reset()
		b.texts[n-1].WriteString(text[:min(mark, len(text))])
	}
}

// endParagraph ends a line of the text or of the cell around it. What stands in a text box is a
// paragraph of its own: it must not run into the words beside the box.
func (b *body) endParagraph() error {
	n := len(b.texts)
	if n == 0 {
		return nil
	}
	p := b.texts[n-1]
	b.texts = b.texts[:n-1]
	text := cell.Trim(p.String())
	if text == "" {
		return nil
	}
	text = p.number + text
	if err := b.take(len(p.number)); err != nil {
		return err
	}
	if g := b.grid(); g != nil && !p.boxed {
		if g.text.Len() > 0 {
			g.text.WriteString("\n")
		}
		g.text.WriteString(text)
		return nil
	}
	b.paragraph(text)
	return nil
}

// endCell puts the cell into its row, with the columns it spans.
func (b *body) endCell() {
	g := b.grid()
	if g == nil {
		return
	}
	c := cell.Cell{Text: cell.Trim(g.text.String())}
	if g.down == "continue" {
		if at := len(g.row); at < len(g.above) {
			c = g.above[at]
			c.Covered = true
		}
	}
	for k := range g.span {
		if len(g.row) >= b.limits.Columns {
			break
		}
		if k > 0 {
			c.Covered = true
		}
		g.row = append(g.row, c)
	}
	g.text.Reset()
}

func (b *body) endRow(hidden bool) error {
	g := b.grid()
	if g == nil {
		return nil
	}
	if !hidden && len(g.row) > 0 {
		g.rows, g.above = append(g.rows, g.row), g.row
		if len(g.rows) > b.limits.Rows {
			return errTooMuch
		}
	}
	g.row = nil
	return nil
}

// endTable ends a table; one inside a cell is text of that cell, its rows as lines.
func (b *body) endTable() error {
	n := len(b.grids)
	if n == 0 {
		return nil
	}
	g := b.grids[n-1]
	b.grids = b.grids[:n-1]
	if n == 1 {
		return b.table(g)
	}
	outer := b.grids[n-2]
	for _, row := range g.rows {
		var parts []string
		for _, c := range row {
			if c.Own() {
				parts = append(parts, strings.ReplaceAll(c.Text, "\n", " "))
			}
		}
		if outer.text.Len() > 0 {
			outer.text.WriteString("\n")
		}
		line := strings.Join(parts, " ")
		outer.text.WriteString(line)
		if err := b.take(len(line)); err != nil {
			return err
		}
	}
	return nil
}
