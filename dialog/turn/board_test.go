package turn

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
)

func (w *walk) board(who dialog.Member) dialog.Reply {
	s := w.s
	s.Who = who
	_, replies, _ := Step(w.form, s, dialog.Input{Kind: dialog.CommandInput, Command: "board", At: w.clock}, dialog.Given{})
	return replies[0]
}

func TestBoardTellsWhatAManagerNeeds(t *testing.T) {
	w := newWalk(t, town(t))
	w.s.Evaluation.Deadline = time.Date(2024, 3, 12, 23, 59, 59, 0, time.UTC)
	for key, typed := range map[dialog.Key]string{"staff_quota": "60", "budget_initial": "1807.76"} {
		w.open(key)
		w.say(typed)
	}
	yesterday := form.StandingOf(w.form, w.s.Evaluation, w.s.Answers, w.clock, "小王")
	w.s.Yesterday, w.clock = &yesterday, w.clock.Add(24*time.Hour)
	manager := dialog.Member{User: 2, Name: "李主任", Role: dialog.Manager}
	if text := w.board(manager).Text; !strings.Contains(text, "与昨天相比：没有变化（上次 3月5日 小王）") {
		t.Errorf("nothing was done today:\n%s", text)
	}
	for _, step := range []struct {
		key   dialog.Key
		typed string
	}{{"budget_added", "364"}, {"budget_total", "2179.77"}, {"spent_total", "2183.25"}} {
		w.open(step.key)
		w.say(step.typed)
	}
	w.s.Answers[dialog.TakenKey.Child("people")] = dialog.Answer{}
	r := w.board(manager)
	for _, part := range []string{
		"填报中；截止 3月12日，还有 6 天", "已完成 0/8 个章节，还差", "▶ 进行中 1/10　小王", "缺：", "· 投入　未计分（满分 15）", "过程　13/65（失 2）",
		"❗ A02 实际支出", "与昨天相比：多填 3 题，得分 +13，多 1 个错误",
	} {
		if !strings.Contains(r.Text, part) {
			t.Errorf("the board has no %q:\n%s", part, r.Text)
		}
	}
	if !slices.ContainsFunc(r.Buttons[0], func(b dialog.Button) bool { return b.Label == "催办" }) {
		t.Errorf("buttons %v", r.Buttons)
	}
	w.s.Evaluation.Status = dialog.Submitted
	if r := w.board(manager); r.Buttons[0][0].Label != "审核通过" || strings.Contains(r.Buttons[1][0].Label, "催办") {
		t.Errorf("buttons of a submitted evaluation %v", r.Buttons)
	}
	if r := w.board(dialog.Member{User: 1, Name: "小王", Role: dialog.Staff}); strings.Contains(r.Title, "看板") {
		t.Error("staff see the manager's board")
	}
}

// TestBoardFits: whatever people do with whatever pack, the board is one message.
func TestBoardFits(t *testing.T) {
	all := forms(t)
	rapid.Check(t, func(t *rapid.T) {
		questions := rapid.SampledFrom(all).Draw(t, "form")
		w := newWalk(t, questions)
		w.s.Evaluation.Scheme = questions.Pack.ID
		w.s.Who.Name = strings.Repeat("名", 64)
		w.command("start")
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			wander(t, w)
		}
		r := w.board(dialog.Member{User: 2, Role: dialog.Manager})
		if n := len([]rune(r.Title + r.Text)); n > 3000 {
			t.Errorf("the board has %d characters:\n%s", n, r.Text)
		}
	})
}
