package scoring_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"ziping/scoring"
)

const sixtyCharacters = "本镇坚持以群众需求为导向，持续推进人居环境整治，组织村级保洁队伍每周清运垃圾，疏通排水沟渠，修缮破损路面，更换照明路灯，方便群众夜间出行。"

func projectWith(indicator scoring.Facts) scoring.Value {
	return scoring.RowsOf(scoring.Facts{
		"name": scoring.Text("环境治理"), "budget": num("10"), "spent": num("10"), "evaluated": scoring.Yes(true),
		"indicators": scoring.RowsOf(indicator),
	})
}

func indicatorRow(level2, name, direction, target, unit string) scoring.Value {
	return projectWith(scoring.Facts{
		"level1": scoring.Text("产出指标"), "level2": scoring.Text(level2), "name": scoring.Text(name), "direction": scoring.Text(direction),
		"target": scoring.Text(target), "actual": scoring.Text(target), "unit": scoring.Text(unit), "weight": num("90"),
	})
}

// Each text gives exactly one finding over what was written, in the field it stands in, or none.
var slipCases = map[string]struct {
	code, text string
	check      string // "" when nothing is to be found
	says       string // part of the message
}{
	"this year":                {"achievements", "2023年，我镇完成投资3项。比2022年增长5%，2024年计划再建2项。", "", ""},
	"last year's opening":      {"achievements", "2022年，我镇完成招商项目3个，新增就业50人。", "X01", "2022年"},
	"last year's head count":   {"other_notes", "2022年末实有在职人员65人。", "X01", "2022年末实有"},
	"last year's title":        {"other_notes", "根据2022年度部门整体支出绩效自评工作安排，完成了3项工作。", "X01", "2022年度部门整体"},
	"an old template":          {"other_notes", "以2015年完工的新建楼堂馆所为评价内容，共0个。", "X01", "2015"},
	"compared with last year":  {"achievements", "办结事项120件，比2022年增加15件。", "", ""},
	"a document of last year":  {"achievements", "落实《2022年度部门整体支出绩效自评方案》和某政发〔2022〕3号，办结120件。", "", ""},
	"this year named wrongly":  {"other_notes", "本年度（2021年）共完成12项。", "X01", "2021年"},
	"said once":                {"achievements", sixtyCharacters + "共12处。", "", ""},
	"said twice in a text":     {"achievements", "一是" + sixtyCharacters + "二是完成12项。三是" + sixtyCharacters, "X04", "里两次写"},
	"short repeats":            {"achievements", "完成植树造林12处。" + strings.Repeat("按时完成任务。", 3), "", ""},
	"one kind of numbers":      {"achievements", "1、招商3项\n2、就业50人\n3、修路4公里", "", ""},
	"two levels of numbers":    {"achievements", "一、招商\n1、签约3项\n2、开工2项\n二、就业\n1、培训50人\n三、道路4公里", "", ""},
	"numbers mixed":            {"achievements", "1、招商3项\n二、就业50人\n三、道路4公里\n4、路灯20盏", "X05", "1、二、三、4"},
	"damaged characters":       {"achievements", "组织开展绩敁评价3次，严栺执行制度。", "X06", "“敁”疑为“效”"},
	"radicals of a PDF":        {"achievements", "⽤于道路维修3处。", "X06", "⽤于道路"},
	"one number":               {"achievements", "落实《关于做好绩效自评的通知》（某财〔2024〕5号）3次，见《关于做好绩效自评的通知》（某财〔2024〕5号）。", "", ""},
	"two numbers":              {"achievements", "落实《关于做好绩效自评的通知》（某财〔2024〕5号）3次，见《关于做好绩效自评的通知》（某政〔2024〕15号）。", "X07", "某政〔2024〕15号"},
	"a placeholder":            {"achievements", "完成XX项目3个。", "X08", "XX项目"},
	"dots to fill in":          {"achievements", "完成招商……3个。", "X08", "……"},
	"a brand name":             {"achievements", "引进XXL牌设备3台，占地50×20米。", "", ""},
	"a hint left":              {"achievements", "（100字以内）完成3项。", "P07", "100字以内"},
	"another hint left":        {"other_notes", "对照年度目标，说明相关任务完成情况，共3项。", "P07", "对照年度目标"},
	"a mobile number":          {"other_notes", "联系人电话13800138000。", "X09", "手机号 138****"},
	"an identity number":       {"other_notes", "证件号11010519491231002X。", "X09", "身份证号 110****"},
	"digits that are none":     {"other_notes", "项目编码110105194912310020，金额13800138000.00元，共3项。", "", ""},
	"a telephone":              {"other_notes", "电话0312-8765432。", "X09", "电话号码 031****"},
	"words without figures":    {"achievements", "进一步加强作风建设，提升服务水平，完善各项制度，效果明显。", "T02", "没有任何数字"},
	"words with Chinese ones":  {"achievements", "进一步加强作风建设，提升服务水平，新建广场三处。", "", ""},
	"praise and fault":         {"other_notes", "年初绩效目标设定较为清晰准确，共3项。但绩效目标设定还要进一步量化、细化。", "T09", "前后不一"},
	"praise alone":             {"other_notes", "年初绩效目标设定较为清晰准确，共3项。", "", ""},
	"nothing to say, lost few": {"problems_general", "暂无。", "T08", "暂无"},
	"problems of nothing lost": {"problems_general", "综合管理有待加强。", "T07", "没有提到"},
	"problems of what is lost": {"problems_general", "预算控制方面，追加100万元。", "", ""},
}

