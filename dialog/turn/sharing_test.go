package turn

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
)

var (
	wang = dialog.Member{User: 1, Name: "小王", Role: dialog.Staff}
	li   = dialog.Member{User: 2, Name: "李主任", Role: dialog.Manager}
	zhao = dialog.Member{User: 3, Name: "小赵", Role: dialog.Staff}
)

// sharedWalk is a conversation in a unit of two staff and a manager.
func sharedWalk(t fatal, questions *form.Form) *walk {
	w := newWalk(t, questions)
	w.s.Members = []dialog.Member{wang, li, zhao}
	return w
}

// shown is the last step's text of all messages to a person.
func (w *walk) shown(to int64) string {
	var b strings.Builder
	for _, r := range w.replies {
		if r.To == to {
			b.WriteString(r.Title + "\n" + r.Text + "\n")
		}
	}
	return b.String()
}

func (w *walk) wants(to int64, parts ...string) {
	w.t.Helper()
	for _, part := range parts {
		if text := w.shown(to); !strings.Contains(text, part) {
			w.t.Fatalf("no %q in:\n%s", part, text)
		}
	}
}

func (w *walk) owner(section string) int64 { return w.s.Answers.Owner(section) }

func TestSectionsAreTakenHandedOverAndReleased(t *testing.T) {
	w := sharedWalk(t, town(t))
	w.command("start")
	w.press("分工")
	w.wants(0, "2. 人员情况　○ 未开始　未认领")
	w.press("2 人员情况")
	w.wants(0, "“人员情况”由您负责", "2. 人员情况　○ 未开始　您负责")
	w.press("2 人员情况")
	w.wants(0, "您负责（3月5日 09:00 认领）")
	w.press("交给 小赵")
	w.wants(0, "2. 人员情况　○ 未开始　小赵负责")
	w.wants(zhao.User, "小王把“人员情况”交给您负责（未开始）")
	if w.owner("staff") != zhao.User {
		t.Fatalf("owner %d", w.owner("staff"))
	}
	w.press("2 人员情况")
	w.wants(0, "小赵负责（3月5日 09:00 由小王安排）")
	w.press("由我接手")
	w.wants(zhao.User, "小王接手了“人员情况”，不再由您负责")
	w.press("2 人员情况")
	w.press("放下")
	w.wants(0, "“人员情况”现在未认领")
	if w.owner("staff") != 0 {
		t.Errorf("owner %d", w.owner("staff"))
	}
	w.command("start")
	w.wants(0, "按章节一题一题填") // claims are no answers
}

func TestManagersAssignSections(t *testing.T) {
	w := sharedWalk(t, town(t))
	w.as(li)
	w.command("start")
	w.press("分工")
	w.press("3 预算收支")
	w.wants(0, "现在未认领。")
	w.press("交给 小赵")
	w.wants(zhao.User, "李主任把“预算收支”交给您负责")
	w.press("3 预算收支")
	w.press("交给 小王")
	w.wants(wang.User, "李主任把“预算收支”交给您负责")
	w.wants(zhao.User, "李主任把“预算收支”改由小王负责")
	w.press("3 预算收支")
	w.press("取消认领")
	w.wants(wang.User, "李主任取消了您对“预算收支”的认领")
	w.tap("t|G|staff|0|take")
	w.wants(0, dialog.TextStale)
	w.tap("t|G|staff|0|2") // a manager does not fill
	w.wants(0, dialog.TextStale)
	if w.owner("budget")+w.owner("staff") != 0 {
		t.Error("somebody has a section")
	}
}

// The second of two who take a section at the same moment sees who has it.
func TestTwoTakeTheSameSection(t *testing.T) {
	w := sharedWalk(t, town(t))
	w.command("start")
	w.press("分工")
	button := w.buttons[len(w.buttons)-8] // 2 人员情况
	w.as(zhao)
	w.tap(button.Data)
	w.as(wang)
	w.tap(button.Data)
	w.wants(0, "“人员情况”刚刚改由小赵负责", "小赵负责（3月5日 09:00 认领）")
	w.as(zhao)
	w.tap(button.Data) // twice
	w.wants(0, "“人员情况”由您负责")
	if len(w.effects) != 0 {
		t.Errorf("a double tap did %v", w.effects)
	}
}

