package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
)

// Desk is what an operator of the finance bureau works with: all units, or the one that is
// looked at.
type Desk struct {
	Stands []dialog.Stand // every unit's; nil where DeskWants names one unit
	Card   *Card          // the unit that DeskWants names, when there is such a unit
	Tables []Table        // the tables a unit can have
}

// Card is one unit seen closely.
type Card struct {
	Evaluation  dialog.Evaluation
	Answers     dialog.Answers
	Form        *form.Form // nil: its table is not there
	Members     []dialog.Member
	Invitations []dialog.Invitation
	Yesterday   *dialog.Standing // where it stood when the day began; nil: it was not begun
	Unreachable []int64          // members the bot cannot write to
}

// CreateUnit creates a unit with its evaluation of a year.
type CreateUnit struct {
	Name     string
	Year     int
	Deadline time.Time // zero: none
	Scheme   string    // the table; "": the usual one
	Ask      bool      // let the operator choose the table
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
	Role         dialog.Role
	Table        string // the title of what is to be filled
}

// RevokeInvitation makes an invitation useless.
type RevokeInvitation struct {
	UnitID string
	Mark   string // Invitation.Mark
}

// DismissMember takes somebody out of a unit.
type DismissMember struct {
	UnitID string
	User   int64
}

// Look is what an operator may have sent besides messages.
type Look uint8

// The looks.
const (
	LookUnit     Look = iota // a picture of one unit
	LookUnits                // a picture of the units
	LookWorkbook             // the units as a workbook
	LookDigest               // the digest: message, picture and workbook
)

// ShowLook sends a look at one unit, or at the units a filter shows.
type ShowLook struct {
	Look   Look
	UnitID string // LookUnit
	Year   int    // LookUnit
	Filter Filter
}

// Effect implements the interface.
func (CreateUnit) Effect() {}

// Effect implements the interface.
func (MoveDeadline) Effect() {}

// Effect implements the interface.
func (InviteMember) Effect() {}

// Effect implements the interface.
func (RevokeInvitation) Effect() {}

// Effect implements the interface.
func (DismissMember) Effect() {}

// Effect implements the interface.
func (ShowLook) Effect() {}

// deskAct says what a button of the desk does.
type deskAct string

// A tap of the desk has the filter of the list one comes from as its key, and for acts about one
// unit its id, the year and what else the act needs as words of its option.
const (
	deskListAct     deskAct = "l" // the list
	deskFilterAct   deskAct = "f" // the conditions of the list
	deskWorkbookAct deskAct = "b" // the list as a workbook
	deskPictureAct  deskAct = "g" // the list as a picture
	deskDigestAct   deskAct = "d" // the digest

	deskCardAct        deskAct = "u" // one unit
	deskUnitPictureAct deskAct = "i" // its picture
	deskStaffAct       deskAct = "s" // invite staff
	deskManagerAct     deskAct = "m" // invite a manager
	deskPeopleAct      deskAct = "w" // members and invitations
	deskDismissAct     deskAct = "x" // take a member out
	deskRevokeAct      deskAct = "r" // take an invitation back
	deskDueAct         deskAct = "t" // move the deadline
)

// IsTap reports whether a button belongs to the desk.
func IsTap(data string) bool {
	t, ok := dialog.ParseTap(data)
	return ok && t.Evaluation == dialog.TapDesk
}

// deskTapped is a tapped button of the desk.
type deskTapped struct {
	act    deskAct
	filter Filter
	unitID string // acts about one unit
	year   int
	args   []string
}

// parseDeskTap reads a button's data. It comes from outside, perhaps from a message of an older
// version; ok is false for what no button says.
func parseDeskTap(data string) (t deskTapped, ok bool) {
	tap, ok := dialog.ParseTap(data)
	if !ok || tap.Evaluation != dialog.TapDesk {
		return t, false
	}
	t.act = deskAct(tap.Action)
	words := strings.Fields(tap.Option)
	if t.filter, ok = ParseFilter(string(tap.Key)); !ok || len(words) == 0 {
		return t, ok && slices.Contains([]deskAct{deskListAct, deskFilterAct, deskWorkbookAct, deskPictureAct, deskDigestAct}, t.act)
	}
	if len(words) < 2 {
		return t, false
	}
	year, err := strconv.Atoi(words[1])
	t.unitID, t.year, t.args = words[0], year, words[2:]
	return t, err == nil
}

// Wants names the unit that a tap is about, so that it is loaded instead of the list.
func Wants(in dialog.Input) (unitID string, year int, ok bool) {
	t, known := parseDeskTap(in.Data)
	return t.unitID, t.year, in.Kind == dialog.TapInput && known && t.unitID != ""
}

