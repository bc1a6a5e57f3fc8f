package fonts

import (
	"bytes"
	"cmp"
	"slices"
)

// Drawn is one character of a cut font: how Face draws Char, under the code
// point Code (1 to 0xFFFE, each used once).
type Drawn struct {
	Face *Face
	Char rune
	Code uint16
}

// Cut makes one small TrueType font of characters of several faces, and
// nothing else; every font in a PDF costs time and space, however small. The
// faces must have the same UnitsPerEm. Characters their face lacks are left
// out. The result is the caller's own.
func Cut(drawn []Drawn) []byte {
	if len(drawn) == 0 {
		return nil
	}
	first := drawn[0].Face
	drawn = slices.DeleteFunc(slices.Clone(drawn), func(d Drawn) bool { return !d.Face.Has(d.Char) })
	slices.SortFunc(drawn, func(a, b Drawn) int { return cmp.Compare(a.Code, b.Code) })
	kept := keptGlyphs{number: map[source]uint16{{first, 0}: 0}, old: []source{{first, 0}}}
	mapped := make([]mapping, len(drawn))
	for i, d := range drawn {
		mapped[i] = mapping{code: d.Code, glyph: kept.add(source{d.Face, d.Face.glyphs[d.Char]})}
	}
	glyf, loca := cutOutlines(&kept)
	return assemble(map[string][]byte{
		"OS/2": os2Table(first.hhea), "cmap": charMapTable(mapped), "glyf": glyf, "loca": loca,
		"head": first.cutHead(), "hhea": first.cutHhea(len(kept.old)), "hmtx": cutMetrics(kept.old),
		"maxp": cutMaxp(kept.old), "name": nameTable(), "post": postTable(),
	})
}

// source is a glyph of a face.
type source struct {
	face  *Face
	glyph uint16
}

// keptGlyphs numbers the glyphs of a cut in the order they are asked for.
type keptGlyphs struct {
	number map[source]uint16
	old    []source
}

func (k *keptGlyphs) add(s source) uint16 {
	if n, ok := k.number[s]; ok {
		return n
	}
	n := uint16(len(k.old))
	k.number[s], k.old = n, append(k.old, s)
	return n
}

// cutOutlines copies the kept glyphs, renumbering the parts of composites;
// parts join the list while it is walked.
func cutOutlines(kept *keptGlyphs) (glyf, loca []byte) {
	loca = be.AppendUint32(nil, 0)
	for i := 0; i < len(kept.old); i++ {
		start, from := len(glyf), kept.old[i]
		glyf = append(glyf, from.face.outline(from.glyph)...)
		copied := glyf[start:]
		parts, _ := components(copied) // whole, as Parse has checked
		for _, at := range parts {
			be.PutUint16(copied[at:], kept.add(source{from.face, be.Uint16(copied[at:])}))
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = be.AppendUint32(loca, uint32(len(glyf)))
	}
	return glyf, loca
}

func cutMetrics(old []source) []byte {
	table := make([]byte, 0, 4*len(old))
	for _, s := range old {
		table = be.AppendUint16(table, s.face.advances[s.glyph])
		table = be.AppendUint16(table, uint16(s.face.bearings[s.glyph]))
	}
	return table
}

func (f *Face) cutHead() []byte {
	table := bytes.Clone(f.head[:headLength])
	be.PutUint32(table[8:], 0)  // checksum, written by assemble's reader if at all
	be.PutUint16(table[50:], 1) // long loca
	return table
}

// cutHhea gives every glyph an advance of its own. gofpdf writes into the font
// it was given when a glyph has none (utf8fontfile.go, getMetrics).
func (f *Face) cutHhea(glyphs int) []byte {
	table := bytes.Clone(f.hhea[:hheaLength])
	be.PutUint16(table[34:], uint16(glyphs))
	return table
}

// cutMaxp takes for every limit the highest of the faces.
func cutMaxp(old []source) []byte {
	table := bytes.Clone(old[0].face.maxp)
	for i, s := range old {
		if i > 0 && s.face == old[i-1].face {
			continue
		}
		for at := maxpLength; at+2 <= min(len(table), len(s.face.maxp)); at += 2 {
			be.PutUint16(table[at:], max(be.Uint16(table[at:]), be.Uint16(s.face.maxp[at:])))
		}
	}
	be.PutUint16(table[4:], uint16(len(old)))
	return table
}
