package fonts

import (
	"maps"
	"math/bits"
	"slices"
)

// mapping is one character of a cut font.
type mapping struct{ code, glyph uint16 }

// charMapTable writes a format 4 cmap, the only one gofpdf reads: a segment
// for every run in which code and glyph go up together.
func charMapTable(mapped []mapping) []byte {
	type segment struct{ first, last, delta uint16 }
	var segments []segment
	for _, m := range mapped {
		if n := len(segments); n > 0 && segments[n-1].last+1 == m.code && segments[n-1].delta == m.glyph-m.code {
			segments[n-1].last = m.code
			continue
		}
		segments = append(segments, segment{m.code, m.code, m.glyph - m.code})
	}
	segments = append(segments, segment{0xFFFF, 0xFFFF, 1})

	count := len(segments)
	power := bits.Len(uint(count)) - 1
	length := 16 + 8*count
	table := appendUint16s(nil, 0, 1, 3, 1, 0, 12) // one subtable: Windows, Unicode BMP
	table = appendUint16s(table, 4, uint16(length), 0, uint16(2*count),
		uint16(2<<power), uint16(power), uint16(2*count-2<<power))
	for _, s := range segments {
		table = appendUint16s(table, s.last)
	}
	table = appendUint16s(table, 0)
	for _, s := range segments {
		table = appendUint16s(table, s.first)
	}
	for _, s := range segments {
		table = appendUint16s(table, s.delta)
	}
	for range segments {
		table = appendUint16s(table, 0)
	}
	return table
}

func appendUint16s(table []byte, values ...uint16) []byte {
	for _, v := range values {
		table = be.AppendUint16(table, v)
	}
	return table
}

// os2Table is a version 0 table of a plain, freely embeddable face; gofpdf
// takes the ascent and descent of the descriptor from it.
func os2Table(hhea []byte) []byte {
	const length = 78
	table := make([]byte, length)
	be.PutUint16(table[4:], 400)     // weight
	be.PutUint16(table[6:], 5)       // width: medium
	copy(table[68:72], hhea[4:8])    // typographic ascender, descender
	be.PutUint16(table[64:], 0x0020) // first character
	be.PutUint16(table[66:], 0xFFFF) // last character
	copy(table[74:76], hhea[4:6])    // winAscent
	negated := -int16(be.Uint16(hhea[6:]))
	be.PutUint16(table[76:], uint16(negated))
	return table
}

func postTable() []byte {
	table := make([]byte, 32)
	be.PutUint32(table, 0x00030000)
	return table
}

// nameTable has no names; a PDF needs none.
func nameTable() []byte { return appendUint16s(nil, 0, 0, 6) }

// assemble joins tables, sorted by tag and padded to four bytes, into a font.
// Checksums stay zero: PDF readers do not look at them, and the library
// computes those of the font it finally embeds.
func assemble(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	count := len(tags)
	power := bits.Len(uint(count)) - 1
	font := be.AppendUint32(nil, sfntTrueType)
	font = appendUint16s(font, uint16(count), uint16(16<<power), uint16(power), uint16(16*count-16<<power))
	offset := sfntHeader + count*tableRecord
	for _, tag := range tags {
		font = append(font, tag...)
		font = be.AppendUint32(font, 0)
		font = be.AppendUint32(font, uint32(offset))
		font = be.AppendUint32(font, uint32(padded(len(tables[tag]))))
		offset += padded(len(tables[tag]))
	}
	for _, tag := range tags {
		font = append(font, tables[tag]...)
		font = append(font, make([]byte, padded(len(tables[tag]))-len(tables[tag]))...)
	}
	return font
}

// padded rounds up to four. The padding is counted into the table's length
// because gofpdf would otherwise append to the shared bytes (generateChecksum).
func padded(length int) int { return (length + 3) &^ 3 }
