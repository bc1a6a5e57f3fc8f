package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"ziping/dialog"
	"ziping/dialog/store"
)

// codeShape is an invitation as a person may paste it: two digits and base64url.
var codeShape = regexp.MustCompile(`^[0-9]{2}[A-Za-z0-9_-]{16,62}$`)

// invitation finds the token of an invitation: in a deep link (/start <token>) or as a message of
// its own. Whoever has a role somewhere may be invited elsewhere: a code is never an answer.
func invitation(e event) (token string, ok bool) {
	switch e.in.Kind {
	case dialog.CommandInput:
		return e.in.Text, e.in.Command == "start" && e.in.Text != ""
	case dialog.TextInput:
		code := clean(e.in.Text)
		return code, codeShape.MatchString(code)
	case dialog.TapInput, dialog.OtherInput:
	}
	return "", false
}

// join redeems an invitation and shows the first screen. Redeeming once more is harmless for
// whoever is in already.
func (b *Bot) join(ctx context.Context, e event, token string, seats []store.Membership) (toast string, err error) {
	m, err := b.store.Redeem(ctx, token, e.user, e.name, e.in.At)
	if reason := refusal(err); reason != "" {
		return b.notJoined(ctx, e, reason, seats)
	}
	if err != nil {
		return "", fmt.Errorf("redeem an invitation: %w", err)
	}
	if err := b.store.SetActive(ctx, e.user, m.UnitID, m.Year); err != nil {
		return "", fmt.Errorf("set the active evaluation: %w", err)
	}
	e.in = home(e)
	return b.speak(ctx, e, seatOf(m), "您已加入"+m.Unit+strconv.Itoa(m.Year)+"年度部门整体支出绩效自评，身份："+m.Role.Title()+"。", nil)
}

// notJoined says why, and shows somebody who is in already the first screen.
func (b *Bot) notJoined(ctx context.Context, e event, reason string, seats []store.Membership) (toast string, err error) {
	e.in = home(e)
	if len(seats) > 0 {
		s, found, err := b.seat(ctx, e, seats)
		if err != nil {
			return "", err
		}
		if found {
			return b.speak(ctx, e, s, reason+"。", nil)
		}
		return "", b.offerSeats(ctx, e, seats)
	}
	if !b.visitors.mayBeTold(b.visitors.invitations, e) {
		return "", b.tell(ctx, e.update, e.chat)
	}
	return "", b.tellAs(ctx, store.Reminder, e.update, e.chat, dialog.Reply{Kind: dialog.Send, Text: reason + "。"})
}

// refusal is why an invitation does not let somebody in, in words for the person; empty when it
// does, or when it is not the invitation's fault.
func refusal(err error) string {
	for _, known := range []error{
		store.ErrInviteInvalid, store.ErrInviteExpired, store.ErrInviteUsed, store.ErrInviteLimit,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return ""
}
