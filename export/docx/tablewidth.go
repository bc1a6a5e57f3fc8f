package docx

import (
	"math"
	"strings"

	"ziping/export/columns"
	"ziping/export/document"
	"ziping/export/document/official"
)

// columnWidths divides the width of the type area, in twentieths of a point, as the columns' texts
// need it, and says whether the table is set in 小五: for many columns, or to keep it in the room its
// page leaves. The widths of texts are estimated: which faces draw them is not known here.
func columnWidths(t document.Table, area int, room float64) (small bool, widths []int) {
	points, ok := grid{Table: t}.estimate(official.SizeSmallTable).Widths(float64(area) / 20)
	if !ok {
		points = make([]float64, len(t.Columns))
		for k := range points {
			points[k] = float64(area) / 20 / float64(len(points))
		}
	}
	smaller := inTwips(points, area)
	if len(t.Columns) >= official.ManyColumns {
		return true, smaller
	}
	if points, ok = (grid{Table: t}).estimate(official.SizeTable).Widths(float64(area) / 20); !ok {
		return true, smaller
	}
	widths = inTwips(points, area)
	if tableHeight(t, official.SizeTable, widths) > room && tableHeight(t, official.SizeSmallTable, smaller) <= room {
		return true, smaller
	}
	return false, widths
}

func inTwips(points []float64, area int) []int {
	widths, left := make([]int, len(points)), area
	for k, w := range points {
		widths[k] = int(math.Floor(w * 20))
		left -= widths[k]
	}
	widths[len(widths)-1] += left
	return widths
}

// Estimates of heights in points. Faces that are not there are replaced by wider ones, so a page is
// not counted on to the last line.
const (
	cellPadding  = 5.0 // above and below a cell's text, with the rule
	captionPitch = 28.0
	filled       = 0.95 // the share of a page that is counted on
)

// room is what the page leaves for a table, as estimated; a whole page where nothing is known.
func (b *body) room() float64 {
	page := official.AreaHeight
	if b.setup.wide {
		page = official.AreaWidth
	}
	return filled*page - max(b.used, 0) - captionPitch
}

// rowHeights are the heights of the rows, the head first (0 without one), the total last.
func rowHeights(t document.Table, size float64, widths []int) []float64 {
	g := grid{Table: t}.estimate(size)
	points := make([]float64, len(widths))
	for k, w := range widths {
		points[k] = float64(w) / 20
	}
	var heights []float64
	if t.Headless() {
		heights = append(heights, 0)
	}
	for _, row := range g.Rows {
		heights = append(heights, float64(g.Lines(row, points))*size*official.TableLeading+cellPadding)
	}
	return heights
}

func tableHeight(t document.Table, size float64, widths []int) float64 {
	sum := 0.0
	for _, h := range rowHeights(t, size, widths) {
		sum += h
	}
	return sum
}

// portions parts a table where pages end; in one piece where it is not known where it begins, or where
// it fits.
func (b *body) portions(t document.Table, small bool, widths []int) []document.Table {
	size := official.SizeTable
	if small {
		size = official.SizeSmallTable
	}
	heights := rowHeights(t, size, widths)
	whole := 0.0
	for _, h := range heights {
		whole += h
	}
	room := b.room()
	if b.used == unknownPlace || t.Whole || whole <= room {
		b.stand(whole + captionPitch)
		return []document.Table{t}
	}
	b.used = 0
	var parts []document.Table
	from, sum := 0, heights[0]
	for i := range t.Rows {
		if sum+heights[i+1] > room && i > from {
			parts = append(parts, cut(t, from, i, false))
			from, sum, room = i, heights[0], b.room()
		}
		sum += heights[i+1]
	}
	b.used = unknownPlace
	return append(parts, cut(t, from, len(t.Rows), true))
}

// cut is a part of a table's rows; the last has the total.
func cut(t document.Table, from, to int, last bool) document.Table {
	part := t
	part.Rows, part.Spans = t.Rows[from:to], nil
	if from < len(t.Spans) {
		part.Spans = t.Spans[from:min(to, len(t.Spans))]
	}
	if !last {
		part.Total = nil
	}
	return part
}

// noticeHeight is about how high small print of a text stands.
func noticeHeight(text string, area int) float64 {
	return official.NoticePitch * math.Ceil((width(text)+2)*official.SizeTable*20/float64(area))
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

// widerFigures is what figures may be wider than half a character in a face that stands for Times.
const widerFigures = 1.25

// estimated is a text's lines and its widest part that must not be broken.
func estimated(text string, size float64, whole int) columns.Cell {
	var cell columns.Cell
	for _, line := range lines(text) {
		wide := width(line) * size
		cell.Parts = append(cell.Parts, wide)
		cell.Least = max(cell.Least, columns.Unbroken(wide, size, whole))
		for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r > 0x2000 || r == ' ' }) {
			cell.Least = max(cell.Least, min(width(word)*widerFigures, columns.LongestWord)*size)
		}
	}
	return cell
}
