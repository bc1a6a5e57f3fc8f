package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/store"
)

// What is well is said, and of what is not what to do; without a secret.
func TestDoctor(t *testing.T) {
	needRedis(t)
	const token = "100000001:a-secret-that-nobody-may-see"
	phones := sandboxtest.New(sandbox.Options{Token: token})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	dir := t.TempDir()
	data, file := filepath.Join(dir, "data"), filepath.Join(dir, "token")
	write(t, file, token+"\n")
	t.Setenv("TELEGRAM_API_URL", server.URL)
	t.Setenv("TELEGRAM_BOT_TOKEN_FILE", file)
	t.Setenv("ZIPING_DATA", data)
	t.Setenv("ZIPING_OPERATORS", "7")
	doctor := func(want int, says ...string) {
		t.Helper()
		code, out, messages := ziping(t, "doctor")
		if code != want {
			t.Errorf("exit %d, want %d", code, want)
		}
		for _, s := range says {
			if !strings.Contains(out, s) {
				t.Errorf("does not say %q", s)
			}
		}
		if t.Failed() {
			t.Fatalf("%s%s", out, messages)
		}
		if strings.Contains(out+messages, "a-secret") {
			t.Errorf("the token is shown: %s", out)
		}
	}
	doctor(exitDone, "✓ Telegram 可以访问", "@ziping_bot", "✓ Redis", "套指标体系，默认 town-2023", "一切正常")

	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	err := (&config{data: data}).withStorage(t.Context(), func(s *store.Store) error {
		e, err := s.AddUnit(t.Context(), "某镇", 2024, "gone-2024", 1, clockOf(2031))
		if err != nil {
			return err
		}
		return s.AddMember(t.Context(), e.UnitID, dialog.Member{User: 7, Name: "小王", Role: dialog.Staff})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("ZIPING_OPERATORS", "")
	doctor(exitFailed, "chmod 600 "+file, "✗ 某镇 2024年度用的指标体系 gone-2024 不在本机", "⚠ 有截止日期在 2031 年", "⚠ 没有设置 ZIPING_OPERATORS")

	write(t, file, "100000001:another-token\n")
	doctor(exitFailed, "✗ Telegram 不认这个令牌")
	t.Setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
	doctor(exitFailed, "✗ 连不上 Telegram", "HTTPS_PROXY")
	t.Setenv("ZIPING_DATA", filepath.Join(file, "x"))
	doctor(exitFailed, "✗ 连不上 Redis：数据文件夹")
}

// A wrong token is found before an invitation is made that nobody would learn of.
func TestInviteAsksForTheNameFirst(t *testing.T) {
	phones := sandboxtest.New(sandbox.Options{Token: "1:right"})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	t.Setenv("REDIS_URL", embedded(t))
	t.Setenv("TELEGRAM_API_URL", server.URL)
	t.Setenv("TELEGRAM_BOT_TOKEN", "1:wrong")
	if code, _, messages := ziping(t, "unit", "add", "某镇", "--year", "2024"); code != exitDone {
		t.Fatal(messages)
	}
	if code, out, messages := ziping(t, "unit", "invite", "某镇", "--role", "staff"); code == exitDone || out != "" || !strings.Contains(messages, "Telegram 不认这个机器人令牌") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
	if _, out, _ := ziping(t, "unit", "show", "某镇"); !strings.Contains(out, "未用邀请　0 份") {
		t.Errorf("an invitation was made: %s", out)
	}
}

// Every secret can come from a file, and none is shown by --help or in the log.
func TestSecrets(t *testing.T) {
	dir := t.TempDir()
	url := embedded(t)
	file := filepath.Join(dir, "redis")
	write(t, file, url+"\n")
	t.Setenv("REDIS_URL_FILE", file)
	if code, _, messages := ziping(t, "unit", "add", "某镇", "--year", "2024"); code != exitDone {
		t.Errorf("exit %d: %s", code, messages)
	}
	for name, text := range map[string]string{"missing": "", "empty": "\n"} {
		path := filepath.Join(dir, name)
		if text != "" {
			write(t, path, text)
		}
		t.Setenv("REDIS_URL_FILE", path)
		if code, _, messages := ziping(t, "unit", "list"); code != exitInput || !strings.Contains(messages, "REDIS_URL_FILE") {
			t.Errorf("%s: exit %d: %s", name, code, messages)
		}
	}
	for _, env := range []string{"TELEGRAM_BOT_TOKEN", "REDIS_URL", "ZIPING_WEBHOOK_SECRET"} {
		t.Setenv(env, "redis://:hunter2secret@127.0.0.1:1/0")
	}
	for _, command := range []string{"serve", "doctor", "backup"} {
		if _, out, messages := ziping(t, command, "--help"); strings.Contains(out+messages, "hunter2") {
			t.Errorf("%s --help shows a secret", command)
		}
	}
	var b lockedBuffer
	log, err := (&config{redisURL: "redis://:hunter2secret@127.0.0.1:1/0", logLevel: "info"}).logger(&b)
	if err != nil {
		t.Fatal(err)
	}
	log.Info("dial redis://:hunter2secret@127.0.0.1:1/0", "password", "hunter2secret")
	if strings.Contains(b.String(), "hunter2") {
		t.Errorf("logged: %s", b.String())
	}
}

// Nobody has to look at nanoseconds, and nonsense is refused.
func TestLog(t *testing.T) {
	var b lockedBuffer
	log, err := (&config{logLevel: "warn"}).logger(&b)
	if err != nil {
		t.Fatal(err)
	}
	log.Info("quiet")
	log.Warn("slow", "wait", 287407796)
	log.Warn("slow", "wait", clockOf(2031).Sub(clockOf(2030)))
	if s := b.String(); strings.Contains(s, "quiet") || !strings.Contains(s, `"wait":"8760h0m0s"`) || !strings.HasPrefix(s, "{") {
		t.Error(s)
	}
	for _, c := range []config{{logLevel: "loud"}, {logLevel: "info", logFormat: "xml"}} {
		if _, err := c.logger(&b); !isInput(err) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// clockOf is the first moment of a year.
func clockOf(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
