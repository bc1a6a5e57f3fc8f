package scoring_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/answers"
)

func TestCarryOver(t *testing.T) {
	p := mustLoad(t, strings.NewReplacer(
		"label: 甲数, ", "label: 甲数, carry_over: b, ", "label: 说明, kind: text", "label: 说明, kind: text, carry_over: true, since: 1").Replace(smallPack))
	for code, want := range map[string]string{"a": "b", "note": "note", "b": ""} {
		if f, _ := p.Field(code); f.LastYear() != want {
			t.Errorf("%s is taken from %q, want %q", code, f.LastYear(), want)
		}
	}
	for from, want := range map[string]string{
		"none": "small/pack.yaml:12: 沿用上年的“none”不是字段代码；是不是“note”？",
		"n":    "small/pack.yaml:12: 字段“a”不能沿用上年的“n”：类型是 count，不是 money；换一个类型相同的字段（列表只能沿用自己，写 true）",
	} {
		_, err := loadYAML(strings.Replace(smallPack, "label: 甲数, ", "label: 甲数, carry_over: "+from+", ", 1))
		if diff := cmp.Diff([]string{want}, defectsOf(t, err)); diff != "" {
			t.Error(diff)
		}
	}
	_, err := loadYAML(strings.Replace(smallPack, "label: 金额, ", "label: 金额, carry_over: a, ", 1))
	if diff := cmp.Diff([]string{"small/pack.yaml:26: 列“sum”不能沿用上年的“a”；列写 true 或删去，只有字段能沿用别的字段"}, defectsOf(t, err)); diff != "" {
		t.Error(diff)
	}
}

// Fields and columns keep their answers under other codes, in answers files too.
func TestRenamesOfColumns(t *testing.T) {
	p := mustLoad(t, change(t, "version: 1", "version: 2\nrenames: {items: list, list.money: list.sum, alpha: a}"))
	for old, want := range map[string]string{
		"items": "list", "items.money": "list.sum", "list.money": "list.sum", "items.name": "list.name", "alpha": "a", "other": "other",
	} {
		if got := p.Now(old); got != want {
			t.Errorf("%s is %s now, want %s", old, got, want)
		}
	}
	find := func(string) (*scoring.Pack, error) { return p, nil }
	e, _, err := answers.Read("a.yaml", []byte("scheme: small\nunit: 某镇\nyear: 2023\nanswers:\n  items:\n    - {name: 甲, money: 3}\n"), find, "")
	if err != nil || len(e.Facts["list"].Rows) != 1 || !e.Facts["list"].Rows[0]["sum"].Number.Equal(num("3").Number) {
		t.Errorf("%v, %v", e.Facts, err)
	}
	_, err = loadYAML(change(t, "version: 1", "version: 1\nrenames: {list.old: list.none, list.sum: list.name, a.x: a.y, list.x: other.x, list.x y: list.sum}"))
	want := []string{
		"small/pack.yaml:4: 改名表里的新代码“list.none”不是列代码；是不是“done”？",
		"small/pack.yaml:4: 改名表里的旧代码“list.sum”现在仍是列代码；删去这一行，或改用别的代码",
		"small/pack.yaml:4: 改名表里的“a”不是清单；列改名写“清单代码.旧列: 清单代码.新列”",
		"small/pack.yaml:4: 改名表里的“list.x”和“other.x”不在同一个清单；列改名写“清单代码.旧列: 清单代码.新列”，清单用现在的代码",
		"small/pack.yaml:4: 改名表里的旧代码“list.x y”写法有误；例：budget_initial",
	}
	if diff := cmp.Diff(want, defectsOf(t, err)); diff != "" {
		t.Error(diff)
	}
}
