package pdf

import (
	"fmt"
	"strings"

	"ziping/export/fonts"
)

// inventory is which characters of which faces a document draws, gathered in
// as few fonts as possible: each font costs the library about 2.5 ms, however
// few characters it has. Faces of the same resolution share one.
type inventory struct {
	fonts []*cutFont // in order of first use
	place map[drawn]placed
}

// drawn is a character as a face shows it; a missing one is shown as another.
type drawn struct {
	face        *fonts.Face
	char, shown rune
}

// placed is where a character is found in the file.
type placed struct {
	font int
	code uint16
}

// cutFont is one font of the file; its codes mean nothing outside it, what
// they stand for is written by unicodeMap.
type cutFont struct {
	unitsPerEm int
	glyphs     []fonts.Drawn
	chars      []rune // of the text, for each of glyphs
}

// Codes start where the library treats all alike. None stands beside another:
// the library writes the widths of neighbours in time that grows with the
// square of their number. A full font ends long before the surrogates, and
// before its character map would be too long.
const (
	firstCode = 0x100
	codeStep  = 2
	mostCodes = 8000
)

func takeInventory(pages []*page) inventory {
	inv := inventory{place: map[drawn]placed{}}
	for _, p := range pages {
		for _, r := range p.allRuns() {
			for _, g := range r.glyphs {
				d := drawn{r.face, g.char, g.shown}
				if _, known := inv.place[d]; known {
					continue
				}
				inv.add(d)
			}
		}
	}
	return inv
}

func (inv *inventory) add(d drawn) {
	at := 0
	for at < len(inv.fonts) && !inv.fonts[at].takes(d.face) {
		at++
	}
	if at == len(inv.fonts) {
		inv.fonts = append(inv.fonts, &cutFont{unitsPerEm: d.face.UnitsPerEm()})
	}
	f := inv.fonts[at]
	code := uint16(firstCode + codeStep*len(f.glyphs))
	f.glyphs = append(f.glyphs, fonts.Drawn{Face: d.face, Char: d.shown, Code: code})
	f.chars = append(f.chars, d.char)
	inv.place[d] = placed{font: at, code: code}
}

// takes reports whether another character of a face can join the font.
func (f *cutFont) takes(face *fonts.Face) bool {
	return f.unitsPerEm == face.UnitsPerEm() && len(f.glyphs) < mostCodes
}

// unicodeMap is the ToUnicode CMap of the font: what text its codes stand for
// when it is copied or searched (PDF 32000-1, 9.10.3).
func (f *cutFont) unicodeMap() string {
	const most = 100 // entries in a section
	var out strings.Builder
	out.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo\n<</Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for from := 0; from < len(f.glyphs); from += most {
		to := min(from+most, len(f.glyphs))
		fmt.Fprintf(&out, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			fmt.Fprintf(&out, "<%04X> <%s>\n", f.glyphs[i].Code, hexadecimal(f.chars[i]))
		}
		out.WriteString("endbfchar\n")
	}
	out.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return out.String()
}
