package turn

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/remind"
	"ziping/scoring"
)

// mute spares the speaker further reminders for the rest of the day.
func (t *turn) mute() {
	day := t.in.At
	t.effects = append(t.effects, dialog.Mute{Until: remind.TimeOfDay(day.AddDate(0, 0, 1), 0)})
	t.toast("好的，今天不再提醒" + t.s.Evaluation.Unit + "的自评")
	var rows [][]dialog.Button
	if t.s.Who.Role == dialog.Staff && t.open() {
		rows = t.continueButtons()
	}
	t.say(dialog.Reply{Kind: dialog.EditTapped, Buttons: rows})
}

// continueButtons lead the speaker to the first question that is his or hers to answer.
func (t *turn) continueButtons() [][]dialog.Button {
	if owed := remind.OwedBy(t.st.SectionStandings(), t.s.Members, t.s.Who.User); len(owed) > 0 {
		return [][]dialog.Button{{t.key("▶ 继续填报", dialog.ActOpen, owed[0].First, "")}}
	}
	return nil
}

// remindAgain is how long a manager waits before nudging the same person again.
const remindAgain = 4 * time.Hour

// everybody stands for all staff in a reminder.
const everybody = "all"

// remind lets a manager nudge one of the staff or all. whom is a user id, everybody, or empty
// to ask.
func (t *turn) remind(whom string) {
	switch {
	case t.s.Who.Role != dialog.Manager:
		t.say(dialog.Reply{Text: "催办由负责人使用。"})
	case !t.open():
		t.aside(dialog.Reply{Text: "现在没有需要催办的：" + evaluationStatus[t.s.Evaluation.Status]})
	case t.st.Complete():
		t.aside(dialog.Reply{Text: "全部章节已填完，等填报人送审。可以催办送审。" + t.unreachable(), Buttons: t.whomToRemind()})
	case whom == "":
		t.aside(dialog.Reply{Title: "催办", Text: remind.Overview(t.reminding()).Text + "\n\n请选择催办谁。", Buttons: t.whomToRemind()})
	}
	if whom != "" && t.s.Who.Role == dialog.Manager && t.open() {
		t.nudge(whom)
	}
}

// unreachable tells a manager who of the staff cannot be reached.
func (t *turn) unreachable() string {
	if word := remind.UnreachableWord(t.s.Members, t.s.Unreachable); word != "" {
		return "\n\n" + word
	}
	return ""
}

func (t *turn) whomToRemind() [][]dialog.Button {
	var rows [][]dialog.Button
	for _, m := range t.s.Members {
		if m.Role == dialog.Staff && !slices.Contains(t.s.Unreachable, m.User) {
			rows = append(rows, []dialog.Button{t.key("催办 "+m.Name, dialog.ActRemind, "", strconv.FormatInt(m.User, 10))})
		}
	}
	if len(rows) > 1 {
		rows = append(rows, []dialog.Button{t.key("催办全体", dialog.ActRemind, "", everybody)})
	}
	return append(rows, []dialog.Button{t.key("目录", dialog.ActHome, "", "")})
}

// nudge sends the reminder to those who can be reached, want to be, and were not nudged a short
// while ago. It is the manager's own word, so nobody is spared for owing nothing.
func (t *turn) nudge(whom string) {
	said := map[string]string{}
	for _, m := range t.s.Members {
		id := strconv.FormatInt(m.User, 10)
		if m.Role != dialog.Staff || whom != everybody && whom != id {
			continue
		}
		why := t.spared(m)
		said[why] += "、" + m.Name
		if why == "" {
			t.write(form.RemindedKey.Child(id), scoring.Text(m.Name), "催办")
			t.say(t.reminder(m))
		}
	}
	var lines []string
	for _, why := range []string{"", sparedRecently, sparedMuted, sparedUnreachable} {
		if names := strings.TrimPrefix(said[why], "、"); names != "" {
			lines = append(lines, cmp.Or(why, "✓ 已催办")+"："+names)
		}
	}
	if len(lines) == 0 {
		t.stale()
		return
	}
	t.say(dialog.Reply{Kind: dialog.EditTapped, Text: strings.Join(lines, "\n")})
}

// Why somebody is not nudged.
const (
	sparedRecently    = "刚催办过，4 小时内不再重复"
	sparedMuted       = "已选择今天不再提醒"
	sparedUnreachable = "未打开或已停用本助手，消息无法送达"
)

// spared is why somebody is not nudged; "" when there is no reason.
func (t *turn) spared(m dialog.Member) string {
	last := t.s.Answers[form.RemindedKey.Child(strconv.FormatInt(m.User, 10))]
	switch {
	case slices.Contains(t.s.Unreachable, m.User):
		return sparedUnreachable
	case t.in.At.Before(t.s.Muted[m.User]):
		return sparedMuted
	case last.Value.State == scoring.Known && t.in.At.Sub(last.At) < remindAgain:
		return sparedRecently
	}
	return ""
}

// reminding is what reminders of the evaluation are written from, as it stands now.
func (t *turn) reminding() dialog.Reminding {
	return dialog.Reminding{
		Evaluation: t.s.Evaluation, Members: t.s.Members, Unreachable: t.s.Unreachable, Muted: t.s.Muted,
		Standing: &dialog.Standing{Sections: t.st.SectionStandings()},
	}
}

// reminder tells somebody what is missing, with the way back to it.
func (t *turn) reminder(m dialog.Member) dialog.Reply {
	r := t.reminding()
	reply, owes := remind.Owed(r, m.User)
	switch {
	case t.st.Complete():
		reply = dialog.Reply{Text: "已全部填完，请核对后送审。", Buttons: [][]dialog.Button{{t.key("送审", dialog.ActSubmit, "", "")}}}
	case !owes:
		reply = dialog.Reply{Text: "本单位还需填写" + t.missing(8), Buttons: t.openButtons(t.st.FirstOpen)}
	}
	reply.To, reply.Title = m.User, "催办"
	reply.Text = remind.Head(r, t.in.At) + "\n" + t.s.Who.Name + "催办：" + reply.Text
	reply.Buttons = append(reply.Buttons, []dialog.Button{t.key(remind.LabelMute, dialog.ActMute, "", "")})
	return reply
}
