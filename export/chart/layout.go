package chart

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Measures as multiples of the type size.
const (
	titleScale   = 1.25
	titleHeight  = 2.4
	legendHeight = 2.0
	axisHeight   = 1.9
	rowPitch     = 1.75 // of one bar
	groupGap     = 0.55 // after each group
	mostPitch    = 2.6  // rows are spread no further than this
	mostGap      = 2.5
	gap          = 0.6
	margin       = 0.7
	// mostLabel is the share of the width that labels may take.
	mostLabel = 0.36
	weight    = 1.0 / 16 // of outlines
)

// Height is what the chart needs at a type size, in the unit of that size.
func (b Bars) Height(size float64) float64 {
	return size * (b.top() + float64(b.rows())*rowPitch + float64(len(b.Groups))*groupGap + axisHeight)
}

// top is the height above the bars.
func (b Bars) top() float64 {
	height := margin
	if b.Title != "" {
		height += titleHeight
	}
	if len(b.Legend) > 0 {
		height += legendHeight
	}
	return height
}

// Draw draws the chart into width × height at a type size. Height gives the height
// it is made for; more is used to set the bars further apart, with less they are
// set closer.
func (b Bars) Draw(c Canvas, width, height, size float64) {
	d := drawing{Bars: b, c: c, width: width, size: size}
	d.top = b.top() * size
	d.pitch, d.gap = rowPitch*size, groupGap*size
	if n := float64(b.rows()); n > 0 {
		spare := height - b.Height(size)
		more := min(spare/n, (mostPitch-rowPitch)*size)
		d.pitch = max(d.pitch+more, 0)
		d.gap = min(d.gap+max(spare-more*n, 0)/float64(len(b.Groups)), mostGap*size)
	}
	d.measure()
	d.head()
	d.axis()
	d.bars()
}

// drawing is one drawing in progress.
type drawing struct {
	Bars
	c           Canvas
	width, size float64
	top         float64 // where the bars begin
	pitch, gap  float64
	labels      [][]string // lines of each group's label
	left, right float64    // the plot
	end, step   decimal.Decimal
}

func (d *drawing) measure() {
	widest := 0.0
	for _, g := range d.Groups {
		lines := d.wrap(g.Label, mostLabel*d.width, max(len(g.Bars), 2))
		d.labels = append(d.labels, lines)
		for _, line := range lines {
			widest = max(widest, d.c.Measure(d.labelSize(lines), line, false))
		}
	}
	figures := 0.0
	for _, g := range d.Groups {
		for _, bar := range g.Bars {
			figures = max(figures, d.c.Measure(d.size, bar.Text, true))
		}
	}
	d.left = (margin+gap)*d.size + widest
	d.right = d.width - (margin+gap)*d.size - figures
	d.end, d.step = d.scale()
}

// labelSize is smaller for a label of several lines.
func (d *drawing) labelSize(lines []string) float64 {
	if len(lines) > 1 {
		return 0.82 * d.size
	}
	return d.size
}

// wrap breaks a label into lines of about equal width; what does not fit ends in ….
func (d *drawing) wrap(text string, width float64, lines int) []string {
	text = strings.ReplaceAll(text, "\n", "")
	if d.c.Measure(d.size, text, false) <= width {
		return []string{text}
	}
	small := 0.82 * d.size
	fits := func(runes []rune) int {
		n := len(runes)
		for n > 1 && d.c.Measure(small, string(runes[:n]), false) > width {
			n--
		}
		return n
	}
	var out []string
	runes := []rune(text)
	for len(runes) > 0 {
		n := fits(runes)
		if len(out) == lines-1 && n < len(runes) {
			n = fits(append(append([]rune{}, runes...), '…'))
			out = append(out, string(runes[:max(n-1, 1)])+"…")
			break
		}
		out = append(out, string(runes[:n]))
		runes = runes[n:]
	}
	return out
}

