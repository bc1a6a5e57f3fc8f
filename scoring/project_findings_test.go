package scoring_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
)

var keyEnd = regexp.MustCompile(`\.[0-9a-f]{8}(-[0-9]+)?$`)

// findingsOf are the keys of an evaluation's findings without what tells projects apart,
// each with its severity.
func findingsOf(r scoring.Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, keyEnd.ReplaceAllString(f.Key, "")+" "+string(f.Severity))
	}
	slices.Sort(out)
	return out
}

func changed(changes scoring.Facts) scoring.Facts { return with(tidyProject("甲"), changes) }
func textOf(column, text string) scoring.Facts {
	return changed(scoring.Facts{column: scoring.Text(text)})
}
func firstRow(r scoring.Facts) scoring.Facts { return withIndicator(tidyProject("甲"), r) }

// brokenProjects are projects with one thing wrong, or with what only looks so.
var brokenProjects = map[string]struct {
	project scoring.Facts
	want    string // finding and severity; several with |
	message string // of the first
}{
	"nothing":                 {tidyProject("甲"), "", ""},
	"sources add up":          {changed(scoring.Facts{"funds_budget_fiscal": num("60"), "funds_budget_carried": num("30"), "funds_budget_other": num("10")}), "", ""},
	"sources within rounding": {changed(scoring.Facts{"funds_budget_fiscal": num("60.01"), "funds_budget_carried": num("40.005")}), "", ""},
	"sources do not add up": {changed(scoring.Facts{"funds_spent_fiscal": num("60"), "funds_spent_carried": num("30")}), "J01 error",
		"项目“甲”全年执行数 100 万元，按来源合计 90 万元，相差 10 万元"},
	"text and table": {changed(scoring.Facts{"achieved": scoring.Text("全年支出89.97万元，完成全部任务。")}), "J02 warning",
		"项目“甲”实际完成情况写 89.97 万元，与表中全年预算数 100 万元、全年执行数 100 万元等都不相符"},
	"text as printed":   {changed(scoring.Facts{"achieved": scoring.Text("累计支出100.00万元，其中材料60万元、人工40万元。"), "spent": num("99.999")}), "", ""},
	"text in 元":         {changed(scoring.Facts{"achieved": scoring.Text("共支出1000000元。")}), "", ""},
	"text, some amount": {changed(scoring.Facts{"achieved": scoring.Text("购置设备 3.5 万元的 1 台。")}), "", ""},
	"parts in text": {changed(scoring.Facts{"achieved": scoring.Text("投入100万元，其中：道路30万元、桥梁30万元、绿化29万元；受益群众满意。")}), "J02.parts error",
		"项目“甲”实际完成情况写 100 万元，其中各分项合计 89 万元，相差 11 万元"},
	"stated rate":        {changed(scoring.Facts{"spent": num("97.68"), "execution_rate": num("98")}), "", ""},
	"stated rate, wrong": {changed(scoring.Facts{"spent": num("97.68"), "execution_rate": num("97.7"), "execution_points": num("9.77")}), "", ""},
	"stated rate, full": {changed(scoring.Facts{"spent": num("97.68"), "execution_rate": num("100")}), "J03 error",
		"项目“甲”填报执行率 100%，按执行数 97.68 万元、预算数 100 万元计算为 97.68%"},
	"stated execution": {changed(scoring.Facts{"spent": num("97.68"), "execution_points": num("10")}), "J03.execution error",
		"项目“甲”填报执行率得分 10 分，应为 9.77 分：97.68 ÷ 100 = 97.68%，按比例得 9.77 分"},
	"stated total": {changed(scoring.Facts{"points": num("98")}), "J03.total error",
		"项目“甲”填报总分 98 分，应为 100 分：预算执行率 10 分 ＋ 绩效指标 90 分 = 100 分"},
	"raw percentage taken for the rate": {firstRow(row("产出指标", "成活率", "≥", "98%", "98%", "30", "29.4", "")), "J03.points error",
		"项目“甲”第 1 个指标“成活率”自评 29.4 分，应为 30 分：完成 98%，指标值≥98%，达到指标值，得 30 分"},
	"blank and scored": {firstRow(row("产出指标", "清运次数", "≥", "", "12", "30", "30", "")), "J04 error",
		"项目“甲”第 1 个指标“清运次数”没有填写年度指标值，却自评 30 分"},
	"a figure in words": {firstRow(row("产出指标", "清运次数", "≥", "12", "完成", "30", "", "")), "J06 error",
		"项目“甲”第 1 个指标“清运次数”是定量指标，实际完成值应是数值，填的是“完成”"},
	"a target in words": {firstRow(row("产出指标", "清运次数", "≥", "按计划", "12", "30", "", "")), "J06 error",
		"项目“甲”第 1 个指标“清运次数”是定量指标，年度指标值应是数值，填的是“按计划”"},
	"sign against direction": {firstRow(row("产出指标", "清运次数", "≥", "≤12", "12", "30", "", "")), "J06.direction error",
		"项目“甲”第 1 个指标“清运次数”的方向是 ≥，年度指标值写“≤12”，请核对"},
	"no option": {firstRow(row("产出指标", "清运次数", "定性", "及时", "及时", "30", "", "")), "J06.option warning",
		"项目“甲”第 1 个指标“清运次数”的实际完成值填的是“及时”，没有填写得分，看不出完成程度：请填写得分，或从“达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差”中选一项"},
	"no option, points":        {firstRow(row("产出指标", "清运次数", "定性", "有效改善", "有效改善", "30", "30", "")), "", ""},
	"no option, points lost":   {firstRow(row("产出指标", "清运次数", "定性", "有效改善", "改善", "30", "20", "")), "T06.project error", ""},
	"units in the cells":       {firstRow(row("产出指标", "清运次数", "=", "168起", "168起", "30", "30", "")), "", ""},
	"none of them":             {firstRow(row("产出指标", "事故", "=", "0起", "0起", "30", "30", "")), "", ""},
	"a unit in front":          {firstRow(row("产出指标", "补助", "=", "每亩300元", "每亩300元", "30", "30", "")), "", ""},
	"another unit of money":    {firstRow(row("产出指标", "收入", "≥", "2.6亿元", "24500万元", "30", "28.27", "雨季")), "", ""},
	"sign in the target":       {firstRow(row("产出指标", "合格率", "≥", "≧90%", "95%", "30", "30", "")), "", ""},
	"a limit for what was":     {firstRow(row("产出指标", "天数", "≤", "2天以内", "2天以内", "30", "30", "")), "J06.restated warning", "项目“甲”第 1 个指标“天数”的实际完成值写“2天以内”，是限值而不是实际数，请填写实际完成的数"},
	"a limit, target split":    {firstRow(row("产出指标", "天数", "≤", "2", "2天以内", "30", "30", "")), "J06.restated warning", ""},
	"not less than":            {firstRow(row("产出指标", "合格率", "≥", "95%", "不低于95%", "30", "30", "")), "J06.restated warning", ""},
	"satisfied all":            {changed(scoring.Facts{"indicators": scoring.RowsOf(append(slices.Clone(tidyProject("甲")["indicators"].Rows[:3]), row("满意度指标", "群众满意度", "≥", "90%", "100%", "10", "", ""))...)}), "J09.full note", ""},
	"a reason that is none":    {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "未完成。")), "T06.empty warning", "项目“甲”第 1 个指标“清运次数”失 2.5 分，原因只写“未完成。”，没有说出为什么"},
	"one reason for all":       {changed(scoring.Facts{"indicators": scoring.RowsOf(row("产出指标", "甲", "≥", "12", "11", "30", "", "疫情影响"), row("产出指标", "乙", "≥", "12", "11", "20", "", "疫情影响"), row("效益指标", "丙", "≥", "12", "11", "30", "", "疫情 影响"), row("满意度指标", "满意", "≥", "90%", "95%", "10", "", ""))}), "T06.same warning", ""},
	"achieved as aimed":        {changed(scoring.Facts{"goal": scoring.Text("目标1：造林1.2万亩"), "achieved": scoring.Text("目标1： 造林1.2万亩")}), "T03.project warning", ""},
	"no weight, but points":    {changed(scoring.Facts{"indicators": scoring.RowsOf(with(row("产出指标", "清运次数", "≥", "12", "完成", "30", "30", ""), scoring.Facts{"weight": {}}))}), "J06 error|J07.zero error", ""},
	"amount missing":           {changed(scoring.Facts{"spent": {}, "execution_rate": num("100"), "execution_points": num("10")}), "J04.amount error", "项目“甲”没有填写全年执行数，却填报执行率 100%、执行率得分 10 分，无从核对"},
	"total left at 0":          {changed(scoring.Facts{"budget_initial": num("0"), "budget": num("0"), "spent": num("0"), "funds_initial_fiscal": num("202.64"), "funds_budget_fiscal": num("132.912"), "funds_spent_fiscal": num("132.912"), "reason": scoring.Text("调减")}), "J01.zero error", ""},
	"parts after a full stop":  {changed(scoring.Facts{"achieved": scoring.Text("投入100万元。其中:30万元用于道路;30万元用于桥梁;29万元用于绿化。")}), "J02.parts error", ""},
	"parts of the goal":        {changed(scoring.Facts{"budget_initial": num("202.64"), "budget": num("202.64"), "spent": num("202.64"), "goal": scoring.Text("共申请资金2026400元,其中运转400000元,报酬252000元,工资28000元,补助960000元,奖励100000元。")}), "J02.parts error", "项目“甲”预期目标写 202.64 万元，其中各分项合计 174 万元，相差 28.64 万元"},
	"parts, thousands apart":   {textOf("achieved", "共支出1,000,000.00元，其中：甲400,000元，乙600,000元。"), "", ""},
	"parts, thousands, short":  {textOf("achieved", "共支出1,000,000.00元，其中：甲400,000元，乙500,000元。"), "J02.parts error", "项目“甲”实际完成情况写 100 万元，其中各分项合计 90 万元，相差 10 万元"},
	"parts in 元 and 万元":        {textOf("achieved", "全年支出100万元，其中：道路300000元、绿化400000元、管护20万元。"), "J02.parts error", ""},
	"parts named 包括":           {textOf("achieved", "全年支出100万元，包括道路30万元、绿化40万元、管护20万元。"), "J02.parts error", ""},
	"parts named 分别":           {textOf("achieved", "全年支出100万元，分别为道路30万元、绿化40万元、管护20万元。"), "J02.parts error", ""},
	"parts in brackets":        {textOf("achieved", "全年支出100万元（道路30万元、绿化40万元、管护20万元）。"), "J02.parts error", ""},
	"some of the parts":        {textOf("achieved", "全年支出100万元，主要包括道路30万元、绿化40万元等。"), "", ""},
	"a part alone":             {textOf("achieved", "全年支出100万元，其中道路30万元。"), "", ""},
	"a part above the whole":   {textOf("achieved", "全年支出100万元，其中道路130万元。"), "J02.parts error", ""},
	"parts of a part":          {textOf("achieved", "全年支出100万元，其中财政90万元（其中上级50万元、本级40万元）、自筹10万元。"), "", ""},
	"parts before the whole":   {textOf("achieved", "道路支出30万元、绿化支出40万元、管护支出20万元，合计100万元。"), "J02.parts error", ""},
	"parts before tie":         {textOf("achieved", "道路支出30万元、绿化支出40万元、管护支出30万元，合计100万元。"), "", ""},
	"other money behind parts": {textOf("achieved", "全年支出100万元，其中道路60万元；同时带动投入30万元。"), "", ""},
	"money of others":          {textOf("achieved", "使用资金100万元，累计带动社会投入200万元。"), "", ""},
	"by how much":              {firstRow(row("产出指标", "产值", "≥", "增长5%", "增长6%", "30", "30", "")), "", ""},
	"prices are no parts":      {textOf("achieved", "全年支出100万元，其中补助60万元（300元/亩）、管护40万元，户均2000元。"), "", ""},
	"the budget in the goal":   {textOf("goal", "安排资金80万元，清运垃圾12次。"), "J02 warning", "项目“甲”预期目标写 80 万元，与表中全年预算数 100 万元、全年执行数 100 万元等都不相符"},
	"parts of it in the goal":  {textOf("goal", "安排资金30万元用于清运，安排资金70万元用于管护。"), "", ""},
	"spent, in other words":    {textOf("achieved", "实际使用资金95万元，清运垃圾12次。"), "J02 warning", ""},
	"the rate in the text":     {textOf("achieved", "清运垃圾12次，预算执行率95%。"), "J02.rate warning", "项目“甲”实际完成情况写执行率 95%，按执行数和预算数计算为 100%"},
	"the rate as it is":        {textOf("achieved", "清运垃圾12次，预算执行率100%。"), "", ""},
	"the rate of a half-year":  {textOf("achieved", "清运垃圾12次，6月底执行率50%。"), "", ""},
	"copied but for the marks": {changed(scoring.Facts{"goal": scoring.Text("1.清运垃圾；2.管护绿地。"), "achieved": scoring.Text("目标1：清运垃圾，目标2：管护绿地")}), "T03.project warning", ""},
	"done, and no more":        {textOf("achieved", "已按时完成年度目标任务。"), "T03.nothing warning", "项目“甲”的实际完成情况只写“已按时完成年度目标任务。”，没有写完成了什么"},
	"done, with what":          {textOf("achieved", "已完成垃圾清运12次。"), "", ""},
	"thousands in a cell":      {firstRow(row("产出指标", "垃圾量", "≥", "1,200吨", "1,150吨", "30", "28.75", "车辆检修停运")), "", ""},
	"a mark behind":            {firstRow(row("产出指标", "垃圾量", "≥", "１２００吨", "1200吨。", "30", "30", "")), "", ""},
	"万亩 and 亩":                 {firstRow(row("产出指标", "管护面积", "≥", "1万亩", "9500亩", "30", "28.5", "部分林地被征收")), "", ""},
	"公里 and 米":                 {firstRow(row("产出指标", "道路", "≤", "5公里", "4900米", "30", "30", "")), "", ""},
	"a rate for a number":      {firstRow(row("产出指标", "垃圾量", "≥", "50吨", "100%", "30", "30", "")), "J06.unit warning", "项目“甲”第 1 个指标“垃圾量”的年度指标值是“50吨”，实际完成值是“100%”，单位不同，无法比较，请按指标值的单位填写"},
	"other names of a count":   {firstRow(row("产出指标", "走访", "≥", "50户", "52家", "30", "30", "")), "", ""},
	"a range kept to":          {firstRow(row("产出指标", "频次", "=", "10～12次", "11次", "30", "30", "")), "", ""},
	"a range missed":           {firstRow(row("产出指标", "频次", "=", "10～12次", "9次", "30", "27", "车辆检修停运")), "", ""},
	"a deadline kept":          {firstRow(row("产出指标", "完成时间", "≤", "12月底前", "11月20日", "30", "30", "")), "", ""},
	"a deadline, in words":     {firstRow(row("产出指标", "完成时间", "≤", "2023年12月底前", "按时完成", "30", "30", "")), "", ""},
	"a deadline, restated":     {firstRow(row("产出指标", "完成时间", "≤", "2023年12月底前", "2023年12月底前", "30", "30", "")), "J06.restated warning", ""},
	"a deadline missed":        {firstRow(row("产出指标", "完成时间", "≤", "2023年10月底前", "2023年12月5日", "30", "20", "施工单位更换")), "", ""},
	"a deadline missed, full":  {firstRow(row("产出指标", "完成时间", "≤", "2023年10月底前", "2023年12月5日", "30", "30", "")), "J06.late error", "项目“甲”第 1 个指标“完成时间”应在 2023年10月底前 完成，实际 2023年12月5日，已经逾期，自评 30 分，不能得满分"},
	"an indicator twice":       {changed(scoring.Facts{"indicators": scoring.RowsOf(row("产出指标", "清运次数", "≥", "12", "12", "30", "", ""), row("产出指标", "清运次数", "≥", "12", "12", "20", "", ""), row("效益指标", "覆盖", "≥", "12", "12", "30", "", ""), row("满意度指标", "满意", "≥", "90%", "95%", "10", "", ""))}), "J19.row warning", "项目“甲”第 2 个指标“清运次数”与第 1 个指标的名称和指标值相同，请核对是否重复计分"},
	"a reason by its figures":  {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "实际完成11次，未达到12次")), "T06.empty warning", ""},
	"circumstances":            {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "受客观因素影响")), "T06.empty warning", ""},
	"what will be done":        {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "下一步加强管理，提高完成率")), "T06.empty warning", ""},
	"who caused it":            {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "未完成招标，车辆到位晚")), "", ""},
	"no cause of the money":    {changed(scoring.Facts{"spent": num("89"), "reason": scoring.Text("未执行完")}), "J14 warning|T06.execution warning", ""},
	"parts that tie in 元":      {changed(scoring.Facts{"achieved": scoring.Text("1329120.67元,其中甲439120.67元,乙152000元,丙28000元,丁660000元,戊50000元。")}), "", ""},
	"parts at their limits":    {changed(scoring.Facts{"achieved": scoring.Text("89.97万元，其中：甲30.00万元、乙30.00万元、丙29.99万元。")}), "J02.parts error", ""},
	"元 for 万元":                 {changed(scoring.Facts{"spent": num("100.35"), "budget": num("100.35"), "budget_initial": num("100.35"), "achieved": scoring.Text("全年支出100.35元。")}), "J02.unit warning", ""},
	"outside the band": {firstRow(row("产出指标", "清运次数", "定性", "及时", "达成年度指标", "30", "23.9", "天气")), "J18 error",
		"项目“甲”第 1 个指标“清运次数”选“达成年度指标”，得分区间为 [24, 30]，自评 23.9 分，请调整"},
	"above the weight": {firstRow(row("产出指标", "清运次数", "≥", "12", "12", "30", "31", "")), "J07.above error",
		"项目“甲”第 1 个指标“清运次数”自评 31 分，应在 0～30 分之间"},
	"weights": {firstRow(row("产出指标", "清运次数", "≥", "12", "12", "29", "", "")), "J07 error",
		"项目“甲”各指标分值合计 89 分，加执行率 10 分共 99 分，应为 100 分"},
	"no weight": {firstRow(row("产出指标", "清运次数", "≥", "12", "12", "0", "", "")), "J07 error|J07.zero error", ""},
	"levels": {firstRow(row("效益指标", "清运次数", "≥", "12", "12", "30", "", "")), "J07.levels warning|J07.levels warning",
		"项目“甲”的产出指标合计 20 分，评分口径为 50 分；有特殊情况的请说明"},
	"lost, no reason": {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "")), "T06.project error",
		"项目“甲”第 1 个指标“清运次数”30 分得 27.5 分，失 2.5 分，没有填写偏差原因和改进措施"},
	"lost, a reason":   {firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "雨季停运一次")), "", ""},
	"over, just below": {firstRow(row("产出指标", "清运次数", "≥", "100", "129.99", "30", "", "")), "", ""},
	"over": {firstRow(row("产出指标", "清运次数", "≥", "100", "130", "30", "", "")), "J08 warning",
		"项目“甲”第 1 个指标“清运次数”完成值是指标值的 130%，达到 130%，应说明超计划较多的原因"},
	"over, a reason": {firstRow(row("产出指标", "清运次数", "≥", "100", "200", "30", "", "任务增加")), "", ""},
	"over nothing":   {firstRow(row("产出指标", "清运次数", "≥", "0", "30", "30", "", "")), "J08 warning", ""},
	"satisfaction":   {firstRow(row("满意度指标", "群众满意度", "定性", "满意", "达成年度指标", "30", "", "")), "J07.levels warning|J07.levels warning|J09 warning", ""},
	"adjusted": {changed(scoring.Facts{"budget_initial": num("0")}), "J10 warning",
		"项目“甲”年初预算数 0 万元，全年预算数 100 万元，相差 100 万元，没有说明调整原因"},
	"adjusted, a reason": {changed(scoring.Facts{"budget_initial": num("80"), "adjustment_reason": scoring.Text("上级追加"), "budget_adjusted": num("20")}), "", ""},
	"adjusted, wrong sum": {changed(scoring.Facts{"budget_initial": num("80"), "reason": scoring.Text("上级追加"), "budget_adjusted": num("19")}), "J12 error",
		"项目“甲”年初预算数 80 万元、年中调整 19 万元，与全年预算数 100 万元相差 1 万元"},
	"perfect":            {changed(scoring.Facts{"problems": scoring.Text("无"), "improvements": scoring.Text("暂无。")}), "J11 note", ""},
	"nothing to mend":    {with(firstRow(row("产出指标", "清运次数", "≥", "12", "11", "30", "", "雨季")), scoring.Facts{"problems": scoring.Text("无")}), "J11.lost warning", ""},
	"ahead of the money": {changed(scoring.Facts{"spent": num("94")}), "J14 warning", "项目“甲”执行率 94%，绩效指标得分率比执行率得分率高出 6%，系统会标红，请说明钱没有用完而任务完成的原因"},
	"unspent":            {changed(scoring.Facts{"spent": num("70"), "reason": scoring.Text("尾款下年支付")}), "J14 warning|J15 warning", ""},
	"unspent, no reason": {changed(scoring.Facts{"spent": num("89.9")}), "J14 warning|J15.reason warning", ""},
	"no budget": {changed(scoring.Facts{"budget_initial": num("0"), "budget": num("0")}), "J16 error",
		"项目“甲”没有全年预算而执行 100 万元，无预算有支出，执行率无法计算"},
	"neither":          {changed(scoring.Facts{"budget_initial": num("0"), "budget": num("0"), "spent": num("0")}), "J16.none note", ""},
	"neither, decided": {changed(scoring.Facts{"budget_initial": num("0"), "budget": num("0"), "spent": num("0"), "execution_points": num("10")}), "", ""},
	"overspent": {changed(scoring.Facts{"budget_initial": num("2179.77"), "budget": num("2179.77"), "spent": num("2183.25")}), "J17 error",
		"项目“甲”执行数 2183.25 万元大于全年预算数 2179.77 万元，超 3.48 万元，执行率 100.16%"},
	"not evaluated": {changed(scoring.Facts{"evaluated": scoring.Yes(false)}), "T12 error", "项目 1 个，已自评 0 个，还有 1 个未开展绩效自评，自评应覆盖全部项目"},
	"spent far beyond the first budget": {changed(scoring.Facts{"budget_initial": num("60"), "reason": scoring.Text("上级追加")}), "B03 warning",
		"项目实际支出 100 万元，是项目年初预算 60 万元的 166.67%，超过 150%"},
}

