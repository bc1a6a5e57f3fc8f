package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// receiver is a webhook that notes what it gets and fails as told.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []string // "chat:text status"
	active map[int64]int
	broken map[string]int // text -> how often to answer 500
	secret string
	mixed  bool // two deliveries of one chat ran at once
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{active: map[int64]int{}, broken: map[string]int{}}
	r.Server = httptest.NewServer(http.HandlerFunc(r.receive))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) receive(w http.ResponseWriter, q *http.Request) {
	var u struct {
		Message struct {
			Text string `json:"text"`
			Chat struct {
				ID int64 `json:"id"`
			} `json:"chat"`
		} `json:"message"`
	}
	if err := json.NewDecoder(q.Body).Decode(&u); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	chat, status := u.Message.Chat.ID, http.StatusOK
	r.mu.Lock()
	defer r.mu.Unlock()
	r.active[chat]++
	r.mixed = r.mixed || r.active[chat] > 1
	if r.broken[u.Message.Text] > 0 {
		r.broken[u.Message.Text]--
		status = http.StatusInternalServerError
	}
	r.secret = q.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	r.got = append(r.got, fmt.Sprintf("%d:%s %d", chat, u.Message.Text, status))
	r.active[chat]--
	w.WriteHeader(status)
}

func (r *receiver) of(chat int64) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []string
	for _, g := range r.got {
		if text, ok := strings.CutPrefix(g, fmt.Sprintf("%d:", chat)); ok {
			list = append(list, text)
		}
	}
	return list
}

func TestWebhook(t *testing.T) {
	w := newWorld(t)
	r := newReceiver(t)
	r.broken["一"] = 2
	held := w.asyncPoll(soon(t), map[string]any{"offset": first + 1, "timeout": 50})
	if got := w.call("setWebhook", map[string]any{"url": r.URL, "secret_token": "s-1", "allowed_updates": []string{"message"}}); !got.OK {
		t.Fatal(got.Description)
	}
	if got := <-held; got.Description != "Conflict: terminated by setWebhook request" {
		t.Errorf("held call: %+v", got)
	}
	if got := w.call("getUpdates", nil); got.ErrorCode != 409 || !strings.Contains(got.Description, "webhook is active") {
		t.Errorf("getUpdates: %+v", got)
	}
	for _, text := range []string{"一", "二", "三"} {
		w.must(w.User(zhang).Send(text))
		w.must(w.User(li).Send(text + "李"))
	}
	if err := w.WaitConfirmed(soon(t)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"一 500", "一 500", "一 200", "二 200", "三 200"}, r.of(zhang)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"一李 200", "二李 200", "三李 200"}, r.of(li)); diff != "" {
		t.Error(diff)
	}
	if r.mixed || r.secret != "s-1" {
		t.Errorf("mixed %v, secret %q", r.mixed, r.secret)
	}
	var info struct {
		URL       string `json:"url"`
		LastError string `json:"last_error_message"`
	}
	if err := json.Unmarshal(w.call("getWebhookInfo", nil).Result, &info); err != nil || info.URL != r.URL || !strings.Contains(info.LastError, "500") {
		t.Errorf("info %+v, %v", info, err)
	}
	w.call("deleteWebhook", nil)
	w.must(w.User(zhang).Send("四"))
	if got := w.updates(nil); len(got) != 1 {
		t.Errorf("polling after the webhook: %v", got)
	}
}

func TestDropPendingUpdates(t *testing.T) {
	w := newWorld(t)
	if r := w.call("deleteWebhook", map[string]any{"drop_pending_updates": true}); !r.OK || w.Pending() != 0 {
		t.Errorf("%+v, %d pending", r, w.Pending())
	}
}
