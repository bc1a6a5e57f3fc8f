package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
	"ziping/scoring/tell"
)

// maxSteps is how often a step is made again because somebody else committed in between.
const maxSteps = 8

// turn lets a person's input take effect: who is it, in which evaluation, what follows, commit.
// It returns the notice for the tapped button. All of it can be repeated without harm.
func (b *Bot) turn(ctx context.Context, e event) (toast string, err error) {
	if s, ok := b.recall(e); ok {
		toast, err = b.speak(ctx, e, seat{s.Evaluation.UnitID, s.Evaluation.Year}, "", &s)
		if !errors.Is(err, errOutdated) {
			return toast, err
		}
	}
	seats, err := b.store.Memberships(ctx, e.user)
	if err != nil {
		return "", fmt.Errorf("find the memberships: %w", err)
	}
	token, joining := invitation(e)
	if joining || b.atDesk(e, seats) {
		// What these do before they commit is not done again for an update that was settled.
		seen, err := b.store.Seen(ctx, e.update, e.chat)
		if err != nil || seen {
			return "", err
		}
	}
	if joining {
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
		return b.speak(ctx, e, s, "", nil)
	}
	s, found, err := b.seat(ctx, e, seats)
	if err != nil {
		return "", err
	}
	if !found || (len(seats) > 1 && e.in.Command == "start") {
		return "", b.offerSeats(ctx, e, seats)
	}
	if e.in.Kind != dialog.TapInput { // a tap names its evaluation
		s.unitID, s.year, err = b.store.Route(ctx, e.update, e.chat, s.unitID, s.year)
		if errors.Is(err, store.ErrDuplicate) {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("find where the update went: %w", err)
		}
	}
	return b.speak(ctx, e, s, "", nil)
}

// recall gives the session of somebody who simply goes on, from memory: nobody who may be at the desk,
// joins a unit or chooses one.
func (b *Bot) recall(e event) (s dialog.Session, ok bool) {
	if _, joining := invitation(e); joining || slices.Contains(b.desk.Operators, e.user) {
		return s, false
	}
	if _, choosing := chosen(e); choosing {
		return s, false
	}
	return b.store.Recall(e.user)
}

// home is the input that leads to the first screen.
func home(e event) dialog.Input {
	return dialog.Input{Kind: dialog.CommandInput, Command: "start", At: e.in.At}
}

// speak makes the step and commits it, again on the new state when somebody else was faster. A
// lead, when there is one, is put before what the step says. A step on what is remembered is made
// once: errOutdated says that nothing of it holds, not even that the person belongs there.
func (b *Bot) speak(ctx context.Context, e event, at seat, lead string, remembered *dialog.Session) (toast string, err error) {
	for range maxSteps {
		s, recalled := dialog.Session{}, remembered != nil
		if recalled {
			s = *remembered
		} else if s, err = b.load(ctx, at, e.user); err != nil {
			return "", b.cannotSpeak(ctx, e, lead, err)
		}
		questions, err := b.questions(s)
		if err != nil {
			return "", b.cannotSpeak(ctx, e, lead, err)
		}
		given, err := b.given(ctx, &e, s, questions)
		if err != nil {
			return "", err
		}
		after, replies, effects := b.step(questions, s, e.in, given)
		c, toast := commitOf(e, s, after, withLead(replies, lead), effects)
		c.Recalled = recalled
		begun := instant()
		err = b.store.Commit(ctx, c)
		var conflict *store.Conflict
		switch {
		case err == nil, errors.Is(err, store.ErrDuplicate):
			if err != nil {
				toast = "" // it was told when the update was committed
			} else {
				b.meter.Recorded(len(c.Records), time.Since(begun))
			}
			return toast, errors.Join(b.leaves(ctx, at, e.user, effects), b.committed(ctx, e, at, s.Who, recalled))
		case recalled && !errors.Is(err, store.ErrUnavailable):
			return "", errOutdated
		case errors.As(err, &conflict), errors.Is(err, store.ErrClosed):
			b.log.Debug("step made again", "update", e.update, "chat", e.chat, "error", err)
		default:
			return "", b.cannotSpeak(ctx, e, lead, fmt.Errorf("commit: %w", err))
		}
	}
	return "", fmt.Errorf("others committed %d times in between: %w", maxSteps, errCrowded)
}

// load is what a step is made on.
func (b *Bot) load(ctx context.Context, at seat, user int64) (s dialog.Session, err error) {
	s, err = b.store.Session(ctx, at.unitID, at.year, user)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return s, tell.Because(err, textNothing)
	case err != nil:
		return s, fmt.Errorf("load the session: %w", err)
	}
	return s, b.cameBack(ctx, s)
}

// questions are those of a session's table.
func (b *Bot) questions(s dialog.Session) (*form.Form, error) {
	questions, err := b.forms.Form(s.Evaluation.Scheme)
	if err != nil {
		b.log.Error("a unit's table is not there", "unit", s.Evaluation.UnitID, "year", s.Evaluation.Year, "scheme", s.Evaluation.Scheme, "error", err)
		return nil, tell.Because(err, textNoTable)
	}
	return questions, nil
}

// cannotSpeak tells a person why nothing can be done, where there is something to tell.
func (b *Bot) cannotSpeak(ctx context.Context, e event, lead string, err error) error {
	if errors.Is(err, store.ErrNotMember) {
		return b.stranger(ctx, e)
	}
	if why, ok := tell.Sentence(err); ok {
		return b.tell(ctx, e.update, e.chat, dialog.Reply{Kind: dialog.Send, Lead: lead, Text: why})
	}
	return err
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

// errOutdated: what was remembered of a person is not so any more.
var errOutdated = errors.New("the remembered session is out of date")

// errCrowded: an update could not be committed because others always were faster.
var errCrowded = errors.New("too many conflicts")

// committed does what follows a commit and may be repeated: what the person writes next is for
// the evaluation just spoken in, and managers see their own commands. Whoever is remembered has no
// other evaluation.
func (b *Bot) committed(ctx context.Context, e event, at seat, who dialog.Member, recalled bool) error {
	if e.in.Kind == dialog.TapInput && !recalled {
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
