package fonts

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

func roman(tb testing.TB) *Face {
	tb.Helper()
	face, err := Parse("roman", romanFile)
	if err != nil {
		tb.Fatal(err)
	}
	return face
}

func TestParseRefusesWhatCannotBeEmbedded(t *testing.T) {
	restricted := withOS2(t, 0x0002)
	uncut := withOS2(t, 0x0108)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty":        {nil, "文件不完整"},
		"text":         {[]byte("this is not a font at all"), "不是 TrueType 字体"},
		"CFF":          {append([]byte("OTTO"), make([]byte, 40)...), "CFF"},
		"collection":   {append([]byte("ttcf"), make([]byte, 40)...), "字体集合"},
		"no tables":    {append([]byte{0, 1, 0, 0}, make([]byte, 40)...), "缺少 head 表"},
		"half a file":  {romanFile[:len(romanFile)/2], "文件不完整"},
		"no embedding": {restricted, "不允许嵌入"},
		"no cutting":   {uncut, "不允许裁剪"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("某字体", test.data)
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "某字体") {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// withOS2 is the roman face with another embedding permission.
func withOS2(t *testing.T, permission uint16) []byte {
	t.Helper()
	data := bytes.Clone(romanFile)
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		record := data[12+16*i:]
		if string(record[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(data[binary.BigEndian.Uint32(record[8:])+8:], permission)
			return data
		}
	}
	t.Fatal("no OS/2 table")
	return nil
}

func TestMetrics(t *testing.T) {
	face := roman(t)
	if !face.Has('A') || face.Has('国') {
		t.Error("coverage is wrong")
	}
	if got := face.Advance('0'); got != 0.5 {
		t.Errorf("a figure is %.3f em wide, as in Times it should be 0.5", got)
	}
	box, ok := face.Box('A')
	if !ok || box.Bottom != 0 || box.Top < 0.6 || box.Top > 0.7 || box.Right > 0.75 {
		t.Errorf("box of A: %+v %v", box, ok)
	}
	if _, ok := face.Box(' '); ok {
		t.Error("a space has ink")
	}
	if _, ok := face.Box('国'); ok {
		t.Error("a missing character has ink")
	}
}

func TestCutKeepsGlyphsUnderTheirCodes(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	face := set.Face(Kai)
	codes := map[rune]uint16{'国': '国', '预': '预', '𬭎': 0xE000, 'A': 'A', '没': 0xFFFD}
	small := cut(face, codes)
	again := cut(face, codes)
	if !bytes.Equal(small, again) {
		t.Error("two cuts differ")
	}
	cut, err := Parse("cut", small)
	if err != nil {
		t.Fatal(err)
	}
	if len(cut.glyphs) != len(codes) || len(small) > 20_000 {
		t.Errorf("%d characters in %d bytes", len(cut.glyphs), len(small))
	}
	for r, code := range codes {
		got, _ := cut.Box(rune(code))
		want, _ := face.Box(r)
		if got != want || cut.Advance(rune(code)) != face.Advance(r) {
			t.Errorf("%c changed: %+v, want %+v", r, got, want)
		}
	}
	if cut.Centre() != face.Centre() {
		t.Error("the centre moved")
	}
}

func TestCutBringsThePartsOfComposites(t *testing.T) {
	face := roman(t)
	composite := rune(0)
	for r := rune(0xC0); r < 0x100; r++ {
		if parts, _ := components(face.outline(face.glyphs[r])); len(parts) > 0 {
			composite = r
			break
		}
	}
	if composite == 0 {
		t.Fatal("the face has no composites: take another for this test")
	}
	cut, err := Parse("cut", cut(face, map[rune]uint16{composite: uint16(composite)}))
	if err != nil {
		t.Fatal(err)
	}
	if glyphs := len(cut.loca) - 1; glyphs < 3 {
		t.Errorf("%c was cut to %d glyphs", composite, glyphs)
	}
	if _, ok := face.Outline(composite); ok {
		t.Error("a composite has an outline of its own")
	}
}

func TestCutOfNothingIsStillAFont(t *testing.T) {
	// No characters are left, so there is nothing to map.
	small := cut(roman(t), map[rune]uint16{'国': '国'})
	face, err := Parse("cut", small)
	if err != nil {
		t.Fatal(err)
	}
	if len(face.glyphs) != 0 {
		t.Errorf("%d characters", len(face.glyphs))
	}
}

// The last table of a cut must end on four bytes and every glyph have its own
// advance, or gofpdf would write into the bytes.
func TestCutIsPadded(t *testing.T) {
	small := cut(roman(t), map[rune]uint16{'A': 'A', 'B': 'B', 'é': 'é'})
	for i := range int(be.Uint16(small[4:])) {
		record := small[12+16*i:]
		if be.Uint32(record[12:])%4 != 0 {
			t.Errorf("table %s is not padded", record[:4])
		}
	}
	face, err := Parse("cut", small)
	if err != nil {
		t.Fatal(err)
	}
	if full := int(be.Uint16(face.hhea[34:])); full != len(face.loca)-1 {
		t.Errorf("%d advances for %d glyphs", full, len(face.loca)-1)
	}
}

func TestOutlineFillsTheBox(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	face := set.Face(Hei)
	for _, r := range "草稿" {
		contours, ok := face.Outline(r)
		if !ok || len(contours) < 2 {
			t.Fatalf("%c has %d contours", r, len(contours))
		}
		box, _ := face.Box(r)
		top, right := 0.0, 0.0
		for _, contour := range contours {
			for _, p := range contour {
				top, right = max(top, p.Y), max(right, p.X)
			}
		}
		if math.Abs(top-box.Top) > 0.001 || math.Abs(right-box.Right) > 0.001 {
			t.Errorf("%c reaches to %.3f, %.3f, its box to %.3f, %.3f", r, right, top, box.Right, box.Top)
		}
	}
}

// FuzzParse: damaged files give errors, never a panic, then or later.
func FuzzParse(f *testing.F) {
	f.Add(romanFile)
	f.Add(romanFile[:len(romanFile)-100])
	f.Add(cut(roman(f), map[rune]uint16{'A': 'A', 'é': 'é'}))
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := Parse("fuzz", data)
		if err != nil {
			return
		}
		codes := map[rune]uint16{}
		for r := range face.glyphs {
			face.Advance(r)
			face.Box(r)
			face.Outline(r)
			if len(codes) < 50 && r > 0 && r < 0xFFFF {
				codes[r] = uint16(r)
			}
		}
		if _, err := Parse("cut", cut(face, codes)); err != nil {
			t.Errorf("the cut of an accepted face is refused: %v", err)
		}
	})
}

// cut makes a font of characters of one face.
func cut(face *Face, codes map[rune]uint16) []byte {
	var drawn []Drawn
	for r, code := range codes {
		drawn = append(drawn, Drawn{face, r, code})
	}
	return Cut(drawn)
}
