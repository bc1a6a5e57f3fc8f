// Package fonts has the type faces of an official document: parsed once,
// immutable, cut to the characters of one document.
//
// Only TrueType outlines (glyf) are read, because the PDF library can embed
// nothing else. All lengths are in em unless said otherwise.
package fonts

import (
	"encoding/binary"
	"fmt"
	"math"
)

var be = binary.BigEndian

// Face is one TrueType face. It is immutable and safe for concurrent use.
type Face struct {
	name       string
	names      []string
	postScript string
	unitsPerEm int
	glyf       []byte
	loca       []uint32 // numGlyphs+1 offsets into glyf, never decreasing
	advances   []uint16 // one for each glyph, in font units
	bearings   []int16
	glyphs     glyphMap
	head       []byte
	hhea       []byte
	maxp       []byte
	centre     float64
}

// Parse reads a TrueType face. name is what messages and Name call it. The
// bytes are kept and must not change. Anything that could later break a
// document is an error now: other outline formats, collections, truncated
// tables, glyphs outside their table, a missing Unicode map.
func Parse(name string, data []byte) (*Face, error) {
	tables, err := readTables(data)
	if err != nil {
		return nil, fmt.Errorf("字体 %s：%w", name, err)
	}
	face := &Face{name: name, glyf: tables["glyf"]}
	for _, step := range []func(map[string][]byte) error{
		face.checkTables, face.readHead, face.readLoca, face.readMetrics, face.checkComposites, face.readCharacterMap,
	} {
		if err := step(tables); err != nil {
			return nil, fmt.Errorf("字体 %s：%w", name, err)
		}
	}
	face.names = readNames(tables["name"], familyName, fullName, typographicName)
	face.postScript = plainName(append(readNames(tables["name"], postScriptName), face.names...))
	face.centre = face.measureCentre()
	return face, nil
}

// Name is the name given to Parse.
func (f *Face) Name() string { return f.name }

// PostScriptName is what the face calls itself to programs, FangSong_GB2312 or
// TimesNewRomanPSMT: one to 63 characters that need no escape in a PDF name.
func (f *Face) PostScriptName() string { return f.postScript }

// UnitsPerEm is the resolution of the face's outlines.
func (f *Face) UnitsPerEm() int { return f.unitsPerEm }

// Has reports whether the face draws r.
func (f *Face) Has(r rune) bool { return f.glyphs.of(r) != 0 }

// Advance is the width of r, rounded to 1/1000 em as PDF viewers see it; of
// the missing glyph when the face lacks r.
func (f *Face) Advance(r rune) float64 {
	return math.Round(float64(f.advances[f.glyphs.of(r)])*1000/float64(f.unitsPerEm)) / 1000
}

// Box is the ink of a glyph, from its origin on the baseline, y upwards.
type Box struct{ Left, Bottom, Right, Top float64 }

// Box measures r; false when the face lacks r or r leaves no ink.
func (f *Face) Box(r rune) (Box, bool) {
	number := f.glyphs.of(r)
	glyph := f.outline(number)
	if number == 0 || len(glyph) < glyphHeader {
		return Box{}, false
	}
	em := float64(f.unitsPerEm)
	side := func(at int) float64 { return float64(int16(be.Uint16(glyph[at:]))) / em }
	return Box{Left: side(2), Bottom: side(4), Right: side(6), Top: side(8)}, true
}

// Extent is the part of the em square that the face's lines and glyphs take, in
// 1/1000 em as a font descriptor wants it (ISO 32000-1, 9.8).
type Extent struct {
	Ascent, Descent          int
	Left, Bottom, Right, Top int
}

// Extent is that of the whole face.
func (f *Face) Extent() Extent {
	thousandths := func(table []byte, at int) int {
		return int(int16(be.Uint16(table[at:]))) * 1000 / f.unitsPerEm
	}
	return Extent{
		Ascent: thousandths(f.hhea, 4), Descent: thousandths(f.hhea, 6),
		Left: thousandths(f.head, 36), Bottom: thousandths(f.head, 38),
		Right: thousandths(f.head, 40), Top: thousandths(f.head, 42),
	}
}

// Centre is the height of the middle of a Han character above the baseline,
// to put faces of different designs on one line.
func (f *Face) Centre() float64 { return f.centre }

func (f *Face) measureCentre() float64 {
	for _, r := range "国田中" {
		if box, ok := f.Box(r); ok {
			return (box.Top + box.Bottom) / 2
		}
	}
	// A Latin face: the middle of a figure.
	if box, ok := f.Box('0'); ok {
		return (box.Top + box.Bottom) / 2
	}
	return 0.35
}

// outline is the glyph's part of the glyf table; empty for a blank glyph.
func (f *Face) outline(glyph uint16) []byte {
	return f.glyf[f.loca[glyph]:f.loca[glyph+1]]
}
