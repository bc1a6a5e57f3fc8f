package fonts

import (
	"bytes"
	"errors"
	"math"
)

// Cut makes a TrueType font program of characters of the face, and nothing else,
// to be embedded as a CIDFontType2 whose codes are its glyph numbers: glyph i+1
// draws characters[i], glyph 0 is a missing one. It has the tables such a font
// needs (ISO 32000-1, 9.9), not those of a font to be installed. What the face
// lacks is drawn as missing. The result is the caller's own. It is an error to
// draw nothing, or more than fits into one font. ends are where the outlines of the glyphs end in the
// program, the first being where they begin: what lies between is the same in every program.
func (f *Face) Cut(characters []rune) (program []byte, ends []int, err error) {
	if len(characters) == 0 {
		return nil, nil, errors.New("字体中没有字")
	}
	kept := make([]uint16, 1, len(characters)+len(characters)/16+1)
	for _, r := range characters {
		kept = append(kept, f.glyphs.of(r))
	}
	glyf, loca, kept := f.cutOutlines(kept)
	if len(kept) > math.MaxUint16 {
		return nil, nil, errors.New("一种字体容不下这么多字")
	}
	tables := []table{
		{"glyf", glyf}, {"head", f.cutHead()}, {"hhea", f.cutHhea(len(kept))},
		{"hmtx", f.cutMetrics(kept)}, {"loca", loca}, {"maxp", f.cutMaxp(len(kept))},
	}
	first := sfntHeader + len(tables)*tableRecord // glyf comes first
	ends = make([]int, 0, len(kept)+1)
	for at := 0; at < len(loca); at += 4 {
		ends = append(ends, first+int(be.Uint32(loca[at:])))
	}
	return assemble(tables), ends, nil
}

// cutOutlines copies the kept glyphs and, behind them, the parts of composite
// ones, which it renumbers.
func (f *Face) cutOutlines(kept []uint16) (glyf, loca []byte, all []uint16) {
	size := 0
	for _, glyph := range kept {
		size += padded(len(f.outline(glyph)))
	}
	glyf, loca = make([]byte, 0, size+size/16), make([]byte, 4, 4*(len(kept)+1))
	var parts map[uint16]uint16
	for i := 0; i < len(kept); i++ {
		start := len(glyf)
		glyf = append(glyf, f.outline(kept[i])...)
		copied := glyf[start:]
		places, _ := components(copied) // whole, as Parse has checked
		for _, at := range places {
			part := be.Uint16(copied[at:])
			number, known := parts[part]
			if !known {
				if parts == nil {
					parts = map[uint16]uint16{}
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

func (f *Face) cutMetrics(kept []uint16) []byte {
	table := make([]byte, 0, 4*len(kept))
	for _, glyph := range kept {
		table = be.AppendUint16(table, f.advances[glyph])
		table = be.AppendUint16(table, uint16(f.bearings[glyph]))
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

func (f *Face) cutMaxp(glyphs int) []byte {
	table := bytes.Clone(f.maxp)
	be.PutUint16(table[4:], uint16(glyphs))
	return table
}
