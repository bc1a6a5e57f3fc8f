package projectform_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/projectform"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func projects(t testing.TB) *scoring.Field {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	f, ok := pack.Field("projects")
	if !ok {
		t.Fatal("no projects")
	}
	return f
}

// sheetOf reads rows of cells apart by bars; ^ is a cell that a merged one lies over.
func sheetOf(text string) cell.Sheet {
	var s cell.Sheet
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		var row []cell.Cell
		for j, word := range strings.Split(line, "|") {
			c := cell.Cell{Text: strings.TrimSpace(word)}
			switch {
			case c.Text == "^" && len(s.Rows) > 0 && j < len(s.Rows[len(s.Rows)-1]):
				c = s.Rows[len(s.Rows)-1][j]
				c.Covered = true
			case c.Text == "<" && j > 0:
				c = row[j-1]
				c.Covered = true
			}
			row = append(row, c)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func shown(f projectform.Form) string {
	var b strings.Builder
	write := func(cells map[string]string) {
		keys := make([]string, 0, len(cells))
		for k := range cells {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			fmt.Fprintf(&b, "%s=%s ", k, cells[k])
		}
		b.WriteString("\n")
	}
	cells := map[string]string{}
	for code, a := range f.Cells {
		cells[code] = a.Value.Text + a.Value.Number.String()
		if a.Value.Text != "" {
			cells[code] = a.Value.Text
		}
	}
	write(cells)
	for _, row := range f.Indicators {
		cells := map[string]string{}
		for code, a := range row {
			cells[code] = a.Value.Number.String()
			if a.Value.Text != "" {
				cells[code] = a.Value.Text
			}
		}
		write(cells)
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), " \n", "\n"))
}

func TestMinistrysForm(t *testing.T) {
	f, ok := projectform.Read(projects(t), sheetOf(`
项目支出绩效自评表|<|<|<|<|<|<|<
（2022年度）|<|<|<|<|<|<|<
项目名称|村级补助及运转经费|<|<|<|<|<|<
主管部门|某镇人民政府|<|<|实施单位|某镇人民政府|<|<
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
^|年度资金总额|202.64|132.912|132.912|10|100%|10
^|其中：本年财政拨款|202.64|132.912|132.912|—|—|—
^|上年结转资金|0|0|0|—|—|—
年度总体目标|预期目标|<|<|实际完成情况|<|<|<
^|保障村级组织正常运转|<|<|已全部完成|<|<|<
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
^|产出指标(50分)|数量指标|补助村（社区）数量|=8个|8个|8|8
^|^|^|保障村干部人数|≥42人|42|8|8
^|^|质量指标|补助资格合规性|合规|达成预期指标|8|8
^|^|时效指标|解决群众问题时间|2天以内|2天以内|8|8
^|^|成本指标|项目总成本|≤202.6万元|132.9万元|10|10
^|效益指标(30分)|社会效益指标|群众知晓率|不低于95%|96%|10|9
^|满意度指标(10分)|满意度指标|群众满意度|≧90%|95%|10|10
总分|<|<|<|<|<|100|99`))
	want := `achieved=已全部完成 budget=132.912 budget_initial=202.64 execution_points=10 execution_rate=100 funds_budget_carried=0 funds_budget_fiscal=132.912 funds_initial_carried=0 funds_initial_fiscal=202.64 funds_spent_carried=0 funds_spent_fiscal=132.912 goal=保障村级组织正常运转 name=村级补助及运转经费 points=99 spent=132.912
actual=8 direction== level1=产出指标 level2=数量指标 name=补助村（社区）数量 points=8 target=8 unit=个 weight=8
actual=42 direction=≥ level1=产出指标 level2=数量指标 name=保障村干部人数 points=8 target=42 unit=人 weight=8
actual=达成预期指标 direction=定性 level1=产出指标 level2=质量指标 name=补助资格合规性 points=8 target=合规 weight=8
actual=2天以内 direction=≤ level1=产出指标 level2=时效指标 name=解决群众问题时间 points=8 target=2 unit=天 weight=8
actual=132.9 direction=≤ level1=产出指标 level2=成本指标 name=项目总成本 points=10 target=202.6 unit=万元 weight=10
actual=96 direction=≥ level1=效益指标 level2=社会效益指标 name=群众知晓率 points=9 target=95 unit=% weight=10
actual=95 direction=≥ level1=满意度指标 level2=满意度指标 name=群众满意度 points=10 target=90 unit=% weight=10`
	if got := shown(f); !ok || got != want {
		t.Errorf("%v\n%s\nwant\n%s\nleft %q", ok, got, want, f.Left)
	}
}

// Sichuan's form: other words, other order, levels printed once without merged cells.
func TestProvincialForm(t *testing.T) {
	f, ok := projectform.Read(projects(t), sheetOf(`
项目名称|51000021R-环卫清扫
项目预算执行情况（万元）||年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
|总额|0|3.36|3.36|100.00%|10|10|
|其中：财政资金|0|3.36|3.36|||
绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
|产出指标|数量指标|清扫道路|≥|12|公里|12|30|30|
|||清运次数|＝|365|次|360|30|29.6|雨天停运
|效益指标|社会效益|环境改善|定性|好||达成预期指标|30|30|
合计||||||||100|99.6|
存在问题|无`))
	want := `budget=3.36 budget_initial=0 execution_points=10 execution_rate=100 funds_budget_fiscal=3.36 funds_initial_fiscal=0 funds_spent_fiscal=3.36 name=51000021R-环卫清扫 points=99.6 problems=无 spent=3.36
actual=12 direction=≥ level1=产出指标 level2=数量指标 name=清扫道路 points=30 target=12 unit=公里 weight=30
actual=360 direction== level1=产出指标 level2=数量指标 name=清运次数 points=29.6 reason=雨天停运 target=365 unit=次 weight=30
actual=达成预期指标 direction=定性 level1=效益指标 level2=社会效益 name=环境改善 points=30 target=好 weight=30`
	if got := shown(f); !ok || got != want {
		t.Errorf("%v\n%s\nwant\n%s\nleft %q", ok, got, want, f.Left)
	}
}

func TestTargets(t *testing.T) {
	for text, want := range map[string]projectform.Target{
		"168起": {"", "168", "起"}, "≤202.6万元": {"≤", "202.6", "万元"}, "1.2万亩": {"", "1.2", "万亩"}, "2.6亿元": {"", "2.6", "亿元"},
		"=8个": {"=", "8", "个"}, "不低于95%": {"≥", "95", "%"}, "小于0.9‰": {"<", "0.9", "‰"}, "2天以内": {"≤", "2", "天"},
		"≧90%": {"≥", "90", "%"}, "每亩300": {"", "300", "每亩"}, "1,200人次": {"", "1200", "人次"}, "85": {"", "85", ""},
	} {
		if got, ok := projectform.Parse(text); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"效果明显", "80%-90%", "3月至5月", "", "完成"} {
		if got, ok := projectform.Parse(text); ok {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func FuzzForm(f *testing.F) {
	f.Add("项目名称|甲\n绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n^|产出|数量|次数|≥12次|12|10|10")
	list := projects(f)
	f.Fuzz(func(t *testing.T, text string) {
		form, ok := projectform.Read(list, sheetOf(text))
		if ok && len(form.Indicators) == 0 {
			t.Error("a form without indicators")
		}
	})
}
