package pdf

import (
	"math"
	"strconv"

	"ziping/export/document"
)

// content writes the operators of one page (ISO 32000-1, 8.5 and 9.4): as few
// as possible, since each is work for whoever makes and whoever opens the file.
// What is in force is not said again, places are relative to the last one.
type content struct {
	out []byte
	// In force: the width of lines (hundredths of a point), the font, its size
	// (hundredths), the space after every character (thousandths).
	weight, font, size, tracking int
	// text says that a text object is open; x and y are then the start of its
	// last string, in thousandths from the lower left corner: readers see a
	// space in a gap that is but a hundredth too wide.
	text bool
	x, y int
	// joined is memory for rules.
	joined []rule
}

// nothing is no value of what may be in force.
const nothing = math.MinInt

// reset begins a page, keeping the memory of the last.
func (c *content) reset() {
	*c = content{out: c.out[:0], joined: c.joined[:0], weight: nothing, font: nothing, size: nothing}
}

// turn begins, and back ends, what is read with the page turned by 90°
// clockwise; x and y are where the lower left corner of the turned page lies.
func (c *content) turn(x, y float64) {
	c.out = append(c.out, "q 0 1 -1 0 "...)
	c.number(hundredths(x))
	c.number(hundredths(y))
	c.operator("cm")
}

func (c *content) back() {
	c.endText()
	c.operator("Q")
	c.weight, c.font, c.size, c.tracking = nothing, nothing, nothing, 0
}

// rules draws straight lines, those of one weight after each other with one
// stroke. Pieces of one line are drawn as a whole: a table gives a piece for every
// row and column.
func (c *content) rules(rules []rule) {
	if len(rules) == 0 {
		return
	}
	c.endText()
	c.joined = joinRules(c.joined[:0], rules)
	for i, r := range c.joined {
		if weight := hundredths(r.weight); weight != c.weight {
			if i > 0 {
				c.operator("S")
			}
			c.weight = weight
			c.number(weight)
			c.operator("w")
		}
		c.point(r.x1, r.y1)
		c.operator("m")
		c.point(r.x2, r.y2)
		c.operator("l")
	}
	c.operator("S")
}

// joinRules appends rules, a piece that begins where one drawn not long before
// ends, in its direction and weight, joined to it.
func joinRules(joined, rules []rule) []rule {
	// A piece down a column follows after the other pieces of a row.
	const within = 2 * document.MaxColumns
	first := len(joined)
	for _, r := range rules {
		known := false
		for i := len(joined) - 1; i >= max(first, len(joined)-within) && !known; i-- {
			if known = joined[i].continues(r); known {
				joined[i].x2, joined[i].y2 = r.x2, r.y2
			}
		}
		if !known {
			joined = append(joined, r)
		}
	}
	return joined
}

// continues reports whether s goes on where r ends: both level or both upright.
func (r rule) continues(s rule) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) < tolerance }
	if r.weight != s.weight || !near(r.x2, s.x1) || !near(r.y2, s.y1) {
		return false
	}
	level := near(r.y1, r.y2) && near(s.y1, s.y2) && r.x1 < r.x2 && s.x1 < s.x2
	upright := near(r.x1, r.x2) && near(s.x1, s.x2) && r.y1 < r.y2 && s.y1 < s.y2
	return level || upright
}

// show begins a string of the font at a place; its codes follow (see code),
// then shown.
func (c *content) show(font int, size, tracking, x, y float64) {
	c.beginText()
	if s := hundredths(size); font != c.font || s != c.size {
		c.font, c.size = font, s
		c.out = append(append(c.out, fontName...), strconv.Itoa(font)...)
		c.out = append(c.out, ' ')
		c.number(s)
		c.operator("Tf")
	}
	if t := thousandths(tracking); t != c.tracking {
		c.tracking = t
		c.out = append(appendFixed(c.out, t, 3), ' ')
		c.operator("Tc")
	}
	atX, atY := thousandths(x), thousandths(pageHeight-y)
	c.out = append(appendFixed(c.out, atX-c.x, 3), ' ')
	c.out = append(appendFixed(c.out, atY-c.y, 3), ' ')
	c.x, c.y = atX, atY
	c.out = append(c.out, "Td("...)
}

// code adds one character to the string.
func (c *content) code(code uint16) {
	for _, octet := range [2]byte{byte(code >> 8), byte(code)} {
		switch octet {
		case '(', ')', '\\':
			c.out = append(c.out, '\\', octet)
		case '\r': // a reader would take it for the end of a line
			c.out = append(c.out, '\\', 'r')
		default:
			c.out = append(c.out, octet)
		}
	}
}

func (c *content) shown() { c.out = append(c.out, ")Tj\n"...) }

// beginText opens a text object, unless one is open.
func (c *content) beginText() {
	if !c.text {
		c.operator("BT")
		c.text, c.x, c.y = true, 0, 0
	}
}

// marked begins the content of an element, under its number on the page.
func (c *content) marked(kind string, id int) {
	c.out = append(append(append(c.out, '/'), kind...), " <</MCID "...)
	c.out = strconv.AppendInt(c.out, int64(id), 10)
	c.operator(">> BDC")
}

func (c *content) endText() {
	if c.text {
		c.operator("ET")
		c.text = false
	}
}

func (c *content) point(x, y float64) {
	c.number(hundredths(x))
	c.number(hundredths(pageHeight - y))
}

func (c *content) number(hundredths int) {
	c.out = append(appendFixed(c.out, hundredths, 2), ' ')
}

func (c *content) operator(name string) {
	c.out = append(append(c.out, name...), '\n')
}

func hundredths(points float64) int  { return int(math.Round(points * 100)) }
func thousandths(points float64) int { return int(math.Round(points * 1000)) }

// appendFixed writes a number of so many decimals without those that are zero.
func appendFixed(out []byte, value, decimals int) []byte {
	if value < 0 {
		out, value = append(out, '-'), -value
	}
	scale := 1
	for range decimals {
		scale *= 10
	}
	out = strconv.AppendInt(out, int64(value/scale), 10)
	value %= scale
	if value == 0 {
		return out
	}
	out = append(out, '.')
	for value > 0 {
		scale /= 10
		out = append(out, byte('0'+value/scale))
		value %= scale
	}
	return out
}
