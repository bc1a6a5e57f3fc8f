package bot

import (
	"context"
	"errors"
	"fmt"

	"ziping/dialog"
	"ziping/dialog/store"
)

// standings are where all units stand. Of those that are stale, at most so many are computed anew
// from their answers and saved: two people answering at the same moment leaves one behind, a
// restored backup all of them, and each costs milliseconds. What could not be computed comes as
// it is, with the errors beside.
func standings(ctx context.Context, s standingStore, forms Forms, most int) (stands []store.Stand, stale, err error) {
	stands, err = s.Standings(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read where the units stand: %w", err)
	}
	var errs []error
	for i := range stands {
		if !stands[i].Stale || most == 0 {
			continue
		}
		most--
		if err := freshen(ctx, s, forms, &stands[i]); err != nil {
			errs = append(errs, err)
		}
	}
	return stands, errors.Join(errs...), nil
}

// freshen computes a standing from the answers.
func freshen(ctx context.Context, s standingStore, forms Forms, stand *store.Stand) error {
	e, answers, err := s.Evaluation(ctx, stand.Evaluation.UnitID, stand.Evaluation.Year)
	if err != nil {
		return fmt.Errorf("load a stale evaluation: %w", err)
	}
	form, err := forms.Form(e.Scheme)
	if err != nil {
		return fmt.Errorf("find the form of %s: %w", e.ID, err)
	}
	newest := answers.Newest()
	now := dialog.StandingOf(form, e, answers, newest.At, newest.ByName)
	stand.Evaluation, stand.Now, stand.Stale = e, &now, false
	if err := s.SaveStanding(ctx, e, now); err != nil {
		return fmt.Errorf("save where %s stands: %w", e.ID, err)
	}
	return nil
}
