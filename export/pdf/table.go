package pdf

import (
	"math"
	"strings"

	"ziping/export/document"
	"ziping/export/document/official"
	"ziping/export/fonts"
)

// Measures of tables in points.
const (
	cellPadX    = 4.0
	cellPadY    = 2.2
	ruleOuter   = 1.0
	ruleInner   = 0.5
	captionLine = 22.0
	noteLine    = 16.0
	tableBefore = 6.0
	tableAfter  = 12.0
	// leading is the line pitch inside cells as a multiple of the type size.
	leading = official.TableLeading
	// fewestRows is how many rows a table begins with at the end of a page.
	fewestRows = 3
	// smallTable is the share of a page up to which a table is not divided.
	smallTable = 0.35
	// aroundTable is what the label and title of an attachment and a note take
	// of a page; a table that fits the rest only in small type, and is no more
	// than mostShrunk too high, is set in it.
	aroundTable = 2*linePitch + titlePitch + tableBefore + tableAfter + noticePitch
	mostShrunk  = 1.7
	// maxMerged is the share of a page up to which equal cells are merged,
	// maxHead the one up to which a head is repeated.
	maxMerged = 0.3
	maxHead   = 0.4
	// maxAbove is how many lines a caption or a note may have; longer ones
	// are set as text before the table.
	maxAbove = 4
)

// sheet is a table with everything measured.
type sheet struct {
	table   document.Table
	area    frame
	size    float64
	widths  []float64
	head    []cellText
	headTop float64 // height of the head
	rows    []*row
	caption [2][]line // on the first page, on further pages
	note    []line
	after   float64 // what the notes under the table take
	tags    tags
}

// row is one row: its cells' lines and its height.
type row struct {
	cells  []cellText
	height float64
	total  bool
	// spans is, for each column, how many columns its cell covers; nil when
	// every cell keeps to its own.
	spans []int
	// group is, for each column, the first row of the merged cell it is in;
	// -1 when the cell is not merged.
	group []int
	// label, in a total row, is the column whose text spans the empty cells
	// around it, up to column labelEnd; -1 without one.
	label, labelEnd int
	// tags are the elements of its cells, by column.
	tags []*element
}

// cellText is the text of a cell, broken into lines.
type cellText struct {
	lines []line
	align document.Align
	// divided cells begin at the top of their part of the row.
	divided bool
	// spread cells cover several columns.
	spread bool
	// For Align Decimal: whether it is a number, how wide it is before and
	// from its decimal point, how far from the right edge it ends.
	number                 bool
	whole, fraction, inset float64
}

func (s *sheet) pitch() float64 { return s.size * leading }

func (s *sheet) cellHeight(t cellText) float64 {
	return float64(max(len(t.lines), 1))*s.pitch() + 2*cellPadY
}

// table measures a table and adds it as one box that fills pages itself. after is what the notes
// under it take.
func (c *composer) table(t document.Table, after float64) {
	for _, text := range []*string{&t.Caption, &t.Note} {
		if len([]rune(*text)) > maxAbove*cellsPerLine {
			c.notice(document.Notice{Text: *text}, true)
			*text = ""
		}
	}
	s := c.sheet(t)
	if room := c.freshRoom() - after; s.size > sizeSmallTable && s.height() > room && s.height() < mostShrunk*room {
		if small := c.sheetOf(t, sizeSmallTable); small.height() <= room {
			s = small
		}
	}
	s.after = after
	s.tag(c.root)
	c.add(box{height: tableBefore, blank: true, free: true, keep: true})
	c.add(box{height: min(s.leastHeight(), c.area.height), free: true, later: true, fill: func(f *flow) { s.fill(f) }})
}

// freshRoom is what an attachment's first page, or a page just begun, leaves
// for a table.
func (c *composer) freshRoom() float64 {
	if n := len(c.boxes); n > 0 && c.boxes[n-1].newPage && c.boxes[n-1].draw == nil {
		return c.area.height - tableAfter
	}
	return c.area.height - aroundTable
}

// height is that of the table on a page of its own.
func (s *sheet) height() float64 {
	sum := s.topHeight(true)
	for _, r := range s.rows {
		sum += r.height
	}
	return sum
}

