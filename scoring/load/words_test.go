package load_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ziping/scoring"
	"ziping/scoring/load"
	"ziping/scoring/packs"
)

// What tables call a question besides its label is there for whoever reads them.
func TestOtherWords(t *testing.T) {
	town, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	for path, word := range map[string]string{
		"budget_total": "调整后预算数", "staff_admin": "行政编制人数", "projects.budget": "调整后预算数", "projects.spent": "预算执行数",
		"projects.evaluated": "是否自评", "projects.indicators.target": "指标值", "projects.indicators.actual": "完成值",
		"projects.indicators.reason": "未完成原因分析",
	} {
		f, ok := town.At(path)
		if !ok || !slices.Contains(f.Also, word) {
			t.Errorf("%s is not called %s", path, word)
		}
	}
	if f, _ := town.Field("efficiency"); !slices.Contains(f.OptionAlso["效果较好"], "较好") {
		t.Errorf("options of efficiency are called %v", f.OptionAlso)
	}
}

const wordsPack = `id: w
title: 表
version: 1
grades: [{name: 优, from: 0}]
sections:
  - code: one
    title: 一
    group_also: {money: [资金]}
    fields:
      - {code: a, label: 甲, also: [甲数], kind: money, group: money, required: true}
      - {code: pick, label: 选, kind: choice, options: [是的, 不是], option_also: {是的: [对]}}
      - {code: list, label: 单, kind: rows, columns: [{code: x, label: 名, also: [名称], kind: text}, {code: y, label: 数, kind: money}]}
blocks: [{name: 甲, max: 100}]
indicators:
  - {code: X1, level1: 甲, level2: 甲, name: 项, also: [某项], max: 100, provenance: proposal, formula: a, rule: {kind: over, threshold: 0, per_point: 1}}
`

func loadWords(yaml string) (*scoring.Pack, error) {
	return load.Pack(fstest.MapFS{"w/pack.yaml": {Data: []byte(yaml)}}, "w")
}

func TestOtherWordsAreChecked(t *testing.T) {
	p, err := loadWords(wordsPack)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Sections[0].GroupAlso["money"]; !slices.Equal(got, []string{"资金"}) {
		t.Errorf("the group is called %v", got)
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"a label of another":    {"also: [甲数]", "also: [选]", "“甲”的其他叫法“选”已经是“选”的叫法"},
		"twice":                 {"also: [甲数]", "also: [甲数, 甲数]", "“甲”的其他叫法“甲数”已经是“甲”的叫法"},
		"two columns":           {"label: 数, kind", "label: 数, also: [名称], kind", "“数”的其他叫法“名称”已经是“名”的叫法"},
		"no option":             {"{是的: [对]}", "{是: [对]}", "option_also 里“是”不是选项；是不是“不是”？"},
		"no group":              {"{money: [资金]}", "{mony: [资金]}", "没有名为“mony”的组；是不是“money”？"},
		"a word for a list":     {"also: [甲数]", "also: 甲数", "应是列表"},
		"a list for the option": {"{是的: [对]}", "[对]", "其他叫法应是“键: 值”的形式"},
	} {
		_, err := loadWords(strings.Replace(wordsPack, c.from, c.to, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
