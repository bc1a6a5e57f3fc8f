package fonts

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// Cut makes a small TrueType font that draws the given characters and nothing
// else. The keys of codes are characters of the face, the values the code
// points (1 to 0xFFFE, each used once) they get in the new font; so a
// character beyond the basic plane can be given a private code. Characters the
// face lacks are left out. The result is the caller's own.
func (f *Face) Cut(codes map[rune]uint16) []byte {
	type entry struct{ code, glyph uint16 }
	var entries []entry
	for _, r := range slices.Sorted(maps.Keys(codes)) {
		if glyph := f.glyphs[r]; glyph != 0 {
			entries = append(entries, entry{codes[r], glyph})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.code, b.code) })
	kept := keptGlyphs{number: map[uint16]uint16{0: 0}, old: []uint16{0}}
	mapped := make([]mapping, len(entries))
	for i, e := range entries {
		mapped[i] = mapping{code: e.code, glyph: kept.add(e.glyph)}
	}
	glyf, loca := f.cutOutlines(&kept)
	return assemble(map[string][]byte{
		"OS/2": os2Table(f.hhea), "cmap": charMapTable(mapped), "glyf": glyf, "loca": loca,
		"head": f.cutHead(), "hhea": f.cutHhea(len(kept.old)), "hmtx": f.cutMetrics(kept.old),
		"maxp": f.cutMaxp(len(kept.old)), "name": nameTable(), "post": postTable(),
	})
}

// keptGlyphs numbers the glyphs of a cut in the order they are asked for.
type keptGlyphs struct {
	number map[uint16]uint16
	old    []uint16
}

func (k *keptGlyphs) add(glyph uint16) uint16 {
	if n, ok := k.number[glyph]; ok {
		return n
	}
	n := uint16(len(k.old))
	k.number[glyph], k.old = n, append(k.old, glyph)
	return n
}

// cutOutlines copies the kept glyphs, renumbering the parts of composites;
// parts join the list while it is walked.
func (f *Face) cutOutlines(kept *keptGlyphs) (glyf, loca []byte) {
	loca = be.AppendUint32(nil, 0)
	for i := 0; i < len(kept.old); i++ {
		start := len(glyf)
		glyf = append(glyf, f.outline(kept.old[i])...)
		copied := glyf[start:]
		parts, _ := components(copied) // whole, as Parse has checked
		for _, at := range parts {
			be.PutUint16(copied[at:], kept.add(be.Uint16(copied[at:])))
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = be.AppendUint32(loca, uint32(len(glyf)))
	}
	return glyf, loca
}

func (f *Face) cutMetrics(old []uint16) []byte {
	table := make([]byte, 0, 4*len(old))
	for _, glyph := range old {
		table = be.AppendUint16(table, f.advances[glyph])
		table = be.AppendUint16(table, uint16(f.bearings[glyph]))
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

func (f *Face) cutMaxp(glyphs int) []byte {
	table := bytes.Clone(f.maxp)
	be.PutUint16(table[4:], uint16(glyphs))
	return table
}
