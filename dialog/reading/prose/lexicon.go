package prose

import (
	"slices"
	"strings"

	"ziping/scoring"
)

// name is one way in which reports name a question: the last words before the figure, what has
// to be spoken of, and the units that fit.
type name struct {
	field string
	words []string
	needs []topic
	not   []topic
	units class
	opens topic // what the figures behind it are parts of
}

// names are the ways in which published self-evaluation reports name the questions that packs
// share. A pack's own labels and synonyms come on top (see vocabularyOf); questions that a pack
// does not have are left out.
var names = slices.Concat(staffNames, budgetNames, transferNames(), spendingNames, projectNames, otherNames)

var staffNames = []name{
	{field: "staff_quota", words: []string{"编制", "编制数", "编制总数", "核定编制", "人员编制", "编制人数", "总编制"}, units: people | things | bare, opens: quota},
	{field: "staff_admin", words: []string{"行政编制", "行政编制人员", "行政人员", "公务员"}, not: []topic{quota}, units: people},
	{field: "staff_institution", words: []string{"事业编制", "事业编制人员", "事业人员"}, not: []topic{quota}, units: people},
	{field: "staff_agency", words: []string{"人事代理", "人事代理人员"}, units: people},
	{field: "staff_contract", words: []string{"聘用制", "聘用人员", "聘用制人员", "合同制人员"}, units: people},
	{field: "staff_total", words: []string{"在职人员", "实有在职人员", "在职人数", "在职在编人员", "实有人数", "在职职工", "实有人员", "在岗人员"}, units: people, opens: present},
	{field: "interns", words: []string{"见习生", "见习人员"}, units: people},
	{field: "retired", words: []string{"退休人员", "离退休人员", "退休", "退休职工", "离退休"}, units: people},
	{field: "dispatched", words: []string{"劳务派遣", "劳务派遣人员", "派遣人员"}, units: people},
}

var budgetNames = []name{
	{field: "budget_initial", words: []string{"年初预算", "年初预算数", "年初部门预算", "年初预算总额", "年初批复预算"}, not: narrower, units: money},
	{field: "added_count", words: []string{"追加项目", "追加", "年中追加项目"}, needs: []topic{ofAdded}, units: things},
	{field: "budget_added", words: []string{"追加", "追加金额", "追加预算", "追加资金", "年中追加", "追加指标", "资金", "金额"}, needs: []topic{ofAdded}, units: money},
	{field: "carry_in", words: []string{"上年结转", "上年结转资金", "年初结转", "年初结转和结余", "年初结转结余", "上年结转结余", "上年结转和结余"}, not: narrower, units: money},
	{field: "carry_out", words: []string{"年末结转结余", "年末结转和结余", "年末结转", "结转下年", "年末结余", "结转下年使用"}, not: narrower, units: money},
	{field: "budget_total", words: []string{"申请预算资金", "全年预算", "全年预算数", "全年预算资金", "调整后预算", "调整后预算数", "调整预算数", "预算总额", "全年部门预算"}, not: narrower, units: money},
	{field: "spent_total", words: []string{"实际支出", "全年支出", "总支出", "支出总额", "全年实际支出", "全年执行数", "支出决算", "决算支出", "支出合计", "支出总计", "本年支出"}, not: narrower, units: money},
}

// narrower are the topics under which 预算 and 支出 are those of a part, not of the unit.
var narrower = []topic{ofProjects, ofSangong, ofRunning, ofProcurement}

// transferNames are the parts of transfers by level, on the side that is spoken of.
func transferNames() []name {
	var out []name
	levels := []struct {
		code  string
		words []string
	}{
		{"central", []string{"中央", "中央财政", "中央资金", "中央级"}},
		{"province", []string{"省", "省级", "省财政", "省级资金", "自治区", "自治区级"}},
		{"city", []string{"市", "市级", "市财政", "市级资金"}},
	}
	for _, from := range []topic{sharedTransfer, specialTransfer} {
		for _, on := range []topic{budgetSide, spentSide} {
			for _, level := range levels {
				code := string(from) + "_transfer_" + level.code + "_" + string(on)
				out = append(out, name{field: code, words: level.words, needs: []topic{from, on}, units: money})
			}
		}
	}
	for _, on := range []topic{budgetSide, spentSide} {
		out = append(out, name{field: "bond_" + string(on), words: []string{"债券资金", "债券", "债券收入", "政府债券"}, needs: []topic{on}, units: money})
	}
	return out
}

var spendingNames = []name{
	{field: "running_budget", words: []string{"预算", "预算数", "年初预算", "全年预算", "预算安排"}, needs: []topic{ofRunning}, units: money},
	{field: "running_actual", words: []string{"支出", "实际支出", "决算数", "决算", "支出决算", "实际"}, needs: []topic{ofRunning}, units: money},
	{field: "sangong_prev", words: []string{"上年预算", "上年预算数", "上年度预算", "上年度预算数"}, needs: []topic{ofSangong}, units: money},
	{field: "sangong_budget", words: []string{"本年预算", "本年预算数", "预算", "预算数", "年初预算", "本年度预算", "本年度预算数"}, needs: []topic{ofSangong}, units: money},
	{field: "sangong_actual", words: []string{"支出", "实际支出", "本年实际", "决算数", "决算", "支出决算", "本年支出"}, needs: []topic{ofSangong}, units: money},
	{field: "procurement_budget", words: []string{"预算", "预算数", "预算金额", "采购预算", "计划采购", "采购计划"}, needs: []topic{ofProcurement}, units: money},
	{field: "procurement_actual", words: []string{"实际采购", "实际采购金额", "采购金额", "实际支出", "实际完成采购", "完成采购"}, needs: []topic{ofProcurement}, units: money},
}

