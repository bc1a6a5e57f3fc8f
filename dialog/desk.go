package dialog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Desk is what an operator of the finance bureau works with: all units, and the one that is
// looked at.
type Desk struct {
	Units []Evaluation
	Card  *DeskCard // the unit that DeskWants names, when there is such a unit
}

// DeskCard is one unit seen closely.
type DeskCard struct {
	Evaluation Evaluation
	Answers    Answers
	Form       *Form
	Members    []Member
}

// DeskEffect is something an operator wants done.
type DeskEffect interface{ deskEffect() }

// CreateUnit creates a unit with its evaluation of a year.
type CreateUnit struct {
	Name     string
	Year     int
	Deadline time.Time // zero: none
}

// MoveDeadline sets an evaluation's deadline.
type MoveDeadline struct {
	UnitID   string
	Year     int
	Deadline time.Time
}

// InviteMember makes an invitation; its code and link are told after DeskStep's replies.
type InviteMember struct {
	UnitID, Unit string
	Role         Role
}

// DismissMember takes somebody out of a unit.
type DismissMember struct {
	UnitID string
	User   int64
}

func (CreateUnit) deskEffect()    {}
func (MoveDeadline) deskEffect()  {}
func (InviteMember) deskEffect()  {}
func (DismissMember) deskEffect() {}

// deskTap begins the data of the desk's buttons; no evaluation has this id.
const deskTap = "desk "

// deskPage is how many units one list shows.
const deskPage = 15

// DeskTap reports whether a button belongs to the desk.
func DeskTap(data string) bool { return strings.HasPrefix(data, deskTap) }

// DeskWants names the unit that a tap is about, so that it can be loaded.
func DeskWants(in Input) (unitID string, year int, ok bool) {
	words := strings.Fields(in.Data)
	if in.Kind != TapInput || !DeskTap(in.Data) || len(words) < 4 {
		return "", 0, false
	}
	year, err := strconv.Atoi(words[3])
	return words[2], year, err == nil
}

// DeskStep answers what an operator did. It keeps nothing between steps: orders are single
// messages, so that nothing can be lost half-way.
func DeskStep(d Desk, in Input) ([]Reply, []DeskEffect) {
	switch in.Kind {
	case TapInput:
		return deskTapped(d, in)
	case TextInput:
		return deskOrder(d, in)
	}
	return []Reply{deskList(d, 0)}, nil
}

func deskButton(label string, words ...string) Button {
	return Button{Label: label, Data: deskTap + strings.Join(words, " ")}
}

// deskList is a page of all units, those that need attention first.
func deskList(d Desk, page int) Reply {
	units := slices.Clone(d.Units)
	slices.SortFunc(units, func(a, b Evaluation) int {
		if a.Year != b.Year {
			return b.Year - a.Year
		}
		return strings.Compare(a.Unit, b.Unit)
	})
	pages := max(1, (len(units)+deskPage-1)/deskPage)
	page = min(max(page, 0), pages-1)
	var b strings.Builder
	var open []Button
	for i := page * deskPage; i < min(len(units), (page+1)*deskPage); i++ {
		u := units[i]
		fmt.Fprintf(&b, "%d. %s %d年度　%s%s\n", i+1, u.Unit, u.Year, deskStatus[u.Status], deskDeadline(u.Deadline))
		open = append(open, deskButton(strconv.Itoa(i+1), "u", u.UnitID, strconv.Itoa(u.Year)))
	}
	if len(units) == 0 {
		b.WriteString("还没有单位。\n")
	}
	b.WriteString("\n" + textDeskOrders)
	rows := chunk(open, 5)
	var turn []Button
	if page > 0 {
		turn = append(turn, deskButton("‹ 上一页", "p", strconv.Itoa(page-1)))
	}
	if page+1 < pages {
		turn = append(turn, deskButton("下一页 ›", "p", strconv.Itoa(page+1)))
	}
	if len(turn) > 0 {
		rows = append(rows, turn)
	}
	return Reply{Kind: Send, Title: fmt.Sprintf("各单位自评（%d 个）", len(units)), Text: b.String(), Buttons: rows}
}