// Each broken figure gives exactly its own finding, with the figures in words.
func TestOneBrokenFigureGivesItsFinding(t *testing.T) {
	p := projectPack(t, "mof-2020")
	for name, c := range brokenProjects {
		t.Run(name, func(t *testing.T) {
			r := evaluateProjects(p, c.project)
			var want []string
			if c.want != "" {
				want = strings.Split(c.want, "|")
			}
			if diff := cmp.Diff(want, findingsOf(r)); diff != "" {
				t.Fatalf("%s\n%v", diff, r.Findings)
			}
			if c.message != "" && r.Findings[0].Message != c.message {
				t.Errorf("message\n got %s\nwant %s", r.Findings[0].Message, c.message)
			}
		})
	}
}

func TestCappedTotalIsTold(t *testing.T) {
	project := with(tidyProject("甲"), scoring.Facts{"spent": num("75"), "reason": scoring.Text("尾款下年支付")})
	r := evaluateProjects(projectPack(t, "capped-2022"), project)
	if got := findingsOf(r); !slices.Contains(got, "J15.capped warning") {
		t.Errorf("findings %v", got)
	}
	const working = "预算执行率 7.5 分 ＋ 绩效指标 90 分 = 97.5 分，执行率 75%，总分不超过 89 分，计 89 分"
	if p := r.Projects[0]; p.Working != working || p.Grade != "良" {
		t.Errorf("%s %s", p.Working, p.Grade)
	}
}

