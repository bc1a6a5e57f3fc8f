package docx

import (
	"math"
	"strings"

	"ziping/export/columns"
	"ziping/export/document"
	"ziping/export/document/official"
)

// columnWidths divides the width of the type area, in twentieths of a point, as the columns' texts
// need it, and says whether the table is set in 小五. The widths of texts are estimated: which faces
// draw them is not known here.
func columnWidths(t document.Table, area int) (small bool, widths []int) {
	room := float64(area) / 20
	size := official.SizeTable
	if len(t.Columns) >= official.ManyColumns {
		size = official.SizeSmallTable
	}
	points, ok := grid{Table: t}.estimate(size).Widths(room)
	if !ok && size > official.SizeSmallTable {
		size = official.SizeSmallTable
		points, ok = grid{Table: t}.estimate(size).Widths(room)
	}
	if !ok {
		points = make([]float64, len(t.Columns))
		for k := range points {
			points[k] = room / float64(len(points))
		}
	}
	widths, left := make([]int, len(points)), area
	for k, w := range points {
		widths[k] = int(math.Floor(w * 20))
		left -= widths[k]
	}
	widths[len(widths)-1] += left
	return size < official.SizeTable, widths
}

// estimate is the table's texts as wide as a Chinese face sets them.
func (g grid) estimate(size float64) columns.Grid {
	const margins = 4.0 + 1 // of a cell and its rules, see cellMargins
	out := columns.Grid{Pad: margins}
	if !g.Headless() {
		heads := make([]columns.Cell, len(g.Columns))
		for k, column := range g.Columns {
			heads[k] = estimated(column.Head, size, columns.WholeHead)
			heads[k].Span = 1
		}
		out.Rows = append(out.Rows, heads)
	}
	for i, texts := range g.Rows {
		row := make([]columns.Cell, len(g.Columns))
		for k := 0; k < len(g.Columns); k += g.Span(i, k) {
			row[k] = estimated(textAt(texts, k), size, columns.WholeIn(textAt(texts, k)))
			row[k].Span, row[k].Merged = g.Span(i, k), k < len(texts) && g.Joined(i, k)
		}
		out.Rows = append(out.Rows, row)
	}
	if g.Total != nil {
		row := make([]columns.Cell, len(g.Columns))
		for k := range row {
			row[k] = estimated(textAt(g.Total, k), size, columns.WholeWord)
			if row[k].Span = 1; k == 0 {
				row[k].Span = g.TotalSpan()
			}
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// estimated is a text's lines and its widest part that must not be broken.
func estimated(text string, size float64, whole int) columns.Cell {
	var cell columns.Cell
	for _, line := range lines(text) {
		wide := width(line) * size
		cell.Parts = append(cell.Parts, wide)
		cell.Least = max(cell.Least, columns.Unbroken(wide, size, whole))
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r > 0x2000 || r == ' ' }) {
			cell.Least = max(cell.Least, min(width(word), columns.LongestWord)*size)
		}
	}
	return cell
}
