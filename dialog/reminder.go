package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Reminding is what reminders of an evaluation are written from.
type Reminding struct {
	Evaluation  Evaluation
	Standing    *Standing // nil: not known yet
	Members     []Member
	Unreachable []int64             // members nothing can be sent to
	Muted       map[int64]time.Time // until when members want no reminders
}

// Reminder writes what a person is reminded of; ok is false when there is nothing: the person has
// left or owes nothing, wants no reminders today, or the evaluation is approved. Staff hear of the
// sections they have taken and of those nobody has; managers hear of everything, and, once it is
// submitted, that it waits for them.
func (r Reminding) Reminder(user int64, now time.Time, table Timetable) (reply Reply, ok bool) {
	i := slices.IndexFunc(r.Members, func(m Member) bool { return m.User == user })
	if i < 0 || r.Standing == nil || now.Before(r.Muted[user]) {
		return reply, false
	}
	role, status := r.Members[i].Role, r.Evaluation.Status
	switch {
	case role == Manager && status == Submitted:
		reply = r.decision()
	case role == Manager && status == Open:
		reply = r.overview()
	case role == Staff && status == Open && r.Standing.Open() == 0:
		reply = Reply{Text: "全部章节已填完，还没有送审。请核对后送审。", Buttons: [][]Button{{r.button("送审", actSubmit, "", "")}}}
	case role == Staff && status == Open:
		if reply, ok = r.owed(user); !ok {
			return reply, false
		}
	default:
		return reply, false
	}
	reply.Kind, reply.To, reply.Title = Send, user, "提醒："+deadlineWord(r.Evaluation.Deadline, now, table)
	reply.Text = r.head(now) + "\n\n" + reply.Text
	reply.Buttons = append(reply.Buttons, []Button{r.button(labelMute, actMute, "", "")})
	return reply, true
}

// labelMute stands on the button of every reminder.
const labelMute = "今天不再提醒"

