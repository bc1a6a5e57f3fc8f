package remind

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
)

// Reminder writes what a person is reminded of; ok is false when there is nothing: the person has
// left or owes nothing, wants no reminders today, or the evaluation is approved. Staff hear of the
// sections they have taken and of those nobody has; managers hear of everything, and, once it is
// submitted, that it waits for them.
func Reminder(r dialog.Reminding, user int64, now time.Time, table Timetable) (reply dialog.Reply, ok bool) {
	i := slices.IndexFunc(r.Members, func(m dialog.Member) bool { return m.User == user })
	if i < 0 || r.Standing == nil || now.Before(r.Muted[user]) {
		return reply, false
	}
	role, status := r.Members[i].Role, r.Evaluation.Status
	switch {
	case role == dialog.Manager && status == dialog.Submitted:
		reply = decision(r)
	case role == dialog.Manager && status == dialog.Open:
		reply = Overview(r)
	case role == dialog.Staff && status == dialog.Open && r.Standing.Open() == 0:
		reply = dialog.Reply{Text: "全部章节已填完，还没有送审。请核对后送审。", Buttons: [][]dialog.Button{{button(r, "送审", dialog.ActSubmit, "", "")}}}
	case role == dialog.Staff && status == dialog.Open:
		if reply, ok = Owed(r, user); !ok {
			return reply, false
		}
	default:
		return reply, false
	}
	reply.Kind, reply.To, reply.Title = dialog.Send, user, "提醒："+deadlineWord(r.Evaluation.Deadline, now, table)
	reply.Text = Head(r, now) + "\n\n" + reply.Text
	reply.Buttons = append(reply.Buttons, []dialog.Button{button(r, LabelMute, dialog.ActMute, "", "")})
	return reply, true
}

// LabelMute stands on the button of every reminder.
const LabelMute = "今天不再提醒"

// Head says what is reminded of.
func Head(r dialog.Reminding, now time.Time) string {
	text := fmt.Sprintf("%s %d年度部门整体支出绩效自评", r.Evaluation.Unit, r.Evaluation.Year)
	if d := r.Evaluation.Deadline; !d.IsZero() {
		text += "\n截止日期：" + d.In(now.Location()).Format("2006年1月2日")
	}
	return text
}

// deadlineWord is how far the deadline is from a day.
func deadlineWord(deadline, now time.Time, table Timetable) string {
	day := deadline.In(now.Location())
	ahead := table.Calendar.Between(now, day)
	switch today, last := TimeOfDay(now, 0), TimeOfDay(day, 0); {
	case today.Equal(last):
		return "今天截止"
	case today.Before(last) && ahead == 0:
		return "即将截止"
	case today.Before(last):
		return fmt.Sprintf("距截止还有 %d 个工作日", ahead)
	}
	if late := table.Calendar.Between(day, now); late > 0 {
		return fmt.Sprintf("已超过截止日期 %d 个工作日", late)
	}
	return "已超过截止日期"
}

func button(r dialog.Reminding, label string, act dialog.Action, key dialog.Key, option string) dialog.Button {
	return dialog.Button{Label: label, Data: dialog.Tap{Evaluation: r.Evaluation.ID, Action: act, Key: key, Rev: 0, Option: option}.String()}
}

// Owed is what one of the staff has to fill: the sections taken, then those nobody has.
func Owed(r dialog.Reminding, user int64) (dialog.Reply, bool) {
	owed := OwedBy(r.Standing.Sections, r.Members, user)
	if len(owed) == 0 {
		return dialog.Reply{}, false
	}
	var b strings.Builder
	open := 0
	for _, s := range owed {
		open += s.Open
		whose := ""
		if s.Owner == user {
			whose = "（您负责）"
		}
		fmt.Fprintf(&b, "\n· %s%s：%s", s.Title, whose, missingWord(s))
	}
	return dialog.Reply{
		Text:    fmt.Sprintf("您还需填写 %d 题：%s", open, b.String()),
		Buttons: [][]dialog.Button{{button(r, "▶ 继续填报", dialog.ActOpen, owed[0].First, "")}},
	}, true
}

// OwedBy are the sections in which a person still has something to fill: those the person has
// taken first, then those that nobody who is still in the unit has taken.
func OwedBy(sections []dialog.SectionStanding, members []dialog.Member, user int64) []dialog.SectionStanding {
	var own, free []dialog.SectionStanding
	for _, s := range sections {
		switch {
		case s.Open == 0:
		case s.Owner == user:
			own = append(own, s)
		case dialog.NameOf(members, s.Owner) == "":
			free = append(free, s)
		}
	}
	return append(own, free...)
}

