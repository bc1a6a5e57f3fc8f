package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// Stand is an evaluation with where it stands; a Stale one is computed anew from the answers and
// saved with SaveStanding.
type Stand = dialog.Stand

// Standings returns where the units stand, in the order of Units, without what was Before. The
// standings are shared with other callers: they must not be changed. Errors: ErrUnavailable.
func (s *Store) Standings(ctx context.Context) ([]Stand, error) {
	units, err := s.Units(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Stand, len(units))
	var changed []int
	for i, e := range units {
		all[i].Evaluation = e
		if e.Changes == 0 {
			continue
		}
		now, known := s.standings.get(e)
		if all[i].Now = now; !known {
			changed = append(changed, i)
		}
	}
	for part := range slices.Chunk(changed, unitsAtOnce) {
		if err := s.readStandings(ctx, all, part); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Standing returns where one evaluation stands. Errors: ErrNotFound, ErrUnavailable.
func (s *Store) Standing(ctx context.Context, unitID string, year int) (Stand, error) {
	p, place := partitionOf(unitID), whereIs(unitID, year)
	var meta *redis.MapStringStringCmd
	var now, before *redis.StringCmd
	err := s.atOnce(ctx, "standing", func(pipe redis.Pipeliner) {
		meta = pipe.HGetAll(ctx, keyMeta(unitID, year))
		now, before = pipe.HGet(ctx, keyStandings(p), place), pipe.HGet(ctx, keyEarlierStandings(p), place)
	})
	if err != nil {
		return Stand{}, err
	}
	e, err := evaluationFrom(unitID, year, meta.Val())
	if err != nil {
		return Stand{}, err
	}
	return standFrom(e, now.Val(), before.Val())
}

// SaveStanding keeps a standing that was computed from the answers of e. It does nothing when
// e was changed meanwhile: that change brought its own. Error: ErrUnavailable.
func (s *Store) SaveStanding(ctx context.Context, e dialog.Evaluation, standing dialog.Standing) error {
	blob, err := standingBlob(standing)
	if err != nil {
		return err
	}
	p := partitionOf(e.UnitID)
	keys := []string{keyMeta(e.UnitID, e.Year), keyStandings(p), keyEarlierStandings(p)}
	_, _, err = s.run(ctx, "save standing", saveStandingScript, keys, whereIs(e.UnitID, e.Year), e.Changes, blob)
	return err
}

// standingBlob is a standing as it is kept: the day of the change, a mark, JSON.
func standingBlob(standing dialog.Standing) (string, error) {
	body, err := encode(standing)
	if err != nil {
		return "", err
	}
	return standing.At.Format(time.DateOnly) + "|=|" + body, nil
}

func standFrom(e dialog.Evaluation, now, before string) (Stand, error) {
	stand := Stand{Evaluation: e}
	var err error
	if stand.Now, stand.Stale, err = standingFrom(now); err != nil {
		return stand, err
	}
	stand.Stale = stand.Stale || stand.Now == nil && e.Changes > 0
	stand.Before, _, err = standingFrom(before)
	return stand, err
}

func standingFrom(blob string) (*dialog.Standing, bool, error) {
	if blob == "" {
		return nil, false, nil
	}
	stale, body, err := splitStanding(blob)
	if err != nil {
		return nil, false, err
	}
	var standing dialog.Standing
	if err := json.Unmarshal([]byte(body), &standing); err != nil {
		return nil, false, fmt.Errorf("store: a standing: %w", err)
	}
	return &standing, stale, nil
}

// yesterday is where an evaluation stood when the day of at began, by the days of its own time
// zone. It is read with every session, so only the standing asked for is decoded.
func yesterday(now, before string, at time.Time) (*dialog.Standing, error) {
	if now == "" {
		return nil, nil //nolint:nilnil // there is none
	}
	var changed struct {
		At time.Time `json:"at"`
	}
	_, body, err := splitStanding(now)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(body), &changed); err != nil {
		return nil, fmt.Errorf("store: a standing: %w", err)
	}
	blob := before
	if day := at.In(changed.At.Location()).Format(time.DateOnly); now[:len(day)] < day {
		blob = now
	}
	standing, _, err := standingFrom(blob)
	return standing, err
}

// splitStanding takes a standing's blob apart; stale is its mark.
func splitStanding(blob string) (stale bool, body string, err error) {
	parts := strings.SplitN(blob, "|", 3)
	if len(parts) != 3 || len(parts[0]) != len(time.DateOnly) {
		return false, "", errors.New("store: a standing is malformed")
	}
	return parts[1] == "!", parts[2], nil
}
