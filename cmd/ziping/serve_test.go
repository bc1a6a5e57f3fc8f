package main

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

// lockedBuffer is a buffer that a running command may write while a test reads.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// needRedis skips a test where no redis-server is installed, except in CI.
func needRedis(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI needs redis-server on PATH")
		}
		t.Skip("no redis-server on PATH")
	}
}

// startServe runs `ziping serve` with a durable store in dir until the returned function is
// called.
func startServe(t *testing.T, api, token, dir string) (log *lockedBuffer, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	log = &lockedBuffer{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, terminal{log, log}, []string{"serve", "--api-url", api, "--token", token, "--data", dir, "--listen", "127.0.0.1:0"})
	}()
	return log, sync.OnceFunc(func() {
		cancel()
		if c := <-code; c != exitDone {
			t.Errorf("serve: exit %d: %s", c, log)
		}
	})
}

// A unit is created and somebody invited on the command line; the person joins, answers, and
// finds the answer again after a restart. The token is in no log.
func TestServe(t *testing.T) {
	needRedis(t)
	const token = "100000001:a-secret-that-nobody-may-see"
	phones := sandboxtest.New(sandbox.Options{Token: token, Users: []sandbox.Person{{ID: 7, Name: "小王"}, {ID: 8, Name: "路人"}}})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	shows := func(user int64, text string) {
		t.Helper()
		_, err := phones.User(user).WaitMessage(ctx, func(m sandbox.Message) bool { return m.FromBot && strings.Contains(m.Text, text) })
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(user int64, text string) {
		t.Helper()
		if _, err := phones.User(user).Send(text); err != nil {
			t.Fatal(err)
		}
	}

	first, stop := startServe(t, server.URL, token, dir)
	defer stop()
	says(8, "/start")
	shows(8, "邀请")
	if code, _, messages := ziping(t, "unit", "add", "某镇人民政府", "--year", "2023", "--data", dir); code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	code, out, messages := ziping(t, "unit", "invite", "某镇人民政府", "--role", "staff", "--data", dir, "--token", token, "--api-url", server.URL)
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	invitation, link, _ := strings.Cut(out, "\n")
	if link != "https://t.me/ziping_bot?start="+invitation+"\n" {
		t.Errorf("invited with %q", out)
	}
	says(7, "/start "+invitation)
	shows(7, "某镇人民政府 2023年度部门整体支出绩效自评")
	says(7, "/edit 年初预算数")
	shows(7, "【预算收支 · 1/27】年初预算数")
	stop()

	second, stopSecond := startServe(t, server.URL, token, dir)
	defer stopSecond()
	says(7, "1,807.76万元")
	shows(7, "年初预算数 — 1,807.76 万元")
	stopSecond()

	third, stopThird := startServe(t, server.URL, token, dir)
	defer stopThird()
	says(7, "/edit 年初预算数")
	shows(7, "当前答案：1,807.76 万元")
	says(8, "/start "+invitation)
	shows(8, "邀请")
	stopThird()
	for i, log := range []*lockedBuffer{first, second, third} {
		if s := log.String(); strings.Contains(s, "a-secret-that") || strings.Contains(s, "1807") || strings.Contains(s, invitation) {
			t.Errorf("run %d logs what nobody may see:\n%s", i+1, s)
		}
	}
}
