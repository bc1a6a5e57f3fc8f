package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
)

// Standings are where all units stand. Of those that are stale, at most so many are computed anew
// from their answers and saved: two people answering at the same moment leaves one behind, a
// restored backup all of them, and each costs milliseconds. What could not be computed comes as
// it is, with the errors beside.
func Standings(ctx context.Context, s StandingStore, forms Forms, most int, zone *time.Location) (stands []store.Stand, stale, err error) {
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
		if err := freshen(ctx, s, forms, &stands[i], zone); err != nil {
			errs = append(errs, err)
		}
	}
	return stands, errors.Join(errs...), nil
}

// freshen puts a standing computed from the answers in the place of a stale one.
func freshen(ctx context.Context, s freshStore, forms Forms, stand *store.Stand, zone *time.Location) error {
	questions, err := forms.Form(stand.Evaluation.Scheme)
	if err != nil {
		return fmt.Errorf("find the questions of %s: %w", stand.Evaluation.ID, err)
	}
	e, now, err := freshStanding(ctx, s, questions, stand.Evaluation, zone)
	if now != nil {
		stand.Evaluation, stand.Now, stand.Stale = e, now, false
	}
	return err
}

// freshStanding computes where an evaluation stands from its answers, and keeps it for the next one
// who asks; of one that nobody has changed there is nothing to keep. The standing is there even when
// it could not be kept. Its day is the zone's.
func freshStanding(ctx context.Context, s freshStore, f *form.Form, about dialog.Evaluation, zone *time.Location) (dialog.Evaluation, *dialog.Standing, error) {
	e, answers, err := s.Evaluation(ctx, about.UnitID, about.Year)
	if err != nil {
		return e, nil, fmt.Errorf("load the answers: %w", err)
	}
	newest := answers.Newest()
	now := form.StandingOf(f, e, answers, newest.At.In(zone), newest.ByName)
	if e.Changes > 0 {
		if err := s.SaveStanding(ctx, e, now); err != nil {
			return e, &now, fmt.Errorf("keep where %s stands: %w", e.ID, err)
		}
	}
	return e, &now, nil
}
