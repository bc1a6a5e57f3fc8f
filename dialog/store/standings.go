package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// Stand is an evaluation with where it stands.
type Stand struct {
	Evaluation dialog.Evaluation
	// Now is where it stands; nil when nobody has changed it since it was created.
	Now *dialog.Standing
	// Before is where it stood at the end of the last earlier day on which it was changed; nil when there is none.
	Before *dialog.Standing
	// Stale says that Now lacks a change, because two people made theirs at the same moment or
	// the evaluation came from a backup: compute it from the answers and save it with SaveStanding.
	Stale bool
}

// Standings returns where the units stand, in the order of Units.
// Errors: ErrUnavailable.
func (s *Store) Standings(ctx context.Context) ([]Stand, error) {
	units, err := s.Units(ctx)
	if err != nil {
		return nil, err
	}
	now, err := s.eachPartition(ctx, "standings", keyStandings)
	if err != nil {
		return nil, err
	}
	before, err := s.eachPartition(ctx, "standings", keyEarlierStandings)
	if err != nil {
		return nil, err
	}
	all := make([]Stand, len(units))
	for i, e := range units {
		p, place := partitionOf(e.UnitID), whereIs(e.UnitID, e.Year)
		if all[i], err = standFrom(e, now[p][place], before[p][place]); err != nil {
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
	err := s.read(ctx, "standing", func() error {
		_, err := s.client.TxPipelined(ctx, func(pipe redis.Pipeliner) error {
			meta = pipe.HGetAll(ctx, keyMeta(unitID, year))
			now, before = pipe.HGet(ctx, keyStandings(p), place), pipe.HGet(ctx, keyEarlierStandings(p), place)
			return nil
		})
		return err
	})
	if err != nil && !errors.Is(err, redis.Nil) {
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
	parts := strings.SplitN(blob, "|", 3)
	if len(parts) != 3 {
		return nil, false, errors.New("store: a standing is malformed")
	}
	var standing dialog.Standing
	if err := json.Unmarshal([]byte(parts[2]), &standing); err != nil {
		return nil, false, fmt.Errorf("store: a standing: %w", err)
	}
	return &standing, parts[1] == "!", nil
}
