package store

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"ziping/dialog"
	"ziping/scoring"
)

// deadline is far enough away for the tests' days.
var deadline = start.Add(30 * 24 * time.Hour)

// withDeadline adds a unit of n people that has a deadline.
func (w *world) withDeadline(name string, n int) dialog.Evaluation {
	w.tb.Helper()
	e := w.unit(name, n)
	w.must(w.SetDeadline(w.ctx(), e.UnitID, e.Year, deadline))
	e.Deadline = deadline
	return e
}

func (w *world) ticks(s *Store) []Tick {
	w.tb.Helper()
	all, err := s.Ticks(w.ctx(), 100)
	w.must(err)
	return all
}

// remind is a plan that reminds everybody of a tick now, and then after a day.
func remind(t Tick, now time.Time) Plan {
	p := Plan{Moment: now.Add(24 * time.Hour), Look: now.Add(24 * time.Hour)}
	for _, m := range t.Members {
		p.Outbox = append(p.Outbox, Message{Chat: m.User, Class: Reminder, Due: now, Remind: &ReminderJob{}})
	}
	return p
}

// reminders are the chats that have a reminder in the outbox that can be claimed.
func (w *world) reminders() map[int64]int {
	w.tb.Helper()
	count := map[int64]int{}
	for _, m := range w.claim(100_000) {
		if m.Remind != nil {
			count[m.Chat]++
		}
		w.must(w.Delivered(w.ctx(), m, 1))
	}
	return count
}

func TestTick(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.withDeadline("某镇人民政府", 3)
		w.must(w.Blocked(t.Context(), 3, true))
		all := w.ticks(w.Store)
		if len(all) != 1 || !all[0].Moment.IsZero() || !all[0].Since.Equal(start) {
			t.Fatalf("ticks of a new unit: %+v", all)
		}
		got := all[0]
		if got.Evaluation.ID != e.ID || !got.Evaluation.Deadline.Equal(deadline) || len(got.Members) != 3 {
			t.Errorf("loaded %+v", got)
		}
		if diff := cmp.Diff([]int64{3}, got.Unreachable); diff != "" {
			t.Error(diff)
		}
		if more := w.ticks(w.open(w.dial(nil))); len(more) != 0 {
			t.Errorf("another planner got it too: %+v", more)
		}
		moment := start.Add(time.Hour)
		w.must(w.Planned(t.Context(), got, Plan{Moment: moment, Look: moment.Add(-time.Minute)}))
		if n, err := w.DueTicks(t.Context()); n != 0 || err != nil {
			t.Errorf("due before the time: %d, %v", n, err)
		}
		w.clock.pass(59 * time.Minute)
		if all = w.ticks(w.Store); len(all) != 1 || !all[0].Moment.Equal(moment) {
			t.Fatalf("at the moment: %+v", all)
		}
		w.must(w.Planned(t.Context(), all[0], remind(all[0], w.clock.now())))
		if err := w.Planned(t.Context(), all[0], remind(all[0], w.clock.now())); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("planned twice: %v", err)
		}
		if diff := cmp.Diff(map[int64]int{1: 1, 2: 1, 3: 1}, w.reminders()); diff != "" {
			t.Errorf("reminders: %s", diff)
		}
	})
}

// A planner dies between taking a tick and finishing it.
func TestTickOfADeadPlanner(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.withDeadline("某镇人民政府", 2)
		dead := w.ticks(w.Store)[0]
		other := w.open(w.dial(nil))
		w.clock.pass(59 * time.Second)
		if more := w.ticks(other); len(more) != 0 {
			t.Fatal("taken before the lease ran out")
		}
		w.clock.pass(2 * time.Second)
		taken := w.ticks(other)
		if len(taken) != 1 {
			t.Fatal("not taken after the lease ran out")
		}
		if err := w.Planned(t.Context(), dead, remind(dead, w.clock.now())); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("the dead planner finished: %v", err)
		}
		w.must(other.Planned(t.Context(), taken[0], remind(taken[0], w.clock.now())))
		if err := w.Planned(t.Context(), dead, remind(dead, w.clock.now())); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("the dead planner finished afterwards: %v", err)
		}
		if diff := cmp.Diff(map[int64]int{1: 1, 2: 1}, w.reminders()); diff != "" {
			t.Errorf("reminders: %s", diff)
		}
	})
}

