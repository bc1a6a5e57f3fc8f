package pdf

import "ziping/export/fonts"

// inventory is which characters of which faces a document draws. Each face is a
// font of its own, so that a reader's list of the fonts tells which were used.
type inventory struct {
	fonts []*cutFont // in order of first use
	place map[drawn]placed
}

// drawn is a character as a face shows it; a missing one is shown as another.
type drawn struct {
	face        *fonts.Face
	char, shown rune
}

// placed is where a character is found in the file: code, the number of its
// glyph in the font, is 0 for one that was not asked for yet.
type placed struct {
	font int
	code uint16
}

// cutFont is one font of the file; its codes mean nothing outside it, what
// they stand for is written by unicodeMap.
type cutFont struct {
	face  *fonts.Face
	shown []rune // what the codes from 1 on draw
	chars []rune // of the text, for each of shown
}

// mostCodes are the characters of one font; the parts of composite ones need
// numbers too.
const mostCodes = 20_000

func newInventory() inventory { return inventory{place: map[drawn]placed{}} }

// number finds the place of a glyph, giving it one when it is drawn for the
// first time.
func (inv *inventory) number(g *glyph) placed {
	if g.at.code != 0 {
		return g.at
	}
	d := drawn{g.face, g.char, g.shown}
	at, known := inv.place[d] // in another style
	if !known {
		at = inv.add(d)
		inv.place[d] = at
	}
	g.at = at
	return at
}

func (inv *inventory) add(d drawn) placed {
	at := 0
	for at < len(inv.fonts) && !inv.fonts[at].takes(d.face) {
		at++
	}
	if at == len(inv.fonts) {
		inv.fonts = append(inv.fonts, &cutFont{face: d.face})
	}
	f := inv.fonts[at]
	f.shown, f.chars = append(f.shown, d.shown), append(f.chars, d.char)
	return placed{font: at, code: uint16(len(f.chars))}
}

// takes reports whether another character of a face can join the font.
func (f *cutFont) takes(face *fonts.Face) bool {
	return f.face == face && len(f.chars) < mostCodes
}