// leastHeight is what the table needs on its first page: all of a small one,
// the first rows of a large one.
func (s *sheet) leastHeight() float64 {
	if whole := s.height(); whole <= smallTable*s.area.height || s.table.Whole && whole <= s.area.height {
		return whole
	}
	least := s.topHeight(true)
	for _, r := range s.rows[:min(fewestRows, len(s.rows))] {
		least += min(r.height, s.area.height/5)
	}
	return least
}

func (c *composer) sheet(t document.Table) *sheet { return c.sheetOf(t, sizeTable) }

// sheetOf measures a table with a type no larger than most.
func (c *composer) sheetOf(t document.Table, most float64) *sheet {
	s := &sheet{table: t, area: c.area}
	s.size, s.widths = c.tableWidths(t, most)
	heads := make([]string, len(t.Columns))
	for i, column := range t.Columns {
		heads[i] = column.Head
	}
	if !t.Headless() {
		s.head = c.cells(s, fonts.Hei, heads, nil, true)
	}
	for _, cell := range s.head {
		s.headTop = max(s.headTop, s.cellHeight(cell))
	}
	for i, cells := range t.Rows {
		s.rows = append(s.rows, c.row(s, cells, spansOf(t, i), false))
	}
	if t.Total != nil {
		s.rows = append(s.rows, c.row(s, t.Total, nil, true))
	}
	s.alignDecimals()
	s.merge()
	for _, r := range s.rows {
		r.height = s.rowHeight(r)
	}
	s.captions(c)
	s.lowerHead()
	return s
}

// captions sets the lines above the table.
func (s *sheet) captions(c *composer) {
	caption, full := c.flat(s.table.Caption), measure{first: s.area.width, rest: s.area.width}
	st := style{role: fonts.Hei, size: sizeCaption}
	s.caption = [2][]line{c.typeset(st, caption, full), c.typeset(st, caption+official.Continued, full)}
	s.note = c.typeset(noticeStyle, c.flat(s.table.Note), full)
}

// lowerHead makes a head that would fill most of a page an ordinary row, which
// is divided and not repeated.
func (s *sheet) lowerHead() {
	if s.headTop <= maxHead*s.area.height {
		return
	}
	r := &row{cells: s.head, height: s.headTop, group: make([]int, len(s.widths)), label: -1}
	for i := range r.group {
		r.group[i] = -1
	}
	s.rows = append([]*row{r}, s.rows...)
	s.head, s.headTop = nil, 0
}

func (c *composer) row(s *sheet, texts []string, spans []int, total bool) *row {
	r := &row{cells: c.cells(s, fonts.Song, texts, spans, false), spans: spans, total: total,
		group: make([]int, len(s.widths)), label: -1}
	if total {
		r.label, r.labelEnd = totalLabel(texts, len(s.widths))
	}
	for i := range r.cells {
		r.group[i] = -1
	}
	return r
}

// rowHeight is the height of the tallest cell that is not merged with others;
// what a merged text needs beyond its rows is added when they are on a page.
func (s *sheet) rowHeight(r *row) float64 {
	height := s.cellHeight(cellText{})
	for i, cell := range r.cells {
		if r.group[i] < 0 {
			height = max(height, s.cellHeight(cell))
		}
	}
	return height
}

// spansOf are the spans of a row of a table, or nil.
func spansOf(t document.Table, row int) []int {
	if row >= len(t.Spans) {
		return nil
	}
	spans := make([]int, len(t.Columns))
	for i := range spans {
		spans[i] = t.Span(row, i)
	}
	return spans
}

// span is how many columns a cell covers.
func (r *row) span(column int) int {
	if r == nil || r.spans == nil {
		return 1
	}
	return r.spans[column]
}

// wide is the width of n columns.
func (s *sheet) wide(column, n int) float64 {
	sum := 0.0
	for _, width := range s.widths[column : column+n] {
		sum += width
	}
	return sum
}

// totalLabel finds the first text of a total row when it is no number, and
// where the empty cells after it end.
func totalLabel(texts []string, columns int) (label, end int) {
	for label < len(texts) && strings.TrimSpace(texts[label]) == "" {
		label++
	}
	if label == len(texts) || official.IsNumber(texts[label]) {
		return -1, 0
	}
	end = label + 1
	for end < columns && (end >= len(texts) || strings.TrimSpace(texts[end]) == "") {
		end++
	}
	return label, end
}

