package chart

// Ink is the strength of what is drawn.
type Ink int

// The inks. A canvas may show them as colours or shades; Black and Strong must
// stay dark in a black-and-white copy.
const (
	Black  Ink = iota // text, axes, outlines
	Strong            // fillings
	Faint             // lines of the grid
)

// Canvas is what a chart is drawn on. Lengths are in the canvas's own unit, x
// to the right and y downwards from the top left corner.
type Canvas interface {
	// Rect fills a rectangle.
	Rect(x, y, width, height float64, ink Ink)
	// Line draws a straight line of the given weight.
	Line(x1, y1, x2, y2, weight float64, ink Ink)
	// Text writes one line from x on, the middle of its Chinese characters at
	// height middle.
	Text(x, middle, size float64, text string, bold bool)
	// Measure is the width of what Text would write.
	Measure(size float64, text string, bold bool) float64
}

// outline draws the frame of a rectangle.
func outline(c Canvas, x, y, width, height, weight float64) {
	c.Line(x-weight/2, y, x+width+weight/2, y, weight, Black)
	c.Line(x-weight/2, y+height, x+width+weight/2, y+height, weight, Black)
	c.Line(x, y, x, y+height, weight, Black)
	c.Line(x+width, y, x+width, y+height, weight, Black)
}

// hatch draws lines rising to the right, gap apart, cut off at the rectangle.
func hatch(c Canvas, x, y, width, height, gap, weight float64) {
	for offset := gap / 2; offset < width+height; offset += gap {
		// The line runs from the left or bottom edge to the top or right edge.
		x1, y1 := x, y+offset
		if y1 > y+height {
			x1, y1 = x+offset-height, y+height
		}
		x2, y2 := x+offset, y
		if x2 > x+width {
			x2, y2 = x+width, y+offset-width
		}
		c.Line(x1, y1, x2, y2, weight, Strong)
	}
}

// bar draws a filled rectangle with its outline.
func bar(c Canvas, p Pattern, x, y, width, height, weight float64) {
	switch p {
	case Solid:
		c.Rect(x, y, width, height, Strong)
	case Hatched:
		hatch(c, x, y, width, height, 5*weight, 1.2*weight)
	case Open:
	}
	outline(c, x, y, width, height, weight)
}