// missingLabels is how many open questions of a section a reminder names.
const missingLabels = 3

// missingWord names what is missing in a section.
func missingWord(s dialog.SectionStanding) string {
	labels := s.Missing[:min(len(s.Missing), missingLabels)]
	if len(labels) == 0 {
		return fmt.Sprintf("%d 题", s.Open)
	}
	if len(labels) == s.Open {
		return strings.Join(labels, "、")
	}
	return fmt.Sprintf("%s等 %d 题", strings.Join(labels, "、"), s.Open)
}

// Overview is what is missing in the whole unit, by section and person.
func Overview(r dialog.Reminding) dialog.Reply {
	reply := dialog.Reply{Buttons: [][]dialog.Button{{button(r, "催办", dialog.ActRemind, "", "")}}}
	var b strings.Builder
	if r.Standing.Open() == 0 {
		b.WriteString("全部章节已填完，等填报人核对后送审。")
	} else {
		fmt.Fprintf(&b, "已完成 %d/%d 个章节，还需填写 %d 题：", r.Standing.Done(), len(r.Standing.Sections), r.Standing.Open())
		for _, s := range r.Standing.Sections {
			if s.Open == 0 {
				continue
			}
			owner := dialog.NameOf(r.Members, s.Owner)
			if owner == "" {
				owner = "未认领"
			}
			fmt.Fprintf(&b, "\n· %s（%s）：%s", s.Title, owner, missingWord(s))
		}
	}
	if !slices.ContainsFunc(r.Members, func(m dialog.Member) bool { return m.Role == dialog.Staff }) {
		b.WriteString("\n\n还没有填报人加入，请把邀请转发给填报人。")
		reply.Buttons = nil
	}
	if gone := UnreachableWord(r.Members, r.Unreachable); gone != "" {
		b.WriteString("\n\n" + gone)
	}
	reply.Text = b.String()
	return reply
}

// UnreachableWord says who of the members nothing can be sent to; "" when everybody can be reached.
func UnreachableWord(members []dialog.Member, unreachable []int64) string {
	names := dialog.NamesOf(members, unreachable)
	if names == "" {
		return ""
	}
	return "⚠ " + names + "未打开或已停用本助手，消息无法送达。"
}

// decision asks a manager to decide.
func decision(r dialog.Reminding) dialog.Reply {
	s := r.Standing
	text := "已送审，等您审核。"
	if s.Complete {
		text += fmt.Sprintf("自评得分 %s 分（满分 %s 分），等次：%s。", s.Total, s.Max, s.Grade)
	}
	return dialog.Reply{Text: text, Buttons: [][]dialog.Button{
		{button(r, "检查问题", dialog.ActCheck, "", ""), button(r, "生成报告", dialog.ActReport, "", "")},
		{button(r, "审核通过", dialog.ActApprove, "", ""), button(r, "退回修改", dialog.ActReturn, "", "")},
	}}
}

// UnitReminder is a reminder of one unit's evaluation among several of the same person.
type UnitReminder struct {
	Unit  string
	Year  int
	Reply dialog.Reply
}

// JoinReminders makes one message of a person's reminders of several units, and says how many
// earlier ones could not be sent in time. There must be one at least.
func JoinReminders(all []UnitReminder, missed int) dialog.Reply {
	reply := all[0].Reply
	if len(all) > 1 {
		reply = dialog.Reply{Kind: dialog.Send, To: reply.To, Title: fmt.Sprintf("提醒：%d 项自评", len(all))}
		for i, u := range all {
			if i > 0 {
				reply.Text += "\n\n"
			}
			reply.Text += "【" + strings.TrimPrefix(u.Reply.Title, "提醒：") + "】" + u.Reply.Text
			for _, row := range u.Reply.Buttons {
				for _, b := range row {
					reply.Buttons = append(reply.Buttons, []dialog.Button{{Label: b.Label + "：" + u.Unit + yearWord(all, u), Data: b.Data}})
				}
			}
		}
	}
	if missed > 0 {
		reply.Text += fmt.Sprintf("\n\n因服务中断，此前 %d 次提醒未能按时发出，合并为本条。", missed)
	}
	return reply
}

// yearWord tells two years of the same unit apart.
func yearWord(all []UnitReminder, u UnitReminder) string {
	for _, other := range all {
		if other.Unit == u.Unit && other.Year != u.Year {
			return " " + strconv.Itoa(u.Year)
		}
	}
	return ""
}
