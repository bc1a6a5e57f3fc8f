package scoring_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

const head = "scheme: town-2023\nunit: 某镇\nyear: 2023\n"

func read(text string) (scoring.Evaluation, error) {
	e, _, err := answers.Read("a.yaml", []byte(text), packs.Find, "")
	return e, err
}

func TestReadAnswersRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"an unknown code": {head + "answers:\n  budget_intial: 3\n", []string{
			"a.yaml:5: 规则包 town-2023 没有“budget_intial”这个字段；是不是“budget_initial”？"}},
		"a duplicate key": {head + "answers:\n  spent_total: 3\n  spent_total: 4\n", []string{
			"a.yaml:6: answers里“spent_total”写了两次，第一次在第 5 行；删去其中一个"}},
		"a word for a figure": {head + "answers:\n  spent_total: 很多\n", []string{
			"a.yaml:5: 实际支出（spent_total）应是数字（万元），这里是“很多”；只写数字，不写单位和千分位逗号，例：2179.77"}},
		"a figure with commas": {head + "answers:\n  spent_total: 2,179.77\n", []string{
			"a.yaml:5: 实际支出（spent_total）应是数字（万元），这里是“2,179.77”；只写数字，不写单位和千分位逗号，例：2179.77"}},
		"an exponent": {head + "answers:\n  spent_total: 1e999999999\n", []string{
			"a.yaml:5: 实际支出（spent_total）应是数字（万元），这里是“1e999999999”；只写数字，不写单位和千分位逗号，例：2179.77"}},
		"a negative figure":  {head + "answers:\n  spent_total: -3\n", []string{"a.yaml:5: 实际支出（spent_total）不能是负数"}},
		"a part of a person": {head + "answers:\n  staff_total: 3.5\n", []string{"a.yaml:5: 实有在职人员合计（staff_total）应是整数"}},
		"less than 1 分":      {head + "answers:\n  spent_total: 3.0000001\n", []string{"a.yaml:5: 实际支出（spent_total）万元数最多六位小数（1 分）"}},
		"yuan for 万元":        {head + "answers:\n  spent_total: 21797700000000\n", []string{"a.yaml:5: 实际支出（spent_total）数字过大，请核对单位"}},
		"an unknown option": {head + "answers:\n  annual_grade: 优\n", []string{
			"a.yaml:5: 年度考核等次（annual_grade）应选：优秀、良好、一般、合格、较差、不合格"}},
		"不涉及 where it cannot be": {head + "answers:\n  spent_total: 不涉及\n", []string{"a.yaml:5: 实际支出（spent_total）这一项不能填“不涉及”"}},
		"neither yes nor no":     {head + "answers:\n  procurement_planned: 也许\n", []string{"a.yaml:5: 是否编制年初政府采购计划（预算）（procurement_planned）应是“是”或“否”，这里是“也许”"}},
		"an unknown item": {head + "answers:\n  systems:\n    - 有效执行\n    - 有食堂\n", []string{
			"a.yaml:7: 管理制度健全性（systems）没有“有食堂”这一项，应选：有财务会计等管理制度、有厉行节约制度、合法合规完整、有效执行"}},
		"a text for a list": {head + "answers:\n  projects: 三个\n", []string{"a.yaml:5: 项目清单（projects）应是列表，这里是“三个”；每一行前写“- ”"}},
		"an unknown column": {head + "answers:\n  projects:\n    - {name: 甲, buget: 3}\n", []string{"a.yaml:6: 项目清单的一行里不认识“buget”；是不是“budget”？"}},
		"a cell of the wrong kind": {head + "answers:\n  projects:\n    - name: 甲\n      budget: 多\n      indicators:\n        - {direction: 大于}\n", []string{
			"a.yaml:7: 全年预算数（budget）应是数字（万元），这里是“多”；只写数字，不写单位和千分位逗号，例：120.50",
			"a.yaml:9: 指标方向（direction）应选：≥、=、≤、>、<、定性"}},
		"a cause of no indicator": {head + "answers:\n  causes: {B9: 因}\n", []string{"a.yaml:5: 失分原因（causes）里的“B9”没有定义；是不是“B1”？"}},
		"an unknown claim":        {head + "claims: {exec_rate: 100}\n", []string{"a.yaml:4: claims 里不认识“exec_rate”；请删去或改正"}},
		"points of no indicator":  {head + "claims:\n  points: {Z9: 1}\n", []string{"a.yaml:5: 规则包 town-2023 没有指标“Z9”；请删去或改正"}},
		"points above the row":    {head + "claims:\n  points: {B2: 6}\n", []string{"a.yaml:5: 指标 B2 的得分 6 超出 0～5 分"}},
		"an unknown key":          {head + "anwsers: {}\n", []string{"a.yaml:4: 填报文件里不认识“anwsers”；是不是“answers”？"}},
		"no unit and year":        {"scheme: town-2023\n", []string{"a.yaml:1: 填报文件缺少“unit”；请补上", "a.yaml:1: 填报文件缺少“year”；请补上"}},
		"no scheme":               {"unit: 某镇\n", []string{"a.yaml:1: 填报文件缺少“scheme”；请补上"}},
		"an unknown scheme": {"scheme: town-1923\nunit: 某镇\nyear: 2023\n", []string{
			`a.yaml:1: 找不到规则包“town-1923”（没有规则包 "town-1923"，现有：town-2023）；ziping scheme list 列出现有的规则包`}},
		"a merge":       {head + "answers:\n  <<: {spent_total: 3}\n", []string{"a.yaml:5: answers里的键应是文字；不能用引用或合并（<<）"}},
		"two documents": {head + "---\na: b\n", []string{"a.yaml:4: 文件里有不止一份文档（---）；一个文件只写一份"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(c.text)
			if err == nil {
				t.Fatal("read")
			}
			got := defectsOf(t, err)
			for i := range got {
				// More packs than one may ship.
				if j := strings.Index(got[i], "现有："); j >= 0 && strings.Contains(got[i], "town-2023") {
					got[i] = got[i][:j] + c.want[i][strings.Index(c.want[i], "现有："):]
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadAnswers(t *testing.T) {
	e, err := read(head + `answers:
  spent_total: 2183.25
  sangong_budget: 不涉及
  satisfaction_sample: 暂缺
  budget_added: -3
  procurement_planned: true
  systems: 无
  goal_quality: 全部
  disclosure: [信息准确, 信息真实]
  achievements: |
    第一段
    第二段
  budget_total:
  causes: {B2: 因, B5: }
  projects:
    - name: 甲
      evaluated: 否
      indicators:
        - {direction: ">=", target: 12, weight: 90}
claims: {budget_control_rate: 20.0, total: 87, grade: 良}
`)
	if err != nil {
		t.Fatal(err)
	}
	want := scoring.Facts{
		"spent_total": num("2183.25"), "sangong_budget": {State: scoring.NotApplicable}, "satisfaction_sample": {State: scoring.Pending},
		"budget_added": num("-3"), "procurement_planned": scoring.Yes(true), "systems": scoring.Items(),
		"goal_quality": scoring.Items("格式符合要求", "与职能和规划相符", "指标细化量化", "与预算匹配"),
		"disclosure":   scoring.Items("信息真实", "信息准确"), "achievements": scoring.Text("第一段\n第二段\n"),
		"causes": scoring.Texts(map[string]string{"B2": "因"}),
		"projects": scoring.RowsOf(scoring.Facts{"name": scoring.Text("甲"), "evaluated": scoring.Yes(false), "indicators": scoring.RowsOf(
			scoring.Facts{"direction": scoring.Text("≥"), "target": scoring.Text("12"), "weight": num("90")})}),
	}
	if diff := cmp.Diff(want, e.Facts); diff != "" {
		t.Error(diff)
	}
	if c := e.Claims.Figures["budget_control_rate"]; c.Exponent() != -1 {
		t.Errorf("20.0 was read as %s with exponent %d", c, c.Exponent())
	}
}

func TestOverrideChoosesThePack(t *testing.T) {
	e, p, err := answers.Read("a.yaml", []byte("scheme: none\nunit: 某镇\nyear: 2023\n"), packs.Find, "town-2023")
	if err != nil || p.ID != "town-2023" || e.Scheme != "town-2023" {
		t.Errorf("%v, %v", e, err)
	}
	var defects scoring.Defects
	if _, _, err = answers.Read("a.yaml", []byte(head), packs.Find, "none"); err == nil || errors.As(err, &defects) {
		t.Errorf("error %v", err)
	}
}

// Old codes are read under their new names.
func TestReadAnswersFollowsRenames(t *testing.T) {
	p := mustLoad(t, change(t, "version: 1", "version: 2\nrenames: {alpha: a}"))
	find := func(string) (*scoring.Pack, error) { return p, nil }
	const start = "scheme: small\nunit: 某镇\nyear: 2023\nanswers:\n"
	e, _, err := answers.Read("a.yaml", []byte(start+"  alpha: 3\n"), find, "")
	if err != nil || !e.Facts["a"].Number.Equal(num("3").Number) {
		t.Errorf("%v, %v", e.Facts, err)
	}
	_, _, err = answers.Read("a.yaml", []byte(start+"  alpha: 3\n  a: 4\n"), find, "")
	if diff := cmp.Diff([]string{"a.yaml:5: “alpha”是“a”的旧代码，两个都写了；删去其中一个"}, defectsOf(t, err)); diff != "" {
		t.Error(diff)
	}
}

// The blank file is a valid answers file without answers, with a line for every field.
func TestBlankAnswers(t *testing.T) {
	_, p := readSeed(t)
	blank := string(answers.Blank(p, "某镇：一号", 2024))
	e, err := read(blank)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Facts) != 0 || e.Unit != "某镇：一号" || e.Year != 2024 {
		t.Errorf("read back as %+v", e)
	}
	for _, s := range p.Sections {
		for _, f := range s.Fields {
			if !strings.Contains(blank, "\n  "+f.Code+": # "+f.Label) {
				t.Errorf("no line for %s", f.Code)
			}
		}
	}
	if !strings.Contains(blank, "  budget_initial: # 年初预算数（万元），例：1807.76\n") {
		t.Error("the line of budget_initial lacks its unit or example")
	}
}

func TestWriteAnswersReadsBack(t *testing.T) {
	e, p := readSeed(t)
	text := writeAnswers(p, e)
	again, err := read(string(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(e, again); diff != "" {
		t.Error(diff)
	}
}