// deskButton draws a button of the desk. Where the filter's name has no room it is left out.
func deskButton(label string, act deskAct, f Filter, about ...string) dialog.Button {
	data := dialog.Tap{
		Evaluation: dialog.TapDesk, Action: dialog.Action(act), Key: dialog.Key(f.String()), Option: strings.Join(about, " "),
	}.String()
	if len(data) > dialog.MaxTap && f.Name != "" {
		f.Name = ""
		return deskButton(label, act, f, about...)
	}
	return dialog.Button{Label: label, Data: data}
}

// Step answers what an operator did. It keeps nothing between steps: orders are single
// messages and filters stand in the buttons, so that nothing can be lost half-way.
func Step(d Desk, in dialog.Input) ([]dialog.Reply, []dialog.Effect) {
	switch in.Kind {
	case dialog.CommandInput:
		if in.Command == "audit" {
			return []dialog.Reply{{Kind: dialog.Send, Title: "核对报告", Text: textAudit}}, nil
		}
	case dialog.TapInput:
		return deskTaps(d, in)
	case dialog.TextInput:
		return deskOrder(d, in)
	}
	return []dialog.Reply{deskFirst(d, in.At)}, nil
}

// textAudit says what to send for a report to be held against itself.
const textAudit = "请发来自评报告（.docx、有文字的 .pdf、.txt）：按常用的指标体系复算，列出与复算不一致的说法、前后矛盾和没有写出的内容，每处注明出处。要一次新建多个单位，请发 .xlsx 或 .csv 名单。"

// deskFirst is the list one begins with: the newest year.
func deskFirst(d Desk, now time.Time) dialog.Reply {
	return deskList(d, Filter{Year: NewestYear(d.Stands)}, now)
}

// deskTaps does what a button of the desk says.
func deskTaps(d Desk, in dialog.Input) ([]dialog.Reply, []dialog.Effect) {
	t, ok := parseDeskTap(in.Data)
	switch {
	case !ok && d.Stands == nil, t.unitID != "" && d.Card == nil:
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}}, nil
	case !ok:
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}, deskFirst(d, in.At)}, nil
	case t.unitID != "":
		return deskUnitTap(d, t, in.At)
	}
	look := func(l Look, toast string) ([]dialog.Reply, []dialog.Effect) {
		return []dialog.Reply{{Kind: dialog.Toast, Text: toast}}, []dialog.Effect{ShowLook{Look: l, Filter: t.filter}}
	}
	switch t.act {
	case deskWorkbookAct:
		return look(LookWorkbook, "正在导出，稍后发来")
	case deskPictureAct:
		return look(LookUnits, "正在画进度图，稍后发来")
	case deskDigestAct:
		return look(LookDigest, "正在汇总，稍后发来")
	case deskFilterAct:
		return []dialog.Reply{deskFilterScreen(d, t.filter, in.At)}, nil
	}
	r := deskList(d, t.filter, in.At)
	r.Kind = dialog.EditTapped
	return []dialog.Reply{r}, nil
}

// deskUnitTap does what a button about one unit says.
func deskUnitTap(d Desk, t deskTapped, now time.Time) ([]dialog.Reply, []dialog.Effect) {
	c := d.Card
	e := c.Evaluation
	if t.act == deskTableAct {
		return deskTable(d, t.filter, t.args)
	}
	if c.Form == nil {
		r := tableMissing(d, t.filter)
		r.Kind = dialog.EditTapped
		return []dialog.Reply{r}, nil
	}
	switch t.act {
	case deskStaffAct:
		return []dialog.Reply{{Kind: dialog.Toast, Text: "已生成邀请"}}, []dialog.Effect{InviteMember{e.UnitID, e.Unit, dialog.Staff, c.Form.Pack.Title}}
	case deskManagerAct:
		return []dialog.Reply{{Kind: dialog.Toast, Text: "已生成邀请"}}, []dialog.Effect{InviteMember{e.UnitID, e.Unit, dialog.Manager, c.Form.Pack.Title}}
	case deskUnitPictureAct:
		return []dialog.Reply{{Kind: dialog.Toast, Text: "正在画进度图，稍后发来"}}, []dialog.Effect{ShowLook{Look: LookUnit, UnitID: e.UnitID, Year: e.Year}}
	case deskPeopleAct:
		return []dialog.Reply{deskPeople(c, t.filter, now)}, nil
	case deskDismissAct:
		return deskDismiss(c, t.filter, t.args)
	case deskRevokeAct:
		return deskRevoke(c, t.filter, strings.Join(t.args, ""))
	case deskDueAct:
		return deskMoveDue(c, t.filter, t.args, now)
	}
	r := deskCard(d, t.filter, now)
	r.Kind = dialog.EditTapped
	return []dialog.Reply{r}, nil
}
