package bot_test

import (
	"regexp"
	"strings"
	"testing"
)

var linkShape = regexp.MustCompile(`https://t\.me/ziping_bot\?start=(\S+)`)

// An operator sends a list of units as a file and gets an invitation a role; somebody joins by one.
// The same list again changes nothing; a list with mistakes is told by row and does nothing.
func TestOperatorSendsAList(t *testing.T) {
	h := newHouse(t)
	operator := h.phones.User(cai)
	send := func(name, text string) string {
		t.Helper()
		before := len(operator.Messages())
		if _, err := operator.SendDocument(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		h.quiet()
		var said []string
		for _, m := range operator.Messages()[before+1:] {
			said = append(said, m.Text)
		}
		return strings.Join(said, "\n")
	}
	if _, err := operator.Send("/units"); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	list := "单位,年度,填报人数\n某县水利局,2023,2\n某县教育局,2023,1\n"
	got := send("名单.csv", list)
	links := linkShape.FindAllStringSubmatch(got, -1)
	if !strings.Contains(got, "✓ 新建 2 个单位；新邀请 4 份") || len(links) != 4 || !strings.Contains(got, "某县水利局 填报人（2 人）") {
		t.Fatalf("said %s", got)
	}
	if _, err := h.phones.User(sun).Start(links[0][1]); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	members, err := h.store.Members(t.Context(), h.unitNamed("某县水利局").UnitID)
	if err != nil || len(members) != 1 || members[0].User != sun {
		t.Errorf("members %v, %v", members, err)
	}
	if got := send("名单.csv", list); !strings.Contains(got, "新建 0 个单位，已有 2 个（没有改动）；新邀请 0 份") || linkShape.MatchString(got) {
		t.Errorf("again: %s", got)
	}
	if got := send("名单.csv", "单位,年度\n某局,二三\n好的,2023\n"); !strings.Contains(got, "第 2 行：年度“二三”不对") || !strings.Contains(got, "一个单位也没有新建") {
		t.Errorf("with a mistake: %s", got)
	}
	if got := send("名单.pdf", "x"); !strings.Contains(got, "请发 .xlsx 或 .csv") {
		t.Errorf("another kind: %s", got)
	}
	if got := send("名单.xlsx", "不是工作簿"); got == "" || strings.Contains(got, "新建 ") && !strings.Contains(got, "没有新建") {
		t.Errorf("a broken workbook: %s", got)
	}
}
