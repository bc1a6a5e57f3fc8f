package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/store"
)

// endOf is a deadline: the last second of a day.
func endOf(day string) time.Time {
	t, err := time.ParseInLocation(time.DateTime, day+" 23:59:59", clockStart.Location())
	if err != nil {
		panic(err)
	}
	return t
}

// at moves the clock to a time of the office.
func (h *house) at(when string) {
	h.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", when, clockStart.Location())
	if err != nil {
		h.t.Fatal(err)
	}
	h.pass(t.Sub(h.clock.Now()))
	h.quiet()
	h.clock.ticks.Add(-1) // quiet takes a second
}

// greet lets people press Start, so that the bot may write to them.
func (h *house) greet(users ...int64) {
	h.t.Helper()
	for _, user := range users {
		if _, err := h.phones.User(user).Send("/start"); err != nil {
			h.t.Fatal(err)
		}
	}
	h.quiet()
}

// reminded are the reminders a person has, as title lines with the moment they came.
func (h *house) reminded(user int64) (titles []string) {
	for _, m := range h.phones.User(user).Messages() {
		if title, _, _ := strings.Cut(m.Text, "\n"); m.FromBot && strings.HasPrefix(title, "提醒：") {
			titles = append(titles, strings.TrimPrefix(title, "提醒："))
		}
	}
	return titles
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// The clock is moved over a month, in steps of an hour, with restarts of the bot in between:
// each person gets each reminder once, at nine.
func TestRemindersOfAMonth(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li, zhao)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	came := map[int64][]string{}
	for now, step := h.clock.Now(), 0; now.Before(endOf("2024-04-05")); step++ {
		now = now.Add(time.Hour)
		h.at(now.Format("2006-01-02 15:04"))
		for _, user := range []int64{wang, li, zhao} {
			for range len(h.reminded(user)) - len(came[user]) {
				came[user] = append(came[user], now.Format("01-02 15:04"))
			}
		}
		if step%100 == 50 {
			h.stop()
			h.start()
		}
	}
	want := []string{"03-20 09:00", "03-26 09:00", "03-28 09:00", "04-01 09:00", "04-02 09:00", "04-03 09:00", "04-04 09:00", "04-05 09:00"}
	for _, user := range []int64{wang, li, zhao} {
		if diff := cmp.Diff(want, came[user]); diff != "" {
			t.Errorf("%s: %s", name(user), diff)
		}
	}
	if last := h.reminded(wang); last[0] != "距截止还有 7 个工作日" || last[len(last)-1] != "已超过截止日期 5 个工作日" {
		t.Errorf("titles: %q", last)
	}
}

// Two replicas plan for the same store: nobody hears anything twice.
func TestRemindersOfTwoReplicas(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li, zhao)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	first, stopFirst := h.bot, h.stop
	h.start()
	second, stopSecond := h.bot, h.stop
	h.stop = func() { stopFirst(); stopSecond() }
	h.clock.ticks.Add(int64(endOf("2024-03-20").Add(-14*time.Hour).Sub(h.clock.Now()) / time.Second)) // 10 o'clock
	done := make(chan error, 2)
	go func() { done <- first.PlanReminders(t.Context()) }()
	go func() { done <- second.PlanReminders(t.Context()) }()
	h.must(<-done)
	h.must(<-done)
	h.quiet()
	for _, user := range []int64{wang, li, zhao} {
		if got := h.reminded(user); len(got) != 1 {
			t.Errorf("%s: %q", name(user), got)
		}
	}
}

// Somebody in two units gets one message of both, and a tap in it leads to its own unit.
func TestReminderOfSeveralUnits(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li)
	other, err := h.store.AddUnit(t.Context(), "某局", 2023, "town-2023", 1, endOf("2024-03-29"))
	if err == nil {
		err = h.store.AddMember(t.Context(), other.UnitID, dialog.Member{User: wang, Name: "小王", Role: dialog.Staff})
	}
	h.must(err)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	h.at("2024-03-20 08:59")
	if got := h.reminded(wang); len(got) != 0 {
		t.Errorf("before nine: %q", got)
	}
	h.at("2024-03-20 09:00")
	if diff := cmp.Diff([]string{"2 项自评"}, h.reminded(wang)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"距截止还有 7 个工作日"}, h.reminded(li)); diff != "" {
		t.Error(diff)
	}
	if _, err := tapLabel(h.phones.User(wang), "今天不再提醒：某局"); err != nil {
		t.Fatal(err)
	}
	h.quiet()
	r, _, err := h.store.Reminding(t.Context(), other.UnitID, other.Year)
	h.must(err)
	if len(r.Muted) != 1 {
		t.Errorf("muted: %v", r.Muted)
	}
}

