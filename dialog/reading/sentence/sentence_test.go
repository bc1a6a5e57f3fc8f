package sentence_test

import (
	"fmt"
	"strings"
	"testing"

	"ziping/dialog/reading/sentence"
	"ziping/scoring"
	"ziping/scoring/packs"
)

func fieldsOf(t testing.TB) (all []*scoring.Field, by func(string) *scoring.Field) {
	t.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			all = append(all, &pack.Sections[i].Fields[j])
		}
	}
	return all, func(code string) *scoring.Field {
		for _, f := range all {
			if f.Code == code {
				return f
			}
		}
		return nil
	}
}

func shown(found []sentence.Found, rest []string) string {
	var parts []string
	for _, f := range found {
		text := f.Field.Code + "="
		switch v := f.Answer.Value; {
		case f.Answer.Doubt != "":
			text += "?"
		case v.State != scoring.Known:
			text += "-"
		case f.Field.Kind.Numeric():
			text += v.Number.String()
		case v.Text != "":
			text += v.Text
		case len(v.Items) > 0:
			text += fmt.Sprint(len(v.Items))
		default:
			text += map[bool]string{true: "是", false: "否"}[v.Yes]
		}
		parts = append(parts, text)
	}
	for range rest {
		parts = append(parts, "rest")
	}
	return strings.Join(parts, " ")
}

func TestSentences(t *testing.T) {
	all, by := fieldsOf(t)
	for _, c := range []struct{ near, text, want string }{
		{"staff_admin", "行政编制26人，事业编制36人，人事代理1人，聘用制2人", "staff_admin=26 staff_institution=36 staff_agency=1 staff_contract=2"},
		{"staff_admin", "行政编制26 事业编制36 人事代理1 聘用制2", "staff_admin=26 staff_institution=36 staff_agency=1 staff_contract=2"},
		{"budget_initial", "年初预算1807.76万，追加364万，追加8个项目", "budget_initial=1807.76 budget_added=364 added_count=8"},
		{"budget_initial", "年初预算1,807.76万元，追加364万元", "budget_initial=1807.76 budget_added=364"},
		{"budget_initial", "年初预算18,077,600元", "budget_initial=1807.76"},
		{"dispatched", "退休人员25", "retired=25"},
		{"dispatched", "退休人员改成25", "retired=25"},
		{"dispatched", "退休人员应该是25人。", "retired=25"},
		{"annual_grade", "年度考核等次：良好", "annual_grade=良好"},
		{"annual_grade", "考核通报文号：某委〔2024〕5号", "annual_grade_document=某委〔2024〕5号"},
		{"spent_total", "实际支出2183.25万元", "spent_total=2183.25"},
		{"staff_quota", "实际支出2183.25万元", "rest"},
		{"staff_quota", "编制数65人，另有车辆3台", "staff_quota=65 rest"},
		{"staff_quota", "行政编制26人，行政编制27人", "staff_admin=?"},
		{"staff_quota", "编制数\t65\n行政编制\t26\n见习生\t8", "staff_quota=65 staff_admin=26 interns=8"},
		{"staff_quota", "单位：元\n年初预算数 18077600\n全年预算 21797700", "budget_initial=1807.76 budget_total=2179.77"},
		{"staff_quota", "服务对象满意度95%", "satisfaction=95"},
		{"staff_quota", "退休人员暂缺", "retired=-"},
		{"staff_quota", "政府采购预算46.5万元，实际采购金额45.2万元", "procurement_budget=46.5 procurement_actual=45.2"},
		{"staff_quota", "是否编制年初政府采购计划（预算） 否\n绩效目标规范性 全部\n考核通报文号 暂缺", "procurement_planned=否 goal_quality=4 annual_grade_document=-"},
		{"staff_quota", "好的谢谢", ""},
		{"staff_quota", "行政26 事业36 人事代理1 聘用2", "staff_admin=26 staff_institution=36 staff_agency=1 staff_contract=2"},
		{"staff_quota", "行政村8个，社区3个", "rest rest"},
		{"staff_quota", "编制外聘用人员5人", "staff_contract=5"},
		{"spent_total", "年初预算1807.76万元，支出2183.25万元，基本支出914万元", "budget_initial=1807.76 spent_total=2183.25 basic_spent=914"},
		{"budget_initial", "年中追加8个项目364万元", "added_count=8 budget_added=364"},
		{"staff_quota", "编制数,65\n行政编制,26\n全年预算,2179.77", "staff_quota=65 staff_admin=26 budget_total=2179.77"},
		{"staff_quota", "编制数|65|人\n全年预算|21797700|元\n年初预算|元|18077600", "staff_quota=65 budget_total=2179.77 budget_initial=1807.76"},
		{"staff_quota", "编制数 人 65\n全年预算 元 21797700\n行政编制 26 人", "staff_quota=65 budget_total=2179.77 staff_admin=26"},
		{"staff_quota", "编制65人（行政26人，事业36人）", "staff_quota=65 staff_admin=26 staff_institution=36"},
		{"sangong_budget", "三公经费上年12，本年12", "rest rest"},
		{"staff_quota", "会议30分钟，退休25", "retired=25 rest"},
		{"budget_initial", "追加8个项目、364万元", "added_count=8 budget_added=364"},
		{"budget_initial", "1807.76，追加364万元", "budget_initial=1807.76 budget_added=364"},
		{"procurement_planned", "否，政府采购预算30万", "procurement_planned=否 procurement_budget=30"},
		{"staff_quota", "你好，退休人员改成25", "retired=25 rest"},
		{"staff_quota", "约30人", "staff_quota=?"},
	} {
		r := sentence.Read(all, by(c.near), c.text)
		if got := shown(r.Found, r.Rest); got != c.want {
			t.Errorf("%q: %s, want %s (%q)", c.text, got, c.want, r.Rest)
		}
	}
}

func TestBareFigures(t *testing.T) {
	_, by := fieldsOf(t)
	fields := []*scoring.Field{by("staff_admin"), by("staff_institution"), by("staff_agency"), by("staff_contract")}
	for text, want := range map[string]string{
		"26 36 1 2":    "staff_admin=26 staff_institution=36 staff_agency=1 staff_contract=2",
		"26\n36\n1\n2": "staff_admin=26 staff_institution=36 staff_agency=1 staff_contract=2",
		"26、36":        "staff_admin=26 staff_institution=36",
		"26人，36人":      "staff_admin=26 staff_institution=36",
		"26":           "",
		"26 36 1 2 8":  "",
		"26 三十六 x":     "",
		"行政 26":        "",
		"26.5 36":      "",
	} {
		found, _ := sentence.Bare(fields, text)
		if got := shown(found, nil); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func FuzzSentences(f *testing.F) {
	all, by := fieldsOf(f)
	f.Add("行政编制26人，事业编制36人")
	f.Add("年初预算1807.76万，追加364万")
	f.Add("26 36 1 2")
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range sentence.Read(all, by("staff_quota"), text).Found {
			if found.Words == "" || found.Answer.Value.State == scoring.Missing {
				t.Errorf("%q: found nothing for %s", text, found.Field.Code)
			}
		}
	})
}
