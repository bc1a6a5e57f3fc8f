package store

import (
	"errors"
	"testing"
)

// TestServerTellsAboutItself: the child keeps everything and says so; another engine may say less.
func TestServerTellsAboutItself(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		v, err := w.Server(t.Context())
		w.must(err)
		if w.url == engines["redis-server"](t) && (v.Version == "" || v.AppendOnly != "yes" || v.FSync != "always" || v.Eviction != "noeviction") {
			t.Errorf("%+v", v)
		}
	})
}

func TestFailsOver(t *testing.T) {
	for told, want := range map[[2]string]bool{
		{"connected_slaves", "0"}: false, {"connected_slaves", "2"}: true, {"cluster_enabled", "0"}: false,
		{"cluster_enabled", "1"}: true, {"role", "master"}: false, {"role", "slave"}: true,
	} {
		if got := failsOver(map[string]string{told[0]: told[1]}); got != want {
			t.Errorf("%v: %v", told, got)
		}
	}
}

// TestRetry: a message that was given up is sent once more; an update cannot be.
func TestRetry(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.must(w.CommitChat(t.Context(), 1, 77, []Message{say("您好")}, w.clock.now()))
		w.must(w.Drop(t.Context(), w.claim(1)[0], "refused"))
		w.must(w.DeadLetter(t.Context(), 5, []byte("{}"), "cannot be decoded"))
		dead, err := w.DeadLetters(t.Context())
		w.must(err)
		for _, d := range dead {
			if err := w.Retry(t.Context(), d); (err == nil) == (d.Update != 0) {
				t.Errorf("%s: %v", d.ID, err)
			}
		}
		again := w.claim(2)
		if len(again) != 1 || again[0].Reply == nil || again[0].Reply.Text != "您好" || again[0].Chat != 77 {
			t.Errorf("in the outbox: %+v", again)
		}
		left, err := w.DeadLetters(t.Context())
		w.must(err)
		if len(left) != 1 || left[0].Update != 5 {
			t.Errorf("left %+v", left)
		}
		w.must(w.Forget(t.Context(), left[0]))
		if left, err = w.DeadLetters(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

// TestNewerSchemaIsRefused: an older program leaves alone what a newer one has written.
func TestNewerSchemaIsRefused(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.must(w.client.Set(t.Context(), keySchema(), schema+1, 0).Err())
		if _, err := Open(t.Context(), w.client, Options{}); !errors.Is(err, ErrSchema) {
			t.Errorf("opened: %v", err)
		}
	})
}
