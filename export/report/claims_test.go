package report

import (
	"strings"
	"testing"

	"ziping/scoring"
)

// TestClaimsOnlyWhereSupported changes one or two facts of the published evaluation and
// looks at what the report then says and no longer says.
func TestClaimsOnlyWhereSupported(t *testing.T) {
	tests := []struct {
		name         string
		facts        scoring.Facts
		says, silent []string
	}{
		{
			name:   "as published",
			says:   []string{"预算执行率100.16%", "项目27个（与部门开展项目自评个数相同）", "金额合计876.36万元（与部门开展项目自评金额合计相同）", "执行率为100%。", "比申请预算资金多3.48万元", "绩效自评覆盖率100%", "财政供养人员控制在编制以内", "变动率为0%", "年初未编制政府采购预算", "所有项目均已完成绩效自评", "未发现资金使用违规事项", "\n无。\n"},
			silent: []string{"预算执行率100%", "自评结果真实可靠", "两者不同", "超出编制"},
		},
		{
			name:   "one project not evaluated",
			facts:  scoring.Facts{"projects_evaluated": number("26")},
			says:   []string{"项目27个（部门开展项目自评26个）", "绩效自评覆盖率96.3%", "已完成绩效自评的项目26个，尚有1个未完成"},
			silent: []string{"相同）", "所有项目均已完成绩效自评"},
		},
		{
			name:   "evaluated projects not known",
			facts:  scoring.Facts{"projects_evaluated": pending},
			says:   []string{"绩效自评覆盖率（待补）"},
			silent: []string{"相同）", "自评27个", "所有项目均已完成绩效自评"},
		},
		{
			name: "listed projects differ from the sum",
			facts: scoring.Facts{"projects": scoring.RowsOf(
				scoring.Facts{"name": scoring.Text("村级组织经费"), "budget": number("100"), "spent": number("100"), "evaluated": scoring.Yes(true)},
				scoring.Facts{"name": scoring.Text("环境治理"), "budget": number("50"), "spent": number("40"), "evaluated": scoring.Yes(false)},
			)},
			says:   []string{"部门开展项目自评金额合计100万元）", "对村级组织经费1个项目开展了绩效自评", "附件3", "项目清单"},
			silent: []string{"金额合计相同"},
		},
		{
			name:   "over the staff quota",
			facts:  scoring.Facts{"staff_quota": number("60")},
			says:   []string{"财政供养人员超出编制5人，在职人员控制率108.33%"},
			silent: []string{"控制在编制以内"},
		},
		{
			name:   "quota not known",
			facts:  scoring.Facts{"staff_quota": pending},
			says:   []string{"编制数（待补）", "人员情况部分的编制数（暂缺）"},
			silent: []string{"控制在编制以内", "超出编制"},
		},
		{
			name:   "spent within the budget",
			facts:  scoring.Facts{"spent_total": number("2179.76")},
			says:   []string{"比申请预算资金少0.01万元"},
			silent: []string{"预算执行率100%", "超过100%"},
		},
		{
			name:   "spent exactly",
			facts:  scoring.Facts{"spent_total": number("2179.77")},
			says:   []string{"预算执行率100%"},
			silent: []string{"比申请预算资金"},
		},
		{
			name:   "sangong grown",
			facts:  scoring.Facts{"sangong_budget": number("15"), "sangong_actual": number("16.5")},
			says:   []string{"“三公”经费预算15万元，比上年的12万元增加3万元，增长25%", "超出预算1.50万元"},
			silent: []string{"与上年持平", "控制在预算以内"},
		},
		{
			name:   "sangong shrunk",
			facts:  scoring.Facts{"sangong_budget": number("9"), "sangong_actual": number("8")},
			says:   []string{"比上年的12万元减少3万元，下降25%", "控制在预算以内"},
			silent: []string{"与上年持平"},
		},
		{
			name:   "sangong from nothing",
			facts:  scoring.Facts{"sangong_prev": number("0")},
			says:   []string{"上年预算为零，变动率不可比"},
			silent: []string{"增长"},
		},
		{
			name:   "violations",
			facts:  scoring.Facts{"violations": number("2")},
			says:   []string{"资金使用违规事项2项"},
			silent: []string{"未发现资金使用违规事项"},
		},
		{
			name:   "satisfaction with its sample",
			facts:  scoring.Facts{"satisfaction_sample": number("120")},
			says:   []string{"服务对象满意度95%（调查样本120份）。"},
			silent: []string{"调查样本（待补）"},
		},
		{
			name:   "satisfaction not known",
			facts:  scoring.Facts{"satisfaction": pending},
			says:   []string{"服务对象满意度（待补）。", "暂不能计分", "暂不评定等级"},
			silent: []string{"评价等级为"},
		},
		{
			name:   "procurement planned",
			facts:  scoring.Facts{"procurement_planned": scoring.Yes(true), "procurement_budget": number("40"), "procurement_actual": number("38")},
			says:   []string{"政府采购预算40万元，实际采购38万元，政府采购执行率95%"},
			silent: []string{"未编制政府采购预算"},
		},
		{
			name:  "goals partly in order",
			facts: scoring.Facts{"goal_quality": scoring.Items()},
			says:  []string{"目标在以下方面有待改进：格式符合要求"},
		},
		{
			name:   "cause and measure given",
			facts:  scoring.Facts{"causes": scoring.Texts(map[string]string{"B2": "年初漏编上级转移支付。"}), "measures": scoring.Texts(map[string]string{"B2": "细化年初预算；"})},
			says:   []string{"失分原因：年初漏编上级转移支付。改进措施：细化年初预算。"},
			silent: []string{"。。", "；。"},
		},
	}
	pack, e := seed(t)
	e.Claims = scoring.Claims{} // what an earlier report stated is quoted in a finding
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			own := with(e, test.facts)
			text := plain(t, pack, own) + "\n" + workingPaper(t, pack, own)
			for _, want := range test.says {
				if !strings.Contains(text, want) {
					t.Errorf("does not say %q", want)
				}
			}
			for _, not := range test.silent {
				if strings.Contains(text, not) {
					t.Errorf("says %q", not)
				}
			}
			if t.Failed() {
				t.Log(text)
			}
		})
	}
}

// A report that compares an earlier one with the data must not seem to speak of itself.
func TestClaimsAreThoseOfTheEarlierReport(t *testing.T) {
	pack, e := seed(t)
	text := plain(t, pack, e) + workingPaper(t, pack, e)
	if !strings.Contains(text, "原报告写预算执行率100%") {
		t.Error("the claim of the earlier report is not called so")
	}
	for line := range strings.SplitSeq(text, "\n") {
		if i := strings.Index(line, "报告写"); i >= 0 && !strings.HasSuffix(line[:i], "原") {
			t.Errorf("in this report: %s", line)
		}
	}
}

// 99.9996 % is not full execution, neither in the text nor in the working.
func TestARateNearlyFullIsNotPrintedAsFull(t *testing.T) {
	pack, e := seed(t)
	text := plain(t, pack, with(e, scoring.Facts{"budget_total": number("2500000"), "spent_total": number("2499990")}))
	if n := strings.Count(text, "2499990 ÷ 2500000 = 99.9996%"); n == 0 {
		t.Error("the working does not give 99.9996%")
	}
	if strings.Contains(text, "2499990 ÷ 2500000 = 100%") || strings.Contains(text, "部门预算执行率100%") {
		t.Error("99.9996% is printed as 100%")
	}
}
