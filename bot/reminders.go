package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"ziping/dialog"
	"ziping/dialog/remind"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
)

// Reminding is what reminding needs; without a store nobody is reminded.
type Reminding struct {
	Store    reminderStore
	Calendar *calendar.Calendar // required with a store
	// Every is how often due evaluations are looked for; 0: every 20 s; below 0: only when
	// PlanReminders is called.
	Every time.Duration
}

// How reminders are planned.
const (
	planEvery = 20 * time.Second
	planBatch = 64 // evaluations in hand at a time
	planners  = 8  // of these, planned at the same time

	// planAhead is how long before its moment a reminder is put into the outbox, so that the
	// reminders of somebody in several units stand there together when the first is sent.
	planAhead = time.Minute
	// lateAfter is from when on a reminder is no longer in time, but makes up for a missed one.
	lateAfter = 2 * time.Hour

	// maxSpread is the longest time over which reminders of the same moment are spread;
	// remindersPerSecond, with how many there are, says how long it is. It leaves room for answers.
	maxSpread          = 2 * time.Hour
	remindersPerSecond = 15
)

// reminders plans who is reminded when. What a reminder says is written when it is sent. Any number
// of processes may plan on one store: each reminder is put into the outbox once.
type reminders struct {
	Reminding
	forms     Forms
	operators []int64
	now       func() time.Time
	log       *slog.Logger
	digested  time.Time // the day whose digest this process has seen to
	warned    int       // the year whose holidays it has missed
}

// run plans until ctx ends.
func (r *reminders) run(ctx context.Context) {
	ensured := false
	for {
		var err error
		if !ensured {
			err = r.Store.EnsureTicks(ctx)
			ensured = err == nil
		}
		if err = errors.Join(err, r.round(ctx)); err != nil && ctx.Err() == nil {
			r.log.Warn("reminders not planned", "error", err)
		}
		if !pause(ctx, cmp.Or(r.Every, planEvery)) {
			return
		}
	}
}

// round plans everything that is due.
func (r *reminders) round(ctx context.Context) error {
	if year := r.now().Year(); !r.Calendar.Covers(year) && r.warned != year {
		r.warned = year
		r.log.Warn("holidays of this year are not known: Monday to Friday count as working days", "year", year)
	}
	due, err := r.Store.DueTicks(ctx)
	if err != nil {
		return fmt.Errorf("count the due reminders: %w", err)
	}
	for spread := time.Duration(-1); due > 0; {
		ticks, err := r.Store.Ticks(ctx, planBatch)
		if spread < 0 && len(ticks) > 0 {
			spread = spreadOf(due, ticks)
		}
		if err = errors.Join(err, r.batch(ctx, ticks, spread)); err != nil {
			return fmt.Errorf("plan the due reminders: %w", err)
		}
		if len(ticks) == 0 {
			break
		}
	}
	return r.digest(ctx)
}

// spreadOf is over what time so many units' reminders are spread, judged by some of them.
func spreadOf(units int, some []store.Tick) time.Duration {
	people := 0
	for _, t := range some {
		people += len(t.Members)
	}
	seconds := units * people / len(some) / remindersPerSecond
	return min(time.Duration(seconds)*time.Second, maxSpread)
}

// batch plans ticks in hand. One that another planner has taken over, or that changed meanwhile,
// comes again by itself; so does one that fails.
func (r *reminders) batch(ctx context.Context, ticks []store.Tick, spread time.Duration) error {
	var group errgroup.Group
	group.SetLimit(planners)
	for _, t := range ticks {
		group.Go(func() error {
			plan, err := r.plan(t, r.now(), spread)
			if err != nil {
				r.log.Error("reminder not planned", "unit", t.Evaluation.UnitID, "year", t.Evaluation.Year, "error", err)
				return nil
			}
			if err := r.Store.Planned(ctx, t, plan); err != nil && !errors.Is(err, store.ErrLeaseLost) {
				return fmt.Errorf("plan a reminder: %w", err)
			}
			return nil
		})
	}
	return group.Wait()
}

// table is the timetable of an evaluation.
func (r *reminders) table(e dialog.Evaluation) (remind.Timetable, error) {
	form, err := r.forms.Form(e.Scheme)
	if err != nil {
		return remind.Timetable{}, fmt.Errorf("find the form: %w", err)
	}
	return remind.TimetableOf(e, form.Pack, r.Calendar), nil
}

