package remind

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
)

// reminding is a unit with two staff, of whom 小王 has taken a section, and a manager.
func reminding() dialog.Reminding {
	return dialog.Reminding{
		Evaluation: dialog.Evaluation{ID: "e", UnitID: "u", Unit: "某镇", Year: 2023, Status: dialog.Open, Deadline: at("2026-03-20 23:59")},
		Standing: &dialog.Standing{Sections: []dialog.SectionStanding{
			{Code: "people", Title: "人员情况", Asked: 3, Answered: 1, Open: 2, First: "staff_admin", Missing: []string{"行政编制", "事业编制"}},
			{Code: "budget", Title: "预算收支", Asked: 9, Open: 9, First: "budget_initial", Missing: []string{"年初预算数", "追加金额", "上年结转", "年末结转"}, Owner: 1},
			{Code: "buying", Title: "政府采购", Asked: 3, Answered: 3, Owner: 2},
			{Code: "left", Title: "总结", Asked: 1, Open: 1, First: "achievements", Missing: []string{"主要工作成效"}, Owner: 77},
		}},
		Members: []dialog.Member{{User: 1, Name: "小王", Role: dialog.Staff}, {User: 2, Name: "小赵", Role: dialog.Staff}, {User: 3, Name: "李主任", Role: dialog.Manager}, {User: 4, Name: "财政局", Role: dialog.Operator}},
	}
}

func labels(r dialog.Reply) (all []string) {
	for _, row := range r.Buttons {
		for _, b := range row {
			all = append(all, b.Label)
		}
	}
	return all
}

func TestReminder(t *testing.T) {
	now := at("2026-03-17 09:00")
	full := func(r dialog.Reminding) dialog.Reminding {
		r.Standing = &dialog.Standing{Sections: []dialog.SectionStanding{{Code: "people", Title: "人员情况", Asked: 3, Answered: 3}}, Complete: true}
		return r
	}
	with := func(s dialog.Status, r dialog.Reminding) dialog.Reminding { r.Evaluation.Status = s; return r }
	blocked := reminding()
	blocked.Unreachable = []int64{2}
	muted := reminding()
	muted.Muted = map[int64]time.Time{1: at("2026-03-18 00:00")}
	alone := reminding()
	alone.Members = alone.Members[2:]
	for name, test := range map[string]struct {
		r       dialog.Reminding
		user    int64
		text    []string // "": nothing to remind of
		buttons []string
	}{
		"her own section first": {reminding(), 1, []string{"您还需填写 12 题：\n· 预算收支（您负责）：年初预算数、追加金额、上年结转等 9 题\n· 人员情况：行政编制、事业编制\n· 总结：主要工作成效"},
			[]string{"▶ 继续填报", LabelMute}},
		"only what nobody has": {reminding(), 2, []string{"您还需填写 3 题：\n· 人员情况：行政编制、事业编制\n· 总结：主要工作成效"}, []string{"▶ 继续填报", LabelMute}},
		"the manager": {reminding(), 3, []string{"某镇 2023年度部门整体支出绩效自评\n截止日期：2026年3月20日\n\n已完成 1/4 个章节，还需填写 12 题：\n· 人员情况（未认领）：行政编制、事业编制\n· 预算收支（小王）：年初预算数、追加金额、上年结转等 9 题\n· 总结（未认领）：主要工作成效"},
			[]string{"催办", LabelMute}},
		"the manager of people who are gone": {blocked, 3, []string{"⚠ 小赵未打开或已停用本助手，消息无法送达。"}, []string{"催办", LabelMute}},
		"the manager of nobody":              {alone, 3, []string{"还没有填报人加入"}, []string{LabelMute}},
		"an operator":                        {reminding(), 4, nil, nil},
		"somebody who has left":              {reminding(), 77, nil, nil},
		"muted":                              {muted, 1, nil, nil},
		"muted by somebody else":             {muted, 2, []string{"您还需填写"}, []string{"▶ 继续填报", LabelMute}},
		"everything filled":                  {full(reminding()), 2, []string{"全部章节已填完，还没有送审"}, []string{"送审", LabelMute}},
		"everything filled, manager":         {full(reminding()), 3, []string{"等填报人核对后送审"}, []string{"催办", LabelMute}},
		"submitted":                          {with(dialog.Submitted, full(reminding())), 2, nil, nil},
		"submitted, manager":                 {with(dialog.Submitted, full(reminding())), 3, []string{"已送审，等您审核"}, []string{"检查问题", "生成报告", "审核通过", "退回修改", LabelMute}},
		"approved":                           {with(dialog.Approved, full(reminding())), 3, nil, nil},
	} {
		reply, ok := Reminder(test.r, test.user, now, defaultTable())
		if ok != (test.text != nil) {
			t.Errorf("%s: %v %+v", name, ok, reply)
			continue
		}
		if !ok {
			continue
		}
		for _, want := range test.text {
			if !strings.Contains(reply.Text, want) {
				t.Errorf("%s: %s\nwant %s", name, reply.Text, want)
			}
		}
		if diff := cmp.Diff(test.buttons, labels(reply)); diff != "" || reply.Title != "提醒：距截止还有 3 个工作日" || reply.To != test.user {
			t.Errorf("%s: %+v %s", name, reply, diff)
		}
	}
}

