package chart

import "strconv"

// Histogram shows how many fall into each of a row of equal ranges. The ranges touch, the
// counts begin at zero, every column has its count above it.
type Histogram struct {
	Title, Note string
	// Edges are the ends of the ranges as written, one more than Counts.
	Edges  []string
	Counts []int
	// Unit names what the edges are in: 分.
	Unit string
	// Marks are dashed lines: the places where a grade begins.
	Marks []Place
}

// Place is a line across a histogram.
type Place struct {
	// At is counted in ranges from the left: 2.5 is the middle of the third.
	At   float64
	Name string
}

const (
	histogramHeight = 14.0 // of the columns
	countHeight     = 1.5  // above the highest
)

// Height implements Drawing.
func (h Histogram) Height(size float64) float64 {
	height := 2*margin + countHeight + histogramHeight + axisHeight
	if h.Title != "" {
		height += titleHeight
	}
	if h.Note != "" {
		height += noteHeight
	}
	if len(h.Marks) > 0 {
		height += noteHeight
	}
	return height * size
}

// Draw implements Drawing.
func (h Histogram) Draw(c Canvas, width, height, size float64) {
	head := progressDrawing{c: c, width: width, size: size, y: margin * size}
	head.line(h.Title, titleScale, titleHeight, true)
	head.line(h.Note, smallerType, noteHeight, false)
	d := histogramDrawing{Histogram: h, c: c, size: size, left: (margin + 2.2) * size, right: width - (margin+1.6)*size,
		top: head.y, bottom: height - (margin+axisHeight)*size}
	if len(h.Marks) > 0 {
		d.top += noteHeight * size
	}
	d.most, d.step = 1, 1
	for _, n := range h.Counts {
		d.most = max(d.most, n)
	}
	for d.most > 5*d.step {
		d.step = nextStep(d.step)
	}
	d.most = (d.most + d.step - 1) / d.step * d.step
	d.axes()
	d.columns()
	d.marks()
}

// nextStep goes through 1, 2, 5, 10, 20, 50 and so on: counts are whole.
func nextStep(step int) int {
	for lead := step; ; lead /= 10 {
		switch lead {
		case 1:
			return step * 2
		case 2:
			return step / 2 * 5
		case 5:
			return step * 2
		}
	}
}

type histogramDrawing struct {
	Histogram
	c                        Canvas
	size                     float64
	left, right, top, bottom float64
	most, step               int
}

func (d *histogramDrawing) x(ranges float64) float64 {
	return d.left + (d.right-d.left)*ranges/float64(max(len(d.Counts), 1))
}

func (d *histogramDrawing) y(count int) float64 {
	room := d.bottom - d.top - countHeight*d.size
	return d.bottom - room*float64(count)/float64(d.most)
}

// axes are the counts at the left and the ends of the ranges below, as many as have room.
func (d *histogramDrawing) axes() {
	small := smallerType * d.size
	for n := 0; n <= d.most; n += d.step {
		text := strconv.Itoa(n)
		if n > 0 {
			d.c.Line(d.left, d.y(n), d.right, d.y(n), weight*d.size, Faint)
		}
		d.c.Text(d.left-gap*d.size-d.c.Measure(small, text, false), d.y(n), small, text, false)
	}
	free := 0.0
	for i, edge := range d.Edges {
		wide := d.c.Measure(small, edge, false)
		x := d.x(float64(i)) - wide/2
		if i == len(d.Edges)-1 {
			edge += d.Unit
		}
		if x >= free {
			d.c.Text(x, d.bottom+0.9*d.size, small, edge, false)
			free = x + wide + 0.5*d.size
		}
	}
}

func (d *histogramDrawing) columns() {
	for i, n := range d.Counts {
		if n <= 0 {
			continue
		}
		x, text := d.x(float64(i)), strconv.Itoa(n)
		bar(d.c, Solid, x, d.y(n), d.x(float64(i+1))-x, d.bottom-d.y(n), weight*d.size)
		// The outline of a solid column does not tell it from its neighbour in print.
		d.c.Line(x, d.y(n), x, d.bottom, 2*weight*d.size, Faint)
		middle := (x + d.x(float64(i+1))) / 2
		d.c.Text(middle-d.c.Measure(d.size, text, true)/2, d.y(n)-0.75*d.size, d.size, text, true)
	}
	d.c.Line(d.left, d.bottom, d.right, d.bottom, 1.5*weight*d.size, Black)
	d.c.Line(d.left, d.top, d.left, d.bottom, 1.5*weight*d.size, Black)
}

func (d *histogramDrawing) marks() {
	small, free := smallerType*d.size, 0.0
	for _, mark := range d.Marks {
		x := d.x(mark.At)
		if x < d.left || x > d.right {
			continue
		}
		for from := d.top; from < d.bottom; from += 0.8 * d.size {
			d.c.Line(x, from, x, min(from+0.5*d.size, d.bottom), 1.5*weight*d.size, Black)
		}
		wide := d.c.Measure(small, mark.Name, false)
		if at := x - wide/2; at >= free {
			d.c.Text(at, d.top-0.8*d.size, small, mark.Name, false)
			free = at + wide + 0.3*d.size
		}
	}
}
