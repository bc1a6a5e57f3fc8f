package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// An update that comes again when its sender's place has moved on is not written anywhere else,
// whichever way it was settled first.
func TestUpdateIsSettledOnceOverAllUnits(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		a, b := w.unit("甲镇人民政府", 1), w.unit("乙镇人民政府", 1)
		w.must(w.Commit(t.Context(), w.turn(1, w.session(a, 1), 11, "q1")))
		if err := w.Commit(t.Context(), w.turn(1, w.session(b, 1), 11, "q1")); !errors.Is(err, ErrDuplicate) {
			t.Errorf("an answer of unit A in unit B: %v", err)
		}
		w.must(w.CommitChat(t.Context(), 2, 1, nil, start))
		if err := w.Commit(t.Context(), w.turn(2, w.session(b, 1), 12, "q1")); !errors.Is(err, ErrDuplicate) {
			t.Errorf("a stranger's message as a member's answer: %v", err)
		}
		if err := w.CommitChat(t.Context(), 1, 1, nil, start); !errors.Is(err, ErrDuplicate) {
			t.Errorf("an answer at the desk: %v", err)
		}
		for update, want := range map[int64]bool{1: true, 2: true, 3: false} {
			if seen, err := w.Seen(t.Context(), update, 1); err != nil || seen != want {
				t.Errorf("update %d seen: %v, %v", update, seen, err)
			}
		}
	})
}

// Where a script cannot reach two partitions an update goes where it went first.
func TestRouteOfAnUpdate(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		w.apart = true
		a, b := w.unit("甲镇人民政府", 1), w.unit("乙镇人民政府", 1)
		for update := range int64(3) {
			for _, at := range []string{b.UnitID, a.UnitID} {
				if unit, year, err := w.Route(t.Context(), 10+update, 1, at, 2023); err != nil || unit != b.UnitID || year != 2023 {
					t.Errorf("update %d goes to %q, %d, %v", update, unit, year, err)
				}
			}
		}
		w.must(w.Commit(t.Context(), w.turn(10, w.session(b, 1), 11, "q1")))
		if err := w.Commit(t.Context(), w.turn(10, w.session(b, 1), 11, "q1")); !errors.Is(err, ErrDuplicate) {
			t.Errorf("committed twice: %v", err)
		}
		w.must(w.CommitChat(t.Context(), 20, 1, nil, start))
		if _, _, err := w.Route(t.Context(), 20, 1, a.UnitID, 2023); !errors.Is(err, ErrDuplicate) {
			t.Errorf("settled without an evaluation: %v", err)
		}
		if left := w.client.PTTL(t.Context(), keyRoutes(1)).Val(); left <= 0 || left > keepRoutesFor {
			t.Errorf("the routes are kept for %v", left)
		}
	})
}

// The marks of a backup and of an earlier version stand with the evaluation; they count too.
func TestEvaluationsOwnMarksCount(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.must(w.client.ZAdd(t.Context(), keySeen(e.UnitID, e.Year), redis.Z{Score: float64(start.UnixMilli()), Member: "7"}).Err())
		if err := w.Commit(t.Context(), w.turn(7, w.session(e, 1), 1, "q1")); !errors.Is(err, ErrDuplicate) {
			t.Errorf("committed again: %v", err)
		}
	})
}

// onePartAway lets one command of every pipeline fail as on a Cluster one of whose nodes is away: the
// others answer, and the pipeline's own error is that of its first command.
type onePartAway struct{}

func (onePartAway) DialHook(next redis.DialHook) redis.DialHook          { return next }
func (onePartAway) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }
func (onePartAway) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		err := next(ctx, cmds)
		last := cmds[len(cmds)-1]
		if last.Name() == "exec" {
			last = cmds[len(cmds)-2]
		}
		last.SetErr(io.ErrUnexpectedEOF)
		return errors.Join(err, nil)
	}
}

// What cannot be read is not taken for something that is not there: a member is no stranger.
func TestEveryCommandOfAPipelineIsLookedAt(t *testing.T) {
	w := newWorld(t, engines["miniredis"](t))
	e := w.unit("某镇人民政府", 1)
	w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 11, "q1")))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	client := w.dial(nil)
	s := w.open(client)
	client.AddHook(onePartAway{})
	reads := map[string]func() error{
		"memberships": func() error { _, err := s.Memberships(ctx, 1); return err },
		"members":     func() error { _, err := s.MembersOf(ctx, []string{"x", e.UnitID}); return err },
		"session":     func() error { _, err := s.Session(ctx, e.UnitID, e.Year, 1); return err },
		"evaluation":  func() error { _, _, err := s.Evaluation(ctx, e.UnitID, e.Year); return err },
		"reminding":   func() error { _, _, err := s.Reminding(ctx, e.UnitID, e.Year); return err },
		"news":        func() error { _, _, err := s.News(ctx, 1, e.UnitID, e.Year); return err },
		"units":       func() error { _, err := s.Units(ctx); return err },
		"file":        func() error { _, _, err := s.SentFile(ctx, e.UnitID, e.Year, "pdf"); return err },
		"blocked":     func() error { return s.Blocked(ctx, 1, true) },
	}
	for name, read := range reads {
		if err := read(); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s with a part away: %v", name, err)
		}
	}
}

// A pipeline goes through the functions that look at every command.
func TestPipelinesHaveOneHome(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "pipeline.go" || file == "outbox.go" { // claims take what answers
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(source), "\n") {
			if strings.Contains(line, "Pipelined(") && !strings.Contains(line, "failedIn(") {
				t.Errorf("%s:%d: a pipeline whose commands are not looked at", file, i+1)
			}
		}
	}
}
