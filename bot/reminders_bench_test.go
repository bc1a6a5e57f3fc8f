package bot

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"ziping/dialog"
	"ziping/dialog/remind"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
)

// BenchmarkPlanReminders plans nine o'clock for 5,000 units of 20 people and puts 100,000
// reminders into the outbox.
func BenchmarkPlanReminders(b *testing.B) {
	for name, open := range map[string]func(*testing.B) string{
		"miniredis": func(b *testing.B) string {
			e, err := server.StartEmbedded()
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(e.Close)
			return e.URL()
		},
		"redis-server": func(b *testing.B) string {
			child, err := server.StartChild(b.Context(), b.TempDir())
			if err != nil {
				b.Skip(err)
			}
			b.Cleanup(func() { _ = child.Close(context.Background()) })
			return child.URL()
		},
	} {
		b.Run(name, func(b *testing.B) { benchmarkPlanning(b, open(b), 5000, 20) })
	}
}

func benchmarkPlanning(b *testing.B, url string, units, people int) {
	zone := time.FixedZone("CST", 8*3600)
	var now atomic.Pointer[time.Time]
	set := func(t time.Time) { now.Store(&t) }
	set(time.Date(2026, 3, 2, 10, 0, 0, 0, zone))
	clock := func() time.Time { return *now.Load() }
	client, err := server.Connect(url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = client.Close() })
	s, err := store.Open(b.Context(), client, store.Options{Now: clock})
	if err != nil {
		b.Fatal(err)
	}
	addUnits(b, s, units, people, zone)
	r := &reminders{
		Reminding: Reminding{Store: s, Calendar: calendar.Official()}, forms: plainForms{}, now: clock, log: discard,
	}
	if err := r.round(b.Context()); err != nil { // finds the first moments
		b.Fatal(err)
	}
	day, moments := clock(), 0
	var most uint64
	for b.Loop() {
		next, ok := remind.TimetableOf(dialog.Evaluation{}, nil, r.Calendar).Next(time.Date(2026, 3, 20, 23, 59, 59, 0, zone), day)
		if !ok {
			b.Fatal("no moment left")
		}
		day, moments = next, moments+1
		set(next)
		if err := r.round(b.Context()); err != nil {
			b.Fatal(err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
	}
	b.StopTimer()
	due, later, err := s.Depth(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if due+later != units*people { // each moment's take the place of those before
		b.Errorf("%d reminders in the outbox after %d moments", due+later, moments)
	}
	b.ReportMetric(float64(units*people)*float64(moments)/b.Elapsed().Seconds(), "reminders/s")
	b.ReportMetric(float64(most)/(1<<20), "MB-heap")
}

// addUnits fills a store with units whose deadline is the same.
func addUnits(b *testing.B, s *store.Store, units, people int, zone *time.Location) {
	b.Helper()
	var group errgroup.Group
	group.SetLimit(16)
	for i := range units {
		group.Go(func() error {
			e, err := s.AddUnit(b.Context(), fmt.Sprintf("某局%d", i), 2025, "s", 1, time.Date(2026, 3, 20, 23, 59, 59, 0, zone))
			for p := 0; p < people && err == nil; p++ {
				err = s.AddMember(b.Context(), e.UnitID, dialog.Member{User: int64(i*people + p + 1), Name: "张", Role: dialog.Staff})
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}
