package server

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// needServer skips a test where there is no redis-server, except in CI.
func needServer(t testing.TB) {
	t.Helper()
	if _, err := Find(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must have redis-server on PATH")
		}
		t.Skip("redis-server is not on PATH")
	}
}

// client speaks to a running child as the store does.
func client(t *testing.T, c *Child) redis.UniversalClient {
	t.Helper()
	r, err := Connect(c.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// keep writes something into a child's server.
func keep(t *testing.T, c *Child) {
	t.Helper()
	if err := client(t, c).Set(t.Context(), "unit", "某镇人民政府", 0).Err(); err != nil {
		t.Fatal(err)
	}
}

// kept waits for the server and checks that it is there.
func kept(t *testing.T, c *Child) {
	t.Helper()
	if err := c.ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := client(t, c).Get(t.Context(), "unit").Result(); err != nil || got != "某镇人民政府" {
		t.Fatalf("%q, %v", got, err)
	}
}

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

func TestDataOutliveAnOrderlyEnd(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 目录")
	c := startChild(t, dir)
	keep(t, c)
	closeChild(t, c)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	c = startChild(t, dir)
	defer closeChild(t, c)
	kept(t, c)
}

// TestOrphanIsTakenOver: a server that outlived its parent is used and ended.
func TestOrphanIsTakenOver(t *testing.T) {
	needServer(t)
	dir := t.TempDir()
	binary, err := Find()
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
	keep(t, c)
	if c.process != nil {
		t.Error("another server was started")
	}
	closeChild(t, c)
	if err := orphan.Wait(); err != nil {
		t.Errorf("the orphan ended with %v", err)
	}
	c = startChild(t, dir)
	defer closeChild(t, c)
	kept(t, c)
}

// TestTwoOnOneFolder: they share one server, and the second keeps it when the first ends.
func TestTwoOnOneFolder(t *testing.T) {
	dir := t.TempDir()
	first := startChild(t, dir)
	second := startChild(t, dir)
	defer closeChild(t, second)
	keep(t, first)
	kept(t, second)
	closeChild(t, first)
	second.pid(t, 0)
	kept(t, second)
}

func TestLongFolderNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("很长的目录名", 12))
	c := startChild(t, dir)
	if len(c.socket) > socketPathLimit {
		t.Errorf("socket path of %d bytes", len(c.socket))
	}
	keep(t, c)
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
