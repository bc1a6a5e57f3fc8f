package pdf

import (
	"fmt"
	"hash/fnv"
	"math"
	"strconv"

	"ziping/export/fonts"
)

// fontName begins the name of a font among a page's resources.
const fontName = "/F"

// embed adds the objects of a font: a composite font whose codes are the
// numbers of its glyphs (ISO 32000-1, 9.7).
func (f *finish) embed(number int, font *cutFont) error {
	program, ends, err := font.face.Cut(font.shown)
	if err != nil {
		return fmt.Errorf("嵌入字体：%w", err)
	}
	name := subsetName(font.face, program)
	packed, err := outlines.compress(program, ends)
	if err != nil {
		return err
	}
	file := f.addPacked(fmt.Sprintf("/Length1 %d ", len(program)), packed)
	unicode, err := f.addStream("", font.unicodeMap())
	if err != nil {
		return err
	}
	e := font.face.Extent()
	descriptor := f.add(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d]\n"+
		"/ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>",
		name, e.Left, e.Bottom, e.Right, e.Top, e.Ascent, e.Descent, e.Ascent, file))
	descendant := f.add(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n"+
		"/FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW %d /W [%s]>>",
		name, descriptor, commonWidth, font.widths()))
	top := f.add(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H\n"+
		"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, descendant, unicode))
	f.fonts = append(f.fonts, fmt.Sprintf("%s%d %d 0 R\n", fontName, number, top)...)
	return nil
}

// subsetName begins, as that of a part of a font must, with six letters that
// tell it from others (ISO 32000-1, 9.6.4).
func subsetName(face *fonts.Face, program []byte) string {
	hash := fnv.New32a()
	hash.Write(program) // never fails
	sum := hash.Sum32()
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = byte('A' + sum%26)
		sum /= 26
	}
	return string(tag) + "+" + face.PostScriptName()
}

// commonWidth is that of every Han character, in 1/1000 em; others are listed.
const commonWidth = 1000

// widths lists the glyphs of other widths: the first of neighbours and the
// width of each.
func (f *cutFont) widths() []byte {
	var out []byte
	last := -1
	for i, r := range f.shown {
		width := int(math.Round(f.face.Advance(r) * 1000))
		if width == commonWidth {
			continue
		}
		if i != last+1 || len(out) == 0 {
			if len(out) > 0 {
				out = append(out, ']')
			}
			out = append(strconv.AppendInt(out, int64(i+1), 10), '[')
		}
		out = append(strconv.AppendInt(out, int64(width), 10), ' ')
		last = i
	}
	if len(out) > 0 {
		out = append(out, ']')
	}
	return out
}

// unicodeMap is the ToUnicode CMap of the font: what text its codes stand for
// when it is copied or searched (ISO 32000-1, 9.10.3).
func (f *cutFont) unicodeMap() []byte {
	const most = 100 // entries in a section
	out := make([]byte, 0, 400+17*len(f.chars))
	out = append(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo\n<</Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n"+
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"...)
	var text []byte
	for from := 0; from < len(f.chars); from += most {
		to := min(from+most, len(f.chars))
		out = append(strconv.AppendInt(out, int64(to-from), 10), " beginbfchar\n"...)
		for i := from; i < to; i++ {
			code := i + 1
			out = appendHex(append(out, '<'), byte(code>>8), byte(code))
			text = appendUTF16(text[:0], f.chars[i])
			out = appendHex(append(out, "> <"...), text...)
			out = append(out, ">\n"...)
		}
		out = append(out, "endbfchar\n"...)
	}
	return append(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}

func appendHex(out []byte, octets ...byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, octet := range octets {
		out = append(out, digits[octet>>4], digits[octet&15])
	}
	return out
}
