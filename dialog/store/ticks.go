package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// Tick is an evaluation whose reminders are to be looked at, leased to one planner.
type Tick struct {
	Evaluation dialog.Evaluation
	Members    []dialog.Member
	// Unreachable are the members nothing can be sent to.
	Unreachable []int64
	// Moment is the reminder that is due; zero when only the next one is to be found.
	Moment time.Time
	// Since is from when on the next moment is to be looked for, when Moment is zero.
	Since time.Time
	fence string
}

// Plan is what follows from a tick.
type Plan struct {
	// Moment is the next reminder; zero: none until something changes.
	Moment time.Time
	// Look is when the tick is to be looked at again.
	Look time.Time
	// Outbox are reminders to be sent, each in the place of an earlier one for the same person
	// that has not been sent.
	Outbox []Message
}

// DueTicks counts the evaluations whose reminders are to be looked at now.
// Error: ErrUnavailable.
func (s *Store) DueTicks(ctx context.Context) (int, error) {
	counts, err := s.dueTicks(ctx, s.now())
	total := 0
	for _, n := range counts {
		total += int(n)
	}
	return total, err
}

func (s *Store) dueTicks(ctx context.Context, now time.Time) (counts [Partitions]int64, err error) {
	var cmds [Partitions]*redis.IntCmd
	err = s.together(ctx, "ticks", func(pipe redis.Pipeliner) {
		for p := range cmds {
			cmds[p] = pipe.ZCount(ctx, keyTicks(p), "-inf", millis(now))
		}
	})
	if err != nil {
		return counts, err
	}
	for p, c := range cmds {
		counts[p] = c.Val()
	}
	return counts, nil
}

// Ticks leases up to limit due ticks. Those that come beside an error are leased too; what a
// planner does not finish comes again when the lease has run out. Error: ErrUnavailable.
func (s *Store) Ticks(ctx context.Context, limit int) ([]Tick, error) {
	now := s.now()
	due, err := s.dueTicks(ctx, now)
	if err != nil {
		return nil, err
	}
	var all []Tick
	for p := range Partitions {
		if due[p] == 0 || len(all) >= limit {
			continue
		}
		some, err := s.claimTicks(ctx, p, limit-len(all), now)
		all = append(all, some...)
		if err != nil {
			all, wrong := s.fillTicks(ctx, all)
			return all, errors.Join(err, wrong)
		}
	}
	return s.fillTicks(ctx, all)
}

func (s *Store) claimTicks(ctx context.Context, p, limit int, now time.Time) ([]Tick, error) {
	fence := randomID(16)
	reply, _, err := s.runFunc(ctx, "claim ticks", tickClaimScript, []string{keyTicks(p), keyPlans(p)}, func(again bool) []any {
		repeated := ""
		if again {
			repeated = "1"
		}
		return []any{millis(now), strconv.FormatInt(s.planning.Milliseconds(), 10), limit, fence, repeated}
	})
	if err != nil {
		return nil, err
	}
	var all []Tick
	for three := range slices.Chunk(reply, 3) {
		if len(three) != 3 {
			return all, strange("claim ticks", nil)
		}
		t := Tick{fence: fence}
		var errs [3]error
		t.Evaluation.UnitID, t.Evaluation.Year, errs[0] = splitWhere(three[0])
		t.Moment, errs[1] = fromMillis(three[1])
		t.Since, errs[2] = fromMillis(three[2])
		if err := errors.Join(errs[:]...); err != nil {
			return all, err
		}
		all = append(all, t)
	}
	return all, nil
}

