package pdf

import (
	"math"

	"ziping/export/fonts"
)

// page is one laid-out page: nothing is decided any more when it is drawn.
type page struct {
	runs      []run
	rules     []rule
	bookmarks []bookmark
	// turned is content to be read with the page turned by 90° clockwise, laid
	// out in the frame sideways; nil on upright pages.
	turned *page
	// of is the element that what is set next belongs to; nil for an artifact.
	of *element
	// number is what stands on the page; 0 on a cover, which has none.
	number int
}

// even reports whether the page is the back of a sheet (双页码).
func (p *page) even() bool { return p.number%2 == 0 }

// run is a stretch of glyphs of one face at even distances.
type run struct {
	face     *fonts.Face
	size     float64
	x, y     float64 // start on the baseline
	tracking float64 // added after every glyph
	glyphs   []*glyph
	of       *element // that it belongs to; nil for an artifact
}

// rule is a straight line or, with a height, the frame of a rectangle.
type rule struct {
	x1, y1, x2, y2 float64
	weight         float64
}

type bookmark struct {
	text  string
	level int // 0 is the outermost
	y     float64
}

// text puts a line at x with the middle of its Han characters at height middle.
func (p *page) text(x, middle float64, l line) {
	baseline := middle + l.centre
	for i := 0; i < len(l.glyphs); {
		g := l.glyphs[i]
		if g.char == ' ' {
			i++ // the next run starts beyond it
			continue
		}
		r := run{face: g.face, size: l.size, x: x + l.at[i], y: baseline - g.raise, of: p.of}
		from := i
		for i++; i < len(l.glyphs); i++ {
			step := l.at[i] - l.at[i-1] - l.glyphs[i-1].em*l.size
			if i == from+1 {
				r.tracking = step
			}
			next := l.glyphs[i]
			if next.face != g.face || next.raise != g.raise || next.char == ' ' && l.glyphs[i-1].char == ' ' ||
				math.Abs(step-r.tracking) > 0.002 {
				break
			}
		}
		r.glyphs = l.glyphs[from:i]
		if len(r.glyphs) == 1 {
			r.tracking = 0
		}
		p.runs = append(p.runs, r)
	}
}
