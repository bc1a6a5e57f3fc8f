package store

import (
	"fmt"
	"testing"
	"time"
)

func TestShelf(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		left := func(want string) {
			t.Helper()
			all, err := w.TakeShelved(t.Context())
			w.must(err)
			got := ""
			for _, u := range all {
				got += fmt.Sprintf("%d %s,", u.Update, u.Raw)
			}
			if got != want {
				t.Errorf("left %q, want %q", got, want)
			}
		}
		w.must(w.Shelve(t.Context(), Shelved{Update: 12, Chat: 8, Raw: []byte("b")}))
		w.must(w.Shelve(t.Context(), Shelved{Update: 11, Chat: 7, Raw: []byte("a")}))
		left("")
		w.clock.pass(shelfLease - time.Second)
		w.must(w.KeepShelved(t.Context(), []Shelved{{Update: 11, Chat: 7}, {Update: 13, Chat: 7}}))
		w.clock.pass(2 * time.Second)
		left("12 b,")
		left("") // leased anew
		w.clock.pass(shelfLease + time.Second)
		left("11 a,12 b,")
		w.must(w.Unshelve(t.Context(), 11, 7))
		w.must(w.Unshelve(t.Context(), 11, 7))
		w.clock.pass(shelfLease + time.Second)
		left("12 b,")
	})
}

// A server that answers but takes no writes does not work.
func TestWorks(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.must(w.Works(t.Context()))
		w.apart = true
		w.must(w.Works(t.Context()))
	})
	w := newWorld(t, sharedServer(t))
	w.must(w.client.ConfigSet(t.Context(), "maxmemory", "1").Err())
	defer func() { w.must(w.client.ConfigSet(t.Context(), "maxmemory", "0").Err()) }()
	if err := w.Works(t.Context()); err == nil {
		t.Error("a full server works")
	}
}
