package bot

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

func TestPace(t *testing.T) {
	now := time.Now()
	p := newPace(Limits{Overall: 1000, Chat: 1, ChatBurst: 4}.withDefaults())
	for i := range 4 {
		if w := p.take(1, true, now); w != 0 {
			t.Fatalf("message %d of the burst has to wait %v", i, w)
		}
	}
	if w := p.take(1, true, now); w < 900*time.Millisecond || w > time.Second {
		t.Errorf("fifth message waits %v, want a second", w)
	}
	if w := p.take(1, false, now); w != 0 {
		t.Errorf("an edit waits %v", w)
	}
	if w := p.take(2, true, now.Add(time.Second)); w != 0 {
		t.Errorf("another chat waits %v", w)
	}

	q := newPace(Limits{Overall: 1, Chat: rate.Inf}.withDefaults())
	for range overallBurst {
		q.take(1, true, now)
	}
	if w := q.take(2, true, now); w <= 0 {
		t.Error("the limit over all chats does not hold")
	}
}

func TestRepeatedRefusalsHoldUpEverybody(t *testing.T) {
	p := newPace(Unlimited().withDefaults())
	p.slowDown(1, time.Minute)
	p.slowDown(2, time.Minute)
	if w := p.take(3, true, time.Now()); w != 0 {
		t.Errorf("a third chat waits %v after two refusals", w)
	}
	p.slowDown(2, time.Minute)
	if w := p.take(3, true, time.Now()); w <= 0 {
		t.Error("a third chat does not wait after three refusals")
	}
	p.accepted()
	if p.strikes != 0 {
		t.Error("a message that was accepted does not clear the refusals")
	}
}

func TestJudge(t *testing.T) {
	for text, want := range map[string]verdictKind{
		"Bad Request: message is not modified: x":   unchanged,
		"Bad Request: message to edit not found":    gone,
		"Bad Request: message can't be edited":      gone,
		"Bad Request: can't parse entities: x":      badMarkup,
		"Bad Request: chat not found":               forbidden,
		"Bad Request: BUTTON_DATA_INVALID":          refused,
		"Bad Request: query is too old and so on":   refused,
		"Forbidden: bot was blocked by the user":    forbidden,
		"Unauthorized":                              unreached,
		"Conflict: terminated by other getUpdates":  unreached,
		"Internal Server Error: whatever":           unreached,
		"Too Many Requests: retry after 17 or such": tooFast,
	} {
		if got := judge(answered(t, text)); got.kind != want {
			t.Errorf("%s: %v, want %v", text, got.kind, want)
		}
	}
	if got := judge(errors.New("connection reset")); got.kind != unreached {
		t.Errorf("network error: %v", got.kind)
	}
	if got := judge(fmt.Errorf("wrapped: %w", answered(t, "Too Many Requests: x"))); got.wait != 17*time.Second {
		t.Errorf("wait %v", got.wait)
	}
}

// answered is the library's error for an answer of the Bot API.
func answered(t *testing.T, description string) error {
	t.Helper()
	codes := map[string]int{"Bad": 400, "Unauthorized": 401, "Forbidden:": 403, "Conflict:": 409, "Too": 429, "Internal": 500}
	word, _, _ := strings.Cut(description, " ")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"ok":false,"error_code":%d,"description":%q,"parameters":{"retry_after":17}}`, codes[word], description)
	}))
	defer server.Close()
	r := newRig(t)
	r.opts.APIURL = server.URL
	_, err := r.bot().api.GetMe(t.Context())
	if err == nil {
		t.Fatal("no error")
	}
	return err
}
