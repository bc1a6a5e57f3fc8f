package bot_test

import (
	"regexp"
	"strings"
	"testing"

	"ziping/bot/sandbox"
	"ziping/dialog"
)

// The finance bureau invites somebody; the link lets one person in, in that role, once.
func TestInvitationFromTheDesk(t *testing.T) {
	h := newHouse(t)
	says := func(user int64, text string) {
		t.Helper()
		if _, err := h.phones.User(user).Send(text); err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	last := func(user int64) sandbox.Message {
		chat := h.phones.User(user).Messages()
		return chat[len(chat)-1]
	}
	says(cai, "/units")
	for _, label := range []string{"1", "邀请负责人"} {
		if _, err := tapLabel(h.phones.User(cai), label); err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	invitation := last(cai)
	token := regexp.MustCompile(`https://t\.me/ziping_bot\?start=(\S+)`).FindStringSubmatch(invitation.Text)
	if token == nil || !strings.Contains(invitation.Text, "某镇人民政府 负责人") {
		t.Fatalf("invitation: %s", invitation.Text)
	}
	says(sun, "/start "+token[1])
	if joined := last(sun).Text; !strings.Contains(joined, "您已加入某镇人民政府2023年度部门整体支出绩效自评，身份：负责人。") {
		t.Errorf("the invited person sees: %s", joined)
	}
	s, err := h.store.Session(t.Context(), h.unit.UnitID, h.unit.Year, sun)
	if err != nil || s.Who.Role != dialog.Manager {
		t.Errorf("role %q, %v", s.Who.Role, err)
	}
	if _, err := h.phones.User(zhao).Send("/start " + token[1]); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	if used := last(zhao).Text; strings.Contains(used, "负责人。") {
		t.Errorf("used twice: %s", used)
	}
}

// Only operators reach the desk: its command, its orders and its buttons, forged ones included.
func TestDeskIsForOperatorsOnly(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(wang)
	if _, err := u.Start(""); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	message := u.Messages()[1].ID
	for _, text := range []string{"/units", "新建 某街道办事处 2023", "截止 某镇人民政府 2024-01-01"} {
		if _, err := u.Send(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, data := range []string{"@desk|p|0|0|", "@desk|s|0.0..0|0|" + h.unit.UnitID + " 2023", "@desk|x|0.0..0|0|" + h.unit.UnitID + " 2023 1002 yes"} {
		if _, err := u.TapData(message, data); err != nil {
			t.Fatal(err)
		}
	}
	h.quiet()
	for _, m := range u.Messages() {
		if m.FromBot && (strings.Contains(m.Text, "各单位自评") || strings.Contains(m.Text, "邀请：")) {
			t.Errorf("staff sees %s", m.Text)
		}
	}
	units, err := h.store.Units(t.Context())
	if err != nil || len(units) != 1 || !units[0].Deadline.IsZero() {
		t.Errorf("units %+v, %v", units, err)
	}
	if members, err := h.store.Members(t.Context(), h.unit.UnitID); err != nil || len(members) != 3 {
		t.Errorf("members %+v, %v", members, err)
	}
}