// fillTicks loads what a planner needs to know of the evaluations. One that cannot be read is
// left out, so that it does not hold up the others, and told in the error.
func (s *Store) fillTicks(ctx context.Context, all []Tick) ([]Tick, error) {
	if len(all) == 0 {
		return nil, nil
	}
	cmds := make([]tickParts, len(all))
	err := s.together(ctx, "ticks", func(pipe redis.Pipeliner) {
		for i, t := range all {
			e := t.Evaluation
			cmds[i] = tickParts{pipe.HGetAll(ctx, keyMeta(e.UnitID, e.Year)), pipe.HGetAll(ctx, keyMembers(e.UnitID)),
				pipe.HGetAll(ctx, keyUnreachable(e.UnitID))}
		}
	})
	if err != nil {
		return nil, err
	}
	var good []Tick
	var errs []error
	for i, t := range all {
		if err := t.fill(cmds[i]); err != nil {
			errs = append(errs, fmt.Errorf("store: evaluation %s: %w", whereIs(t.Evaluation.UnitID, t.Evaluation.Year), err))
			continue
		}
		good = append(good, t)
	}
	return good, errors.Join(errs...)
}

// tickParts are the hashes a tick is filled from.
type tickParts struct{ meta, members, unreachable *redis.MapStringStringCmd }

func (t *Tick) fill(from tickParts) error {
	e, err := evaluationFrom(t.Evaluation.UnitID, t.Evaluation.Year, from.meta.Val())
	if err != nil {
		return err
	}
	t.Evaluation = e
	var errs [2]error
	t.Members, errs[0] = membersFrom(from.members.Val())
	t.Unreachable, errs[1] = usersFrom(from.unreachable.Val())
	return errors.Join(errs[:]...)
}

// usersFrom are the user ids that are a hash's fields, ascending.
func usersFrom(hash map[string]string) ([]int64, error) {
	users := make([]int64, 0, len(hash))
	for field := range hash {
		user, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("store: a user id is malformed: %w", err)
		}
		users = append(users, user)
	}
	slices.Sort(users)
	return users, nil
}

// Planned finishes a tick: the reminders stand in the outbox and the next tick is set, or
// neither. Errors: ErrLeaseLost (another planner has it, or the deadline or the status has
// changed meanwhile: it will come again), ErrInvalid, ErrUnavailable (outcome unknown: leave
// it to its lease).
func (s *Store) Planned(ctx context.Context, t Tick, plan Plan) error {
	e, now := t.Evaluation, s.now()
	out, err := addressAll(plan.Outbox, 0, e, now)
	if err != nil {
		return err
	}
	look := ""
	if !plan.Moment.IsZero() {
		look = millis(plan.Look)
	}
	args, err := appendMessages([]any{
		millis(now), whereIs(e.UnitID, e.Year), t.fence, millis(e.Deadline), string(e.Status), look, millis(plan.Moment) + "|0",
	}, out)
	if err != nil {
		return err
	}
	p := partitionOf(e.UnitID)
	keys := []string{
		keyTicks(p), keyPlans(p), keyMeta(e.UnitID, e.Year), keyReminders(p), keyHeld(p),
		keyQueue(p), keyChats(p), keyLater(p), keyPayloads(p), keySequence(p),
	}
	reply, again, err := s.run(ctx, "plan", tickDoneScript, keys, args...)
	if err != nil {
		return err
	}
	if reply[0] == "LOST" && !again {
		return ErrLeaseLost
	}
	if len(out) > 0 {
		s.mark(p)
	}
	return nil
}

// EnsureTicks gives a tick to every evaluation that was created before there were reminders.
// It may be repeated. Error: ErrUnavailable.
func (s *Store) EnsureTicks(ctx context.Context) error {
	index, err := s.eachPartition(ctx, "ticks", keyEvaluations)
	if err != nil {
		return err
	}
	for p, ids := range index {
		places := make([]string, 0, len(ids))
		for _, where := range ids {
			places = append(places, where)
		}
		for part := range slices.Chunk(places, 500) {
			args := []any{millis(s.now())}
			for _, where := range part {
				args = append(args, where)
			}
			if _, _, err := s.run(ctx, "ticks", tickEnsureScript, []string{keyTicks(p), keyPlans(p)}, args...); err != nil {
				return err
			}
		}
	}
	return nil
}
