package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/board"
	"ziping/dialog/form"
	"ziping/dialog/reading"
)

// deskCard shows one unit: its board, who is in it, whom to invite.
func deskCard(d Desk, f Filter, now time.Time) dialog.Reply {
	c := d.Card
	e := c.Evaluation
	st := c.Form.State(e, c.Answers)
	st.Zone = now.Location()
	view := board.View{Evaluation: e, State: st, Members: c.Members, Yesterday: c.Yesterday, Unreachable: c.Unreachable, Now: now}
	text := view.Text() + "\n成员：" + memberNames(c.Members)
	if n := len(c.Invitations); n > 0 {
		text += fmt.Sprintf("\n还没有用的邀请：%d 份", n)
	}
	last := []dialog.Button{deskButton("‹ 各单位", deskListAct, f)}
	if len(d.Tables) > 1 && e.Status == dialog.Open {
		last = append([]dialog.Button{c.button("换指标体系", deskTableAct, f)}, last...)
	}
	return dialog.Reply{Kind: dialog.Send, Title: fmt.Sprintf("%s %d年度", e.Unit, e.Year), Text: text, Buttons: [][]dialog.Button{
		{c.button("邀请填报人", deskStaffAct, f), c.button("邀请负责人", deskManagerAct, f)},
		{c.button("成员和邀请", deskPeopleAct, f), c.button("改截止日期", deskDueAct, f)},
		{c.button("进度图", deskUnitPictureAct, f), c.button("刷新", deskCardAct, f)},
		last,
	}}
}

// button draws a button about the card's unit.
func (c *Card) button(label string, act deskAct, f Filter, more ...string) dialog.Button {
	e := c.Evaluation
	return deskButton(label, act, f, append([]string{e.UnitID, strconv.Itoa(e.Year)}, more...)...)
}

// namesOnCard is how many members a card names.
const namesOnCard = 20

func memberNames(members []dialog.Member) string {
	if len(members) == 0 {
		return "还没有，请先邀请。"
	}
	var names []string
	for i, m := range members {
		if i == namesOnCard {
			names = append(names, fmt.Sprintf("等 %d 人", len(members)))
			break
		}
		names = append(names, fmt.Sprintf("%s（%s）", form.Excerpt(m.Name, 20), m.Role.Title()))
	}
	return strings.Join(names, "、")
}

// How many members and invitations can be acted on at once: Telegram shows 100 buttons at most.
const invitationsAtOnce = 20

// deskPeople shows who is in a unit and who is invited, to take either back.
func deskPeople(c *Card, f Filter, now time.Time) dialog.Reply {
	var b strings.Builder
	var rows [][]dialog.Button
	fmt.Fprintf(&b, "成员 %d 人", len(c.Members))
	for i, m := range c.Members {
		if i == form.MembersAtOnce {
			b.WriteString("\n……")
			break
		}
		fmt.Fprintf(&b, "\n· %s（%s）", form.Excerpt(m.Name, 20), m.Role.Title())
		if slices.Contains(c.Unreachable, m.User) {
			b.WriteString("　收不到消息")
		}
		rows = append(rows, []dialog.Button{c.button("移出 "+form.Excerpt(m.Name, 20), deskDismissAct, f, strconv.FormatInt(m.User, 10))})
	}
	if len(c.Invitations) > 0 {
		fmt.Fprintf(&b, "\n\n还没有用的邀请 %d 份", len(c.Invitations))
	}
	for i, v := range c.Invitations {
		if i == invitationsAtOnce {
			b.WriteString("\n……")
			break
		}
		fmt.Fprintf(&b, "\n%d. %s", i+1, v.Words(now.Location()))
		rows = append(rows, []dialog.Button{c.button(fmt.Sprintf("撤销邀请 %d", i+1), deskRevokeAct, f, v.Mark)})
	}
	rows = append(rows, []dialog.Button{c.button("‹ 返回", deskCardAct, f)})
	return dialog.Reply{Kind: dialog.EditTapped, Title: c.Evaluation.Unit + " 成员和邀请", Text: b.String(), Buttons: rows}
}