func TestSlips(t *testing.T) {
	p := townPack(t)
	for name, c := range slipCases {
		t.Run(name, func(t *testing.T) {
			e := scoring.Evaluation{Year: 2023, Facts: tidy(t)}
			e.Facts[c.code] = scoring.Text(c.text)
			found := scoring.Evaluate(p, e).Findings
			if c.check == "" {
				for _, f := range found {
					t.Errorf("found %s %s", f.Key, f.Message)
				}
				return
			}
			if len(found) == 2 && found[1].Check == "T01" {
				found = found[:1] // an error beside many points is a finding of its own
			}
			if len(found) != 1 || found[0].Key != c.check || !strings.Contains(found[0].Message, c.says) || !slices.Contains(found[0].Fields, c.code) {
				t.Fatalf("want %s saying %q, found %+v", c.check, c.says, found)
			}
			if !slices.Contains(p.Reads(c.code).Checks, c.check) {
				t.Errorf("%s is not known to read %s", c.check, c.code)
			}
		})
	}
}

// A text may repeat one of another field, of a row of a list or of a text by indicator.
func TestSlipsElsewhere(t *testing.T) {
	p := townPack(t)
	for name, c := range map[string]struct {
		facts facts
		want  string
		says  string
	}{
		"the same in two fields": {facts{"achievements": scoring.Text(sixtyCharacters + "共3处。"), "other_notes": scoring.Text("另：" + sixtyCharacters)}, "X04", "“其他需要说明的问题”与“主要工作成效”"},
		"a duty of an office":    {facts{"offices": scoring.RowsOf(facts{"name": scoring.Text("党政办"), "duties": scoring.Text("负责XX工作")})}, "X08", "内设机构及职责第 1 行主要职责"},
		"a cause":                {facts{"causes": scoring.Texts(map[string]string{"B2": "严栺把关不够"})}, "X06", "失分原因（预算控制率）"},
		"a cause of nothing":     {facts{"causes": scoring.Texts(map[string]string{"B2": "无"})}, "T08.causes.B2", "预算控制率失 1 分"},
		"a measure of nothing":   {facts{"causes": scoring.Texts(map[string]string{"B2": "追加了3次"}), "measures": scoring.Texts(map[string]string{"B2": "暂无"})}, "T08.measures.B2", "改进措施"},
		"a cause left out":       {facts{"causes": scoring.Texts(map[string]string{"D3": "考核靠后"}), "measures": scoring.Texts(map[string]string{"D3": "季度调度"})}, "T06.B2", "失 1 分，没有写失分原因"},
		"put off for good":       {facts{"retired": pending}, "X03", "退休人员"},
	} {
		t.Run(name, func(t *testing.T) {
			e := scoring.Evaluation{Year: 2023, Facts: tidy(t)}
			maps.Copy(e.Facts, c.facts)
			var keys []string
			for _, f := range scoring.Evaluate(p, e).Findings {
				keys = append(keys, f.Key)
				if f.Key == c.want && strings.Contains(f.Message, c.says) {
					return
				}
			}
			t.Errorf("want %s saying %q, found %v", c.want, c.says, keys)
		})
	}
}

func TestSlipsOfProjectIndicators(t *testing.T) {
	p := townPack(t)
	for name, c := range map[string]struct {
		list scoring.Value
		want string
	}{
		"more is better":       {indicatorRow("质量指标", "群众满意度", "≤", "90", "%"), "P04.name"},
		"less is better":       {indicatorRow("质量指标", "群众不满意率", "≤", "5", "%"), ""},
		"no figure":            {indicatorRow("数量指标", "环境整治", "定性", "明显改善", ""), "T02.projects"},
		"quality in words":     {indicatorRow("质量指标", "环境整治", "定性", "明显改善", ""), ""},
		"money in percent":     {indicatorRow("成本指标", "补助金额", "≤", "28.8", "%"), "A20.unit"},
		"a rate in percent":    {indicatorRow("质量指标", "资金到位率", "≥", "98", "%"), ""},
		"an order of purchase": {indicatorRow("数量指标", "采购车辆", "≤", "3", "辆"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := scoring.Evaluation{Year: 2023, Facts: scoring.Facts{"projects": c.list}}
			var keys []string
			for _, f := range scoring.Evaluate(p, e).Findings {
				if f.Key == "P04.name" || f.Key == "T02.projects" || f.Key == "A20.unit" {
					keys = append(keys, f.Key)
				}
			}
			if want := strings.Fields(c.want); !slices.Equal(keys, want) {
				t.Errorf("found %v, want %v", keys, want)
			}
		})
	}
}