// What is typed beside a list has to be what the list gives.
func TestTypedFiguresAgainstTheList(t *testing.T) {
	p := projectPack(t, "mof-2020")
	list := scoring.RowsOf(tidyProject("甲"), tidyProject("乙"))
	for name, c := range map[string]struct {
		typed scoring.Facts
		want  []string
	}{
		"nothing typed":   {scoring.Facts{}, nil},
		"all agree":       {scoring.Facts{"projects_count": num("2"), "projects_evaluated": num("2"), "projects_budget": num("200"), "projects_spent": num("200")}, nil},
		"count":           {scoring.Facts{"projects_count": num("15")}, []string{"A08 error"}},
		"evaluated":       {scoring.Facts{"projects_evaluated": num("1")}, []string{"A08.evaluated error"}},
		"within rounding": {scoring.Facts{"projects_budget": num("200.015")}, nil},
		"beyond rounding": {scoring.Facts{"projects_budget": num("200.02")}, []string{"A08.budget error"}},
		"spent":           {scoring.Facts{"projects_spent": num("100")}, []string{"A08.spent error"}},
		"not at hand":     {scoring.Facts{"projects_spent": {State: scoring.Pending}}, nil},
	} {
		f := with(c.typed, scoring.Facts{"projects": list})
		r := scoring.Evaluate(p, scoring.Evaluation{Facts: f})
		if diff := cmp.Diff(c.want, findingsOf(r)); diff != "" {
			t.Errorf("%s: %s %v", name, diff, r.Findings)
		}
	}
}