// Planners of two processes race for forty units, some die on the way: every person is reminded
// once.
func TestPlannersRace(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		const units, people = 40, 3
		for i := range units {
			e, err := w.AddUnit(t.Context(), fmt.Sprintf("某局%d", i), 2023, "s", 1, deadline)
			w.must(err)
			for p := range people {
				w.must(w.AddMember(t.Context(), e.UnitID, dialog.Member{User: int64(100*i + p + 1), Name: "张", Role: dialog.Staff}))
			}
		}
		var planned atomic.Int32
		var died sync.Map
		for planned.Load() < units {
			var group errgroup.Group
			for p := range 4 {
				s := w.open(w.dial(nil))
				group.Go(func() error {
					all, err := s.Ticks(t.Context(), 7)
					if err != nil {
						return err
					}
					for i, tick := range all {
						_, before := died.LoadOrStore(tick.Evaluation.UnitID, true)
						if !before && (i+p)%2 == 0 {
							continue // dies, once for each unit
						}
						switch err := s.Planned(t.Context(), tick, remind(tick, w.clock.now())); {
						case errors.Is(err, ErrLeaseLost):
						case err != nil:
							return err
						default:
							planned.Add(1)
						}
					}
					return nil
				})
			}
			w.must(group.Wait())
			w.clock.pass(61 * time.Second)
		}
		got := w.reminders()
		for chat, n := range got {
			if n != 1 {
				t.Errorf("%d was reminded %d times", chat, n)
			}
		}
		if len(got) != units*people || planned.Load() != units {
			t.Errorf("%d people reminded, %d units planned", len(got), planned.Load())
		}
	})
}

func TestTickFollowsDeadlineAndStatus(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.withDeadline("某镇人民政府", 2)
		first := w.ticks(w.Store)[0]
		// The deadline is moved while a planner has the tick.
		w.clock.pass(time.Second)
		moved := deadline.Add(24 * time.Hour)
		w.must(w.SetDeadline(t.Context(), e.UnitID, e.Year, moved))
		if err := w.Planned(t.Context(), first, remind(first, w.clock.now())); !errors.Is(err, ErrLeaseLost) {
			t.Fatalf("planned for a deadline that is no more: %v", err)
		}
		again := w.ticks(w.Store)
		if len(again) != 1 || !again[0].Evaluation.Deadline.Equal(moved) || !again[0].Moment.IsZero() || !again[0].Since.Equal(start) {
			t.Fatalf("after the move: %+v", again)
		}
		moment := start.Add(time.Hour)
		w.must(w.Planned(t.Context(), again[0], Plan{Moment: moment, Look: moment}))
		// The same deadline again changes nothing.
		w.must(w.SetDeadline(t.Context(), e.UnitID, e.Year, moved))
		if more := w.ticks(w.Store); len(more) != 0 {
			t.Errorf("planned anew for nothing: %+v", more)
		}
		// A moment that has passed unplanned stays due when the status changes.
		w.clock.pass(2 * time.Hour)
		w.status(e, 10, dialog.Submitted)
		if all := w.ticks(w.Store); len(all) != 1 || !all[0].Since.Before(moment) {
			t.Fatalf("after the submission: %+v", all)
		}
		w.status(e, 11, dialog.Approved)
		w.clock.pass(time.Hour)
		if all := w.ticks(w.Store); len(all) != 0 {
			t.Errorf("approved, and still: %+v", all)
		}
		w.status(e, 12, dialog.Open)
		if all := w.ticks(w.Store); len(all) != 1 || !all[0].Since.Equal(w.clock.now()) {
			t.Errorf("opened again: %+v", all)
		}
	})
}

func TestRemindersOfOnesOwn(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.withDeadline("某镇人民政府", 1)
		w.must(w.Planned(t.Context(), w.ticks(w.Store)[0], Plan{Moment: deadline, Look: deadline}))
		own := &scoring.Reminders{Before: []int{5}, Hour: 10, Minute: 30, Overdue: true}
		for _, want := range []*scoring.Reminders{own, nil} {
			w.must(w.SetReminders(t.Context(), e.UnitID, e.Year, want))
			all := w.ticks(w.Store)
			if len(all) != 1 || !all[0].Moment.IsZero() {
				t.Fatalf("not planned anew: %+v", all)
			}
			if diff := cmp.Diff(want, all[0].Evaluation.Reminders); diff != "" {
				t.Error(diff)
			}
			w.must(w.Planned(t.Context(), all[0], Plan{Moment: deadline, Look: deadline}))
			w.must(w.SetReminders(t.Context(), e.UnitID, e.Year, want))
			if again := w.ticks(w.Store); len(again) != 0 {
				t.Errorf("planned anew for nothing: %+v", again)
			}
		}
		if err := w.SetReminders(t.Context(), "none", 2023, own); !errors.Is(err, ErrNotFound) {
			t.Errorf("no such unit: %v", err)
		}
	})
}

// status changes an evaluation's status.
func (w *world) status(e dialog.Evaluation, update int64, to dialog.Status) {
	w.tb.Helper()
	c := w.turn(update, w.session(e, 1), 0)
	c.Status = to
	w.must(w.Commit(w.ctx(), c))
}

