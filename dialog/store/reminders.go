package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// ReminderJob asks for a reminder of the message's evaluation, written from the state at the
// time of sending.
type ReminderJob struct {
	// Deadline is the one that is reminded of, ms; it may have been moved since.
	Deadline int64 `json:"deadline"`
	// Missed is how many earlier reminders could not be sent in time.
	Missed int `json:"missed,omitempty"`
}

// Reminding loads what a reminder of an evaluation is written from, as of one instant. stale
// says that its standing has to be computed from the answers. Errors: ErrNotFound, ErrUnavailable.
func (s *Store) Reminding(ctx context.Context, unitID string, year int) (r dialog.Reminding, stale bool, err error) {
	p, place := partitionOf(unitID), whereIs(unitID, year)
	var meta, members, unreachable, muted *redis.MapStringStringCmd
	var standing *redis.StringCmd
	err = s.atOnce(ctx, "reminding", func(pipe redis.Pipeliner) {
		meta, members = pipe.HGetAll(ctx, keyMeta(unitID, year)), pipe.HGetAll(ctx, keyMembers(unitID))
		unreachable, muted = pipe.HGetAll(ctx, keyUnreachable(unitID)), pipe.HGetAll(ctx, keyMuted(unitID))
		standing = pipe.HGet(ctx, keyStandings(p), place)
	})
	if err != nil {
		return r, false, err
	}
	stand, err := standFromParts(unitID, year, meta.Val(), standing.Val())
	if err != nil {
		return r, false, err
	}
	r.Evaluation, r.Standing = stand.Evaluation, stand.Now
	var errs [3]error
	r.Members, errs[0] = membersFrom(members.Val())
	r.Unreachable, errs[1] = usersFrom(unreachable.Val())
	r.Muted, errs[2] = mutedFrom(muted.Val())
	return r, stand.Stale || stand.Now == nil, errors.Join(errs[:]...)
}

func standFromParts(unitID string, year int, meta map[string]string, standing string) (Stand, error) {
	e, err := evaluationFrom(unitID, year, meta)
	if err != nil {
		return Stand{}, err
	}
	return standFrom(e, standing, "")
}

// mutedFrom are until when people want no reminders.
func mutedFrom(hash map[string]string) (map[int64]time.Time, error) {
	muted := make(map[int64]time.Time, len(hash))
	for field, until := range hash {
		user, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("store: a user id is malformed: %w", err)
		}
		if muted[user], err = fromMillis(until); err != nil {
			return nil, err
		}
	}
	return muted, nil
}

// Waiting is a reminder of a person that is in the outbox.
type Waiting struct {
	UnitID string
	Year   int
	ID     string // of the message
	Due    time.Time
	ReminderJob
}

// DueReminders are the reminders of a chat, of all its units, that are due and not sent yet, the
// newest of each unit and year. A reminder that is not among them has been replaced, or told with
// another one. Error: ErrUnavailable.
func (s *Store) DueReminders(ctx context.Context, chat int64) ([]Waiting, error) {
	all, err := s.Memberships(ctx, chat)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]*redis.StringCmd, len(all))
	err = s.together(ctx, "reminders", func(pipe redis.Pipeliner) {
		for i, m := range all {
			ids[i] = pipe.HGet(ctx, keyReminders(partitionOf(m.UnitID)), placeOfChat(chat, m.UnitID, m.Year))
		}
	})
	if err != nil {
		return nil, err
	}
	return s.dueAmong(ctx, all, ids)
}

// dueAmong are those of the messages that are still in the outbox and due.
func (s *Store) dueAmong(ctx context.Context, all []Membership, ids []*redis.StringCmd) ([]Waiting, error) {
	payloads := make([]*redis.StringCmd, len(all))
	err := s.together(ctx, "reminders", func(pipe redis.Pipeliner) {
		for i, m := range all {
			payloads[i] = pipe.HGet(ctx, keyPayloads(partitionOf(m.UnitID)), ids[i].Val())
		}
	})
	if err != nil {
		return nil, err
	}
	var due []Waiting
	for i, m := range all {
		if payloads[i].Val() == "" {
			continue
		}
		message, err := decodeMessage(partitionOf(m.UnitID), ids[i].Val(), payloads[i].Val())
		if err != nil {
			return nil, err
		}
		if message.Remind != nil && !message.Due.After(s.now()) {
			due = append(due, Waiting{m.UnitID, m.Year, message.ID, message.Due, *message.Remind})
		}
	}
	return due, nil
}

// placeOfChat is "chat:unit:year".
func placeOfChat(chat int64, unitID string, year int) string {
	return strconv.FormatInt(chat, 10) + ":" + whereIs(unitID, year)
}

// ToldReminder says that a reminder was told together with another one. It may be repeated.
// Error: ErrUnavailable.
func (s *Store) ToldReminder(ctx context.Context, chat int64, w Waiting) error {
	_, _, err := s.run(ctx, "told", reminderToldScript, []string{keyReminders(partitionOf(w.UnitID))},
		placeOfChat(chat, w.UnitID, w.Year), w.ID)
	return err
}
