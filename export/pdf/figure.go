package pdf

import (
	"ziping/export/chart"
	"ziping/export/document"
	"ziping/export/fonts"
)

// figureBefore and figureAfter are the space around a figure in points.
const (
	figureBefore = 8.0
	figureAfter  = 10.0
)

// figure sets a drawing as wide as the type area, its caption below. The two stay on one page;
// a drawing higher than a page is pressed into it.
func (c *composer) figure(b document.Figure) {
	caption := c.typeset(style{role: fonts.Hei, size: sizeCaption}, c.flat(b.Caption), measure{first: areaWidth, rest: areaWidth})
	below := float64(len(caption)) * captionLine
	height := min(b.Drawing.Height(sizeTable), areaHeight-below-figureBefore-figureAfter)
	drawn := &canvas{composer: c}
	c.begin(kindFigure).alt = b.Alt
	b.Drawing.Draw(drawn, areaWidth, height, sizeTable)
	c.add(box{height: figureBefore, blank: true, free: true, keep: true},
		box{height: height, free: true, keep: len(caption) > 0, draw: func(p *page, top float64) { drawn.put(p, top) }})
	c.begin(kindCaption)
	for i, l := range caption {
		c.add(box{height: captionLine, free: true, keep: i+1 < len(caption), draw: func(p *page, top float64) {
			p.text(areaLeft+(areaWidth-l.width)/2, top+captionLine/2, l)
		}})
	}
	c.add(box{height: figureAfter, blank: true, free: true})
}

// canvas keeps what a drawing consists of until its place on a page is known. Everything is
// black: the report is printed and copied.
type canvas struct {
	composer *composer
	rules    []rule
	texts    []placedLine
}

type placedLine struct {
	x, middle float64
	line      line
}

// faintest is the weight of lines that should recede, in points.
const faintest = 0.2

// Rect implements chart.Canvas: a filled rectangle is a line as thick as it is high.
func (d *canvas) Rect(x, y, width, height float64, _ chart.Ink) {
	d.rules = append(d.rules, rule{x, y + height/2, x + width, y + height/2, height})
}

// Line implements chart.Canvas.
func (d *canvas) Line(x1, y1, x2, y2, weight float64, ink chart.Ink) {
	if ink == chart.Faint {
		weight = faintest
	}
	d.rules = append(d.rules, rule{x1, y1, x2, y2, weight})
}

// Text implements chart.Canvas.
func (d *canvas) Text(x, middle, size float64, text string, bold bool) {
	d.texts = append(d.texts, placedLine{x, middle, d.set(size, text, bold)})
}

// Measure implements chart.Canvas.
func (d *canvas) Measure(size float64, text string, bold bool) float64 {
	return d.set(size, text, bold).width
}

func (d *canvas) set(size float64, text string, bold bool) line {
	st := style{role: fonts.Song, size: size}
	if bold {
		st.role = fonts.Hei
	}
	return d.composer.single(st, d.composer.flat(text))
}

// put moves the drawing to its place.
func (d *canvas) put(p *page, top float64) {
	for _, r := range d.rules {
		p.rules = append(p.rules, rule{areaLeft + r.x1, top + r.y1, areaLeft + r.x2, top + r.y2, r.weight})
	}
	for _, t := range d.texts {
		p.text(areaLeft+t.x, top+t.middle, t.line)
	}
}
