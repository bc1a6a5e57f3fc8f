package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

var listening = regexp.MustCompile(`listening.*?(127\.0\.0\.1:\d+)`)

// TestMetrics: the pages for the machine's supervisor say how the bot is doing.
func TestMetrics(t *testing.T) {
	needRedis(t)
	const token = "100000001:a-secret-that-nobody-may-see"
	phones := sandboxtest.New(sandbox.Options{Token: token, Users: []sandbox.Person{{ID: 7, Name: "小王"}}})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	log, stop := startServe(t, server.URL, token, t.TempDir())
	defer stop()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := phones.User(7).Send("你好"); err != nil {
		t.Fatal(err)
	}
	if _, err := phones.User(7).WaitMessage(ctx, func(m sandbox.Message) bool { return m.FromBot }); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	address := listening.FindStringSubmatch(log.String())
	if address == nil {
		t.Fatalf("the log does not say where it listens:\n%s", log)
	}
	for page, wants := range map[string][]string{
		"/healthz": {"ok"},
		"/readyz":  {`"ready":true`, `"check":"redis","grade":"ok"`},
		"/metrics": {"ziping_store_up 1", "ziping_outbox_due ", `ziping_given_up_total{what="update"} 0`, `ziping_api_calls_total{method="sendMessage",status="200"}`, `ziping_check{check="telegram"} 1`, `ziping_build_info{`, `ziping_updates_total{kind="text"} 1`, `ziping_message_wait_seconds_count{class="reminder"}`, "go_goroutines"},
	} {
		body := ""
		lacks := func() (missing []string) { // what has just been done may not have been counted yet
			body = pageOf(t, ctx, "http://"+address[1]+page)
			for _, want := range wants {
				if !strings.Contains(body, want) {
					missing = append(missing, want)
				}
			}
			return missing
		}
		for missing := lacks(); len(missing) > 0; missing = lacks() {
			if ctx.Err() != nil || !sleep(ctx, 20*time.Millisecond) {
				t.Fatalf("%s lacks %q:\n%s", page, missing, body)
			}
		}
		if strings.Contains(body, "secret") {
			t.Errorf("%s holds the token", page)
		}
	}
}

// pageOf is a page's body; another status than 200 ends the test.
func pageOf(t *testing.T, ctx context.Context, address string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, resp.StatusCode, err)
	}
	return string(body)
}

// sleep waits, and reports whether the context has not ended.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