// head says what is reminded of.
func (r Reminding) head(now time.Time) string {
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
	switch today, last := timeOfDay(now, 0), timeOfDay(day, 0); {
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

func (r Reminding) button(label string, act action, key Key, option string) Button {
	return Button{Label: label, Data: tap{r.Evaluation.ID, act, key, 0, option}.String()}
}

// owed is what one of the staff has to fill: the sections taken, then those nobody has.
func (r Reminding) owed(user int64) (Reply, bool) {
	owed := owedBy(r.Standing.Sections, r.Members, user)
	if len(owed) == 0 {
		return Reply{}, false
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
	return Reply{
		Text:    fmt.Sprintf("您还需填写 %d 题：%s", open, b.String()),
		Buttons: [][]Button{{r.button("▶ 继续填报", actOpen, owed[0].First, "")}},
	}, true
}

// owedBy are the sections in which a person still has something to fill: those the person has
// taken first, then those that nobody who is still in the unit has taken.
func owedBy(sections []SectionStanding, members []Member, user int64) []SectionStanding {
	var own, free []SectionStanding
	for _, s := range sections {
		switch {
		case s.Open == 0:
		case s.Owner == user:
			own = append(own, s)
		case nameOf(members, s.Owner) == "":
			free = append(free, s)
		}
	}
	return append(own, free...)
}

// nameOf is the name of who has taken a section; "" for nobody and for whoever has left.
func nameOf(members []Member, user int64) string {
	m, _ := ownerAmong(members, user)
	return m.Name
}

// missingLabels is how many open questions of a section a reminder names.
const missingLabels = 3

// missingWord names what is missing in a section.
func missingWord(s SectionStanding) string {
	labels := s.Missing[:min(len(s.Missing), missingLabels)]
	if len(labels) == 0 {
		return fmt.Sprintf("%d 题", s.Open)
	}
	if len(labels) == s.Open {
		return strings.Join(labels, "、")
	}
	return fmt.Sprintf("%s等 %d 题", strings.Join(labels, "、"), s.Open)
}

// overview is what is missing in the whole unit, by section and person.
func (r Reminding) overview() Reply {
	reply := Reply{Buttons: [][]Button{{r.button("催办", actRemind, "", "")}}}
	var b strings.Builder
	if r.Standing.Open() == 0 {
		b.WriteString("全部章节已填完，等填报人核对后送审。")
	} else {
		fmt.Fprintf(&b, "已完成 %d/%d 个章节，还需填写 %d 题：", r.Standing.Done(), len(r.Standing.Sections), r.Standing.Open())
		for _, s := range r.Standing.Sections {
			if s.Open == 0 {
				continue
			}
			owner := nameOf(r.Members, s.Owner)
			if owner == "" {
				owner = "未认领"
			}
			fmt.Fprintf(&b, "\n· %s（%s）：%s", s.Title, owner, missingWord(s))
		}
	}
	if !slices.ContainsFunc(r.Members, func(m Member) bool { return m.Role == Staff }) {
		b.WriteString("\n\n还没有填报人加入，请把邀请转发给填报人。")
		reply.Buttons = nil
	}
	if gone := unreachableWord(r.Members, r.Unreachable); gone != "" {
		b.WriteString("\n\n" + gone)
	}
	reply.Text = b.String()
	return reply
}

// unreachableWord says who of the members nothing can be sent to; "" when everybody can be reached.
func unreachableWord(members []Member, unreachable []int64) string {
	names := namesOf(members, unreachable)
	if names == "" {
		return ""
	}
	return "⚠ " + names + "未打开或已停用本助手，消息无法送达。"
}

// namesOf are the names of those of the members that are listed.
func namesOf(members []Member, listed []int64) string {
	var names []string
	for _, m := range members {
		if slices.Contains(listed, m.User) {
			names = append(names, m.Name)
		}
	}
	return strings.Join(names, "、")
}

// decision asks a manager to decide.
func (r Reminding) decision() Reply {
	s := r.Standing
	text := "已送审，等您审核。"
	if s.Complete {
		text += fmt.Sprintf("自评得分 %s 分（满分 %s 分），等次：%s。", s.Total, s.Max, s.Grade)
	}
	return Reply{Text: text, Buttons: [][]Button{
		{r.button("检查问题", actCheck, "", ""), r.button("生成报告", actReport, "", "")},
		{r.button("审核通过", actApprove, "", ""), r.button("退回修改", actReturn, "", "")},
	}}
}

// UnitReminder is a reminder of one unit's evaluation among several of the same person.
type UnitReminder struct {
	Unit  string
	Year  int
	Reply Reply
}

// JoinReminders makes one message of a person's reminders of several units, and says how many
// earlier ones could not be sent in time. There must be one at least.
func JoinReminders(all []UnitReminder, missed int) Reply {
	reply := all[0].Reply
	if len(all) > 1 {
		reply = Reply{Kind: Send, To: reply.To, Title: fmt.Sprintf("提醒：%d 项自评", len(all))}
		for i, u := range all {
			if i > 0 {
				reply.Text += "\n\n"
			}
			reply.Text += "【" + strings.TrimPrefix(u.Reply.Title, "提醒：") + "】" + u.Reply.Text
			for _, row := range u.Reply.Buttons {
				for _, b := range row {
					reply.Buttons = append(reply.Buttons, []Button{{b.Label + "：" + u.Unit + yearWord(all, u), b.Data}})
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

// mute spares the speaker further reminders for the rest of the day.
func (t *turn) mute() {
	day := t.in.At
	t.effects = append(t.effects, Mute{timeOfDay(day.AddDate(0, 0, 1), 0)})
	t.toast("好的，今天不再提醒" + t.s.Evaluation.Unit + "的自评")
	var rows [][]Button
	if t.s.Who.Role == Staff && t.open() {
		rows = t.continueButtons()
	}
	t.say(Reply{Kind: EditTapped, Buttons: rows})
}

// continueButtons lead the speaker to the first question that is his or hers to answer.
func (t *turn) continueButtons() [][]Button {
	if owed := owedBy(t.st.sectionStandings(), t.s.Members, t.s.Who.User); len(owed) > 0 {
		return [][]Button{{t.key("▶ 继续填报", actOpen, owed[0].First, "")}}
	}
	return nil
}
