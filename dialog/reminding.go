package dialog

import (
	"fmt"
	"strconv"
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
		t.aside(Reply{Text: "全部章节已填完，等填报人送审。可以催办送审。", Buttons: t.whomToRemind()})
	case whom == "":
		t.aside(Reply{Title: "催办", Text: "还需填写：" + t.missing(8) + "\n\n请选择催办谁。", Buttons: t.whomToRemind()})
	}
	if whom != "" && t.s.Who.Role == Manager && t.open() {
		t.nudge(whom)
	}
}

func (t *turn) whomToRemind() [][]Button {
	var rows [][]Button
	for _, m := range t.s.Members {
		if m.Role == Staff {
			rows = append(rows, []Button{t.key("催办 "+m.Name, actRemind, "", strconv.FormatInt(m.User, 10))})
		}
	}
	if len(rows) > 1 {
		rows = append(rows, []Button{t.key("催办全体", actRemind, "", everybody)})
	}
	return append(rows, []Button{t.key("目录", actHome, "", "")})
}

// nudge sends the reminder to those who were not nudged a short while ago.
func (t *turn) nudge(whom string) {
	var told, spared string
	for _, m := range t.s.Members {
		id := strconv.FormatInt(m.User, 10)
		if m.Role != Staff || whom != everybody && whom != id {
			continue
		}
		last := t.s.Answers[remindedKey.child(id)]
		if last.Value.State == scoring.Known && t.in.At.Sub(last.At) < remindAgain {
			spared += "、" + m.Name
			continue
		}
		t.write(remindedKey.child(id), scoring.Text(m.Name), "催办")
		t.say(t.reminder(m))
		told += "、" + m.Name
	}
	text := ""
	if told != "" {
		text = "✓ 已催办：" + told[len("、"):]
	}
	if spared != "" {
		text += fmt.Sprintf("\n刚催办过，%d 小时内不再重复：%s", int(remindAgain.Hours()), spared[len("、"):])
	}
	if text == "" {
		t.stale()
		return
	}
	t.say(Reply{Kind: EditTapped, Text: text})
}

// reminder tells somebody what is missing, with the way back to it.
func (t *turn) reminder(m Member) Reply {
	r := Reply{To: m.User, Title: "催办", Text: t.heading() + "\n" + t.s.Who.Name + "催办："}
	if t.st.complete() {
		r.Text += "已全部填完，请核对后送审。"
		r.Buttons = [][]Button{{t.key("送审", actSubmit, "", "")}}
		return r
	}
	r.Text += "还需填写" + t.missing(8)
	if d := t.s.Evaluation.Deadline; !d.IsZero() {
		r.Text += "\n截止日期：" + d.In(t.in.At.Location()).Format("2006年1月2日")
	}
	r.Buttons = t.openButtons(t.st.firstOpen)
	return r
}
