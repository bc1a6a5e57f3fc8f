package pdf

import (
	"math"
	"slices"
)

// box is a piece of a page that is not divided.
type box struct {
	height float64
	// keep holds the box on the page of the next one.
	keep bool
	// blank boxes vanish at the top of a page.
	blank bool
	// free boxes need not start on the line grid.
	free bool
	// newPage starts a page before the box, a turned one if turned.
	newPage, turned bool
	// text boxes are lines of body text, which may stand before a table that
	// goes to the next page.
	text bool
	// heading boxes stand over all that follows, which does not go before them.
	heading bool
	draw    func(p *page, top float64)
	// of is the element that the box belongs to.
	of *element
	// fill, for a table, places itself over as many pages as it needs; height
	// is then what it needs at least on its first page. later allows text to
	// stand before it, up to the page's end.
	fill  func(f *flow)
	later bool
}

// flow fills pages with boxes.
type flow struct {
	pages []*page
	area  frame
	y     float64 // where the next box starts
}

// filled puts boxes on pages of their own.
func filled(boxes []box) []*page {
	f := newFlow()
	f.place(boxes)
	f.finish()
	return f.pages
}

func newFlow() *flow {
	f := &flow{area: upright}
	f.turn()
	return f
}

// page is where boxes are drawn: the current page, or its turned content.
func (f *flow) page() *page {
	p := f.pages[len(f.pages)-1]
	if p.turned != nil {
		return p.turned
	}
	return p
}

// turn begins a page like the last one.
func (f *flow) turn() {
	p := &page{}
	if f.area == sideways {
		p.turned = &page{}
	}
	f.pages = append(f.pages, p)
	f.y = f.area.top
}

// begin starts a page of a kind, unless an empty one of that kind is there.
func (f *flow) begin(area frame) {
	if f.atTop() && f.empty() {
		if f.area == area {
			return
		}
		f.pages = f.pages[:len(f.pages)-1]
	}
	f.area = area
	f.turn()
}

func (f *flow) atTop() bool         { return f.y <= f.area.top+tolerance }
func (f *flow) room() float64       { return f.area.bottom() - f.y }
func (f *flow) fits(h float64) bool { return h <= f.room()+tolerance }

// snap goes on to the next line of the grid, so that text after a table
// stands on the same lines as on other pages.
func (f *flow) snap() {
	lines := math.Ceil((f.y-f.area.top)/linePitch - 0.001)
	f.y = f.area.top + lines*linePitch
}

// place puts boxes on pages. Boxes held together that fit on one page are not
// parted.
func (f *flow) place(boxes []box) {
	for i := 0; i < len(boxes); {
		end := groupEnd(boxes, i)
		after := end
		if group := boxes[i:end]; movesAlone(group) && !f.holds(group) {
			after += f.fillUp(boxes[end:])
		}
		f.group(boxes[i:end])
		i = after
	}
}

// groupEnd is the end of the boxes held together from i on.
func groupEnd(boxes []box, i int) int {
	end := i
	for end < len(boxes)-1 && boxes[end].keep && !boxes[end+1].newPage {
		end++
	}
	return end + 1
}

// movesAlone reports whether a group is a table that text may go before: one
// under no heading that moves with it, not the first of an attachment.
func movesAlone(group []box) bool {
	under := func(b box) bool { return b.heading || b.newPage }
	return group[len(group)-1].later && !slices.ContainsFunc(group, under)
}

// holds reports whether a group fits on the rest of the page.
func (f *flow) holds(group []box) bool { return f.atTop() || f.fits(height(group)) }

// fillUp places the text that follows a table before it, as far as the page
// has room, and says how many boxes that were. A heading ends it: what stands
// under another heading does not move.
func (f *flow) fillUp(boxes []box) int {
	placed := 0
	for placed < len(boxes) && boxes[placed].text {
		end := groupEnd(boxes, placed)
		if !boxes[end-1].text || !f.fits(height(boxes[placed:end])+linePitch/2) {
			break
		}
		f.group(boxes[placed:end])
		placed = end
	}
	return placed
}

func (f *flow) group(boxes []box) {
	if boxes[0].newPage {
		area := upright
		if boxes[0].turned {
			area = sideways
		}
		f.begin(area)
	}
	if !boxes[0].free {
		f.snap()
	}
	if total := height(boxes); !f.fits(total) && total <= f.area.height+tolerance && !f.atTop() {
		f.turn()
	}
	for _, b := range boxes {
		if b.blank && f.atTop() {
			continue
		}
		if !b.free {
			f.snap()
		}
		if !f.fits(b.height) && !f.atTop() {
			f.turn()
		}
		if b.fill != nil {
			b.fill(f)
			continue
		}
		if b.draw != nil {
			p := f.page()
			p.of = b.of
			b.draw(p, f.y)
		}
		f.y += b.height
	}
}

// finish drops a last page that nothing came to stand on.
func (f *flow) finish() {
	if len(f.pages) > 1 && f.empty() {
		f.pages = f.pages[:len(f.pages)-1]
	}
}

func (f *flow) empty() bool {
	p := f.page()
	return len(p.runs) == 0 && len(p.rules) == 0
}

func height(boxes []box) float64 {
	sum := 0.0
	for _, b := range boxes {
		sum += b.height
	}
	return sum
}
