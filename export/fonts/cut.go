package fonts

import (
	"bytes"
	"errors"
	"math"
)

// Drawn is one character of a cut font: Char as Face draws it.
type Drawn struct {
	Face *Face
	Char rune
}

// Cut makes a TrueType font program of characters of several faces, and
// nothing else, to be embedded as a CIDFontType2 whose codes are its glyph
// numbers: glyph i+1 draws drawn[i], glyph 0 is a missing one. It has the tables
// such a font needs (ISO 32000-1, 9.9), not those of a font to be installed. The
// faces must have the same UnitsPerEm; what a face lacks is drawn as missing.
// The result is the caller's own. It is an error to draw nothing, or more than
// fits into one font.
func Cut(drawn []Drawn) ([]byte, error) {
	if len(drawn) == 0 {
		return nil, errors.New("字体中没有字")
	}
	first := drawn[0].Face
	kept := make([]source, 1, len(drawn)+len(drawn)/16+1)
	kept[0] = source{first, 0}
	for _, d := range drawn {
		kept = append(kept, source{d.Face, d.Face.glyphs.of(d.Char)})
	}
	glyf, loca, kept := cutOutlines(kept)
	if len(kept) > math.MaxUint16 {
		return nil, errors.New("一种字体容不下这么多字")
	}
	return assemble([]table{
		{"glyf", glyf}, {"head", first.cutHead()}, {"hhea", first.cutHhea(len(kept))},
		{"hmtx", cutMetrics(kept)}, {"loca", loca}, {"maxp", cutMaxp(kept)},
	}), nil
}

// source is a glyph of a face.
type source struct {
	face  *Face
	glyph uint16
}

// cutOutlines copies the kept glyphs and, behind them, the parts of composite
// ones, which it renumbers.
func cutOutlines(kept []source) (glyf, loca []byte, all []source) {
	size := 0
	for _, s := range kept {
		size += padded(len(s.face.outline(s.glyph)))
	}
	glyf, loca = make([]byte, 0, size+size/16), make([]byte, 4, 4*(len(kept)+1))
	var parts map[source]uint16
	for i := 0; i < len(kept); i++ {
		from, start := kept[i], len(glyf)
		glyf = append(glyf, from.face.outline(from.glyph)...)
		copied := glyf[start:]
		places, _ := components(copied) // whole, as Parse has checked
		for _, at := range places {
			part := source{from.face, be.Uint16(copied[at:])}
			number, known := parts[part]
			if !known {
				if parts == nil {
					parts = map[source]uint16{}
				}
				number = uint16(len(kept))
				parts[part], kept = number, append(kept, part)
			}
			be.PutUint16(copied[at:], number)
		}
		glyf = append(glyf, padding[:padded(len(glyf))-len(glyf)]...)
		loca = be.AppendUint32(loca, uint32(len(glyf)))
	}
	return glyf, loca, kept
}

func cutMetrics(kept []source) []byte {
	table := make([]byte, 0, 4*len(kept))
	for _, s := range kept {
		table = be.AppendUint16(table, s.face.advances[s.glyph])
		table = be.AppendUint16(table, uint16(s.face.bearings[s.glyph]))
	}
	return table
}

func (f *Face) cutHead() []byte {
	table := bytes.Clone(f.head[:headLength])
	be.PutUint32(table[checksumAt:], 0)
	be.PutUint16(table[50:], 1) // long loca
	return table
}

// cutHhea gives every glyph an advance of its own.
func (f *Face) cutHhea(glyphs int) []byte {
	table := bytes.Clone(f.hhea[:hheaLength])
	be.PutUint16(table[34:], uint16(glyphs))
	return table
}

// cutMaxp takes for every limit the highest of the faces.
func cutMaxp(kept []source) []byte {
	table := bytes.Clone(kept[0].face.maxp)
	for i, s := range kept {
		if i > 0 && s.face == kept[i-1].face {
			continue
		}
		for at := maxpLength; at+2 <= min(len(table), len(s.face.maxp)); at += 2 {
			be.PutUint16(table[at:], max(be.Uint16(table[at:]), be.Uint16(s.face.maxp[at:])))
		}
	}
	be.PutUint16(table[4:], uint16(len(kept)))
	return table
}
