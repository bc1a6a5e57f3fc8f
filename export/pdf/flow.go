package pdf

import "math"

// box is a piece of a page that is not divided.
type box struct {
	height float64
	// keep holds the box on the page of the next one.
	keep bool
	// blank boxes vanish at the top of a page.
	blank bool
	// free boxes need not start on the line grid.
	free bool
	// newPage starts a page before the box.
	newPage bool
	draw    func(p *page, top float64)
	// fill, for a table, places itself over as many pages as it needs; height
	// is then what it needs at least on its first page.
	fill func(f *flow)
}

// flow fills pages with boxes.
type flow struct {
	pages []*page
	y     float64 // where the next box starts
}

func newFlow() *flow {
	f := &flow{}
	f.turn()
	return f
}

func (f *flow) page() *page { return f.pages[len(f.pages)-1] }

func (f *flow) turn() {
	f.pages = append(f.pages, &page{})
	f.y = areaTop
}

func (f *flow) atTop() bool         { return f.y <= areaTop+tolerance }
func (f *flow) room() float64       { return areaBottom - f.y }
func (f *flow) fits(h float64) bool { return h <= f.room()+tolerance }

// snap goes on to the next line of the grid, so that text after a table
// stands on the same lines as on other pages.
func (f *flow) snap() {
	lines := math.Ceil((f.y-areaTop)/linePitch - 0.001)
	f.y = areaTop + lines*linePitch
}

// place puts boxes on pages. Boxes held together that fit on one page are not
// parted.
func (f *flow) place(boxes []box) {
	for i := 0; i < len(boxes); {
		end := i
		for end < len(boxes)-1 && boxes[end].keep && !boxes[end+1].newPage {
			end++
		}
		f.group(boxes[i : end+1])
		i = end + 1
	}
}

func (f *flow) group(boxes []box) {
	if boxes[0].newPage && !(f.atTop() && f.empty()) {
		f.turn()
	}
	if !boxes[0].free {
		f.snap()
	}
	if total := height(boxes); !f.fits(total) && total <= areaHeight+tolerance && !f.atTop() {
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
			b.draw(f.page(), f.y)
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
