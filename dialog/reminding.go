package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/scoring"
)

// remindedKey/<user> says when a manager last nudged somebody. It belongs to no question.
const remindedKey Key = "reminded"

// remindAgain is how long a manager waits before nudging the same person again.
const remindAgain = 4 * time.Hour

// everybody stands for all staff in a reminder.
const everybody = "all"

// remind lets a manager nudge one of the staff or all. whom is a user id, everybody, or empty
// to ask.
func (t *turn) remind(whom string) {
	switch {
	case t.s.Who.Role != Manager:
		t.say(Reply{Text: "催办由负责人使用。"})
	case !t.open():
		t.aside(Reply{Text: "现在没有需要催办的：" + evaluationStatus[t.s.Evaluation.Status]})
	case t.st.complete():
		t.aside(Reply{Text: "全部章节已填完，等填报人送审。可以催办送审。" + t.unreachable(), Buttons: t.whomToRemind()})
	case whom == "":
		t.aside(Reply{Title: "催办", Text: t.reminding().overview().Text + "\n\n请选择催办谁。", Buttons: t.whomToRemind()})
	}
	if whom != "" && t.s.Who.Role == Manager && t.open() {
		t.nudge(whom)
	}
}

// unreachable tells a manager who of the staff cannot be reached.
func (t *turn) unreachable() string {
	if word := unreachableWord(t.s.Members, t.s.Unreachable); word != "" {
		return "\n\n" + word
	}
	return ""
}

func (t *turn) whomToRemind() [][]Button {
	var rows [][]Button
	for _, m := range t.s.Members {
		if m.Role == Staff && !slices.Contains(t.s.Unreachable, m.User) {
			rows = append(rows, []Button{t.key("催办 "+m.Name, actRemind, "", strconv.FormatInt(m.User, 10))})
		}
	}
	if len(rows) > 1 {
		rows = append(rows, []Button{t.key("催办全体", actRemind, "", everybody)})
	}
	return append(rows, []Button{t.key("目录", actHome, "", "")})
}

// nudge sends the reminder to those who can be reached, want to be, and were not nudged a short
// while ago. It is the manager's own word, so nobody is spared for owing nothing.
func (t *turn) nudge(whom string) {
	said := map[string]string{}
	for _, m := range t.s.Members {
		id := strconv.FormatInt(m.User, 10)
		if m.Role != Staff || whom != everybody && whom != id {
			continue
		}
		why := t.spared(m)
		said[why] += "、" + m.Name
		if why == "" {
			t.write(remindedKey.child(id), scoring.Text(m.Name), "催办")
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
	t.say(Reply{Kind: EditTapped, Text: strings.Join(lines, "\n")})
}

// Why somebody is not nudged.
const (
	sparedRecently    = "刚催办过，4 小时内不再重复"
	sparedMuted       = "已选择今天不再提醒"
	sparedUnreachable = "已停用本助手，消息无法送达"
)

// spared is why somebody is not nudged; "" when there is no reason.
func (t *turn) spared(m Member) string {
	last := t.s.Answers[remindedKey.child(strconv.FormatInt(m.User, 10))]
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
func (t *turn) reminding() Reminding {
	return Reminding{
		Evaluation: t.s.Evaluation, Members: t.s.Members, Unreachable: t.s.Unreachable, Muted: t.s.Muted,
		Standing: &Standing{Sections: t.st.sectionStandings()},
	}
}

// reminder tells somebody what is missing, with the way back to it.
func (t *turn) reminder(m Member) Reply {
	r := t.reminding()
	reply, owes := r.owed(m.User)
	switch {
	case t.st.complete():
		reply = Reply{Text: "已全部填完，请核对后送审。", Buttons: [][]Button{{t.key("送审", actSubmit, "", "")}}}
	case !owes:
		reply = Reply{Text: "本单位还需填写" + t.missing(8), Buttons: t.openButtons(t.st.firstOpen)}
	}
	reply.To, reply.Title = m.User, "催办"
	reply.Text = r.head(t.in.At) + "\n" + t.s.Who.Name + "催办：" + reply.Text
	reply.Buttons = append(reply.Buttons, []Button{t.key(labelMute, actMute, "", "")})
	return reply
}