func TestSectionsDoneOfOthersAreNoDebt(t *testing.T) {
	r := reminding()
	r.Standing.Sections = []dialog.SectionStanding{
		{Title: "人员情况", Answered: 3, Owner: 2}, {Title: "预算收支", Open: 9, First: "budget_initial", Owner: 1},
	}
	if reply, ok := Reminder(r, 2, at("2026-03-17 09:00"), defaultTable()); ok {
		t.Errorf("小赵 owes nothing and is reminded: %s", reply.Text)
	}
}

func TestJoinReminders(t *testing.T) {
	reply, _ := Reminder(reminding(), 2, at("2026-03-17 09:00"), defaultTable())
	one := JoinReminders([]UnitReminder{{"某镇", 2023, reply}}, 2)
	if one.Title != reply.Title || !strings.HasSuffix(one.Text, "因服务中断，此前 2 次提醒未能按时发出，合并为本条。") {
		t.Errorf("one: %+v", one)
	}
	two := JoinReminders([]UnitReminder{{"某镇", 2023, reply}, {"某局", 2023, reply}, {"某局", 2022, reply}}, 0)
	if two.Title != "提醒：3 项自评" || strings.Count(two.Text, "【距截止还有 3 个工作日】某镇 2023年度") != 3 || two.To != 2 {
		t.Errorf("several: %+v", two)
	}
	want := []string{"▶ 继续填报：某镇", "今天不再提醒：某镇", "▶ 继续填报：某局 2023", "今天不再提醒：某局 2023", "▶ 继续填报：某局 2022", "今天不再提醒：某局 2022"}
	if diff := cmp.Diff(want, labels(two)); diff != "" {
		t.Error(diff)
	}
}

func TestBundle(t *testing.T) {
	var news []dialog.News
	for i := range 20 {
		news = append(news, dialog.News{At: at("2026-03-17 09:00").Add(time.Duration(i) * time.Minute).UTC(), Reply: dialog.Reply{Text: "全文" + string(rune('A'+i)), News: "第" + string(rune('A'+i))}})
	}
	now := at("2026-03-17 10:00")
	if got := Bundle(news[:1], now); got.Text != "全文A" {
		t.Errorf("one: %q", got.Text)
	}
	if got := Bundle(news[:3], now); got.Text != "全文C\n\n此前的进展：\n· 3月17日 09:00 第A\n· 3月17日 09:01 第B" {
		t.Errorf("three: %q", got.Text)
	}
	got := Bundle(news, now).Text
	if !strings.Contains(got, "更早的 4 条从略") || strings.Contains(got, "第D") || !strings.Contains(got, "第E") {
		t.Errorf("twenty: %q", got)
	}
}
