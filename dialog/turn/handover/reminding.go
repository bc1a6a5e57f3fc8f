package handover

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/remind"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// Mute spares the speaker further reminders for the rest of the day.
func Mute(t *stage.Turn) {
	day := t.In.At
	t.Do(dialog.Mute{Until: remind.TimeOfDay(day.AddDate(0, 0, 1), 0)})
	t.Toast("好的，今天不再提醒" + t.Session.Evaluation.Unit + "的自评")
	var rows [][]dialog.Button
	if t.Session.Who.Role == dialog.Staff && t.View().Open() {
		rows = t.View().ContinueButtons()
	}
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Buttons: rows})
}

// remindAgain is how long a manager waits before nudging the same person again.
const remindAgain = 4 * time.Hour

// Remind lets a manager nudge one of the staff or all. whom is a user id, everybody, or empty
// to ask.
func Remind(t *stage.Turn, at stage.Pane, whom string) {
	switch {
	case t.Session.Who.Role != dialog.Manager:
		t.Say(dialog.Reply{Text: "催办由负责人使用。"})
	case !t.View().Open():
		at.Aside(dialog.Reply{Text: "现在没有需要催办的：" + screen.EvaluationStatus[t.Session.Evaluation.Status]})
	case t.State.Complete():
		at.Aside(dialog.Reply{Text: "全部章节已填完，等填报人送审。可以催办送审。" + t.View().Unreachable(), Buttons: t.View().WhomToRemind()})
	case whom == "":
		at.Aside(dialog.Reply{Title: "催办", Text: remind.Overview(t.View().Reminding()).Text + "\n\n请选择催办谁。", Buttons: t.View().WhomToRemind()})
	}
	if whom != "" && t.Session.Who.Role == dialog.Manager && t.View().Open() {
		nudge(t, at, whom)
	}
}

// nudge sends the reminder to those who can be reached, want to be, and were not nudged a short
// while ago. It is the manager's own word, so nobody is spared for owing nothing.
func nudge(t *stage.Turn, at stage.Pane, whom string) {
	said := map[string]string{}
	for _, m := range t.Session.Members {
		id := strconv.FormatInt(m.User, 10)
		if m.Role != dialog.Staff || whom != screen.Everybody && whom != id {
			continue
		}
		why := spared(t, m)
		said[why] += "、" + m.Name
		if why == "" {
			t.Write(form.RemindedKey.Child(id), scoring.Text(m.Name), "催办")
			t.Say(t.View().Nudge(m))
		}
	}
	var lines []string
	for _, why := range []string{"", sparedRecently, sparedMuted, sparedUnreachable} {
		if names := strings.TrimPrefix(said[why], "、"); names != "" {
			lines = append(lines, cmp.Or(why, "✓ 已催办")+"："+names)
		}
	}
	if len(lines) == 0 {
		at.Stale()
		return
	}
	t.Say(dialog.Reply{Kind: dialog.EditTapped, Text: strings.Join(lines, "\n")})
}

// Why somebody is not nudged.
const (
	sparedRecently    = "刚催办过，4 小时内不再重复"
	sparedMuted       = "已选择今天不再提醒"
	sparedUnreachable = "未打开或已停用本助手，消息无法送达"
)

// spared is why somebody is not nudged; "" when there is no reason.
func spared(t *stage.Turn, m dialog.Member) string {
	last := t.Session.Answers[form.RemindedKey.Child(strconv.FormatInt(m.User, 10))]
	switch {
	case slices.Contains(t.Session.Unreachable, m.User):
		return sparedUnreachable
	case t.In.At.Before(t.Session.Muted[m.User]):
		return sparedMuted
	case last.Value.State == scoring.Known && t.In.At.Sub(last.At) < remindAgain:
		return sparedRecently
	}
	return ""
}
