//go:build unix

package store

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"ziping/dialog"
	"ziping/dialog/store/server"
)

func startChild(t *testing.T, dir string) *server.Child {
	t.Helper()
	needServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c, err := server.StartChild(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func closeChild(t *testing.T, c *server.Child) {
	t.Helper()
	if err := c.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// worldOn opens the store of a running child, without emptying it.
func worldOn(t *testing.T, c *server.Child) *world {
	w := &world{tb: t, clock: &clock{t: start}, url: c.URL()}
	w.Store = w.open(w.dial(nil))
	return w
}

var pidLine = regexp.MustCompile(`process_id:(\d+)`)

// serverPid waits until the server answers and is not the one before, and returns its process.
func (w *world) serverPid(before int) int {
	w.tb.Helper()
	for range 1000 {
		info, err := w.client.Info(w.ctx(), "server").Result()
		if m := pidLine.FindStringSubmatch(info); err == nil && m != nil {
			if pid, err := strconv.Atoi(m[1]); err == nil && pid != before {
				return pid
			}
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.tb.Fatal("the server does not come back")
	return 0
}

// TestKillLosesNothing kills the server while members answer; every commit that was
// confirmed is there afterwards, and none is there twice.
func TestKillLosesNothing(t *testing.T) {
	c := startChild(t, t.TempDir())
	defer closeChild(t, c)
	w := worldOn(t, c)
	const members, each = 4, 12
	e := w.unit("某镇人民政府", members)
	var wg sync.WaitGroup
	for user := int64(1); user <= members; user++ {
		wg.Go(func() {
			for i := range int64(each) {
				update := user*100 + i
				for { // as Telegram does: the same update until it is taken
					_, err := w.answer(e, user, update, dialog.Key("k"+time.Duration(update).String()), update)
					if err == nil || errors.Is(err, ErrDuplicate) {
						break
					}
					if !errors.Is(err, ErrUnavailable) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	pid := 0
	for range 3 {
		pid = w.serverPid(pid)
		time.Sleep(20 * time.Millisecond)
		w.must(syscall.Kill(pid, syscall.SIGKILL))
	}
	wg.Wait()
	w.serverPid(pid)
	log, err := w.Log(t.Context(), e.UnitID, e.Year, 1, 0)
	w.must(err)
	s := w.session(e, 1)
	if len(log) != members*each || len(s.Answers) != members*each {
		t.Errorf("%d entries, %d answers", len(log), len(s.Answers))
	}
	if got := w.claim(1000); len(got) != members*each {
		t.Errorf("%d messages", len(got))
	}
}

// TestDataOutliveAnOrderlyEnd: every key of the store is there at the next start.
func TestDataOutliveAnOrderlyEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 目录")
	c := startChild(t, dir)
	w := worldOn(t, c)
	exercise(w)
	want := w.dump()
	closeChild(t, c)
	c = startChild(t, dir)
	defer closeChild(t, c)
	if got := worldOn(t, c).dump(); len(got) != len(want) {
		t.Errorf("%d keys instead of %d", len(got), len(want))
	}
}