var projectNames = []name{
	{field: "projects_count", words: []string{"项目", "项目数", "项目个数", "项目总数", "项目共"}, not: []topic{ofAdded}, units: things},
	{field: "projects_evaluated", words: []string{"已自评", "自评项目", "已自评项目", "开展自评项目", "已开展自评"}, needs: []topic{ofProjects}, units: things},
	{field: "projects_budget", words: []string{"金额合计", "金额", "涉及金额", "资金", "涉及资金", "预算", "预算金额", "项目资金", "预算数", "预算资金"}, needs: []topic{ofProjects}, units: money},
	{field: "projects_spent", words: []string{"实际支出", "支出", "执行数", "支出金额", "全年执行数", "完成支出"}, needs: []topic{ofProjects}, units: money},
}

var otherNames = []name{
	{field: "violations", words: []string{"违规事项", "违规问题", "违规使用资金事项"}, units: things | bare},
	{field: "key_tasks_planned", words: []string{"重点工作", "重点工作交办", "重点工作任务", "交办"}, needs: []topic{ofTasks}, units: things},
	{field: "key_tasks_done", words: []string{"办结", "已办结", "按时办结", "完成"}, needs: []topic{ofTasks}, units: things},
	{field: "satisfaction", words: []string{"服务对象满意度", "群众满意度", "满意度", "社会公众满意度", "满意率"}, units: percent},
	{field: "satisfaction_sample", words: []string{"有效问卷", "收回有效问卷", "回收有效问卷", "收回问卷", "回收问卷"}, units: copies},
}

// rateNames are the ways in which reports name rates; the code is a pack's claim.
var rateNames = []name{
	{field: "execution_rate", words: []string{"预算执行率", "执行率", "预算完成率", "支出执行率"}, not: []topic{ofProjects, ofProcurement}, units: percent | bare},
	{field: "project_execution_rate", words: []string{"执行率", "项目执行率", "预算执行率"}, needs: []topic{ofProjects}, units: percent | bare},
	{field: "budget_control_rate", words: []string{"预算控制率", "预算调整率"}, units: percent | bare},
	{field: "staff_control_rate", words: []string{"在职人员控制率", "人员控制率"}, units: percent | bare},
	{field: "sangong_change_rate", words: []string{"变动率", "三公经费变动率"}, needs: []topic{ofSangong}, units: percent | bare},
	{field: "self_evaluation_rate", words: []string{"自评覆盖率", "绩效自评覆盖率", "项目绩效自评覆盖率", "覆盖率"}, units: percent | bare},
	{field: "key_task_rate", words: []string{"办结率", "重点工作办结率"}, units: percent | bare},
}

// vocabulary is what a report may speak of under one pack.
type vocabulary struct {
	pack   *scoring.Pack
	fields []name
	rates  []name
	kinds  map[string]scoring.Kind
}

func vocabularyOf(pack *scoring.Pack) vocabulary {
	v := vocabulary{pack: pack, kinds: map[string]scoring.Kind{}}
	for _, n := range names {
		if f, ok := pack.Field(n.field); ok {
			v.fields = append(v.fields, n)
			v.kinds[n.field] = f.Kind
		}
	}
	for _, section := range pack.Sections {
		for i := range section.Fields {
			if n, ok := labelled(&section.Fields[i]); ok {
				v.fields = append(v.fields, n)
				v.kinds[n.field] = section.Fields[i].Kind
			}
		}
	}
	for _, n := range rateNames {
		if _, ok := pack.Claim(n.field); ok {
			v.rates = append(v.rates, n)
		}
	}
	for _, c := range pack.Claims {
		v.rates = append(v.rates, name{field: c.Code, words: []string{plain(c.Label)}, units: percent | bare})
	}
	return v
}

// ambiguous are labels that packs give to questions of a part and reports to the whole; what
// they mean stands in the table of names, by topic.
var ambiguous = []string{"实际支出", "金额合计", "项目个数"}

// labelled is a field's own label as a name, under the conditions of the table's name if it has one.
func labelled(f *scoring.Field) (name, bool) {
	label := plain(f.Label)
	if !f.Kind.Numeric() || slices.Contains(ambiguous, label) || len([]rune(label)) < 3 {
		return name{}, false
	}
	n := name{field: f.Code, units: unitsOf[f.Kind]}
	if at := slices.IndexFunc(names, func(n name) bool { return n.field == f.Code }); at >= 0 {
		n = names[at]
		n.needs = nil // a label that is written out says what it is of
	}
	n.words = []string{label}
	return n, true
}

// unitsOf are the units that fit a question of the kind.
var unitsOf = map[scoring.Kind]class{
	scoring.Money: money, scoring.Count: people | things | copies | bare, scoring.Percent: percent,
	scoring.Rate: percent | bare, scoring.Figure: points | bare | things,
}

// plain is a label without quotes and blanks.
func plain(s string) string {
	return strings.NewReplacer("“", "", "”", "", "\"", "", "‘", "", "’", "", " ", "", "《", "", "》", "").Replace(s)
}
