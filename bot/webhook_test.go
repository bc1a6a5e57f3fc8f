package bot

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog/store"
)

// webhooked runs a bot that gets its updates from the sandbox by webhook.
func webhooked(t *testing.T) (r *rig, address string, stop func()) {
	t.Helper()
	r = newRig(t)
	var handler atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if h, ok := handler.Load().(http.Handler); ok {
			h.ServeHTTP(w, req)
		}
	}))
	t.Cleanup(server.Close)
	r.opts.Webhook = &Webhook{URL: server.URL, Secret: "right-secret"}
	b := r.bot()
	handler.Store(b.WebhookHandler())
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stopped := false
	stop = func() {
		if !stopped {
			stopped = true
			cancel()
			r.must(<-done)
		}
	}
	t.Cleanup(stop)
	r.eventually("registered", func() bool { return r.phones.Calls("setWebhook") > 0 })
	return r, server.URL, stop
}

func TestWebhook(t *testing.T) {
	r, _, stop := webhooked(t)
	var want []string
	for i := range 10 {
		want = append(want, fmt.Sprint("答", i))
		r.say(zhang.User, want[i])
	}
	r.settled()
	stop()
	if diff := cmp.Diff(want, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
}

func TestWebhookRefuses(t *testing.T) {
	r, address, _ := webhooked(t)
	post := func(method, secret, body string) int {
		req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
		r.must(err)
		if secret != "" {
			req.Header.Set(secretHeader, secret)
		}
		resp, err := http.DefaultClient.Do(req)
		r.must(err)
		r.must(resp.Body.Close())
		return resp.StatusCode
	}
	update := func(id int) string {
		return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":11,"first_name":"x"},"text":"u%d"}}`, id, id)
	}
	for name, tt := range map[string]struct {
		method, secret, body string
		want                 int
	}{
		"get":          {http.MethodGet, "right-secret", "", http.StatusMethodNotAllowed},
		"no secret":    {http.MethodPost, "", update(1), http.StatusUnauthorized},
		"wrong secret": {http.MethodPost, "right-secreT", update(2), http.StatusUnauthorized},
		"large":        {http.MethodPost, "right-secret", `"` + strings.Repeat("x", 5<<20) + `"`, http.StatusRequestEntityTooLarge},
		"not json":     {http.MethodPost, "right-secret", "{", http.StatusBadRequest},
		"right":        {http.MethodPost, "right-secret", update(3), http.StatusOK},
		"undecodable":  {http.MethodPost, "right-secret", `{"update_id":4,"message":7}`, http.StatusOK},
	} {
		if got := post(tt.method, tt.secret, tt.body); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
	if diff := cmp.Diff([]string{"u3"}, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
}

func TestWebhookAnswers503UntilSettled(t *testing.T) {
	r := newRig(t)
	r.opts.Webhook = &Webhook{URL: "https://bot.example.org/hook", Secret: "s"}
	r.opts.Limits.TurnTimeout = 30 * time.Millisecond
	b := r.bot()
	r.store.setFail(func(string) error { return store.ErrUnavailable })
	body := `{"update_id":3,"message":{"message_id":1,"date":1,"chat":{"id":11,"type":"private"},"from":{"id":11,"first_name":"x"},"text":"一次"}}`
	h := b.WebhookHandler()
	post := func() int {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
		req.Header.Set(secretHeader, "s")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return w.Code
	}
	for range 3 {
		if got := post(); got != http.StatusServiceUnavailable {
			t.Fatalf("answered %d while the store is down", got)
		}
	}
	r.store.setFail(nil)
	r.eventually("settled", func() bool { return post() == http.StatusOK })
	if diff := cmp.Diff([]string{"一次"}, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
	b.dispatcher.stop(time.Second)
	body = strings.Replace(body, "3", "4", 1)
	if got := post(); got != http.StatusServiceUnavailable {
		t.Errorf("answered %d after the stop", got)
	}
}

func TestWebhookSecretIsRequired(t *testing.T) {
	r := newRig(t)
	for _, w := range []Webhook{{}, {URL: "https://x"}, {URL: "https://x", Secret: "a b"}, {Secret: "s"}} {
		r.opts.Webhook = &w
		if _, err := New(r.opts); err == nil {
			t.Errorf("%+v was accepted", w)
		}
	}
}
