package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/store"
)

// inviteLasts is how long an invitation made at the desk can be used.
const inviteLasts = 72 * time.Hour

// Desk is what the operators of the finance bureau need: who they are, and the tables that units
// fill.
type Desk struct {
	Operators []int64   // Telegram user ids
	Store     deskStore // required where there are operators
	Tables    []desk.Table
	Usual     string // the table of a new unit for which none is named
	BotName   string // the bot's user name, for links; "" makes invitations without a link
}

// atDesk reports whether an input is for the operators' desk: always from an operator without
// an evaluation of one's own, else by command, by the desk's buttons and by its orders.
func (b *Bot) atDesk(e event, seats []store.Membership) bool {
	if !slices.Contains(b.desk.Operators, e.user) {
		return false
	}
	switch e.in.Kind {
	case dialog.CommandInput:
		return e.in.Command == "units" || e.in.Command == "audit" || len(seats) == 0
	case dialog.TapInput:
		return desk.IsTap(e.in.Data)
	case dialog.TextInput:
		return len(seats) == 0 || desk.IsOrder(e.in.Text)
	case dialog.OtherInput:
	}
	return len(seats) == 0
}

// deskTurn answers an operator. What it does can be repeated without harm: a unit is created
// once, a deadline set twice is the same; only an invitation may be made twice, and the
// second one is told.
func (b *Bot) deskTurn(ctx context.Context, e event) (toast string, err error) {
	d, err := b.deskView(ctx, e)
	if err != nil {
		return "", err
	}
	replies, effects := desk.Step(d, e.in)
	if e.file != nil {
		effects = nil
		if replies, err = b.enrolFile(ctx, e); err != nil {
			return "", err
		}
	}
	for _, effect := range effects {
		more, err := b.deskDo(ctx, e, effect)
		if err != nil {
			return "", err
		}
		replies = append(replies, more...)
	}
	out, toast := outbox(e, seat{}, replies, effects)
	b.menu.show(e.chat, dialog.Operator)
	err = b.store.CommitChat(ctx, e.update, e.chat, out, e.in.At)
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return "", fmt.Errorf("commit to the operator's chat: %w", err)
	}
	return toast, nil
}

// staleAtDesk is how many stale standings one look at the list brings up to date.
const staleAtDesk = 40

// deskView loads the one unit that an input is about, else where all units stand.
func (b *Bot) deskView(ctx context.Context, e event) (desk.Desk, error) {
	unitID, year, ok := desk.Wants(e.in)
	if ok {
		card, err := b.deskCard(ctx, e, unitID, year)
		return desk.Desk{Card: card, Tables: b.desk.Tables}, err
	}
	stands, stale, err := Standings(ctx, b.desk.Store, b.forms, staleAtDesk, b.now().Location())
	if stale != nil {
		b.log.Warn("stale standings", "error", stale)
	}
	return desk.Desk{Stands: stands, Tables: b.desk.Tables}, err
}

// deskCard loads one unit; nil when there is none.
func (b *Bot) deskCard(ctx context.Context, e event, unitID string, year int) (*desk.Card, error) {
	evaluation, answers, err := b.desk.Store.Evaluation(ctx, unitID, year)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // there is none, and the operator is told so
	}
	if err != nil {
		return nil, fmt.Errorf("load a unit: %w", err)
	}
	c := &desk.Card{Evaluation: evaluation, Answers: answers}
	if c.Form, err = b.forms.Form(evaluation.Scheme); err != nil {
		b.log.Error("a unit's table is not there", "unit", unitID, "year", year, "scheme", evaluation.Scheme, "error", err)
		c.Form = nil // the operator is told, and can choose another table
	}
	people, _, err := b.desk.Store.Reminding(ctx, unitID, year)
	if err != nil {
		return nil, fmt.Errorf("list the members: %w", err)
	}
	c.Members, c.Unreachable = people.Members, people.Unreachable
	if c.Invitations, err = b.desk.Store.Invitations(ctx, unitID); err != nil {
		return nil, fmt.Errorf("list the invitations: %w", err)
	}
	stand, err := b.desk.Store.Standing(ctx, unitID, year)
	if err != nil {
		return nil, fmt.Errorf("read where a unit stands: %w", err)
	}
	c.Yesterday = stand.Yesterday(e.in.At)
	return c, nil
}