func TestColleaguesSeeWhoIsOnWhat(t *testing.T) {
	w := sharedWalk(t, town(t))
	w.command("start")
	w.press("分工")
	w.press("2 人员情况")
	w.open("staff_quota")
	w.say("65")
	w.as(zhao)
	w.clock = w.clock.Add(5 * time.Minute)
	w.command("progress")
	w.wants(0, "2. 人员情况　▶ 进行中 1/10　小王负责\n　 ✎ 小王 5 分钟前在填")
	w.open("staff_admin")
	w.wants(0, "本章节由小王负责。")
	w.clock = w.clock.Add(30 * time.Minute)
	w.command("progress")
	if strings.Contains(w.shown(0), "在填") {
		t.Errorf("somebody is at work after half an hour:\n%s", w.shown(0))
	}
	w.as(wang)
	w.open("staff_admin")
	if strings.Contains(w.shown(0), "本章节由") {
		t.Errorf("told of one's own section:\n%s", w.shown(0))
	}
	w.s.Members = []dialog.Member{li, zhao, {User: 4, Name: "小孙", Role: dialog.Staff}}
	w.as(zhao)
	w.command("progress")
	if text := w.shown(0); strings.Contains(text, "小王负责") {
		t.Errorf("who has left has a section:\n%s", text)
	}
}

// One goes on in one's own sections, then in those nobody has, and in others' last.
func TestGoingOnInOnesOwnSections(t *testing.T) {
	w := sharedWalk(t, town(t))
	next := func() string {
		w.t.Helper()
		w.command("progress")
		w.press("▶ 继续填报")
		s, _ := w.form.Pack.SectionOf(w.s.Cursor.Key.Field())
		return s.Title
	}
	if got := next(); got != "单位职责" {
		t.Errorf("with nothing taken: %s", got)
	}
	w.command("sections")
	w.press("分工")
	w.press("3 预算收支")
	if got := next(); got != "预算收支" {
		t.Errorf("with a section of one's own: %s", got)
	}
	w.as(zhao)
	w.command("sections")
	w.press("分工")
	w.press("1 单位职责")
	w.as(wang)
	w.press("3 预算收支")
	w.press("交给 小赵")
	if got := next(); got != "人员情况" {
		t.Errorf("with sections of others: %s", got)
	}
}

// Whatever staff and the manager do with the sections: only staff of the unit have any, and
// nobody changes a claim while the evaluation is closed.
func TestRandomSharing(t *testing.T) {
	questions := town(t)
	people := []dialog.Member{wang, li, zhao, {User: 4, Name: "小孙", Role: dialog.Staff}}
	rapid.Check(t, func(t *rapid.T) {
		w := sharedWalk(t, questions)
		w.s.Members = people
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			w.as(rapid.SampledFrom(people).Draw(t, "who"))
			w.s.Evaluation.Status = rapid.SampledFrom([]dialog.Status{dialog.Open, dialog.Open, dialog.Open, dialog.Submitted}).Draw(t, "status")
			before := maps.Clone(w.s.Answers)
			option := rapid.SampledFrom([]string{"", "take", "drop", "1", "2", "3", "4", "z", "yes"}).Draw(t, "option")
			rev := rapid.SampledFrom([]string{"0", "1", "2"}).Draw(t, "revision")
			w.tap("t|G|staff|" + rev + "|" + option)
			owner := w.owner("staff")
			if owner != 0 && !slices.Contains([]int64{1, 3, 4}, owner) {
				t.Fatalf("owner %d", owner)
			}
			if was := before.Owner("staff"); was != owner && w.s.Evaluation.Status != dialog.Open {
				t.Fatalf("%s changed hands while %s", "staff", w.s.Evaluation.Status)
			}
		}
	})
}
