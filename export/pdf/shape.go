package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ziping/export/fonts"
)

// style is how a text is set.
type style struct {
	role fonts.Role
	size float64 // points
	// tracking is added to the width of every full-width character.
	tracking float64
}

// glyph is one character as it is drawn in one style; all places where it
// stands in a document share it. Lengths in points.
type glyph struct {
	char  rune // of the text
	shown rune // char, or missingMark
	face  *fonts.Face
	width float64
	em    float64 // the width its face gives it, in em
	// blankLeft and blankRight are the empty halves of a punctuation mark
	// that may be taken away.
	blankLeft, blankRight float64
	// raise lifts a glyph of another face so that the middles agree.
	raise float64
	class class
	// replaced says that the role's own face does not draw it as it should.
	replaced bool
	// at is where it is found in the file, once it is drawn.
	at placed
}

// missingMark stands for a character no face has: 〓, the printers' sign for a
// missing sort.
const missingMark = '〓'

const (
	closingMarks = "，。、；：！？”’」』）》〉】〗〕］｝．"
	openingMarks = "“‘「『（《〈【〖〔［｛"
)

// shaper finds faces and widths and counts what had to be replaced.
type shaper struct {
	set    *fonts.Set
	tally  *tally
	styles map[style]*shapes
	// measuring says that what is shaped is not going to be drawn, or not now.
	measuring bool
	// glyphs and slots are memory for what is shaped, given out in pieces.
	glyphs []glyph
	slots  []*glyph
}

// shapes are the characters of one style that were asked for: those of the basic
// plane by their higher and lower bits.
type shapes struct {
	style
	blocks [1 << (16 - shapeBits)]*[1 << shapeBits]*glyph
	beyond map[rune]*glyph
	all    []*glyph // in order of first use
}

const shapeBits = 6

func newShaper(set *fonts.Set, t *tally) *shaper {
	return &shaper{set: set, tally: t, styles: map[style]*shapes{}}
}

// shape prepares one paragraph; text has no control characters (see clean).
func (s *shaper) shape(st style, text string) []*glyph {
	const piece = 4096
	count := utf8.RuneCountInString(text)
	if len(s.slots)+count > cap(s.slots) {
		s.slots = make([]*glyph, 0, max(piece, count))
	}
	from := len(s.slots)
	s.slots = s.shapeTo(s.slots, st, text)
	return s.slots[from:len(s.slots):len(s.slots)]
}

// shapeTo appends the characters of a text.
func (s *shaper) shapeTo(glyphs []*glyph, st style, text string) []*glyph {
	known := s.shapesOf(st)
	for _, r := range text {
		g := known.find(r)
		if g == nil {
			g = s.measure(st, r)
			known.keep(g)
		}
		if g.replaced && !s.measuring {
			s.tally.count(g)
		}
		glyphs = append(glyphs, g)
	}
	return glyphs
}

// glyph is a single character.
func (s *shaper) glyph(st style, r rune) *glyph {
	if g := s.shapesOf(st).find(r); g != nil {
		return g
	}
	return s.measure(st, r)
}

func (s *shaper) shapesOf(st style) *shapes {
	known := s.styles[st]
	if known == nil {
		known = &shapes{style: st}
		s.styles[st] = known
	}
	return known
}

func (s *shapes) find(r rune) *glyph {
	if r > 0xFFFF {
		return s.beyond[r]
	}
	if block := s.blocks[r>>shapeBits]; block != nil {
		return block[r&(1<<shapeBits-1)]
	}
	return nil
}

func (s *shapes) keep(g *glyph) {
	s.all = append(s.all, g)
	if g.char > 0xFFFF {
		if s.beyond == nil {
			s.beyond = map[rune]*glyph{}
		}
		s.beyond[g.char] = g
		return
	}
	place := &s.blocks[g.char>>shapeBits]
	if *place == nil {
		*place = new([1 << shapeBits]*glyph)
	}
	(*place)[g.char&(1<<shapeBits-1)] = g
}

func (s *shaper) measure(st style, r rune) *glyph {
	const piece = 128
	if len(s.glyphs) == cap(s.glyphs) {
		s.glyphs = make([]glyph, 0, piece)
	}
	s.glyphs = append(s.glyphs, glyph{char: r, shown: r, class: classOf(r)})
	g := &s.glyphs[len(s.glyphs)-1]
	face, ok := s.set.Pick(st.role, r)
	if !ok {
		g.shown = missingMark
		face, _ = s.set.Pick(st.role, missingMark)
	}
	g.face = face
	g.em = face.Advance(g.shown)
	g.width = g.em * st.size
	own := s.set.Face(st.role)
	borrowed := face != own && face != s.set.Face(fonts.Roman)
	g.replaced = borrowed || !ok
	if borrowed {
		g.raise = (own.Centre() - face.Centre()) * st.size
	}
	if g.em > 0.9 {
		g.width += st.tracking
		g.measureBlanks(st.size)
	}
	return g
}

// measureBlanks finds how much of a mark's cell is empty, at most half an em.
func (g *glyph) measureBlanks(size float64) {
	const air = 0.08 // em left beside the ink
	closes, opens := strings.ContainsRune(closingMarks, g.char), strings.ContainsRune(openingMarks, g.char)
	if !closes && !opens {
		return
	}
	box, ok := g.face.Box(g.shown)
	if !ok {
		return
	}
	half := size / 2
	if closes {
		g.blankRight = min(max(g.width-(box.Right+air)*size, 0), half)
	}
	if opens {
		g.blankLeft = min(max((box.Left-air)*size, 0), half)
	}
}

// isEmojiPart reports whether r only changes the emoji before it: a skin colour
// or the frame of a key.
func isEmojiPart(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF || r == 0x20E3 }

// isPlain reports whether r is one of the many that clean leaves alone, quickly.
func isPlain(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= ' ' && r <= '~' || r == '\n' || r >= 0x3000 && r <= 0x3011 || r >= 0xFF01 && r <= 0xFF5E
}

// clean makes a text drawable: line ends become "\n", other spaces a space;
// control, zero-width and direction characters and parts of emoji go.
func (t *tally) clean(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return !isPlain(r) }) < 0 {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case isPlain(r):
			return r
		case r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
			return '\n'
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector), isEmojiPart(r):
			t.dropped++
			return -1
		}
		return r
	}, text)
}
