package bot_test

import (
	"strings"
	"testing"

	"ziping/dialog"
	"ziping/dialog/desk"
)

// An operator chooses a unit's table when creating it, or later; the answers stay and the staff are
// told. A table that is not there is told to the staff and to the operator, who can choose another.
func TestTablesAreChosenAtTheDesk(t *testing.T) {
	h := newHouse(t)
	h.stop()
	h.tables = []desk.Table{{ID: "town-2023", Title: "乡镇自评表"}, {ID: "sichuan-80-20", Title: "四川绩效表"}}
	h.start()
	clerk := h.phones.User(wang)
	last := func(user int64) string {
		t.Helper()
		chat := h.phones.User(user).Messages()
		return chat[len(chat)-1].String()
	}
	step := func(err error, user int64, says ...string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		h.quiet()
		for _, want := range says {
			if got := last(user); !strings.Contains(got, want) {
				t.Errorf("%q is not in %s", want, got)
			}
		}
	}
	say := func(user int64, text string, says ...string) {
		t.Helper()
		_, err := h.phones.User(user).Send(text)
		step(err, user, says...)
	}
	tap := func(user int64, label string, says ...string) {
		t.Helper()
		_, err := tapLabel(h.phones.User(user), label)
		step(err, user, says...)
	}
	scheme := func(unit string, want string) {
		t.Helper()
		units, err := h.store.Units(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range units {
			if e.Unit == unit && e.Scheme != want {
				t.Errorf("%s has %s, want %s", unit, e.Scheme, want)
			}
		}
	}
	say(cai, "新建 某县水利局 2023", "某县水利局 用哪套指标体系？", "现在是：乡镇自评表", "[四川绩效表]")
	tap(cai, "四川绩效表", "✓ 某县水利局 2023年度改用：四川绩效表")
	scheme("某县水利局", "sichuan-80-20")
	say(cai, "新建 某县教育局 2023 2024-03-31 四川", "✓ 已新建：某县教育局")
	scheme("某县教育局", "sichuan-80-20")
	say(cai, "新建 某县林业局 2023 sichuan-80-20", "✓ 已新建：某县林业局")
	scheme("某县林业局", "sichuan-80-20")
	say(cai, "新建 某县交通局 2023 2024-03-31 湖南", "没有“湖南”这套指标体系", "sichuan-80-20　四川绩效表")
	say(cai, "找 某镇", "town-2023")

	say(wang, "/edit 年初预算数")
	say(wang, "1807.76")
	say(cai, "/units", "sichuan-80-20")
	say(cai, "找 某镇")
	tap(cai, "1", "换指标体系", "指标体系：")
	tap(cai, "换指标体系", "已填的 1 项会按题目代码对应到新表")
	tap(cai, "四川绩效表", "✓ 某镇人民政府 2023年度改用：四川绩效表")
	say(wang, "/progress")
	told := false
	for _, m := range clerk.Messages() {
		told = told || strings.Contains(m.Text, "财政部门已改用")
	}
	if !told {
		t.Error("the staff are not told of the new table")
	}
	if _, answers, err := h.store.Evaluation(t.Context(), h.unit.UnitID, 2023); err != nil || answers["budget_initial"].Value.Number.String() != "1807.76" {
		t.Errorf("the answer is gone: %v, %v", answers["budget_initial"], err)
	}

	e, err := h.store.AddUnit(t.Context(), "某乡人民政府", 2024, "gone-2024", 1, clockStart)
	h.must(err)
	h.must(h.store.AddMember(t.Context(), e.UnitID, dialog.Member{User: sun, Name: "小孙", Role: dialog.Staff}))
	say(sun, "/start", "指标体系没有装入本助手")
	say(cai, "找 某乡", "某乡人民政府")
	tap(cai, "1", "gone-2024 没有装入本助手", "乡镇自评表")
	tap(cai, "乡镇自评表", "✓ 某乡人民政府 2024年度改用")
	say(sun, "/start", "某乡人民政府")
}
