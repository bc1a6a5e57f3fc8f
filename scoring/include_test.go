package scoring_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/load"
)

const sharedFile = `topics:
  - name: ratio
    causes: [甲数偏小]
    measures: [增加甲数]
field_groups:
  - name: more
    fields:
      - {code: extra, label: 另外, kind: money}
checks:
  - {id: B01, title: 偏低, severity: warning, topic: ratio, condition: a < b, message: '甲 {a} 小于乙 {b}'}
  - {id: B01.half, title: 过低, severity: error, topic: ratio, condition: a < b / 2, message: 甲不到乙的一半}
  - {id: B02, title: 共用, severity: note, condition: extra > a, message: '另外 {extra}', causes: [漏报], measures: [补报]}
  - {id: B02.other, title: 共用, severity: note, condition: extra > b, message: '另外 {extra}'}
  - {id: A17, title: 得分不符, severity: error, each: indicator, condition: claim(indicator) != points(indicator), message: '{indicator_name(indicator)}报 {claim(indicator)|points} 分，应得 {points(indicator)|points} 分：{working(indicator)}'}
`

func sharing(t *testing.T, extra string) (*scoring.Pack, error) {
	t.Helper()
	yaml := change(t, "version: 1", "version: 1\ninclude: [shared/all.yaml]\n"+extra)
	yaml = strings.Replace(yaml, "    fields:\n", "    fields:\n      - use: more\n", 1)
	yaml = strings.Replace(yaml, "    name: 某项\n", "    name: 某项\n    topic: ratio\n", 1)
	return load.Pack(fstest.MapFS{
		"small/pack.yaml": {Data: []byte(yaml)}, "small/report.md": {Data: []byte("# {{unit}}\n")}, "shared/all.yaml": {Data: []byte(sharedFile)},
	}, "small")
}

func TestSharedDefinitions(t *testing.T) {
	p, err := sharing(t, "")
	if err != nil {
		t.Fatal(err)
	}
	if p.Report != "# {{unit}}\n" {
		t.Errorf("report %q", p.Report)
	}
	if f, ok := p.Field("extra"); !ok || f.Label != "另外" {
		t.Error("the group's field is not there")
	}
	x, _ := p.Indicator("X1")
	if diff := cmp.Diff([]string{"甲数偏小"}, x.Causes); diff != "" {
		t.Error(diff)
	}
	var keys []string
	for _, c := range p.Checks {
		keys = append(keys, c.ID)
		if c.ID != "A02" && c.ID[:3] != "A17" && (len(c.Causes) != 1 || len(c.Measures) != 1) {
			t.Errorf("%s: causes %v, measures %v", c.ID, c.Causes, c.Measures)
		}
	}
	if diff := cmp.Diff([]string{"B01", "B01.half", "B02", "B02.other", "A17.X1", "A17.Y1", "A02"}, keys); diff != "" {
		t.Error(diff)
	}
	if got := p.Reads("a"); !cmp.Equal(got.Indicators, []string{"X1"}) || !cmp.Equal(got.Checks, []string{"B01", "B01.half", "B02", "A17.X1", "A02"}) {
		t.Errorf("readers of a: %+v", got)
	}
	e := scoring.Evaluation{
		Facts:  scoring.Facts{"a": num("1"), "b": num("4"), "rest": num("90")},
		Claims: scoring.Claims{Points: map[string]decimal.Decimal{"X1": num("3").Number, "Y1": num("90").Number}},
	}
	r := scoring.Evaluate(p, e)
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Check+" "+f.Indicator+" "+f.Message)
	}
	want := []string{
		"A17 X1 某项报 3 分，应得 2.5 分：1 ÷ 4 = 25%，按比例计分，10 × 25%，得 2.5 分",
		"B01 X1 甲不到乙的一半", "B01 X1 甲 1 小于乙 4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWithoutDropsSharedChecks(t *testing.T) {
	for without, want := range map[string][]string{
		"[B01]":           {"B02", "B02.other", "A17.X1", "A17.Y1", "A02"},
		"[B01.half, A17]": {"B01", "B02", "B02.other", "A02"},
	} {
		p, err := sharing(t, "without: "+without)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, c := range p.Checks {
			keys = append(keys, c.ID)
		}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("without %s: %s", without, diff)
		}
	}
}

