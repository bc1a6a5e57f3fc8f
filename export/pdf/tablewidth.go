package pdf

import (
	"strings"

	"ziping/export/columns"
	"ziping/export/document"
	"ziping/export/document/official"
	"ziping/export/fonts"
)

// tallRow is the number of lines of a row from which a table is set smaller.
const tallRow = 12

// tableWidths chooses the type size of a table and the widths of its columns:
// 五号 if possible and most allows it, 小五 if its columns need it.
func (c *composer) tableWidths(t document.Table, most float64) (size float64, widths []float64) {
	if most >= sizeTable && len(t.Columns) < official.ManyColumns {
		g := c.grid(t, sizeTable)
		if widths, ok := g.Widths(c.area.width); ok && tallest(g, widths) <= tallRow {
			return sizeTable, widths
		}
	}
	g := c.grid(t, sizeSmallTable)
	if widths, ok := g.Widths(c.area.width); ok {
		return sizeSmallTable, widths
	}
	return sizeSmallTable, c.crampedWidths(g)
}

// tallest is the lines of the highest row.
func tallest(g columns.Grid, widths []float64) int {
	lines := 0
	for _, row := range g.Rows {
		lines = max(lines, g.Lines(row, widths))
	}
	return lines
}

// crampedWidths is for tables too wide for the page: every column has room
// for one character (document.MaxColumns sees to that), the rest is shared in
// proportion to the needs, and words and figures are parted.
func (c *composer) crampedWidths(g columns.Grid) []float64 {
	least := make([]float64, len(g.Rows[0]))
	for _, row := range g.Rows {
		for k, cell := range row {
			if cell.Span == 1 {
				least[k] = max(least[k], cell.Least+g.Pad)
			}
		}
	}
	floor := sizeSmallTable + g.Pad
	room, needs := c.area.width, 0.0
	for _, l := range least {
		room -= floor
		needs += max(l-floor, 0)
	}
	for k, l := range least {
		least[k] = floor + max(l-floor, 0)*room/max(needs, 1)
	}
	return least
}

// grid measures the texts of a table set in a size.
func (c *composer) grid(t document.Table, size float64) columns.Grid {
	// Measuring must not count characters twice in the report.
	defer c.uncounted()()
	g := columns.Grid{Pad: 2*cellPadX + 1}
	if !t.Headless() {
		heads := make([]columns.Cell, len(t.Columns))
		for k, column := range t.Columns {
			heads[k] = c.measured(style{role: fonts.Hei, size: size}, column.Head, columns.WholeHead)
			heads[k].Span = 1
		}
		g.Rows = append(g.Rows, heads)
	}
	st := style{role: fonts.Song, size: size}
	for i, texts := range t.Rows {
		row := make([]columns.Cell, len(t.Columns))
		for k := 0; k < len(t.Columns) && k < len(texts); k += t.Span(i, k) {
			row[k] = c.measured(st, texts[k], columns.WholeIn(texts[k]))
			row[k].Span, row[k].Merged = t.Span(i, k), t.Joined(i, k)
		}
		g.Rows = append(g.Rows, row)
	}
	if t.Total != nil {
		row := make([]columns.Cell, len(t.Columns))
		for k := 0; k < len(t.Columns) && k < len(t.Total); k++ {
			row[k] = c.measured(st, t.Total[k], columns.WholeWord)
			if row[k].Span = 1; k == 0 {
				row[k].Span = t.TotalSpan()
			}
		}
		g.Rows = append(g.Rows, row)
	}
	if len(g.Rows) == 0 {
		g.Rows = append(g.Rows, make([]columns.Cell, len(t.Columns)))
	}
	return g
}

// measured is a text's lines and its widest part that must not be broken: a word or figure, and a
// line of no more than so many characters.
func (c *composer) measured(st style, text string, whole int) columns.Cell {
	var cell columns.Cell
	for part := range strings.SplitSeq(c.tally.clean(text), "\n") {
		b := &c.breaker
		c.scratch = c.shaper.shapeTo(c.scratch[:0], st, strings.TrimSpace(part))
		b.load(c.scratch, st.size)
		natural, _ := b.natural(0, len(b.glyphs))
		cell.Parts = append(cell.Parts, natural)
		cell.Least = max(cell.Least, columns.Unbroken(natural, st.size, whole))
		for from := 0; from < len(b.glyphs); {
			to := from + 1
			for to < len(b.glyphs) && b.grades[to] != allowed {
				to++
			}
			piece, _ := b.natural(from, to)
			cell.Least = max(cell.Least, min(piece, columns.LongestWord*st.size))
			from = to
		}
	}
	return cell
}