// Keys are short, distinct, lead back to their check, and stay when rows are moved.
func TestProjectFindingKeys(t *testing.T) {
	p := projectPack(t, "mof-2020")
	a := withIndicator(tidyProject("甲"), row("产出指标", "清运次数", "≥", "12", "11", "30", "", ""))
	b := with(tidyProject("乙"), scoring.Facts{"spent": num("120")})
	twice := with(tidyProject("乙"), scoring.Facts{"spent": num("130")})
	keys := func(projects ...scoring.Facts) []string {
		var out []string
		for _, f := range evaluateProjects(p, projects...).Findings {
			if len(f.Key) > 40 || slices.Contains(out, f.Key) {
				t.Errorf("key %q", f.Key)
			}
			c, ok := p.Check(f.Key)
			if !ok || c.Title == "" || len(c.Causes) == 0 || !strings.HasPrefix(c.ID, f.Check) || c.Severity != f.Severity {
				t.Errorf("%s: check %+v", f.Key, c)
			}
			if diff := cmp.Diff([]string{"projects"}, f.Fields); diff != "" {
				t.Error(diff)
			}
			out = append(out, f.Key)
		}
		slices.Sort(out)
		return out
	}
	if diff := cmp.Diff(keys(a, b), keys(b, a)); diff != "" {
		t.Error(diff)
	}
	if got := keys(b, twice); len(got) != 3 { // twice overspent, and the name twice
		t.Errorf("keys %v", got)
	}
	for _, key := range []string{"", "J01", "nothing.0000", "J99.00000000"} {
		if _, ok := p.Check(key); ok {
			t.Errorf("a check %q", key)
		}
	}
}

// Every check of projects offers causes and measures and names its source.
func TestProjectChecksAreComplete(t *testing.T) {
	p := projectPack(t, "mof-2020")
	if len(p.Projects.Checks) < 25 {
		t.Errorf("%d checks", len(p.Projects.Checks))
	}
	for _, c := range p.Projects.Checks {
		if c.Title == "" || c.Basis == "" || len(c.Causes) == 0 || len(c.Measures) == 0 {
			t.Errorf("%s: %+v", c.ID, c)
		}
	}
}
