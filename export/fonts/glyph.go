package fonts

import "fmt"

// The glyf table: OpenType specification, "glyf".
const (
	glyphHeader = 10

	argsAreWords   = 0x0001
	hasScale       = 0x0008
	moreComponents = 0x0020
	hasXYScale     = 0x0040
	hasTwoByTwo    = 0x0080
)

// components gives the offsets of the glyph numbers inside a composite glyph;
// none for a simple one. ok is false when the glyph is cut short.
func components(glyph []byte) (at []int, ok bool) {
	if len(glyph) == 0 {
		return nil, true
	}
	if len(glyph) < glyphHeader {
		return nil, false
	}
	if int16(be.Uint16(glyph)) >= 0 {
		return nil, true
	}
	for offset := glyphHeader; ; {
		if offset+4 > len(glyph) {
			return nil, false
		}
		flags := be.Uint16(glyph[offset:])
		at = append(at, offset+2)
		offset += 4 + componentArguments(flags)
		if flags&moreComponents == 0 {
			return at, true
		}
	}
}

func componentArguments(flags uint16) int {
	size := 2
	if flags&argsAreWords != 0 {
		size = 4
	}
	switch {
	case flags&hasScale != 0:
		size += 2
	case flags&hasXYScale != 0:
		size += 4
	case flags&hasTwoByTwo != 0:
		size += 8
	}
	return size
}

// checkComposites makes sure that every part of a composite exists, so that
// cutting cannot fail.
func (f *Face) checkComposites(map[string][]byte) error {
	for i := range len(f.loca) - 1 {
		glyph := f.outline(uint16(i))
		parts, ok := components(glyph)
		if !ok {
			return fmt.Errorf("第 %d 个字形不完整", i)
		}
		for _, at := range parts {
			if int(be.Uint16(glyph[at:])) >= len(f.loca)-1 {
				return fmt.Errorf("第 %d 个字形引用了不存在的字形", i)
			}
		}
	}
	return nil
}
