package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// inviteLasts is how long an invitation made at the desk can be used.
const inviteLasts = 72 * time.Hour

// Desk is what the operators of the finance bureau need: who they are, and the pack that new
// units fill.
type Desk struct {
	Operators []int64   // Telegram user ids
	Store     deskStore // required where there are operators
	Scheme    string
	Version   int
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
		return e.in.Command == "units" || len(seats) == 0
	case dialog.TapInput:
		return dialog.DeskTap(e.in.Data)
	case dialog.TextInput:
		return len(seats) == 0 || strings.HasPrefix(e.in.Text, "新建 ") || strings.HasPrefix(e.in.Text, "截止 ")
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
	replies, effects := dialog.DeskStep(d, e.in)
	for _, effect := range effects {
		more, err := b.deskDo(ctx, e, effect)
		if err != nil {
			return "", err
		}
		replies = append(replies, more...)
	}
	var out []store.Message
	for _, r := range replies {
		if r.Kind == dialog.Toast && e.query != "" {
			toast = r.Text
			continue
		}
		out = append(out, messageOf(e, r))
	}
	b.menu.show(e.chat, dialog.Operator)
	err = b.store.CommitChat(ctx, e.update, e.chat, out, e.in.At)
	if err != nil && !errors.Is(err, store.ErrDuplicate) {
		return "", fmt.Errorf("commit to the operator's chat: %w", err)
	}
	return toast, nil
}

func (b *Bot) deskView(ctx context.Context, e event) (dialog.Desk, error) {
	units, err := b.desk.Store.Units(ctx)
	if err != nil {
		return dialog.Desk{}, fmt.Errorf("list the units: %w", err)
	}
	d := dialog.Desk{Units: units}
	unitID, year, ok := dialog.DeskWants(e.in)
	if !ok {
		return d, nil
	}
	evaluation, answers, err := b.desk.Store.Evaluation(ctx, unitID, year)
	if errors.Is(err, store.ErrNotFound) {
		return d, nil
	}
	if err != nil {
		return d, fmt.Errorf("load a unit: %w", err)
	}
	form, err := b.forms.Form(evaluation.Scheme)
	if err != nil {
		return d, fmt.Errorf("find the form: %w", err)
	}
	members, err := b.desk.Store.Members(ctx, unitID)
	if err != nil {
		return d, fmt.Errorf("list the members: %w", err)
	}
	d.Card = &dialog.DeskCard{Evaluation: evaluation, Answers: answers, Form: form, Members: members}
	return d, nil
}

// deskDo does what an operator wants, and says what only the doing brings to light.
func (b *Bot) deskDo(ctx context.Context, e event, effect dialog.DeskEffect) ([]dialog.Reply, error) {
	switch effect := effect.(type) {
	case dialog.CreateUnit:
		_, err := b.desk.Store.AddUnit(ctx, effect.Name, effect.Year, b.desk.Scheme, b.desk.Version, effect.Deadline)
		if err != nil && !errors.Is(err, store.ErrExists) {
			return nil, fmt.Errorf("create a unit: %w", err)
		}
	case dialog.MoveDeadline:
		if err := b.desk.Store.SetDeadline(ctx, effect.UnitID, effect.Year, effect.Deadline); err != nil {
			return nil, fmt.Errorf("move a deadline: %w", err)
		}
	case dialog.DismissMember:
		if err := b.store.RemoveMember(ctx, effect.UnitID, effect.User); err != nil && !errors.Is(err, store.ErrNotMember) {
			return nil, fmt.Errorf("remove a member: %w", err)
		}
	case dialog.InviteMember:
		token, err := b.desk.Store.Invite(ctx, effect.UnitID, effect.Role, 1, inviteLasts, e.user)
		if err != nil {
			return nil, fmt.Errorf("invite: %w", err)
		}
		return []dialog.Reply{b.invitationText(effect, token)}, nil
	}
	return nil, nil
}

// invitationText is the message an operator forwards.
func (b *Bot) invitationText(i dialog.InviteMember, token string) dialog.Reply {
	way := "向本助手发送：/start " + token
	if b.desk.BotName != "" {
		way = "https://t.me/" + b.desk.BotName + "?start=" + token
	}
	return dialog.Reply{
		Kind: dialog.Send, Title: "邀请：" + i.Unit + " " + i.Role.Title(),
		Text: "请转发给本人，72 小时内有效，只能用一次。\n" + way,
	}
}
