package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ziping/dialog"
)

func startChild(t *testing.T, dir string) *Child {
	t.Helper()
	needServer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	c, err := StartChild(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func closeChild(t *testing.T, c *Child) {
	t.Helper()
	if err := c.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// worldOn opens the store of a running child, without emptying it.
func worldOn(t *testing.T, c *Child) *world {
	w := &world{tb: t, clock: &clock{t: start}, url: c.URL()}
	w.Store = w.open(w.dial(nil))
	return w
}

// pid waits until the child's server runs and is not the one before.
func (c *Child) pid(t *testing.T, before int) int {
	t.Helper()
	for range 1000 {
		c.mu.Lock()
		p := c.process
		c.mu.Unlock()
		if p != nil && p.Pid != before {
			return p.Pid
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the server does not come back")
	return 0
}

func kill(t *testing.T, pid int) {
	t.Helper()
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
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
		pid = c.pid(t, pid)
		time.Sleep(20 * time.Millisecond)
		kill(t, pid)
	}
	wg.Wait()
	c.pid(t, pid)
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

func TestDataOutliveAnOrderlyEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 目录")
	c := startChild(t, dir)
	w := worldOn(t, c)
	exercise(w)
	want := w.dump()
	closeChild(t, c)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	c = startChild(t, dir)
	defer closeChild(t, c)
	if got := worldOn(t, c).dump(); len(got) != len(want) {
		t.Errorf("%d keys instead of %d", len(got), len(want))
	}
}

// TestOrphanIsTakenOver: a server that outlived its parent is used and ended.
func TestOrphanIsTakenOver(t *testing.T) {
	needServer(t)
	dir := t.TempDir()
	binary, err := findServer()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // else a server that nobody ends would never be waited for to the end
	defer cancel()
	orphan := exec.CommandContext(ctx, binary, serverArguments...)
	orphan.Dir = dir
	if err := orphan.Start(); err != nil {
		t.Fatal(err)
	}
	for ctx.Err() == nil {
		if _, err := os.Stat(filepath.Join(dir, socketName)); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	c := startChild(t, dir)
	w := worldOn(t, c)
	e := w.unit("某镇人民政府", 1)
	if c.process != nil {
		t.Error("another server was started")
	}
	closeChild(t, c)
	if err := orphan.Wait(); err != nil {
		t.Errorf("the orphan ended with %v", err)
	}
	c = startChild(t, dir)
	defer closeChild(t, c)
	worldOn(t, c).session(e, 1)
}

// TestTwoOnOneFolder: they share one server, and the second keeps it when the first ends.
func TestTwoOnOneFolder(t *testing.T) {
	dir := t.TempDir()
	first := startChild(t, dir)
	second := startChild(t, dir)
	defer closeChild(t, second)
	e := worldOn(t, first).unit("某镇人民政府", 1)
	w := worldOn(t, second)
	w.session(e, 1)
	closeChild(t, first)
	second.pid(t, 0)
	w.session(e, 1)
}

func TestLongFolderNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("很长的目录名", 12))
	c := startChild(t, dir)
	if len(c.socket) > socketPathLimit {
		t.Errorf("socket path of %d bytes", len(c.socket))
	}
	worldOn(t, c).unit("某镇人民政府", 1)
	closeChild(t, c)
	if _, err := os.Stat(c.short); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", c.short, err)
	}
}

func TestServerThatCannotStart(t *testing.T) {
	needServer(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "appendonlydir"), nil, 0o600); err != nil { // a file where it wants a folder
		t.Fatal(err)
	}
	c, err := StartChild(t.Context(), dir)
	if err == nil {
		closeChild(t, c)
		t.Fatal("it started")
	}
	if !strings.Contains(err.Error(), "日志") {
		t.Errorf("no reason is given: %v", err)
	}
}

func TestNoServerOnPath(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := StartChild(t.Context(), t.TempDir()); !errors.Is(err, ErrNoServer) {
		t.Error(err)
	}
}
