package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// What the finance bureau does to a unit that exists.

// SetScheme gives an evaluation another rule pack. Its answers are moved when somebody of its staff
// speaks next (Evaluation.Version is then dialog.OtherPack). It does nothing when the evaluation
// has the pack already. Errors: ErrNotFound, ErrClosed, ErrUnavailable.
func (s *Store) SetScheme(ctx context.Context, unitID string, year int, scheme string) error {
	p := partitionOf(unitID)
	keys := []string{keyMeta(unitID, year), keyStandings(p), keyEarlierStandings(p), keyFiles(p), keyTicks(p), keyPlans(p)}
	reply, _, err := s.runRegistered(ctx, "set scheme", setSchemeScript, keys, scheme, dialog.OtherPack, whereIs(unitID, year), millis(s.now()))
	switch {
	case err != nil:
		return err
	case reply[0] == "NOUNIT":
		return ErrNotFound
	case reply[0] == "CLOSED":
		return ErrClosed
	}
	return nil
}

// Rename gives a unit another name, in all its years. The earlier name stays reserved, so that
// nobody takes another unit for it. Errors: ErrNotFound, ErrNameTaken, ErrInvalid, ErrUnavailable.
func (s *Store) Rename(ctx context.Context, unitID, name string) error {
	named := UnitNamed(name)
	if named.Name == "" {
		return invalid("单位名称为空")
	}
	years, err := s.years(ctx, unitID)
	if err != nil {
		return err
	}
	if named.ID != unitID { // else it gets its first name back
		p := partitionOf(named.ID)
		reply, _, err := s.run(ctx, "claim a name", claimNameScript, []string{keyUnits(p), keyNames(p)}, named.ID, unitID)
		if err != nil {
			return err
		}
		if reply[0] == "TAKEN" {
			return ErrNameTaken
		}
	}
	p := partitionOf(unitID)
	keys := []string{keyUnits(p), keyFiles(p)}
	for _, year := range years {
		keys = append(keys, keyMeta(unitID, year))
	}
	reply, _, err := s.runRegistered(ctx, "rename", renameUnitScript, keys, unitID, named.Name)
	if err != nil {
		return err
	}
	if reply[0] == "NOUNIT" {
		return ErrNotFound
	}
	return nil
}

// years are the years a unit has evaluations of. Error: ErrNotFound when there are none.
func (s *Store) years(ctx context.Context, unitID string) ([]int, error) {
	var found []string
	err := s.read(ctx, "years", func() (err error) {
		found, err = s.client.HKeys(ctx, keyYears(unitID)).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, ErrNotFound
	}
	years := make([]int, len(found))
	for i, f := range found {
		if years[i], err = strconv.Atoi(f); err != nil {
			return nil, fmt.Errorf("store: the years of a unit are malformed")
		}
	}
	return years, nil
}

// unitOf is the unit that a name stands for: the one that was renamed to it, else the one whose id
// follows from it, which need not exist.
func (s *Store) unitOf(ctx context.Context, name string) (Unit, error) {
	unit := UnitNamed(name)
	var renamed string
	err := s.read(ctx, "names", func() (err error) {
		renamed, err = s.client.HGet(ctx, keyNames(partitionOf(unit.ID)), unit.ID).Result()
		return err
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return unit, err
	}
	if renamed != "" {
		unit.ID = renamed
	}
	return unit, nil
}

// Remove removes an evaluation with its answers, log and reminders, and with a unit's last year the
// unit with its members and invitations. What was sent stands in people's chats, and backups have
// what they have. left is how many years the unit still has. Errors: ErrNotFound, ErrUnavailable.
func (s *Store) Remove(ctx context.Context, unitID string, year int) (left int, err error) {
	p := partitionOf(unitID)
	reply, again, err := s.runRegistered(ctx, "remove", removeEvaluationScript, []string{
		keyUnits(p), keyEvaluations(p), keyYears(unitID), keyMeta(unitID, year), keyAnswers(unitID, year), keyCursors(unitID, year),
		keySeen(unitID, year), keyLog(unitID, year), keyStandings(p), keyEarlierStandings(p), keyFiles(p), keyTicks(p), keyPlans(p),
		keyNews(p), keyNewsWaiting(p), keyReminders(p), keyMembers(unitID), keyMuted(unitID), keyUnreachable(unitID), keyLeft(unitID),
		keyUsers(p), keyInvites(p), keyInviteEnds(p), keyPrompts(p),
	}, unitID, year)
	switch {
	case err != nil:
		return 0, err
	case reply[0] == "NOUNIT" && again: // our own try, whose reply was lost
		return 0, nil
	case reply[0] == "NOUNIT":
		return 0, ErrNotFound
	}
	return strconv.Atoi(reply[1])
}
