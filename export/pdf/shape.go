package pdf

import (
	"strings"
	"unicode"

	"ziping/export/fonts"
)

// style is how a text is set.
type style struct {
	role fonts.Role
	size float64 // points
	// tracking is added to the width of every full-width character.
	tracking float64
}

// glyph is one character as it will be drawn. Lengths in points.
type glyph struct {
	char  rune // of the text
	shown rune // char, or missingMark
	face  *fonts.Face
	width float64
	// blankLeft and blankRight are the empty halves of a punctuation mark
	// that may be taken away.
	blankLeft, blankRight float64
	// raise lifts a glyph of another face so that the middles agree.
	raise float64
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
	styles map[style]map[rune]glyph
}

func newShaper(set *fonts.Set, t *tally) *shaper {
	return &shaper{set: set, tally: t, styles: map[style]map[rune]glyph{}}
}

// shape prepares one paragraph; text has no control characters (see clean).
func (s *shaper) shape(st style, text string) []glyph {
	known := s.styles[st]
	if known == nil {
		known = map[rune]glyph{}
		s.styles[st] = known
	}
	glyphs := make([]glyph, 0, len(text)/2)
	for _, r := range text {
		g, ok := known[r]
		if !ok {
			g = s.measure(st, r)
			known[r] = g
		}
		s.tally.count(g, s.set.Face(st.role), s.set.Face(fonts.Roman))
		glyphs = append(glyphs, g)
	}
	return glyphs
}

func (s *shaper) measure(st style, r rune) glyph {
	g := glyph{char: r, shown: r}
	face, ok := s.set.Pick(st.role, r)
	if !ok {
		g.shown = missingMark
		face, _ = s.set.Pick(st.role, missingMark)
	}
	g.face = face
	em := face.Advance(g.shown)
	g.width = em * st.size
	own := s.set.Face(st.role)
	if face != own && face != s.set.Face(fonts.Roman) {
		g.raise = (own.Centre() - face.Centre()) * st.size
	}
	if em > 0.9 {
		g.width += st.tracking
		g.measureBlanks(st.size)
	}
	return g
}

// measureBlanks finds how much of a mark's cell is empty, at most half an em.
func (g *glyph) measureBlanks(size float64) {
	const air = 0.08 // em left beside the ink
	box, ok := g.face.Box(g.shown)
	if !ok {
		return
	}
	half := size / 2
	if strings.ContainsRune(closingMarks, g.char) {
		g.blankRight = min(max(g.width-(box.Right+air)*size, 0), half)
	}
	if strings.ContainsRune(openingMarks, g.char) {
		g.blankLeft = min(max((box.Left-air)*size, 0), half)
	}
}

// isEmojiPart reports whether r only changes the emoji before it: a skin colour
// or the frame of a key.
func isEmojiPart(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF || r == 0x20E3 }

// clean makes a text drawable: line ends become "\n", other spaces a space;
// control, zero-width and direction characters and parts of emoji go.
func (t *tally) clean(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
			return '\n'
		case r == '\t' || r != 0x3000 && unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector), isEmojiPart(r):
			t.dropped++
			return -1
		}
		return r
	}, text)
}