// deskDo does what an operator wants, and says what only the doing brings to light.
func (b *Bot) deskDo(ctx context.Context, e event, effect dialog.Effect) ([]dialog.Reply, error) {
	switch effect := effect.(type) {
	case desk.CreateUnit:
		return b.createUnit(ctx, effect)
	case desk.SwitchTable:
		err := b.desk.Store.SetScheme(ctx, effect.UnitID, effect.Year, effect.Scheme)
		if errors.Is(err, store.ErrClosed) {
			return []dialog.Reply{{Kind: dialog.Send, Text: "没有换成：这份自评刚刚送审了，请先退回再换指标体系。"}}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("give a unit another table: %w", err)
		}
	case desk.MoveDeadline:
		if err := b.desk.Store.SetDeadline(ctx, effect.UnitID, effect.Year, effect.Deadline); err != nil {
			return nil, fmt.Errorf("move a deadline: %w", err)
		}
	case desk.DismissMember:
		if err := b.store.RemoveMember(ctx, effect.UnitID, effect.User); err != nil && !errors.Is(err, store.ErrNotMember) {
			return nil, fmt.Errorf("remove a member: %w", err)
		}
	case desk.RevokeInvitation:
		if err := b.desk.Store.Revoke(ctx, effect.UnitID, effect.Mark); err != nil {
			return nil, fmt.Errorf("revoke an invitation: %w", err)
		}
	case desk.InviteMember:
		token, err := b.desk.Store.Invite(ctx, effect.UnitID, effect.Role, 1, inviteLasts, e.user)
		if err != nil {
			return nil, fmt.Errorf("invite: %w", err)
		}
		return []dialog.Reply{b.invitationText(effect, token)}, nil
	}
	return nil, nil
}

// createUnit creates a unit and asks for its table where the operator named none.
func (b *Bot) createUnit(ctx context.Context, c desk.CreateUnit) ([]dialog.Reply, error) {
	scheme := cmp.Or(c.Scheme, b.desk.Usual)
	f, err := b.forms.Form(scheme)
	if err != nil {
		return nil, fmt.Errorf("find the form: %w", err)
	}
	e, err := b.desk.Store.AddUnit(ctx, c.Name, c.Year, scheme, f.Pack.Version, c.Deadline)
	switch {
	case errors.Is(err, store.ErrNameTaken):
		return []dialog.Reply{{Kind: dialog.Send, Text: "没有建成：“" + c.Name + "”是一个单位改名以前的名称，请换一个名称。"}}, nil
	case errors.Is(err, store.ErrExists): // our own earlier try, else the desk had seen it
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("create a unit: %w", err)
	}
	if ask, several := desk.AskTable(e, b.desk.Tables); c.Ask && several {
		return []dialog.Reply{ask}, nil
	}
	return nil, nil
}

// invitationText is the message an operator forwards.
func (b *Bot) invitationText(i desk.InviteMember, token string) dialog.Reply {
	text := "填报：" + i.Table + "\n请转发给本人，72 小时内有效，只能用一次。"
	if b.desk.BotName != "" {
		text += "\n点开链接加入：https://t.me/" + b.desk.BotName + "?start=" + token + "\n或向本助手发送邀请码：" + token
	} else {
		text += "\n请向本助手发送邀请码：" + token
	}
	keys := []dialog.Button{{Label: "复制邀请码", Copy: token}}
	if b.desk.BotName != "" {
		keys = append([]dialog.Button{{Label: "复制链接", Copy: deepLink(b.desk.BotName, token)}}, keys...)
	}
	return dialog.Reply{Kind: dialog.Send, Title: "邀请：" + i.Unit + " " + i.Role.Title(), Text: text, Buttons: [][]dialog.Button{keys}}
}
