package store

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"ziping/dialog"
)

// stand is a standing with so many points.
func stand(at time.Time, points int64) *dialog.Standing {
	return &dialog.Standing{At: at, Total: decimal.NewFromInt(points)}
}

// total is the points of a standing, -1 when there is none.
func total(s *dialog.Standing) int64 {
	if s == nil {
		return -1
	}
	return s.Total.IntPart()
}

func TestStandingsAreKeptWithTheCommit(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.unit("某局", 2)
		for i, points := range []int64{10, 20, 30} {
			day := start.Add(time.Duration(i/2) * 24 * time.Hour) // two changes on the first day, one on the second
			c := w.turn(int64(i+1), w.session(e, 2), points, "budget_initial")
			c.At, c.Standing = day, stand(day, points)
			w.must(w.Commit(t.Context(), c))
		}
		all, err := w.Standings(t.Context())
		w.must(err)
		var got Stand
		for _, s := range all {
			if s.Evaluation.UnitID == e.UnitID {
				got = s
			} else if s.Now != nil || s.Stale {
				t.Errorf("a unit nobody has changed stands at %+v", s)
			}
		}
		if total(got.Now) != 30 || got.Stale {
			t.Errorf("now %d, stale %v", total(got.Now), got.Stale)
		}
		one, err := w.Standing(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if total(one.Now) != 30 || total(one.Before) != 20 {
			t.Errorf("one: now %d, before %d", total(one.Now), total(one.Before))
		}
	})
}

// TestStandingsOfTheSameMoment: two people commit on what they loaded before the other's commit.
func TestStandingsOfTheSameMoment(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 3)
		first := w.turn(1, w.session(e, 2), 1, "budget_initial")
		second := w.turn(2, w.session(e, 3), 2, "budget_added")
		first.Standing, second.Standing = stand(start, 1), stand(start, 2)
		w.must(w.Commit(t.Context(), first))
		w.must(w.Commit(t.Context(), second))
		got, err := w.Standing(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if !got.Stale {
			t.Fatal("a standing without the other's change is not marked")
		}
		loaded := got.Evaluation
		loaded.Changes--
		w.must(w.SaveStanding(t.Context(), loaded, *stand(start, 98)))
		if got, err = w.Standing(t.Context(), e.UnitID, e.Year); err != nil || !got.Stale {
			t.Errorf("a standing of earlier answers was saved: %+v, %v", got, err)
		}
		w.must(w.SaveStanding(t.Context(), got.Evaluation, *stand(start, 99)))
		got, err = w.Standing(t.Context(), e.UnitID, e.Year)
		w.must(err)
		if got.Stale || total(got.Now) != 99 {
			t.Errorf("saved: stale %v, now %d", got.Stale, total(got.Now))
		}
	})
}

// TestStandingsAreReadOnceAndNeverOld: what was read before is not read again, and whatever changes,
// also by another process, is seen.
func TestStandingsAreReadOnceAndNeverOld(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 3)
		elsewhere := w.open(w.dial(nil))
		totals := func() (int64, bool) {
			all, err := w.Standings(t.Context())
			w.must(err)
			return total(all[0].Now), all[0].Stale
		}
		if got, _ := totals(); got != -1 {
			t.Errorf("nobody has changed it, but it stands at %d", got)
		}
		commit := func(s *Store, update, user, points int64, key dialog.Key) {
			c := w.turn(update, w.session(e, user), points, key)
			c.Standing = stand(start, points)
			w.must(s.Commit(t.Context(), c))
		}
		commit(w.Store, 1, 2, 10, "a")
		first, err := w.Standings(t.Context())
		w.must(err)
		again, err := w.Standings(t.Context())
		w.must(err)
		if first[0].Now != again[0].Now {
			t.Error("an unchanged standing was decoded twice")
		}
		commit(elsewhere, 2, 3, 20, "b")
		if got, _ := totals(); got != 20 {
			t.Errorf("after another process's commit: %d", got)
		}
		late := w.turn(3, w.session(e, 2), 30, "c")
		late.Standing = stand(start, 30)
		commit(w.Store, 4, 3, 40, "d")
		w.must(w.Commit(t.Context(), late)) // computed without the change before it
		if got, stale := totals(); got != 30 || !stale {
			t.Errorf("%d, stale %v", got, stale)
		}
		one, err := w.Standing(t.Context(), e.UnitID, e.Year)
		w.must(err)
		w.must(elsewhere.SaveStanding(t.Context(), one.Evaluation, *stand(start, 99)))
		if got, stale := totals(); got != 99 || stale {
			t.Errorf("computed anew: %d, stale %v", got, stale)
		}
	})
}

// TestSessionsKnowYesterday: what a session compares with is where the evaluation stood when its
// day began.
func TestSessionsKnowYesterday(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		for i, step := range []struct {
			hours  int // since the step before
			before int64
		}{{0, -1}, {1, -1}, {23, 1}, {1, 1}, {72, 3}} {
			w.clock.pass(time.Duration(step.hours) * time.Hour)
			s := w.session(e, 2)
			if got := total(s.Yesterday); got != step.before {
				t.Errorf("step %d: yesterday %d, want %d", i, got, step.before)
			}
			c := w.turn(int64(i+1), s, int64(i), "budget_initial")
			c.Standing = stand(w.clock.now(), int64(i))
			w.must(w.Commit(t.Context(), c))
		}
	})
}

// TestSessionsKnowLastYear: staff are offered what the unit answered the year before, and nobody
// else has to read it.
func TestSessionsKnowLastYear(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 65, "staff_quota")))
		next, err := w.AddUnit(t.Context(), e.Unit, e.Year+1, "town-2023", 1, time.Time{})
		w.must(err)
		if s := w.session(e, 1); s.LastYear != nil {
			t.Errorf("before the first year there is none: %v", s.LastYear)
		}
		for user := int64(1); user <= 2; user++ {
			s := w.session(next, user)
			known := s.LastYear["staff_quota"].Value.Number.String() == "65"
			if known != (s.Who.Role == dialog.Staff) || len(s.Answers) != 0 {
				t.Errorf("%s: %v, %v", s.Who.Role, s.LastYear, s.Answers)
			}
		}
	})
}
