package scoring_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/load"
	"ziping/scoring/project"
)

func TestProjectProfiles(t *testing.T) {
	p := projectPack(t, "mof-2021")
	f := p.ProjectProfile()
	if f.ID != "mof-2021" || f.Basis != "财预〔2021〕101号" || len(f.Weights) != 4 || len(f.Over) != 2 || p.Projects.ExecutionMax.String() != "10" {
		t.Errorf("%+v", f)
	}
	if got := projectPack(t, "execution-20").Projects; got.ExecutionMax.String() != "20" || len(got.Profile.Weights) != 0 || len(got.Profile.Over) != 2 {
		t.Errorf("%+v", got.Profile)
	}
	for _, name := range profileNames {
		f := projectPack(t, name).ProjectProfile()
		if f.Title == "" || f.Basis == "" || f.Provenance == scoring.Seen && len(f.Sources) == 0 {
			t.Errorf("%s does not say what it is", name)
		}
	}
	// Without a profile the numbers are the ministry's, and only the execution may differ.
	plain, err := loadProjectPack(t, "execution_max: 15")
	if err != nil || plain.ProjectProfile().ExecutionMax.String() != "15" || plain.ProjectProfile().Weights != nil {
		t.Errorf("plain: %v", err)
	}
	// A pack may replace a shared profile.
	own, err := loadProjectPack(t, "profile: mof-2020, profiles: [{id: mof-2020, title: 本区办法, basis: 区财政局, provenance: proposal, like: mof-2020, reverse: ratio}]")
	if err != nil || own.ProjectProfile().Reverse != project.ReverseRatio || len(own.ProjectProfile().Weights) != 2 {
		t.Errorf("own: %v", err)
	}
}

func TestDefectsOfProfiles(t *testing.T) {
	for settings, want := range map[string]string{
		"execution: 100":                                       "执行率分值 100 应在 0 以上、100 以下",
		"weights: [{产出: 50, 效益: 30}]":                          "合计 90 分，应为 100 分",
		"weights: [{产出: 90, 效益: 0}]":                           "“效益”分值应大于 0",
		"weights: [{产出指标: 90}]":                                "应写作“产出”",
		"over: [{at: 130}, {at: 120}]":                         "超额档应大于 100%",
		"over: [{at: 100}]":                                    "超额档应大于 100%",
		"over: [{at: 130, deduct: -1}]":                        "扣分不能是负数",
		"over: [{explain: true}]":                              "缺少“at”",
		"caps: [{below: 70, most: 79}, {below: 80, most: 89}]": "封顶档应从高到低",
		"caps: [{below: 80, most: 101}]":                       "封顶档应在 0 到 100 之间",
		"caps_edge: middle":                                    "caps_edge 不能是“middle”",
		"reverse: half":                                        "反向指标算法“half”没有定义",
		"qualitative: [{name: 达成, from: 60, to: 100}]":         "定性档没有到 0",
		"qualitative: [{name: 好, from: 80, to: 100}, {name: 差, from: 0, to: 60}]":            "首尾相接",
		"qualitative: [{name: 好, also: [差], from: 80, to: 100}, {name: 差, from: 0, to: 80}]": "“差”写了两次",
		"satisfaction: [{from: 90, share: 90}, {from: 0, share: 0}]":                         "满意度档应从高到低",
		"satisfaction: [{from: 90, share: 100}, {from: 60, share: 50}]":                      "满意度档应从高到低",
		"grades: [{name: 优, from: 80}, {name: 差, from: 10}]":                                 "等次应从高到低",
		"red_gap: 101":    "red_gap 应是 0 到 100",
		"decimals: 7":     "应是 0 到 6 的整数",
		"like: nobody":    "没有名为“nobody”的评分口径",
		"colour: red":     "不认识“colour”",
		"provenance: hmm": "“provenance”写了两次",
	} {
		_, err := loadProjectPack(t, "profile: x, profiles: [{id: x, title: 某, basis: 某, provenance: proposal, "+settings+"}]")
		if err == nil || !strings.Contains(strings.Join(defectsOf(t, err), "\n"), want) {
			t.Errorf("%s: %v, want %q", settings, err, want)
		}
	}
	for settings, want := range map[string]string{
		"profile: mof-2002":                    "是不是“mof-2020”",
		"profile: mof-2020, execution_max: 20": "执行率分值已由评分口径",
		"profiles: [{id: x}]":                  "缺少“title”",
	} {
		_, err := loadProjectPack(t, settings)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", settings, err, want)
		}
	}
}

