package fonts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample has characters of every block that reports use: the three levels of
// the 8105, two of them beyond the basic plane, names of units, symbols.
const sample = "一乙国镇绩效评价街道啰瞭鬱𬭎𫖯䶮，。、；：？！“”‘’《》〈〉（）【】〔〕—…·～％‰℃㎡①②⑳ⅠⅡ±×÷≥≤≠≈√〇○●★〓￥ＡａΑαβ→↑"

func TestBuiltinFacesCoverOfficeChinese(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range []Role{Title, Body, Kai, Hei, Song} {
		for _, r := range sample {
			if !set.Face(role).Has(r) && r != '鬱' {
				t.Errorf("%v lacks %c", role, r)
			}
		}
		if covered := set.Face(role).glyphs.count; covered < 9900 {
			t.Errorf("%v covers %d characters", role, covered)
		}
		if centre := set.Face(role).Centre(); centre < 0.3 || centre > 0.4 {
			t.Errorf("%v: centre %.3f", role, centre)
		}
		for _, r := range "“”‘’—，。国" {
			if width := set.Face(role).Advance(r); width != 1 {
				t.Errorf("%v: %c is %.3f em wide", role, r, width)
			}
		}
	}
}

func TestPick(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		role Role
		r    rune
		want Role
		ok   bool
	}{
		{Body, '国', Body, true}, {Body, '8', Roman, true}, {Body, 'é', Roman, true}, {Kai, '(', Roman, true},
		{Song, '%', Roman, true}, {Title, '8', Title, true}, {Hei, 'A', Hei, true},
		{Body, '—', Body, true}, {Body, '×', Body, true}, {Body, '😀', Body, false}, {Roman, '国', Song, true},
	} {
		face, ok := set.Pick(test.role, test.r)
		if ok != test.ok || face != set.Face(test.want) {
			t.Errorf("%c as %v: %s %v, want %v", test.r, test.role, face.Name(), ok, test.want)
		}
	}
}

func TestLoadTakesTheOfficesOwnFaces(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string][]byte{
		"simfang.ttf":     romanFile, // recognised by the file name; lacks all Han
		"FZXBSJW.TTF":     titleFile,
		"simkai.ttf":      romanFile[:100],
		"simsun.ttc":      append([]byte("ttcf"), make([]byte, 100)...),
		"仿宋_GB2312 2.ttf": romanFile,
		"unknown.ttf":     kaiFile,
		"readme.txt":      []byte("说明"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	set, notes, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, note := range notes {
		got[note.File] = note.Text
	}
	for file, want := range map[string]string{
		"simfang.ttf": "用作仿宋", "FZXBSJW.TTF": "用作小标宋", "simkai.ttf": "未使用：字体 simkai.ttf：文件不完整",
		"simsun.ttc": "字体集合", "仿宋_GB2312 2.ttf": "未使用：仿宋已有 simfang.ttf", "unknown.ttf": "未使用：认不出",
	} {
		if !strings.Contains(got[file], want) {
			t.Errorf("%s: note %q, want %q", file, got[file], want)
		}
	}
	if len(notes) != 6 {
		t.Errorf("%d notes: %v", len(notes), notes)
	}
	base, _ := Builtin()
	if face, ok := set.Pick(Body, '国'); !ok || face != base.Face(Body) {
		t.Error("a character the office's face lacks does not come from the built-in one")
	}
	if set.Face(Body) == base.Face(Body) || set.Face(Kai) != base.Face(Kai) {
		t.Error("the wrong faces are replaced")
	}
}

func TestLoadWithoutAFolder(t *testing.T) {
	base, _ := Builtin()
	if set, notes, err := Load(""); set != base || notes != nil || err != nil {
		t.Errorf("no folder gives %v %v", notes, err)
	}
	if _, _, err := Load(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "字体文件夹") {
		t.Errorf("a missing folder gives %v", err)
	}
}

func TestRecogniseByFamilyName(t *testing.T) {
	for name, want := range map[string]Role{
		"方正小标宋简体": Title, "仿宋_GB2312": Body, "FangSong": Body, "楷体_GB2312": Kai, "KaiTi": Kai,
		"黑体": Hei, "SimHei": Hei, "宋体": Song, "SimSun": Song, "Times New Roman": Roman,
	} {
		if role, ok := recognise(&Face{names: []string{name}}, "x.ttf"); !ok || role != want {
			t.Errorf("%s is taken for %v", name, role)
		}
	}
	if _, ok := recognise(&Face{names: []string{"微软雅黑"}}, "msyh.ttf"); ok {
		t.Error("微软雅黑 is none of them")
	}
}
