package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"ziping/dialog"
	"ziping/dialog/store"
)

// A seat is one person's place in one unit's evaluation of one year. Most people have one.
type seat struct {
	unitID string
	year   int
}

func seatOf(m store.Membership) seat { return seat{m.UnitID, m.Year} }

// has reports whether the person has this seat.
func has(seats []store.Membership, s seat) bool {
	return slices.ContainsFunc(seats, func(m store.Membership) bool { return seatOf(m) == s })
}

// chosen reads a button that chooses a seat. Like all data of buttons it is not to be trusted.
func chosen(e event) (seat, bool) {
	t, ok := dialog.ParseTap(e.in.Data)
	if e.in.Kind != dialog.TapInput || !ok || t.Evaluation != dialog.TapSeat {
		return seat{}, false
	}
	year, err := strconv.Atoi(t.Option)
	return seat{string(t.Key), year}, err == nil
}

// seat finds the evaluation an input is for: the one whose button was tapped, else the one the
// person works on. Not found means that the person has to choose.
func (b *Bot) seat(ctx context.Context, e event, seats []store.Membership) (seat, bool, error) {
	if len(seats) == 1 {
		return seatOf(seats[0]), true, nil
	}
	if id, ok := dialog.TapEvaluation(e.in.Data); ok && e.in.Kind == dialog.TapInput {
		for _, m := range seats {
			s, err := b.store.Session(ctx, m.UnitID, m.Year, e.user)
			if errors.Is(err, store.ErrNotMember) || errors.Is(err, store.ErrNotFound) {
				continue
			}
			if err != nil {
				return seat{}, false, fmt.Errorf("load an evaluation: %w", err)
			}
			if s.Evaluation.ID == id {
				return seatOf(m), true, nil
			}
		}
	}
	unit, year, err := b.store.Active(ctx, e.user)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return seat{}, false, fmt.Errorf("find the active evaluation: %w", err)
	}
	s := seat{unit, year}
	return s, err == nil && has(seats, s), nil
}

// maxChoices bounds the seats offered at once; the newest years come first.
const maxChoices = 20

// offerSeats asks which evaluation to work on.
func (b *Bot) offerSeats(ctx context.Context, e event, seats []store.Membership) error {
	seats = slices.Clone(seats)
	slices.SortFunc(seats, func(x, y store.Membership) int {
		return cmp.Or(cmp.Compare(y.Year, x.Year), cmp.Compare(x.Unit, y.Unit))
	})
	r := dialog.Reply{Kind: dialog.Send, Text: "您参加了多项自评，请选择现在要办理的一项。发送 /start 可随时更换。"}
	for _, m := range seats[:min(len(seats), maxChoices)] {
		r.Buttons = append(r.Buttons, []dialog.Button{{
			Label: m.Unit + " " + strconv.Itoa(m.Year) + "年度",
			Data:  dialog.Tap{Evaluation: dialog.TapSeat, Action: dialog.ActOpen, Key: dialog.Key(m.UnitID), Option: strconv.Itoa(m.Year)}.String(),
		}})
	}
	return b.tell(ctx, e.update, e.chat, r)
}