// plan says what follows from a tick: the reminders of its moment, and the next moment.
func (r *reminders) plan(t store.Tick, now time.Time, spread time.Duration) (store.Plan, error) {
	e := t.Evaluation
	if e.Status == dialog.Approved || e.Deadline.IsZero() {
		return store.Plan{}, nil
	}
	table, err := r.table(e)
	if err != nil {
		return store.Plan{}, err
	}
	if t.Moment.IsZero() {
		return next(table, e, t.Since.In(now.Location())), nil
	}
	missed, last := table.Due(e.Deadline, t.Moment.In(now.Location()), now)
	at := last
	if now.Sub(last) > lateAfter {
		upcoming, more := table.Next(e.Deadline, now)
		switch {
		case more && sameDay(upcoming, now): // it will say it all
			return store.Plan{Moment: t.Moment, Look: upcoming}, nil
		case !table.Allowed(now):
			return store.Plan{Moment: t.Moment, Look: table.NextAllowed(now)}, nil
		}
		at = now
	} else {
		missed--
	}
	plan := next(table, e, last)
	for _, m := range t.Members {
		if reminded(m, e.Status) && !slices.Contains(t.Unreachable, m.User) {
			plan.Outbox = append(plan.Outbox, store.Message{
				Chat: m.User, Class: store.Reminder, Due: spreadAt(m.User, at, spread, table),
				Remind: &store.ReminderJob{Deadline: e.Deadline.UnixMilli(), Missed: missed},
			})
		}
	}
	return plan, nil
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

// next is the plan for the first moment after a time.
func next(table remind.Timetable, e dialog.Evaluation, after time.Time) store.Plan {
	moment, ok := table.Next(e.Deadline, after)
	if !ok {
		return store.Plan{}
	}
	return store.Plan{Moment: moment, Look: moment.Add(-planAhead)}
}

// reminded reports whether a member may be reminded while an evaluation has a status.
func reminded(m dialog.Member, s dialog.Status) bool {
	return m.Role == dialog.Manager || m.Role == dialog.Staff && s == dialog.Open
}

// spreadAt is a person's own time within the spread, before the evening's quiet.
func spreadAt(user int64, at time.Time, spread time.Duration, table remind.Timetable) time.Time {
	spread = min(spread, table.Quiet(at).Sub(at))
	if spread <= 0 {
		return at
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(strconv.FormatInt(user, 10))) // hash.Hash never fails
	return at.Add(time.Duration(h.Sum32()) * time.Millisecond % spread)
}

// digestLate is how long after its occasion a digest is still of use. It is shorter than the time
// for which the store knows that it was sent.
const digestLate = 60 * time.Hour

// digest puts the operators' digest into the outbox on its occasions, each once.
func (r *reminders) digest(ctx context.Context) error {
	now := r.now()
	table := remind.OfficeHours(r.Calendar)
	morning, _ := table.Occasion(now, nil)
	if len(r.operators) == 0 || !table.Allowed(now) || now.Before(morning) || r.digested.Equal(morning) {
		return nil
	}
	units, err := r.Store.Units(ctx)
	if err != nil {
		return fmt.Errorf("list the units: %w", err)
	}
	var deadlines []time.Time
	for _, e := range units {
		if !e.Deadline.IsZero() {
			deadlines = append(deadlines, e.Deadline)
		}
	}
	at, ok := table.Occasion(now, deadlines)
	if !ok { // perhaps nobody was there on the working day before
		at, ok = table.Occasion(r.Calendar.Add(now, -1), deadlines)
		ok = ok && now.Sub(at) < digestLate
	}
	if ok && len(units) > 0 {
		for _, operator := range r.operators {
			out := []store.Message{{Chat: operator, Class: store.Reminder, Report: &store.ReportJob{Overview: store.Digest}}}
			err := r.Store.CommitChat(ctx, occasionMark(at, operator), operator, out, now)
			if err != nil && !errors.Is(err, store.ErrDuplicate) {
				return fmt.Errorf("enqueue the digest: %w", err)
			}
		}
	}
	r.digested = morning
	return nil
}

// occasionMark names a digest among the updates: no update has a negative number.
func occasionMark(at time.Time, operator int64) int64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "digest %s %d", at.Format(time.DateOnly), operator)
	return -1 - int64(h.Sum64()>>1)
}
