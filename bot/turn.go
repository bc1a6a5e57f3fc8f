package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"ziping/dialog"
	"ziping/dialog/store"
)

// maxSteps is how often a step is made again because somebody else committed in between.
const maxSteps = 8

// turn lets a person's input take effect: who is it, in which evaluation, what follows, commit.
// It returns the notice for the tapped button. All of it can be repeated without harm.
func (b *Bot) turn(ctx context.Context, e event) (toast string, err error) {
	seats, err := b.store.Memberships(ctx, e.user)
	if err != nil {
		return "", fmt.Errorf("find the memberships: %w", err)
	}
	if token, ok := invitation(e, len(seats) > 0); ok {
		return b.join(ctx, e, token, seats)
	}
	if b.atDesk(e, seats) {
		return b.deskTurn(ctx, e)
	}
	if len(seats) == 0 {
		return "", b.stranger(ctx, e)
	}
	if s, ok := chosen(e); ok && has(seats, s) {
		if err := b.store.SetActive(ctx, e.user, s.unitID, s.year); err != nil {
			return "", fmt.Errorf("change the active evaluation: %w", err)
		}
		e.in = home(e)
		return b.speak(ctx, e, s, "")
	}
	s, found, err := b.seat(ctx, e, seats)
	if err != nil {
		return "", err
	}
	if !found || (len(seats) > 1 && e.in.Command == "start") {
		return "", b.offerSeats(ctx, e, seats)
	}
	return b.speak(ctx, e, s, "")
}

// home is the input that leads to the first screen.
func home(e event) dialog.Input {
	return dialog.Input{Kind: dialog.CommandInput, Command: "start", At: e.in.At}
}

// speak makes the step and commits it, again on the new state when somebody else was faster. A
// lead, when there is one, is put before what the step says.
func (b *Bot) speak(ctx context.Context, e event, at seat, lead string) (toast string, err error) {
	for range maxSteps {
		var s dialog.Session
		s, err = b.store.Session(ctx, at.unitID, at.year, e.user)
		if errors.Is(err, store.ErrNotMember) {
			return "", b.stranger(ctx, e)
		}
		if errors.Is(err, store.ErrNotFound) {
			return "", b.tell(ctx, e.update, e.chat, dialog.Reply{Kind: dialog.Send, Lead: lead, Text: textNothing})
		}
		if err != nil {
			return "", fmt.Errorf("load the session: %w", err)
		}
		if err := b.cameBack(ctx, s); err != nil {
			return "", err
		}
		form, err := b.forms.Form(s.Evaluation.Scheme)
		if err != nil {
			b.log.Error("a unit's table is not there", "unit", at.unitID, "year", at.year, "scheme", s.Evaluation.Scheme, "error", err)
			return "", b.tell(ctx, e.update, e.chat, dialog.Reply{Kind: dialog.Send, Lead: lead, Text: textNoTable})
		}
		given, err := b.given(ctx, e, s, form)
		if err != nil {
			return "", err
		}
		after, replies, effects := b.step(form, s, e.in, given)
		c, toast := commitOf(e, s, after, withLead(replies, lead), effects)
		err = b.store.Commit(ctx, c)
		var conflict *store.Conflict
		switch {
		case err == nil, errors.Is(err, store.ErrDuplicate):
			if err != nil {
				toast = "" // it was told when the update was committed
			}
			return toast, errors.Join(b.leaves(ctx, at, e.user, effects), b.committed(ctx, e, at, s.Who))
		case errors.Is(err, store.ErrNotMember):
			return "", b.stranger(ctx, e)
		case errors.As(err, &conflict), errors.Is(err, store.ErrClosed):
			b.log.Debug("step made again", "update", e.update, "chat", e.chat, "error", err)
		default:
			return "", fmt.Errorf("commit: %w", err)
		}
	}
	return "", fmt.Errorf("others committed %d times in between: %w", maxSteps, errCrowded)
}

// cameBack notes, for all units of the speaker, that messages reach the person again.
func (b *Bot) cameBack(ctx context.Context, s dialog.Session) error {
	if !slices.Contains(s.Unreachable, s.Who.User) {
		return nil
	}
	if err := b.store.Blocked(ctx, s.Who.User, false); err != nil {
		return fmt.Errorf("note that somebody came back: %w", err)
	}
	return nil
}

