package fonts

import (
	"errors"
	"unicode"
)

// glyphMap finds the glyph of a character by its higher and its lower bits.
type glyphMap struct {
	blocks [(unicode.MaxRune + 1) >> blockBits]*[1 << blockBits]uint16
	count  int
}

const blockBits = 8

// of is the glyph of r, 0 without one.
func (m *glyphMap) of(r rune) uint16 {
	if r < 0 || r > unicode.MaxRune {
		return 0
	}
	block := m.blocks[r>>blockBits]
	if block == nil {
		return 0
	}
	return block[r&(1<<blockBits-1)]
}

func (m *glyphMap) set(r rune, glyph uint16) {
	block := m.blocks[r>>blockBits]
	if block == nil {
		block = new([1 << blockBits]uint16)
		m.blocks[r>>blockBits] = block
	}
	place := &block[r&(1<<blockBits-1)]
	if *place == 0 {
		m.count++
	}
	*place = glyph
}

// readCharacterMap reads the widest Unicode subtable of cmap: format 12 before
// format 4 (OpenType specification, "cmap").
func (f *Face) readCharacterMap(tables map[string][]byte) error {
	table := tables["cmap"]
	if len(table) < 4 {
		return errors.New("文件不完整：cmap 表太短")
	}
	count := int(be.Uint16(table[2:]))
	if len(table) < 4+8*count {
		return errors.New("文件不完整：cmap 表太短")
	}
	var basic, wide []byte
	for i := range count {
		record := table[4+8*i:]
		platform, encoding := be.Uint16(record), be.Uint16(record[2:])
		forUnicode := platform == 0 || platform == 3 && (encoding == 1 || encoding == 10)
		start := uint64(be.Uint32(record[4:]))
		if !forUnicode || start+4 > uint64(len(table)) {
			continue
		}
		switch subtable := table[start:]; be.Uint16(subtable) {
		case 4:
			basic = subtable
		case 12:
			wide = subtable
		}
	}
	switch {
	case wide != nil:
		return f.readGroups(wide)
	case basic != nil:
		return f.readSegments(basic)
	}
	return errors.New("没有 Unicode 字符表")
}

func (f *Face) enter(r rune, glyph int) {
	// A map entry beyond the last glyph means "missing".
	if glyph > 0 && glyph < len(f.loca)-1 {
		f.glyphs.set(r, uint16(glyph))
	}
}

// readGroups reads format 12.
func (f *Face) readGroups(table []byte) error {
	if len(table) < 16 {
		return errors.New("文件不完整：cmap 表太短")
	}
	groups := int(be.Uint32(table[12:]))
	if groups > (len(table)-16)/12 {
		return errors.New("文件不完整：cmap 表太短")
	}
	mapped := uint32(0)
	for i := range groups {
		group := table[16+12*i:]
		first, last, glyph := be.Uint32(group), be.Uint32(group[4:]), be.Uint32(group[8:])
		if last < first || last > unicode.MaxRune || last-first > 0xFFFF || glyph > 0xFFFF {
			return errors.New("cmap 表有错")
		}
		// Groups do not overlap; a damaged table must not take for ever.
		if mapped += last - first + 1; mapped > unicode.MaxRune {
			return errors.New("cmap 表有错")
		}
		for r := first; r <= last; r++ {
			f.enter(rune(r), int(glyph+r-first))
		}
	}
	return nil
}

// readSegments reads format 4.
func (f *Face) readSegments(table []byte) error {
	if len(table) < 16 {
		return errors.New("文件不完整：cmap 表太短")
	}
	segments := int(be.Uint16(table[6:])) / 2
	if len(table) < 16+8*segments {
		return errors.New("文件不完整：cmap 表太短")
	}
	ends, starts := table[14:], table[16+2*segments:]
	deltas, offsets := table[16+4*segments:], table[16+6*segments:]
	for s := range segments {
		first, last := int(be.Uint16(starts[2*s:])), int(be.Uint16(ends[2*s:]))
		delta, offset := int(be.Uint16(deltas[2*s:])), int(be.Uint16(offsets[2*s:]))
		for r := first; r <= last && r != 0xFFFF; r++ {
			if offset == 0 {
				f.enter(rune(r), (r+delta)&0xFFFF)
				continue
			}
			at := 2*s + offset + 2*(r-first)
			if at+2 > len(offsets) {
				return errors.New("文件不完整：cmap 表太短")
			}
			if glyph := int(be.Uint16(offsets[at:])); glyph != 0 {
				f.enter(rune(r), (glyph+delta)&0xFFFF)
			}
		}
	}
	return nil
}
