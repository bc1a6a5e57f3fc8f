package pdf

import (
	"math"
	"strings"

	"ziping/export/document"
	"ziping/export/fonts"
)

// span is how wide a column must and would like to be.
type span struct{ least, natural float64 }

// tallRow is the number of lines of a row from which a table is set smaller.
const tallRow = 12

// tableWidths chooses the type size of a table and the widths of its columns:
// 五号 if possible and most allows it, 小五 if its columns need it.
func (c *composer) tableWidths(t document.Table, most float64) (size float64, widths []float64) {
	if most >= sizeTable {
		if widths, lines := c.columnWidths(t, sizeTable); widths != nil && lines <= tallRow {
			return sizeTable, widths
		}
	}
	if widths, _ := c.columnWidths(t, sizeSmallTable); widths != nil {
		return sizeSmallTable, widths
	}
	return sizeSmallTable, c.crampedWidths(t, sizeSmallTable)
}

// columnWidths divides the type area among the columns and estimates how many
// lines the tallest row has; nil when the columns cannot hold what must not be
// parted.
func (c *composer) columnWidths(t document.Table, size float64) (widths []float64, lines float64) {
	spans := c.spans(t, size)
	least, weights := 0.0, 0.0
	weighted := true
	for i, s := range spans {
		least += s.least
		weights += t.Columns[i].Weight
		weighted = weighted && t.Columns[i].Weight > 0
	}
	if least > c.area.width {
		return nil, 0
	}
	if !weighted {
		widths = shareOut(spans, c.area.width-least)
		return widths, tallest(spans, widths)
	}
	wish := make([]float64, len(spans))
	for i := range spans {
		wish[i] = c.area.width * t.Columns[i].Weight / weights
	}
	widths = settle(spans, wish, c.area.width)
	return widths, tallest(spans, widths)
}

// tallest estimates the lines of the longest text.
func tallest(spans []span, widths []float64) float64 {
	lines := 0.0
	for i, s := range spans {
		lines = max(lines, s.natural/widths[i])
	}
	return lines
}

// lengthPower is how strongly the length of a column's texts counts when the
// width is shared: 1 in proportion, 0 not at all.
const lengthPower = 0.7

// shareOut gives every column what it needs and shares the rest: first to
// columns with texts to come, long ones more but not in proportion,
// none more than it has use for; then to all alike.
func shareOut(spans []span, room float64) []float64 {
	widths := make([]float64, len(spans))
	for i, s := range spans {
		widths[i] = s.least
	}
	for room > tolerance {
		wishes := 0.0
		for i, s := range spans {
			wishes += math.Pow(max(s.natural-widths[i], 0), lengthPower)
		}
		if wishes < tolerance {
			break
		}
		given := 0.0
		for i, s := range spans {
			want := max(s.natural-widths[i], 0)
			part := min(room*math.Pow(want, lengthPower)/wishes, want)
			widths[i] += part
			given += part
		}
		room -= given
	}
	for i := range widths {
		widths[i] += max(room, 0) / float64(len(widths))
	}
	return widths
}

// settle scales wishes to the width, giving no column less than it needs.
func settle(spans []span, wish []float64, width float64) []float64 {
	widths := make([]float64, len(spans))
	fixed := make([]bool, len(spans))
	for {
		room, wishes := width, 0.0
		for i := range spans {
			if fixed[i] {
				room -= spans[i].least
			} else {
				wishes += wish[i]
			}
		}
		again := false
		for i, s := range spans {
			if fixed[i] {
				widths[i] = s.least
				continue
			}
			widths[i] = wish[i] * room / wishes
			if widths[i] < s.least-tolerance {
				fixed[i], again = true, true
			}
		}
		if !again {
			return widths
		}
	}
}

// crampedWidths is for tables too wide for the page: every column has room
// for one character (document.MaxColumns sees to that), the rest is shared in
// proportion to the needs, and words and figures are parted.
func (c *composer) crampedWidths(t document.Table, size float64) []float64 {
	spans := c.spans(t, size)
	floor := size + 2*cellPadX + 1
	room, needs := c.area.width, 0.0
	for _, s := range spans {
		room -= floor
		needs += max(s.least-floor, 0)
	}
	widths := make([]float64, len(spans))
	for i, s := range spans {
		widths[i] = floor + max(s.least-floor, 0)*room/needs
	}
	return widths
}

func (c *composer) spans(t document.Table, size float64) []span {
	// Measuring must not count characters twice in the report.
	defer c.uncounted()()
	spans := make([]span, len(t.Columns))
	for i, column := range t.Columns {
		s := c.span(style{role: fonts.Hei, size: size}, column.Head)
		// A head may break between any characters, but not into single ones.
		s.least = min(s.least, s.natural)
		s.least = max(s.least, min(s.natural, 2*size))
		for k, cells := range t.Rows {
			if i < len(cells) && t.Span(k, i) == 1 {
				s = wider(s, c.span(style{role: fonts.Song, size: size}, cells[i]))
			}
		}
		if i < len(t.Total) {
			s = wider(s, c.span(style{role: fonts.Song, size: size}, t.Total[i]))
		}
		spans[i] = span{least: s.least + 2*cellPadX + 1, natural: s.natural + 2*cellPadX + 1}
	}
	return spans
}

func wider(a, b span) span {
	return span{least: max(a.least, b.least), natural: max(a.natural, b.natural)}
}

// span measures the widest line of a text and its widest part that should not
// be broken.
func (c *composer) span(st style, text string) span {
	var s span
	for part := range strings.SplitSeq(c.tally.clean(text), "\n") {
		b := &c.breaker
		c.scratch = c.shaper.shapeTo(c.scratch[:0], st, strings.TrimSpace(part))
		b.load(c.scratch, st.size)
		natural, _ := b.natural(0, len(b.glyphs))
		s.natural = max(s.natural, natural)
		for from := 0; from < len(b.glyphs); {
			to := from + 1
			for to < len(b.glyphs) && b.grades[to] != allowed {
				to++
			}
			piece, _ := b.natural(from, to)
			s.least = max(s.least, piece)
			from = to
		}
	}
	return s
}