// A person who has blocked the bot is spared, the manager is told, and after the person's return
// everything is as before.
func TestReminderOfABlockedPerson(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li, zhao)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	_, err := h.phones.User(zhao).Block()
	h.must(err)
	h.quiet()
	h.at("2024-03-20 09:00")
	managers := func() string {
		all := h.phones.User(li).Messages()
		return all[len(all)-1].Text
	}
	if got := managers(); !strings.Contains(got, "小赵未打开或已停用本助手，消息无法送达") {
		t.Errorf("the manager reads: %s", got)
	}
	_, err = h.phones.User(zhao).Unblock()
	h.must(err)
	h.quiet()
	h.at("2024-03-26 09:00")
	if got := managers(); strings.Contains(got, "停用") {
		t.Errorf("the manager still reads: %s", got)
	}
	if got := h.reminded(zhao); len(got) != 1 {
		t.Errorf("came back and got: %q", got)
	}
}

// Somebody who never pressed Start cannot be written to either: it is tried once.
func TestReminderOfSomebodyWhoNeverStarted(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	h.at("2024-03-20 09:00")
	calls := h.phones.Calls("sendMessage")
	h.at("2024-03-26 09:00")
	if n := h.phones.Calls("sendMessage") - calls; n != 3 { // to 小王, to the manager, and Monday's digest to the operator
		t.Errorf("%d messages were tried", n)
	}
	if last := h.phones.User(li).Messages(); !strings.Contains(last[len(last)-1].Text, "小赵未打开或已停用本助手") {
		t.Errorf("the manager reads %s", last[len(last)-1].Text)
	}
	h.greet(zhao)
	h.at("2024-03-28 09:00")
	if got := h.reminded(zhao); len(got) != 1 {
		t.Errorf("started and got: %q", got)
	}
}

// The evaluation is approved, or somebody has nothing to do any more, while reminders wait to be
// sent.
func TestReminderThatIsOutOfDateIsNotSent(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li, zhao)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	h.clock.ticks.Add(int64(endOf("2024-03-20").Add(-15*time.Hour).Sub(h.clock.Now())/time.Second) - 10)
	h.must(h.bot.PlanReminders(t.Context())) // ten seconds before nine: they stand in the outbox
	if _, later, err := h.store.Depth(t.Context()); later != 3 || err != nil {
		t.Fatalf("%d reminders wait, %v", later, err)
	}
	s, err := h.store.Session(t.Context(), h.unit.UnitID, h.unit.Year, li)
	h.must(err)
	h.must(h.store.Commit(t.Context(), store.Commit{Update: -1, Chat: li, Before: s, Status: dialog.Approved, At: h.clock.Now()}))
	h.must(h.store.RemoveMember(t.Context(), h.unit.UnitID, zhao))
	h.at("2024-03-20 09:10")
	for _, user := range []int64{wang, li, zhao} {
		if got := h.reminded(user); len(got) != 0 {
			t.Errorf("%s: %q", name(user), got)
		}
	}
}

// The deadline is moved away while reminders of the old one wait to be sent.
func TestReminderOfADeadlineThatWasMoved(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li)
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-29")))
	h.clock.ticks.Add(int64(endOf("2024-03-20").Add(-15*time.Hour).Sub(h.clock.Now())/time.Second) - 10)
	h.must(h.bot.PlanReminders(t.Context()))
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-04-30")))
	h.at("2024-03-20 09:10")
	if got := h.reminded(wang); len(got) != 0 {
		t.Errorf("reminded of the old deadline: %q", got)
	}
	h.at("2024-04-19 09:00") // seven working days before the new one
	if diff := cmp.Diff([]string{"距截止还有 7 个工作日"}, h.reminded(wang)); diff != "" {
		t.Error(diff)
	}
}