func (d *drawing) head() {
	y := margin * d.size
	if d.Title != "" {
		size := titleScale * d.size
		for size > 0.6*d.size && d.c.Measure(size, d.Title, true) > d.width-2*margin*d.size {
			size *= 0.95
		}
		d.c.Text((d.width-d.c.Measure(size, d.Title, true))/2, y+titleHeight/2*d.size, size, d.Title, true)
		y += titleHeight * d.size
	}
	if len(d.Legend) == 0 {
		return
	}
	const swatch, after, between = 1.6, 0.4, 1.4
	total := -between * d.size
	for _, key := range d.Legend {
		total += (swatch+after+between)*d.size + d.c.Measure(d.size, key.Name, false)
	}
	x, middle := (d.width-total)/2, y+legendHeight/2*d.size*0.9
	for _, key := range d.Legend {
		bar(d.c, key.Pattern, x, middle-0.4*d.size, swatch*d.size, 0.8*d.size, weight*d.size)
		x += (swatch + after) * d.size
		d.c.Text(x, middle, d.size, key.Name, false)
		x += d.c.Measure(d.size, key.Name, false) + between*d.size
	}
}

// x is the place of a value on the axis.
func (d *drawing) x(value decimal.Decimal) float64 {
	share := value.DivRound(d.end, 8).InexactFloat64()
	return d.left + (d.right-d.left)*min(max(share, 0), 1)
}

func (d *drawing) bottom() float64 {
	return d.top + float64(d.rows())*d.pitch + float64(len(d.Groups))*d.gap
}

// axis draws the grid, the ticks with their figures and the mark.
func (d *drawing) axis() {
	bottom, small := d.bottom(), 0.82*d.size
	for tick := decimal.Zero; tick.LessThanOrEqual(d.end); tick = tick.Add(d.step) {
		x := d.x(tick)
		if tick.IsPositive() {
			d.c.Line(x, d.top, x, bottom, weight*d.size, Faint)
		}
		text := tick.String()
		if tick.Equal(d.end) && d.Unit != "" {
			text += d.Unit
		}
		d.c.Text(x-d.c.Measure(small, tick.String(), false)/2, bottom+0.9*d.size, small, text, false)
	}
	d.c.Line(d.left, bottom, d.right, bottom, weight*d.size, Black)
}

func (d *drawing) bars() {
	y := d.top + d.gap/2
	for i, g := range d.Groups {
		d.label(d.labels[i], y+float64(len(g.Bars))*d.pitch/2)
		for _, one := range g.Bars {
			d.bar(one, y)
			y += d.pitch
		}
		y += d.gap
	}
	// The zero line and the mark stand before the bars.
	d.c.Line(d.left, d.top, d.left, d.bottom(), 1.5*weight*d.size, Black)
	if d.Mark.Valid {
		x := d.x(d.Mark.Decimal)
		for from := d.top; from < d.bottom(); from += 0.8 * d.size {
			d.c.Line(x, from, x, min(from+0.5*d.size, d.bottom()), 1.5*weight*d.size, Black)
		}
	}
}

func (d *drawing) label(lines []string, middle float64) {
	size := d.labelSize(lines)
	y := middle - float64(len(lines)-1)*size*1.15/2
	for _, line := range lines {
		d.c.Text(d.left-gap*d.size-d.c.Measure(size, line, false), y, size, line, false)
		y += size * 1.15
	}
}

func (d *drawing) bar(one Bar, y float64) {
	thick := min(0.68*d.pitch, 1.6*d.size)
	top := y + (d.pitch-thick)/2
	if one.Limit.Valid && one.Limit.Decimal.IsPositive() {
		bar(d.c, Open, d.left, top, d.x(one.Limit.Decimal)-d.left, thick, weight*d.size)
	}
	if one.Value.Valid && one.Value.Decimal.IsPositive() {
		bar(d.c, one.Pattern, d.left, top, d.x(one.Value.Decimal)-d.left, thick, weight*d.size)
	}
	d.c.Text(d.right+gap*d.size, y+d.pitch/2, d.size, one.Text, true)
}
