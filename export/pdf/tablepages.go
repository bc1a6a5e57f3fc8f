package pdf

import "ziping/export/document"

// topHeight is what stands above the first row on a page: caption, note, head.
func (s *sheet) topHeight(first bool) float64 {
	return s.headTop + float64(len(s.captionLines(first)))*captionLine + float64(len(s.note))*noteLine
}

func (s *sheet) captionLines(first bool) []line {
	if first {
		return s.caption[0]
	}
	return s.caption[1]
}

// fill draws the table from the flow's place on, over as many pages as needed.
func (s *sheet) fill(f *flow) {
	first := true
	for at := 0; ; {
		room := f.room() - s.topHeight(first)
		end := s.portion(at, room)
		for i := at; i < end; i++ {
			room -= s.rows[i].height
		}
		switch {
		case end == len(s.rows):
		case s.splits(end, room) || end == at && f.atTop():
			s.split(end, room)
			end++
		case end == at:
			f.turn()
			continue
		}
		s.drawPortion(f, first, at, end)
		if at, first = end, false; at == len(s.rows) {
			f.y += tableAfter
			return
		}
		f.turn()
	}
}

// rowsWithNotes is how many rows go to the next page with notes that would stand there alone.
const rowsWithNotes = 2

// portion finds how many rows from at on fit into room, merged texts included.
func (s *sheet) portion(at int, room float64) int {
	sum, end := 0.0, at
	for end < len(s.rows) && sum+s.rows[end].height <= room+tolerance {
		sum += s.rows[end].height
		end++
	}
	if end == len(s.rows) && end-at > fewestRows+rowsWithNotes && s.after > 0 && sum+tableAfter+s.after > room {
		end -= rowsWithNotes
	}
	for ; end > at; end-- {
		if s.stretchMerged(at, end, room) {
			break
		}
	}
	// The total does not go to the next page alone.
	if end == len(s.rows)-1 && end-at > fewestRows && s.rows[end].total {
		end--
	}
	return end
}

// stretchMerged makes the rows of each merged cell of the portion together high
// enough for the cell's text; false when that does not fit.
func (s *sheet) stretchMerged(at, end int, room float64) bool {
	extra := make([]float64, end-at)
	for column := range s.widths {
		for start := at; start < end; {
			stop := s.segmentEnd(start, end, column)
			if stop-start >= 1 && s.rows[start].group[column] >= 0 {
				have := 0.0
				for i := start; i < stop; i++ {
					have += s.rows[i].height + extra[i-at]
				}
				if need := s.cellHeight(s.rows[start].cells[column]); need > have {
					for i := start; i < stop; i++ {
						extra[i-at] += (need - have) / float64(stop-start)
					}
				}
			}
			start = stop
		}
	}
	sum := 0.0
	for i := at; i < end; i++ {
		sum += s.rows[i].height + extra[i-at]
	}
	if sum > room+tolerance {
		return false
	}
	for i := at; i < end; i++ {
		s.rows[i].height += extra[i-at]
	}
	return true
}

// segmentEnd is the end of the merged cell of start within the portion.
func (s *sheet) segmentEnd(start, end, column int) int {
	group := s.rows[start].group[column]
	stop := start + 1
	for group >= 0 && stop < end && s.rows[stop].group[column] == group {
		stop++
	}
	return stop
}

// splits reports whether the row has to be divided because no page holds it
// whole, and enough of it fits here to begin.
func (s *sheet) splits(at int, room float64) bool {
	const fewest = 3 // lines worth beginning with
	whole := s.area.height - s.topHeight(false)
	return s.rows[at].height > whole && room >= fewest*s.pitch()+2*cellPadY
}

// split divides a row in two, the first with as many lines as room holds, at
// least one.
func (s *sheet) split(at int, room float64) {
	lines := max(int((room-2*cellPadY+tolerance)/s.pitch()), 1)
	whole := s.rows[at]
	head, tail := whole.part(), whole.part()
	for _, cell := range whole.cells {
		cell.divided = true
		one, two := cell, cell
		one.lines = cell.lines[:min(lines, len(cell.lines))]
		two.lines = cell.lines[min(lines, len(cell.lines)):]
		if len(two.lines) == 0 {
			two.number = false
		}
		head.cells, tail.cells = append(head.cells, one), append(tail.cells, two)
		head.height = max(head.height, s.cellHeight(one))
		tail.height = max(tail.height, s.cellHeight(two))
	}
	s.rows = append(s.rows[:at], append([]*row{head, tail}, s.rows[at+1:]...)...)
}

// part is a row without its cells.
func (r *row) part() *row {
	return &row{total: r.total, spans: r.spans, group: r.group, label: r.label, labelEnd: r.labelEnd, tags: r.tags}
}

