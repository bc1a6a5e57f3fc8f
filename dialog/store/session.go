package store

import (
	"context"
	"errors"
	"strconv"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// Session loads everything one step needs, as of one instant. An answer that was taken
// back is there too, with state Missing: its revision goes on counting.
// Errors: ErrNotMember, ErrNotFound, ErrUnavailable.
func (s *Store) Session(ctx context.Context, unitID string, year int, user int64) (dialog.Session, error) {
	id := strconv.FormatInt(user, 10)
	var meta, answers, lastYear, members, unreachable, muted *redis.MapStringStringCmd
	var cursor, now, before, register *redis.StringCmd
	p, place := partitionOf(unitID), whereIs(unitID, year)
	// One transaction: the answers belong to the cursor that is read with them.
	err := s.atOnce(ctx, "session", func(pipe redis.Pipeliner) {
		register = pipe.Get(ctx, s.keyRegister(p))
		meta = pipe.HGetAll(ctx, keyMeta(unitID, year))
		answers = pipe.HGetAll(ctx, keyAnswers(unitID, year))
		lastYear = pipe.HGetAll(ctx, keyAnswers(unitID, year-1)) // nothing when there was no evaluation
		members = pipe.HGetAll(ctx, keyMembers(unitID))
		unreachable, muted = pipe.HGetAll(ctx, keyUnreachable(unitID)), pipe.HGetAll(ctx, keyMuted(unitID))
		cursor = pipe.HGet(ctx, keyCursors(unitID, year), id)
		now, before = pipe.HGet(ctx, keyStandings(p), place), pipe.HGet(ctx, keyEarlierStandings(p), place)
	})
	if err != nil {
		return dialog.Session{}, err
	}
	who, ok := members.Val()[id]
	if !ok {
		return dialog.Session{}, ErrNotMember
	}
	var session dialog.Session
	var errs [9]error
	session.Who, errs[0] = memberFrom(id, who)
	session.Evaluation, errs[1] = evaluationFrom(unitID, year, meta.Val())
	session.Members, errs[2] = membersFrom(members.Val())
	session.Answers, errs[3] = answersFrom(answers.Val())
	session.Unreachable, errs[5] = usersFrom(unreachable.Val())
	session.Muted, errs[6] = mutedFrom(muted.Val())
	session.Yesterday, errs[7] = yesterday(now.Val(), before.Val(), s.now())
	if session.Who.Role == dialog.Staff && session.Evaluation.Status == dialog.Open && len(lastYear.Val()) > 0 {
		session.LastYear, errs[8] = answersFrom(lastYear.Val()) // for whoever may take it over
	}
	if blob, err := cursor.Result(); err == nil {
		session.Cursor, errs[4] = decodeCursor(blob)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return dialog.Session{}, err
	}
	session.Register = register.Val()
	return session, nil
}

// Evaluation loads an evaluation with its answers, for a report or a board; whether the
// reader may see it is for the caller to check. Errors: ErrNotFound, ErrUnavailable.
func (s *Store) Evaluation(ctx context.Context, unitID string, year int) (dialog.Evaluation, dialog.Answers, error) {
	var meta, blobs *redis.MapStringStringCmd
	err := s.atOnce(ctx, "evaluation", func(p redis.Pipeliner) {
		meta = p.HGetAll(ctx, keyMeta(unitID, year))
		blobs = p.HGetAll(ctx, keyAnswers(unitID, year))
	})
	if err != nil {
		return dialog.Evaluation{}, nil, err
	}
	e, err := evaluationFrom(unitID, year, meta.Val())
	if err != nil {
		return e, nil, err
	}
	answers, err := answersFrom(blobs.Val())
	return e, answers, err
}

func answersFrom(blobs map[string]string) (dialog.Answers, error) {
	answers := make(dialog.Answers, len(blobs))
	for key, blob := range blobs {
		a, err := decodeAnswer(blob)
		if err != nil {
			return nil, err
		}
		answers[dialog.Key(key)] = a
	}
	return answers, nil
}
