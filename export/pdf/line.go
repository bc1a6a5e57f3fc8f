package pdf

// line is one line of text: glyphs with their places from the line's start.
type line struct {
	glyphs []*glyph
	at     []float64
	width  float64
	// size is the type size in points, centre the middle of a Han character
	// of its face above the baseline.
	size, centre float64
}

// measure is how wide a column of text is, in points.
type measure struct {
	first, rest float64 // the first line is shorter by its indent
	justify     bool    // fill all lines but the last
}

// breaker breaks one paragraph into lines, greedily: 先挤进，后推出. The memory
// of one serves the next; what it gave out is not touched again.
type breaker struct {
	glyphs []*glyph
	grades []grade
	// advance is the step to the next glyph on the same line, squeeze how
	// much of it punctuation can give up.
	advance, squeeze []float64
	size             float64
	// places is memory for those of the glyphs of lines.
	places []float64
}

const (
	// looseGap is the extra space between characters (em) from which a line
	// looks spaced out, raggedGap the one from which it is left unfilled.
	looseGap  = 0.12
	raggedGap = 0.5
	// squeezable is the share of a mark's blank that a line may take away.
	squeezable = 0.8
)

// load takes up a paragraph.
func (b *breaker) load(glyphs []*glyph, size float64) {
	b.glyphs, b.size = glyphs, size
	b.grades = gradeBreaks(b.grades[:0], glyphs)
	b.advance, b.squeeze = b.advance[:0], b.squeeze[:0]
	for i, g := range glyphs {
		advance, squeeze := g.width, 0.0
		if i+1 < len(glyphs) {
			next := glyphs[i+1]
			closes, opens := g.blankRight > 0, next.blankLeft > 0
			switch {
			case closes && (opens || next.blankRight > 0): // 》（ and 。” : 2 em become 1.5
				advance -= g.blankRight
				squeeze = next.blankLeft * squeezable
			case g.blankLeft > 0 && opens: // （“
				advance -= next.blankLeft
			default:
				squeeze = (g.blankRight + next.blankLeft) * squeezable
			}
		}
		b.advance, b.squeeze = append(b.advance, advance), append(b.squeeze, squeeze)
	}
}

// natural is the width of the line [from,to) without its final blanks, and
// what it can be squeezed by.
func (b *breaker) natural(from, to int) (width, squeeze float64) {
	to = b.trimmed(from, to)
	for i := from; i < to-1; i++ {
		width += b.advance[i]
		squeeze += b.squeeze[i]
	}
	if to > from {
		last := b.glyphs[to-1]
		width += last.width - last.blankRight
	}
	return width, squeeze
}

// trimmed moves to left over spaces, which are not drawn at a line's end.
func (b *breaker) trimmed(from, to int) int {
	for to > from+1 && b.glyphs[to-1].char == ' ' {
		to--
	}
	return to
}

func (b *breaker) lines(m measure) []line {
	var lines []line
	width := m.first
	for from := 0; from < len(b.glyphs); {
		to := b.lineEnd(from, width, m.rest)
		last := to == len(b.glyphs)
		lines = append(lines, b.set(from, to, width, m.justify && !last))
		for from = to; from < len(b.glyphs) && b.glyphs[from].char == ' '; from++ {
		}
		width = m.rest
	}
	return lines
}

// set places the glyphs of one line, squeezed or spread to the width.
func (b *breaker) set(from, to int, width float64, fill bool) line {
	natural, squeeze := b.natural(from, to)
	to = b.trimmed(from, to)
	gap, share := 0.0, 0.0
	switch gaps := b.gaps(from, to); {
	case natural > width && squeeze > 0:
		share = min((natural-width)/squeeze, 1)
	case fill && gaps > 0 && (width-natural)/float64(gaps) <= raggedGap*b.size:
		gap = (width - natural) / float64(gaps)
	}
	l := line{glyphs: b.glyphs[from:to], at: b.room(to - from), size: b.size}
	x := 0.0
	for i := from; i < to; i++ {
		l.at[i-from] = x
		x += b.advance[i] - share*b.squeeze[i]
		if i+1 < to && b.stretches(i) {
			x += gap
		}
	}
	if to > from {
		last := b.glyphs[to-1]
		l.width = l.at[to-from-1] + last.width - last.blankRight
	}
	return l
}

// room is memory for the places of so many glyphs.
func (b *breaker) room(count int) []float64 {
	const piece = 2048
	if count > len(b.places) {
		b.places = make([]float64, max(piece, count))
	}
	room := b.places[:count:count]
	b.places = b.places[count:]
	return room
}

// gaps counts the places of [from,to) that may be widened.
func (b *breaker) gaps(from, to int) int {
	count := 0
	for i := from; i+1 < to; i++ {
		if b.stretches(i) {
			count++
		}
	}
	return count
}

// stretches reports whether space may be put after glyph i: not inside a
// figure or a Latin word, nor inside —— and ……
func (b *breaker) stretches(i int) bool {
	one, two := b.glyphs[i], b.glyphs[i+1]
	if one == two && one.class&(dash|ellipsis) != 0 {
		return false
	}
	return one.class&two.class&inWord == 0
}