// deskRevoke takes an invitation back.
func deskRevoke(c *Card, f Filter, mark string) ([]dialog.Reply, []dialog.Effect) {
	i := slices.IndexFunc(c.Invitations, func(v dialog.Invitation) bool { return v.Mark == mark })
	if i < 0 {
		return []dialog.Reply{{Kind: dialog.Toast, Text: "这份邀请已经用完、过期或撤销"}}, nil
	}
	return []dialog.Reply{{
		Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ 已撤销%s的一份%s邀请，链接和邀请码不能再用", c.Evaluation.Unit, c.Invitations[i].Role.Title()),
		Buttons: [][]dialog.Button{{c.button("‹ 返回", deskCardAct, f)}},
	}}, []dialog.Effect{RevokeInvitation{c.Evaluation.UnitID, mark}}
}

// deskDismiss takes a member out, after asking once.
func deskDismiss(c *Card, f Filter, args []string) ([]dialog.Reply, []dialog.Effect) {
	if len(args) == 0 {
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}}, nil
	}
	user, err := strconv.ParseInt(args[0], 10, 64)
	i := slices.IndexFunc(c.Members, func(m dialog.Member) bool { return m.User == user })
	if err != nil || i < 0 {
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}}, nil
	}
	m, e := c.Members[i], c.Evaluation
	if len(args) == 1 {
		return []dialog.Reply{{
			Kind: dialog.EditTapped, Text: fmt.Sprintf("确定把%s（%s）移出%s吗？已填的答案保留。", m.Name, m.Role.Title(), e.Unit),
			Buttons: [][]dialog.Button{{undoing(c.button("确定移出", deskDismissAct, f, args[0], "yes")), c.button("不移出", deskPeopleAct, f)}},
		}}, nil
	}
	return []dialog.Reply{{
		Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ 已把%s移出%s", m.Name, e.Unit),
		Buttons: [][]dialog.Button{{c.button("‹ 返回", deskCardAct, f)}},
	}}, []dialog.Effect{DismissMember{e.UnitID, user}}
}

// undoing sets a button apart that cannot be taken back.
func undoing(b dialog.Button) dialog.Button {
	b.Weight = dialog.Undoes
	return b
}

// deskDue offers later deadlines, and moves to the one tapped.
func deskMoveDue(c *Card, f Filter, args []string, now time.Time) ([]dialog.Reply, []dialog.Effect) {
	e := c.Evaluation
	if len(args) == 0 {
		from := now
		if e.Deadline.After(now) {
			from = e.Deadline.In(now.Location())
		}
		var days []dialog.Button
		for _, more := range []int{3, 7, 15, 30} {
			day := from.AddDate(0, 0, more).Format(time.DateOnly)
			days = append(days, c.button(day, deskDueAct, f, day))
		}
		text := "现在没有截止日期。"
		if due := dialog.DueWords(e, now); due != "" {
			text = "现在" + due + "。"
		}
		text += fmt.Sprintf("\n请选择新的截止日期；别的日期请发送：\n截止 %s %s", e.Unit, from.AddDate(0, 0, 3).Format(time.DateOnly))
		return []dialog.Reply{{Kind: dialog.EditTapped, Title: e.Unit + " 改截止日期", Text: text, Buttons: append(dialog.Chunk(days, 2), []dialog.Button{c.button("‹ 返回", deskCardAct, f)})}}, nil
	}
	due, err := reading.Day(args[0], now.Location())
	if err != nil {
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}}, nil
	}
	return []dialog.Reply{{
		Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ %s %d年度%s", e.Unit, e.Year, deskDeadline(due)),
		Buttons: [][]dialog.Button{{c.button("‹ 返回", deskCardAct, f)}},
	}}, []dialog.Effect{MoveDeadline{e.UnitID, e.Year, due}}
}
