package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// delivering is another Store on the same Redis, of a process that sends what it commits.
func (w *world) delivering(opt Options) *Store {
	w.tb.Helper()
	opt.Now, opt.Delivers = w.clock.now, true
	s, err := Open(w.ctx(), w.client, opt)
	w.must(err)
	return s
}

func TestCommitsHoldTheirMessages(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		s := w.delivering(Options{})
		w.must(s.CommitChat(t.Context(), 1, 7, []Message{say("a"), say("b")}, start))
		later := say("later")
		later.Due = start.Add(time.Hour)
		w.must(s.CommitChat(t.Context(), 2, 7, []Message{say("c"), later}, start))
		if got := w.claim(10); len(got) != 0 {
			t.Fatalf("somebody else was given %q", texts(got))
		}
		got := s.Taken()
		if diff := cmp.Diff([]string{"a", "b", "c"}, texts(got)); diff != "" {
			t.Fatal(diff)
		}
		for _, m := range got {
			w.must(s.Delivered(t.Context(), m, 1))
		}
		w.clock.pass(2 * time.Hour)
		for _, m := range w.claim(10) {
			w.must(w.Delivered(t.Context(), m, 1))
		}
		w.nothingLeft()
	})
}

// What another process has of a chat comes first: a commit does not hold what stands behind it.
func TestCommitsDoNotOvertake(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		s := w.delivering(Options{})
		w.must(w.CommitChat(t.Context(), 1, 7, []Message{say("of a command line")}, start))
		w.must(s.CommitChat(t.Context(), 2, 7, []Message{say("behind it")}, start))
		if got := s.Taken(); len(got) != 0 || !s.Marked() {
			t.Fatalf("held %q, marked %v", texts(got), s.Marked())
		}
		got, err := s.ClaimMarked(t.Context(), 10)
		w.must(err)
		if diff := cmp.Diff([]string{"of a command line", "behind it"}, texts(got)); diff != "" {
			t.Fatal(diff)
		}
		w.must(s.CommitChat(t.Context(), 3, 7, []Message{say("and this")}, start))
		if diff := cmp.Diff([]string{"and this"}, texts(s.Taken())); diff != "" {
			t.Error(diff)
		}
	})
}

// A process that dies between commit and sending is followed by another within a lease; one that
// lives keeps what it holds, however long sending takes.
func TestHoldersThatDieAndThatLive(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		dead, alive := w.delivering(Options{}), w.delivering(Options{})
		w.must(dead.CommitChat(t.Context(), 1, 7, []Message{say("of the dead")}, start))
		w.must(alive.CommitChat(t.Context(), 2, 8, []Message{say("of the living")}, start))
		held := alive.Taken()
		for range 4 {
			w.clock.pass(2 * time.Second)
			if lost, err := alive.Renew(t.Context(), held); err != nil || len(lost) != 0 {
				t.Fatalf("lost %v, %v", lost, err)
			}
		}
		got := w.claim(10)
		if diff := cmp.Diff([]string{"of the dead"}, texts(got)); diff != "" {
			t.Fatalf("after %v: %s", usualLease, diff)
		}
		if lost, err := dead.Renew(t.Context(), dead.Taken()); err != nil || len(lost) != 1 {
			t.Errorf("the dead one that comes back is told nothing: %v, %v", lost, err)
		}
	})
}

func TestSoleProcessFreesWhatEarlierOnesHeld(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		dead := w.delivering(Options{})
		w.must(dead.CommitChat(t.Context(), 1, 7, []Message{say("a"), say("b")}, start))
		next := w.delivering(Options{Sole: true})
		got, err := next.Claim(t.Context(), 10)
		w.must(err)
		if diff := cmp.Diff([]string{"a", "b"}, texts(got)); diff != "" {
			t.Error(diff)
		}
	})
}