// A shared check that reads a code the pack does not have is a defect, told at the author's own
// line with what to do without.
func TestSharedCheckOnAnUnknownCode(t *testing.T) {
	yaml := change(t, "version: 1", "version: 1\ninclude: [shared/all.yaml]")
	_, err := load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}, "shared/all.yaml": {Data: []byte(sharedFile)}}, "small")
	got := strings.Join(defectsOf(t, err), "\n")
	const want = "small/pack.yaml:4: 没有“extra”这一题，共用的检查 B02、B02.other 要用到它；补上这一题，或写 without: [B02, B02.other]"
	if !strings.Contains(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestLoadWithoutPack(t *testing.T) {
	if _, err := load.Pack(fstest.MapFS{}, "small"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	for _, text := range []string{"", "# nothing\n", "---\n---\n", "[1]", "a: b: c"} {
		if _, err := loadYAML(text); err == nil {
			t.Errorf("%q loads", text)
		} else {
			defectsOf(t, err)
		}
	}
}

const sharedParts = `sections:
  - {code: more, title: 更多, fields: [{code: extra, label: 另外, kind: money}]}
indicators:
  - {code: X1, level1: 甲, level2: 甲一, name: 某项, max: 10, provenance: seen, sources: [原表], note: 原注, formula: a / b, percent: true, rule: {kind: proportion}}
claims:
  - {code: part, label: 另外占比, formula: extra / b, percent: true}
`

// Sections, indicators and claims of a fragment stand in the pack where it uses them, with
// the pack's own sources and note.
func TestSharedParts(t *testing.T) {
	loaded := func(section, row string) (*scoring.Pack, error) {
		yaml := change(t, "version: 1", "version: 1\nreport: shared/form.md\ninclude: [shared/parts.yaml]")
		yaml = strings.Replace(yaml, "blocks:\n", "  - "+section+"\nblocks:\n", 1)
		from := strings.Index(yaml, "  - code: X1\n")
		to := strings.Index(yaml, "  - {code: Y1")
		yaml = yaml[:from] + "  - " + row + "\n" + yaml[to:]
		return load.Pack(fstest.MapFS{
			"small/pack.yaml": {Data: []byte(yaml)}, "shared/parts.yaml": {Data: []byte(sharedParts)}, "shared/form.md": {Data: []byte("# {{year}}\n")},
		}, "small")
	}
	p, err := loaded("use: more", "{use: X1, sources: [复印件]}")
	if err != nil {
		t.Fatal(err)
	}
	x, _ := p.Indicator("X1")
	if s, ok := p.SectionOf("extra"); !ok || s.Title != "更多" || x.Note != "原注" || !cmp.Equal(x.Sources, []string{"复印件"}) || p.Report != "# {{year}}\n" {
		t.Errorf("section %+v, indicator %+v, report %q", s, x, p.Report)
	}
	if c, ok := p.Claim("part"); !ok || c.Label != "另外占比" {
		t.Error("the fragment's claim is not there")
	}
	if p, err = loaded("use: more", "{use: X1, note: 另注}"); err != nil {
		t.Fatal(err)
	}
	if x, _ = p.Indicator("X1"); x.Note != "另注" || !cmp.Equal(x.Sources, []string{"原表"}) {
		t.Errorf("indicator %+v", x)
	}
	for _, c := range []struct{ section, row, want string }{
		{"use: mores", "use: X1", "没有代码为“mores”的共用定义；是不是“more”？"},
		{"use: more", "use: X9", "没有代码为“X9”的共用定义"},
		{"use: more", "{use: X1, max: 9}", "不认识“max”"},
	} {
		_, err := loaded(c.section, c.row)
		if got := strings.Join(defectsOf(t, err), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
	}
	yaml := change(t, "version: 1", "version: 1\nreport: shared/none.md")
	_, err = load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}}, "small")
	if got := strings.Join(defectsOf(t, err), "\n"); !strings.Contains(got, "没有“shared/none.md”这个文件") {
		t.Error(got)
	}
}

// A shared check over a list the pack does not have is a defect like any other.
func TestSharedCheckOnAnUnknownList(t *testing.T) {
	const check = "checks: [{id: B09, title: 某, severity: note, condition: 'rows_matching(lists, \"name\", \"路\") > 0', message: 某}]\n"
	yaml := change(t, "version: 1", "version: 1\ninclude: [shared/all.yaml]")
	_, err := load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}, "shared/all.yaml": {Data: []byte(check)}}, "small")
	if got := strings.Join(defectsOf(t, err), "\n"); !strings.Contains(got, "没有“lists”这一题，共用的检查 B09 要用到它") {
		t.Error(got)
	}
}