// cells breaks the texts of a row into lines; missing texts are empty.
func (c *composer) cells(s *sheet, role fonts.Role, texts []string, spans []int, head bool) []cellText {
	cells := make([]cellText, len(s.widths))
	for i := range s.widths {
		width, text := s.widths[i], ""
		if spans != nil {
			width = s.wide(i, spans[i])
		}
		if i < len(texts) {
			text = c.tally.clean(texts[i])
		}
		align := s.table.Columns[i].Align
		if head {
			align = document.Center
		}
		st := style{role: role, size: s.size}
		if width -= 2 * cellPadX; head {
			width = c.evenWidth(st, text, width)
		}
		cells[i] = c.cell(st, text, width, align)
		cells[i].spread = spans != nil && spans[i] > 1
	}
	return cells
}

// evenWidth narrows the measure of a head that needs several lines until they
// are about equally long: 全年/预算, not 全年预/算.
func (c *composer) evenWidth(st style, text string, width float64) float64 {
	natural := 0.0
	for part := range strings.SplitSeq(text, "\n") {
		natural = max(natural, c.single(st, strings.TrimSpace(part)).width)
	}
	lines := math.Ceil((natural - tolerance) / width)
	if lines < 2 {
		return width
	}
	return min(width, math.Ceil(natural/lines/st.size)*st.size+tolerance)
}

func (c *composer) cell(st style, text string, width float64, align document.Align) cellText {
	cell := cellText{align: align}
	for part := range strings.SplitSeq(text, "\n") {
		part = strings.TrimSpace(part)
		cell.lines = append(cell.lines, c.typeset(st, part, measure{first: width, rest: width})...)
	}
	if align == document.Decimal {
		cell.number = len(cell.lines) == 1 && official.IsNumber(text)
		if cell.number {
			cell.whole, cell.fraction = splitWidth(cell.lines[0])
		}
	}
	return cell
}

// splitWidth measures a number before and from its decimal point.
func splitWidth(l line) (whole, fraction float64) {
	for i, g := range l.glyphs {
		if g.char == '.' {
			return l.at[i], l.width - l.at[i]
		}
	}
	return l.width, 0
}

// alignDecimals makes the two parts of every number in a column as wide as the
// widest, so that the points stand under each other, and centres the numbers
// as one block.
func (s *sheet) alignDecimals() {
	for i := range s.widths {
		whole, fraction := 0.0, 0.0
		for _, r := range s.rows {
			if r.cells[i].number && !r.cells[i].spread {
				whole, fraction = max(whole, r.cells[i].whole), max(fraction, r.cells[i].fraction)
			}
		}
		if whole+fraction > s.widths[i]-2*cellPadX+tolerance {
			continue // too narrow for points in line: each number at the right
		}
		aside := max(s.widths[i]-2*cellPadX-whole-fraction, 0) / 2
		for _, r := range s.rows {
			if cell := &r.cells[i]; cell.number && !cell.spread {
				cell.inset = fraction - cell.fraction + aside
			}
		}
	}
}

// merge finds the cells that are drawn as one: equal neighbours down a merged
// column, within the cells merged to their left.
func (s *sheet) merge() {
	var merged []int
	for i, column := range s.table.Columns {
		if !column.Merge {
			continue
		}
		for start := 0; start < len(s.rows); {
			end := start + 1
			for end < len(s.rows) && s.joins(start, end, i, merged) {
				end++
			}
			s.join(start, end, i)
			start = end
		}
		merged = append(merged, i)
	}
}

func (s *sheet) joins(start, end, column int, merged []int) bool {
	one, two := s.text(start, column), s.text(end, column)
	if one == "" || one != two || s.rows[start].total || s.rows[end].total {
		return false
	}
	for _, left := range merged {
		group := s.rows[start].group[left]
		if group < 0 || group != s.rows[end].group[left] {
			return false
		}
	}
	return true
}

func (s *sheet) text(row, column int) string {
	if row >= len(s.table.Rows) || column >= len(s.table.Rows[row]) {
		return ""
	}
	return s.table.Rows[row][column]
}

// join records one merged cell; a long text stays in cells of its own, so that
// it can be divided at page ends.
func (s *sheet) join(start, end, column int) {
	need := s.cellHeight(s.rows[start].cells[column])
	if end-start < 2 || need > maxMerged*s.area.height {
		return
	}
	for i := start; i < end; i++ {
		s.rows[i].group[column] = start
	}
}