// Telegram cannot be reached for five days: one message each.
func TestRemindersAfterTelegramWasAway(t *testing.T) {
	h := newHouse(t)
	h.greet(wang, li)
	h.must(h.store.RemoveMember(t.Context(), h.unit.UnitID, zhao))
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-08")))
	h.stop() // no deliverer
	for _, day := range []string{"07", "08", "11", "12", "13"} {
		when, err := time.ParseInLocation("2006-01-02 15:04", "2024-03-"+day+" 09:00", clockStart.Location())
		h.must(err)
		h.pass(when.Sub(h.clock.Now()))
	}
	h.clock.ticks.Add(12 * 3600) // in the evening
	h.start()
	time.Sleep(50 * time.Millisecond)
	if got := h.reminded(wang); len(got) != 0 {
		t.Errorf("in the evening: %q", got)
	}
	h.at("2024-03-14 08:31")
	if got := h.reminded(wang); len(got) != 0 {
		t.Errorf("half an hour before the next one: %q", got)
	}
	h.at("2024-03-14 09:00")
	for _, user := range []int64{wang, li} {
		if got := h.reminded(user); len(got) != 1 || got[0] != "已超过截止日期 4 个工作日" {
			t.Errorf("%s: %q", name(user), got)
		}
	}
}

// A manager of two units hears of both, ten minutes apart.
func TestNewsOfTwoUnitsKeepTheirDistance(t *testing.T) {
	h := newHouse(t)
	h.greet(li)
	other, err := h.store.AddUnit(t.Context(), "某局", 2023, "town-2023", 1, time.Time{})
	h.must(err)
	for _, m := range []dialog.Member{{User: li, Name: "李主任", Role: dialog.Manager}, {User: wang, Name: "小王", Role: dialog.Staff}} {
		h.must(h.store.AddMember(t.Context(), other.UnitID, m))
	}
	for i, e := range []dialog.Evaluation{h.unit, other} {
		s, err := h.store.Session(t.Context(), e.UnitID, e.Year, wang)
		h.must(err)
		h.must(h.store.Commit(t.Context(), store.Commit{Update: int64(-1 - i), Chat: wang, Before: s, At: h.clock.Now(), Outbox: []store.Message{
			{Class: store.Notice, Reply: &dialog.Reply{Kind: dialog.Send, To: li, Text: "新进展", News: "新进展"}},
		}}))
	}
	heard := func() (n int) {
		for _, m := range h.phones.User(li).Messages() {
			if m.Text == "新进展" {
				n++
			}
		}
		return n
	}
	h.quiet()
	if n := heard(); n != 1 {
		t.Errorf("%d at once", n)
	}
	h.at("2024-03-05 09:09")
	if n := heard(); n != 1 {
		t.Errorf("%d after nine minutes", n)
	}
	h.at("2024-03-05 09:11")
	if n := heard(); n != 2 {
		t.Errorf("%d after eleven minutes", n)
	}
}

// The operators' digest is put into the outbox on a week's first working day and on the day after
// a deadline, once, whoever plans.
func TestDigestOccasions(t *testing.T) {
	h := newHouse(t)
	h.stop()
	h.stop = func() {}
	h.must(h.store.SetDeadline(t.Context(), h.unit.UnitID, h.unit.Year, endOf("2024-03-20")))
	var got []string
	for now := h.clock.Now(); now.Before(endOf("2024-04-02")); now = h.clock.Now() {
		h.pass(time.Hour)
		if now.Day()%3 == 0 && now.Hour() == 9 { // a new process that remembers nothing
			h.start()
			h.stop()
			h.stop = func() {}
		}
		messages, err := h.store.Claim(t.Context(), 100)
		h.must(err)
		for _, m := range append(h.store.Taken(), messages...) {
			if m.Report != nil && m.Report.Overview == store.Digest {
				got = append(got, fmt.Sprint(m.Chat, " ", h.clock.Now().Format("01-02 15:04")))
			}
			h.must(h.store.Delivered(t.Context(), m, 0))
		}
	}
	slices.Sort(got)
	want := []string{"1004 03-05 10:00", "1004 03-11 09:00", "1004 03-18 09:00", "1004 03-21 09:00", "1004 03-25 09:00", "1004 04-01 09:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