// leaves takes somebody who said so out of the unit. It follows the commit that says goodbye, and
// is made again with it.
func (b *Bot) leaves(ctx context.Context, at seat, user int64, effects []dialog.Effect) error {
	for _, effect := range effects {
		if _, ok := effect.(dialog.Leave); !ok {
			continue
		}
		if err := b.store.RemoveMember(ctx, at.unitID, user); err != nil && !errors.Is(err, store.ErrNotMember) {
			return fmt.Errorf("leave the unit: %w", err)
		}
	}
	return nil
}

// errCrowded: an update could not be committed because others always were faster.
var errCrowded = errors.New("too many conflicts")

// committed does what follows a commit and may be repeated: what the person writes next is for
// the evaluation just spoken in, and managers see their own commands.
func (b *Bot) committed(ctx context.Context, e event, at seat, who dialog.Member) error {
	if e.in.Kind == dialog.TapInput {
		unit, year, err := b.store.Active(ctx, e.user)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("find the active evaluation: %w", err)
		}
		if err != nil || (seat{unit, year}) != at {
			if err := b.store.SetActive(ctx, e.user, at.unitID, at.year); err != nil {
				return fmt.Errorf("change the active evaluation: %w", err)
			}
		}
	}
	b.menu.show(e.chat, who.Role)
	return nil
}

// commitOf turns what a step said and wants done into a commit. The notice for the tapped
// button is not part of it: it may be lost.
func commitOf(e event, before, after dialog.Session, replies []dialog.Reply, effects []dialog.Effect) (store.Commit, string) {
	c := store.Commit{Update: e.update, Chat: e.chat, Before: before, Cursor: after.Cursor, At: e.in.At}
	if after.Evaluation.Status != before.Evaluation.Status {
		c.Status = after.Evaluation.Status
	}
	if after.Evaluation.Version != before.Evaluation.Version {
		c.Version = after.Evaluation.Version
	}
	toast := ""
	for i := range replies {
		r := replies[i]
		if r.Kind == dialog.Toast && e.query != "" {
			toast = r.Text
			continue
		}
		c.Outbox = append(c.Outbox, messageOf(e, r))
	}
	for _, effect := range effects {
		switch effect := effect.(type) {
		case dialog.Record:
			c.Records = append(c.Records, effect)
		case dialog.Stands:
			c.Standing = &effect.Standing
		case dialog.Mute:
			c.Mute = effect.Until
		case dialog.SendTemplate:
			c.Outbox = append(c.Outbox, store.Message{Chat: e.chat, Class: store.Answer, Report: &store.ReportJob{
				UnitID: before.Evaluation.UnitID, Year: before.Evaluation.Year, Template: true,
			}})
		case dialog.SendPicture:
			c.Outbox = append(c.Outbox, store.Message{Chat: e.chat, Class: store.Answer, Report: &store.ReportJob{
				UnitID: before.Evaluation.UnitID, Year: before.Evaluation.Year, Overview: store.UnitPicture,
			}})
		case dialog.SendReport:
			to := e.chat
			if effect.To != 0 {
				to = effect.To
			}
			c.Outbox = append(c.Outbox, store.Message{Chat: to, Class: store.Answer, Report: &store.ReportJob{
				UnitID: before.Evaluation.UnitID, Year: before.Evaluation.Year, Draft: effect.Draft, Form: effect.Form,
			}})
		}
	}
	return c, toast
}

// messageOf addresses a reply. Only in the speaker's own chat is there something to edit, and
// a notice without a tap becomes a message.
func messageOf(e event, r dialog.Reply) store.Message {
	m := store.Message{Chat: e.chat, Class: store.Answer, Reply: &r}
	if r.To != 0 && r.To != e.user {
		m.Chat, m.Class, r.Kind = r.To, store.Notice, dialog.Send
	}
	switch r.Kind {
	case dialog.EditTapped:
		m.Tapped = e.tapped
	case dialog.Toast:
		r.Kind = dialog.Send
	case dialog.Send, dialog.EditPrompt:
	}
	return m
}

// withLead puts a sentence before the first message to the speaker.
func withLead(replies []dialog.Reply, lead string) []dialog.Reply {
	if lead == "" {
		return replies
	}
	for i, r := range replies {
		if r.Kind == dialog.Send && r.To == 0 && r.Lead == "" {
			replies[i].Lead = lead
			return replies
		}
	}
	return append([]dialog.Reply{{Kind: dialog.Send, Text: lead}}, replies...)
}