var deskStatus = map[Status]string{"": "填报中", Open: "填报中", Submitted: "已送审", Approved: "审核通过"}

func deskDeadline(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return "　截止 " + t.Format("2006-01-02")
}

// deskTapped does what a button of the desk says.
func deskTapped(d Desk, in Input) ([]Reply, []DeskEffect) {
	words := strings.Fields(in.Data)
	if len(words) == 3 && words[1] == "p" {
		page, err := strconv.Atoi(words[2])
		if err != nil {
			page = 0
		}
		r := deskList(d, page)
		r.Kind = EditTapped
		return []Reply{r}, nil
	}
	if d.Card == nil || len(words) < 4 {
		return []Reply{{Kind: Toast, Text: textStale}, deskList(d, 0)}, nil
	}
	e := d.Card.Evaluation
	switch words[1] {
	case "s", "m":
		role := map[string]Role{"s": Staff, "m": Manager}[words[1]]
		return []Reply{{Kind: Toast, Text: "已生成邀请"}}, []DeskEffect{InviteMember{e.UnitID, e.Unit, role}}
	case "x":
		return deskDismiss(d.Card, words)
	}
	r := deskCard(d.Card, in.At.Location())
	r.Kind = EditTapped
	return []Reply{r}, nil
}

// deskCard shows one unit: where it stands, who is in it, whom to invite.
func deskCard(c *DeskCard, zone *time.Location) Reply {
	e := c.Evaluation
	st := c.Form.state(e, c.Answers)
	st.zone = zone
	done := 0
	all := st.progress()
	for _, p := range all {
		if p.Complete() {
			done++
		}
	}
	year := strconv.Itoa(e.Year)
	var b strings.Builder
	fmt.Fprintf(&b, "状态：%s，已完成 %d/%d 个章节%s\n%s\n\n成员：", deskStatus[e.Status], done, len(all), deskDeadline(e.Deadline.In(zone)), st.verdict())
	rows := [][]Button{{deskButton("邀请填报人", "s", e.UnitID, year), deskButton("邀请负责人", "m", e.UnitID, year)}}
	for _, m := range c.Members {
		fmt.Fprintf(&b, "\n· %s（%s）", m.Name, m.Role.Title())
		rows = append(rows, []Button{deskButton("移出 "+m.Name, "x", e.UnitID, year, strconv.FormatInt(m.User, 10))})
	}
	if len(c.Members) == 0 {
		b.WriteString("还没有，请先邀请。")
	}
	fmt.Fprintf(&b, "\n\n改截止日期请发送：截止 %s %s", e.Unit, time.Date(e.Year+1, 3, 31, 0, 0, 0, 0, time.UTC).Format("2006-01-02"))
	rows = append(rows, []Button{deskButton("‹ 各单位", "p", "0")})
	return Reply{Kind: Send, Title: fmt.Sprintf("%s %d年度", e.Unit, e.Year), Text: b.String(), Buttons: rows}
}

// deskDismiss takes a member out, after asking once.
func deskDismiss(c *DeskCard, words []string) ([]Reply, []DeskEffect) {
	if len(words) < 5 {
		return []Reply{{Kind: Toast, Text: textStale}}, nil
	}
	user, err := strconv.ParseInt(words[4], 10, 64)
	i := slices.IndexFunc(c.Members, func(m Member) bool { return m.User == user })
	if err != nil || i < 0 {
		return []Reply{{Kind: Toast, Text: textStale}}, nil
	}
	m, e := c.Members[i], c.Evaluation
	year := strconv.Itoa(e.Year)
	if len(words) == 5 {
		return []Reply{{
			Kind: EditTapped, Text: fmt.Sprintf("确定把%s（%s）移出%s吗？已填的答案保留。", m.Name, m.Role.Title(), e.Unit),
			Buttons: [][]Button{{deskButton("确定移出", "x", e.UnitID, year, words[4], "yes"), deskButton("不移出", "u", e.UnitID, year)}},
		}}, nil
	}
	return []Reply{{Kind: EditTapped, Text: fmt.Sprintf("✓ 已把%s移出%s", m.Name, e.Unit)}}, []DeskEffect{DismissMember{e.UnitID, user}}
}
