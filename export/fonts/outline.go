package fonts

// Point is a point of an outline, in em from the glyph's origin, y upwards. A
// point off the curve is the control point of a quadratic Bézier curve; between
// two of them the curve passes halfway.
type Point struct {
	X, Y float64
	On   bool
}

const (
	pointOnCurve = 0x01
	xIsByte      = 0x02
	yIsByte      = 0x04
	flagRepeats  = 0x08
	xSameOrPlus  = 0x10
	ySameOrPlus  = 0x20
)

// Outline gives the closed contours of r, to draw it as a picture. ok is false
// when the face lacks r, or builds it from parts of other glyphs.
func (f *Face) Outline(r rune) (contours [][]Point, ok bool) {
	number := f.glyphs.of(r)
	data := f.outline(number)
	if number == 0 || len(data) < glyphHeader || int16(be.Uint16(data)) < 0 {
		return nil, false
	}
	s := &outlineReader{data: data, at: glyphHeader}
	ends := make([]int, be.Uint16(data))
	for i := range ends {
		ends[i] = s.word()
	}
	instructions := s.word()
	s.at += instructions
	if len(ends) == 0 || s.short {
		return nil, false
	}
	points := s.points(ends[len(ends)-1]+1, float64(f.unitsPerEm))
	from := 0
	for _, end := range ends {
		if s.short || end < from || end >= len(points) {
			return nil, false
		}
		contours = append(contours, points[from:end+1])
		from = end + 1
	}
	return contours, true
}

// outlineReader reads a simple glyph; short is set when the data end too soon.
type outlineReader struct {
	data  []byte
	at    int
	short bool
}

func (s *outlineReader) octet() byte {
	if s.at >= len(s.data) {
		s.short = true
		return 0
	}
	s.at++
	return s.data[s.at-1]
}

func (s *outlineReader) word() int {
	high := s.octet()
	return int(high)<<8 | int(s.octet())
}

func (s *outlineReader) points(count int, em float64) []Point {
	flags := make([]byte, 0, count)
	for len(flags) < count && !s.short {
		flag := s.octet()
		flags = append(flags, flag)
		if flag&flagRepeats != 0 {
			for n := s.octet(); n > 0 && len(flags) < count; n-- {
				flags = append(flags, flag)
			}
		}
	}
	points := make([]Point, len(flags))
	x, y := 0, 0
	for i, flag := range flags {
		x += s.step(flag&xIsByte != 0, flag&xSameOrPlus != 0)
		points[i] = Point{X: float64(x) / em, On: flag&pointOnCurve != 0}
	}
	for i, flag := range flags {
		y += s.step(flag&yIsByte != 0, flag&ySameOrPlus != 0)
		points[i].Y = float64(y) / em
	}
	return points
}

// step reads how far one coordinate moves.
func (s *outlineReader) step(octet, sameOrPlus bool) int {
	switch {
	case octet && sameOrPlus:
		return int(s.octet())
	case octet:
		return -int(s.octet())
	case sameOrPlus:
		return 0
	}
	return int(int16(s.word()))
}

// Unfold writes the points of a TrueType contour that are left out: those halfway
// between two control points, and the first one again at the end. It begins on the
// curve. A contour has at least one point.
func Unfold(contour []Point) []Point {
	var full []Point
	for i, p := range contour {
		next := contour[(i+1)%len(contour)]
		full = append(full, p)
		if !p.On && !next.On {
			full = append(full, Point{X: (p.X + next.X) / 2, Y: (p.Y + next.Y) / 2, On: true})
		}
	}
	for i, p := range full {
		if p.On {
			rotated := append(append([]Point{}, full[i:]...), full[:i]...)
			return append(rotated, p)
		}
	}
	return []Point{{On: true}} // a single control point encloses nothing
}