func TestDefectsOfProjectChecks(t *testing.T) {
	const tail = "\nproject_checks:\n  - {id: Q01, title: 某, severity: note, detect: twice, message: 某}\n"
	for check, want := range map[string]string{
		"{id: Q01, title: 某, severity: note, detect: twices, message: 某}":              "“twices”不是能查的问题",
		"{id: q1, title: 某, severity: note, detect: twice, message: 某}":                "检查编号“q1”写法有误",
		"{id: Q01, title: 某, severity: fatal, detect: twice, message: 某}":              "级别“fatal”没有定义",
		"{id: Q01, title: 某, severity: note, detect: twice, message: '{spent}'}":       "提示语里“{spent}”没有定义",
		"{id: Q01, title: 某, severity: note, detect: twice, message: '{project'}":      "花括号不成对",
		"{id: Q01, title: 某, severity: note, detect: twice, words: [无], message: 某}":   "是否要写 words",
		"{id: Q01, title: 某, severity: note, detect: perfect, message: 某}":             "是否要写 words",
		"{id: J01, title: 某, severity: note, detect: twice, message: 某}":               "检查编号“J01”写了两次",
		"{id: Q01, title: 某, severity: note, detect: twice, message: 某, condition: 1}": "不认识“condition”",
	} {
		_, err := loadProjectPack(t, "profile: mof-2020}"+strings.Replace(tail, "{id: Q01, title: 某, severity: note, detect: twice, message: 某}", check, 1)+"renames: {")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", check, err, want)
		}
	}
	p, err := loadProjectPack(t, "profile: mof-2020}"+tail+"without: [J17, J03.total, A08]\nrenames: {")
	if err != nil {
		t.Fatal(err)
	}
	twice := tidyProject("甲")
	got := findingsOf(evaluateProjects(p, twice, with(twice, scoring.Facts{"spent": num("120"), "points": num("3")})))
	if diff := cmp.Diff([]string{"J19 warning", "Q01 note"}, got); diff != "" {
		t.Error(diff)
	}
}

// Columns may use a group too; a group that uses itself is a defect and no endless loop.
func TestGroupsWithinGroups(t *testing.T) {
	loaded := func(groups string) (*scoring.Pack, error) {
		yaml := change(t, "version: 1", "version: 1\ninclude: [shared/all.yaml]")
		yaml = strings.Replace(yaml, "    fields:\n", "    fields:\n      - use: a_list\n", 1)
		return load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}, "shared/all.yaml": {Data: []byte("field_groups:\n" + groups)}}, "small")
	}
	const list = "  - {name: a_list, fields: [{code: more, label: 另一清单, kind: rows, columns: [{code: name, label: 名称, kind: text}, {use: cells}]}]}\n"
	p, err := loaded(list + "  - {name: cells, fields: [{code: sum, label: 金额, kind: money}]}\n")
	if err != nil {
		t.Fatal(err)
	}
	if f, ok := p.Field("more"); !ok || len(f.Columns) != 2 || f.Columns[1].Code != "sum" {
		t.Errorf("%+v", f)
	}
	_, err = loaded(list + "  - {name: cells, fields: [{use: cells}]}\n")
	if err == nil || !strings.Contains(err.Error(), "字段组“cells”用到了自己") {
		t.Errorf("error %v", err)
	}
}