// A reminder that still waits when the next one is planned is replaced; one that is being sent is
// not.
func TestRemindersDoNotPileUp(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.withDeadline("某镇人民政府", 2)
		for range 5 { // Telegram is away for five days
			tick := w.ticks(w.Store)[0]
			w.must(w.Planned(t.Context(), tick, remind(tick, w.clock.now())))
			w.clock.pass(24 * time.Hour)
		}
		due, later, err := w.Depth(t.Context())
		w.must(err)
		if due != 2 || later != 0 {
			t.Fatalf("%d due and %d later in the outbox", due, later)
		}
		held := w.claim(10)
		tick := w.ticks(w.Store)[0]
		w.must(w.Planned(t.Context(), tick, remind(tick, w.clock.now())))
		waiting, err := w.DueReminders(t.Context(), 1)
		w.must(err)
		if len(waiting) != 1 || waiting[0].ID == held[0].ID || waiting[0].UnitID != e.UnitID {
			t.Errorf("the newest is %+v, in hand is %s", waiting, held[0].ID)
		}
		for _, m := range held {
			w.must(w.Delivered(t.Context(), m, 1))
		}
		if got := w.reminders(); len(got) != 2 {
			t.Errorf("left: %v", got)
		}
		if waiting, err = w.DueReminders(t.Context(), 1); len(waiting) != 0 || err != nil {
			t.Errorf("sent, and still waiting: %+v, %v", waiting, err)
		}
	})
}

func TestDueRemindersOfSeveralUnits(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.withDeadline("某镇人民政府", 1)
		w.withDeadline("某局", 1)
		for _, tick := range w.ticks(w.Store) {
			w.must(w.Planned(t.Context(), tick, remind(tick, w.clock.now())))
		}
		due, err := w.DueReminders(t.Context(), 1)
		w.must(err)
		if len(due) != 2 {
			t.Fatalf("due: %+v", due)
		}
		w.must(w.ToldReminder(t.Context(), 1, due[0]))
		left, err := w.DueReminders(t.Context(), 1)
		w.must(err)
		if diff := cmp.Diff(due[1:], left); diff != "" {
			t.Error(diff)
		}
	})
}

// Evaluations of an earlier version get their tick, once.
func TestEnsureTicks(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.withDeadline("某镇人民政府", 1)
		w.unit("某局", 1)
		for p := range Partitions {
			w.must(w.client.Del(t.Context(), keyTicks(p), keyPlans(p)).Err())
		}
		w.must(w.EnsureTicks(t.Context()))
		all := w.ticks(w.Store)
		if len(all) != 2 {
			t.Fatalf("%d ticks", len(all))
		}
		for _, tick := range all {
			plan := Plan{}
			if tick.Evaluation.UnitID == e.UnitID {
				plan = Plan{Moment: start.Add(time.Hour), Look: start.Add(time.Hour)}
			}
			w.must(w.Planned(t.Context(), tick, plan))
		}
		w.must(w.EnsureTicks(t.Context()))
		if all = w.ticks(w.Store); len(all) != 0 {
			t.Errorf("planned already, and again: %+v", all)
		}
	})
}

func TestLostRepliesOfPlanning(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		f := &faults{}
		w.Store = w.open(w.dial(f.dialer(w)))
		for i, counter := range []*atomic.Int32{&f.loseReply, &f.loseRequest} {
			w.withDeadline(fmt.Sprint("某局", i), 2)
			counter.Store(1)
			all := w.ticks(w.Store)
			if len(all) != 1 {
				t.Fatalf("%d ticks", len(all))
			}
			counter.Store(2)
			w.must(w.Planned(t.Context(), all[0], remind(all[0], w.clock.now())))
			counter.Store(0)
			if diff := cmp.Diff(map[int64]int{1: 1, 2: 1}, w.reminders()); diff != "" {
				t.Errorf("reminders: %s", diff)
			}
		}
	})
}

func TestMutedAndUnreachable(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e, other := w.unit("某镇人民政府", 2), w.unit("某局", 2)
		until := start.Add(10 * time.Hour)
		c := w.turn(1, w.session(e, 2), 0)
		c.Mute = until
		w.must(w.Commit(t.Context(), c))
		if s := w.session(e, 1); !s.Muted[2].Equal(until) || len(s.Muted) != 1 || len(s.Unreachable) != 0 {
			t.Errorf("muted: %v, unreachable: %v", s.Muted, s.Unreachable)
		}
		w.must(w.Blocked(t.Context(), 2, true))
		for _, e := range []dialog.Evaluation{e, other} {
			if diff := cmp.Diff([]int64{2}, w.session(e, 1).Unreachable); diff != "" {
				t.Errorf("%s: %s", e.Unit, diff)
			}
		}
		r, stale, err := w.Reminding(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if !stale || len(r.Unreachable) != 1 || len(r.Members) != 2 || !r.Muted[2].Equal(until) {
			t.Errorf("reminding: %+v, stale %v", r, stale)
		}
		w.must(w.Commit(t.Context(), w.turn(2, w.session(e, 2), 0)))
		if s := w.session(e, 1); len(s.Unreachable) != 0 {
			t.Errorf("spoke, and still unreachable: %v", s.Unreachable)
		}
		w.must(w.Blocked(t.Context(), 2, false))
		if s := w.session(other, 1); len(s.Unreachable) != 0 {
			t.Errorf("came back, and still unreachable: %v", s.Unreachable)
		}
	})
}
