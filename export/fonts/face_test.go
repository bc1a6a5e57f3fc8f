package fonts

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode"
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

func TestCutNumbersGlyphsInOrder(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	face := set.Face(Kai)
	text := []rune("国预𬭎A没国")
	small := cut(t, face, text...)
	if again := cut(t, face, text...); !bytes.Equal(small, again) {
		t.Error("two cuts differ")
	}
	got := uncut(t, small)
	if glyphs := len(got.loca) - 1; glyphs != len(text)+1 || len(small) > 20_000 {
		t.Errorf("%d glyphs in %d bytes", glyphs, len(small))
	}
	for i, r := range text {
		number, of := uint16(i+1), face.glyphs.of(r)
		if !bytes.Equal(bytes.TrimRight(got.outline(number), "\x00"), bytes.TrimRight(face.outline(of), "\x00")) {
			t.Errorf("%c looks otherwise", r)
		}
		if got.advances[number] != face.advances[of] || got.bearings[number] != face.bearings[of] {
			t.Errorf("%c has other metrics", r)
		}
	}
}

func TestCutBringsThePartsOfComposites(t *testing.T) {
	face := roman(t)
	composite := rune(0)
	for r := rune(0xC0); r < 0x100; r++ {
		if parts, _ := components(face.outline(face.glyphs.of(r))); len(parts) > 0 {
			composite = r
			break
		}
	}
	if composite == 0 {
		t.Fatal("the face has no composites: take another for this test")
	}
	once, twice := uncut(t, cut(t, face, composite)), uncut(t, cut(t, face, composite, composite))
	if glyphs := len(once.loca) - 1; glyphs < 3 {
		t.Errorf("%c was cut to %d glyphs", composite, glyphs)
	}
	if len(twice.loca) != len(once.loca)+1 {
		t.Error("the parts of a character drawn twice are there twice")
	}
	if _, ok := face.Outline(composite); ok {
		t.Error("a composite has an outline of its own")
	}
}

func TestCutRefusesWhatNoFontHolds(t *testing.T) {
	if _, _, err := roman(t).Cut(nil); err == nil {
		t.Error("a font of nothing")
	}
	if _, _, err := roman(t).Cut(make([]rune, math.MaxUint16+1)); err == nil {
		t.Error("a font of more than 65535 glyphs")
	}
}

func TestPostScriptName(t *testing.T) {
	if got := roman(t).PostScriptName(); got != "ZipingRoman-Regular" {
		t.Errorf("the Latin face is called %s", got)
	}
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"FangSong_GB2312"}, "FangSong_GB2312"},
		{[]string{"仿宋", "FangSong"}, "FangSong"},
		{[]string{"Times New Roman (1)/%#"}, "TimesNewRoman1"},
		{[]string{"仿宋", ""}, namelessFace},
		{nil, namelessFace},
		{[]string{strings.Repeat("A", 100)}, strings.Repeat("A", longestName)},
	} {
		if got := plainName(test.names); got != test.want {
			t.Errorf("%q become %s, want %s", test.names, got, test.want)
		}
	}
}

func TestCutIsWholeAndSummedUp(t *testing.T) {
	small := cut(t, roman(t), 'A', 'B', 'é', '国')
	if len(small)%4 != 0 || checksum(small) != checksumWhole {
		t.Errorf("%d bytes, checksum %X", len(small), checksum(small))
	}
	for i := range int(be.Uint16(small[4:])) {
		record := small[sfntHeader+tableRecord*i:]
		start, length := be.Uint32(record[8:]), be.Uint32(record[12:])
		sum := checksum(small[start : start+length])
		if string(record[:4]) == "head" {
			sum -= be.Uint32(small[start+checksumAt:])
		}
		if start%4 != 0 || be.Uint32(record[4:]) != sum {
			t.Errorf("table %s at %d: checksum %X", record[:4], start, sum)
		}
	}
	if face := uncut(t, small); int(be.Uint16(face.hhea[34:])) != len(face.loca)-1 {
		t.Error("a glyph has no advance of its own")
	}
}

func TestExtent(t *testing.T) {
	e := roman(t).Extent()
	if e.Ascent < 800 || e.Ascent > 950 || e.Descent > -150 || e.Left >= e.Right || e.Bottom >= e.Top {
		t.Errorf("%+v", e)
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
	f.Fuzz(func(t *testing.T, data []byte) {
		face, err := Parse("fuzz", data)
		if err != nil {
			return
		}
		var drawn []rune
		for r := rune(0); r <= unicode.MaxRune && len(drawn) < 50; r++ {
			if face.Has(r) {
				face.Advance(r)
				face.Box(r)
				face.Outline(r)
				drawn = append(drawn, r)
			}
		}
		face.Extent()
		if len(drawn) > 0 {
			uncut(t, cut(t, face, drawn...))
		}
	})
}

// cut makes a font of characters of one face.
func cut(tb testing.TB, face *Face, characters ...rune) []byte {
	tb.Helper()
	data, _, err := face.Cut(characters)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// uncut reads a cut font, which has no character map, back.
func uncut(tb testing.TB, data []byte) *Face {
	tb.Helper()
	tables, err := readTables(data)
	if err != nil {
		tb.Fatal(err)
	}
	face := &Face{glyf: tables["glyf"]}
	for _, step := range []func(map[string][]byte) error{face.readHead, face.readLoca, face.readMetrics, face.checkComposites} {
		if err := step(tables); err != nil {
			tb.Fatalf("the cut of an accepted face is refused: %v", err)
		}
	}
	return face
}