func (s *sheet) drawPortion(f *flow, first bool, at, end int) {
	p := f.page()
	tags := s.tags
	if !first { // what is said again on every page is an artifact there
		tags.caption, tags.note, tags.head = nil, nil, nil
	}
	p.of = tags.caption
	for _, l := range s.captionLines(first) {
		p.text(s.area.left+(s.area.width-l.width)/2, f.y+captionLine/2, l)
		f.y += captionLine
	}
	p.of = tags.note
	for _, l := range s.note {
		p.text(s.area.right()-l.width, f.y+noteLine/2, l)
		f.y += noteLine
	}
	top := f.y
	if s.headTop > 0 {
		s.drawCells(p, nil, s.head, tags.head, f.y, func(int) float64 { return s.headTop }, nil)
		s.columnRules(p, f.y, s.headTop, nil)
		f.y += s.headTop
		p.rules = append(p.rules, rule{s.area.left, f.y, s.area.right(), f.y, ruleInner})
	}
	for i := at; i < end; i++ {
		s.drawRow(p, f.y, at, end, i)
		f.y += s.rows[i].height
	}
	s.frame(p, top, f.y)
}

// drawRow draws the texts of one row, merged ones in the row that begins them,
// and the line under the row.
func (s *sheet) drawRow(p *page, top float64, at, end, i int) {
	r := s.rows[i]
	begins := func(column int) bool {
		return i == at || r.group[column] < 0 || s.rows[i-1].group[column] != r.group[column]
	}
	tall := func(column int) float64 {
		sum := 0.0
		for k := i; k < s.segmentEnd(i, end, column); k++ {
			sum += s.rows[k].height
		}
		return sum
	}
	if r.label >= 0 {
		s.drawLabel(p, r, top)
		begins = func(column int) bool { return column >= r.labelEnd }
	}
	s.drawCells(p, r, r.cells, r.tags, top, tall, begins)
	s.columnRules(p, top, r.height, r)
	if i+1 == end {
		return
	}
	x := s.area.left
	for column, width := range s.widths {
		if g := r.group[column]; g < 0 || g != s.rows[i+1].group[column] {
			y := top + r.height
			p.rules = append(p.rules, rule{x, y, x + width, y, ruleInner})
		}
		x += width
	}
}

// drawCells draws the texts of a row; r is nil for the head.
func (s *sheet) drawCells(p *page, r *row, cells []cellText, tags []*element, top float64, tall func(int) float64, shown func(int) bool) {
	x := s.area.left
	for column, cell := range cells {
		if p.of = nil; column < len(tags) {
			p.of = tags[column]
		}
		if shown == nil || shown(column) {
			y := top + (tall(column)-float64(len(cell.lines))*s.pitch())/2
			if cell.divided {
				y = top + cellPadY
			}
			for k, l := range cell.lines {
				p.text(s.place(cell, l, x, s.wide(column, r.span(column))), y+(float64(k)+0.5)*s.pitch(), l)
			}
		}
		x += s.widths[column]
	}
}

// place is where a line of a cell starts.
func (s *sheet) place(cell cellText, l line, x, width float64) float64 {
	left, right := x+cellPadX, x+width-cellPadX-l.width
	centre := x + (width-l.width)/2
	switch cell.align {
	case document.Center:
		if len(cell.lines) > 4 || cell.spread && len(cell.lines) > 1 {
			return left // a long text is read from the left
		}
		return centre
	case document.Right:
		return right
	case document.Decimal:
		if cell.number {
			return right - cell.inset
		}
		return centre
	}
	return left
}

// drawLabel centres the label of a total row in its own and the empty cells.
func (s *sheet) drawLabel(p *page, r *row, top float64) {
	wide := 0.0
	for _, width := range s.widths[:r.labelEnd] {
		wide += width
	}
	cell := r.cells[r.label]
	p.of = r.tags[r.label]
	y := top + (r.height-float64(len(cell.lines))*s.pitch())/2
	for k, l := range cell.lines {
		p.text(s.area.left+(wide-l.width)/2, y+(float64(k)+0.5)*s.pitch(), l)
	}
}

// columnRules draws the lines between the columns beside one row; r is nil for
// the head.
func (s *sheet) columnRules(p *page, top, height float64, r *row) {
	x, free := s.area.left, 0
	for column, width := range s.widths[:len(s.widths)-1] {
		x += width
		free = max(free, column+r.span(column))
		if column+1 < free {
			continue // inside a cell that covers several columns
		}
		if r == nil || r.label < 0 || column+1 >= r.labelEnd {
			p.rules = append(p.rules, rule{x, top, x, top + height, ruleInner})
		}
	}
}

// frame draws the outline.
func (s *sheet) frame(p *page, top, bottom float64) {
	p.rules = append(p.rules,
		rule{s.area.left, top, s.area.right(), top, ruleOuter}, rule{s.area.left, bottom, s.area.right(), bottom, ruleOuter},
		rule{s.area.left, top, s.area.left, bottom, ruleOuter}, rule{s.area.right(), top, s.area.right(), bottom, ruleOuter})
}
