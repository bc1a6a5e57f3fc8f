package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

func TestPace(t *testing.T) {
	now := time.Now()
	p := newPace(Limits{Overall: 1000, Chat: 1, ChatBurst: 4}.withDefaults(), nil)
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

	q := newPace(Limits{Overall: 1, Chat: rate.Inf}.withDefaults(), nil)
	for range overallBurst {
		q.take(1, true, now)
	}
	if w := q.take(2, true, now); w <= 0 {
		t.Error("the limit over all chats does not hold")
	}
}

// Refusals of several chats at the same moment hold up everybody, shortly, until one message gets through.
func TestRefusalsOfManyHoldUpEverybody(t *testing.T) {
	p := newPace(Unlimited().withDefaults(), nil)
	p.slowDown(1, time.Minute)
	p.slowDown(2, time.Minute)
	p.slowDown(2, time.Minute) // the same chat says nothing new
	if w := p.take(4, true, time.Now()); w != 0 {
		t.Errorf("another chat waits %v after two chats were refused", w)
	}
	p.slowDown(3, time.Minute)
	if w := p.take(4, true, time.Now()); w <= 0 || w > holdForAll {
		t.Errorf("after three chats were refused another one waits %v", w)
	}
	after := time.Now().Add(holdForAll)
	if w := p.take(4, true, after); w != 0 {
		t.Errorf("nobody tries: %v", w)
	}
	if w := p.take(5, true, after); w <= 0 {
		t.Error("two try at once")
	}
	p.accepted(4)
	if w := p.take(5, true, after); w != 0 {
		t.Errorf("a message was accepted, and others wait %v", w)
	}
}

// Chats with a limit of their own, whose tries fall together again and again, hold up nobody else.
func TestChatsOwnLimitsHoldUpNobody(t *testing.T) {
	p := newPace(Unlimited().withDefaults(), nil)
	for chat := range int64(2) {
		p.slowDown(chat, time.Minute)
	}
	p.accepted(9)
	p.slowDown(2, time.Minute)
	for range 3 {
		for chat := range int64(3) {
			p.slowDown(chat, time.Minute)
		}
	}
	if w := p.take(8, true, time.Now()); w != 0 {
		t.Errorf("a chat that was never refused waits %v", w)
	}
}

func TestOthersGetThrough(t *testing.T) {
	p := newPace(Unlimited().withDefaults(), nil)
	p.accepted(1)
	p.accepted(1)
	if p.othersGetThrough(1, time.Minute) {
		t.Error("a chat counts as its own other")
	}
	p.accepted(2)
	for chat, want := range map[int64]bool{1: true, 2: true, 3: true} {
		if p.othersGetThrough(chat, time.Minute) != want {
			t.Errorf("chat %d", chat)
		}
	}
	if p.othersGetThrough(1, 0) {
		t.Error("long ago counts")
	}
}

// drawn is a common store of calls.
type drawn struct {
	left, asked atomic.Int64
	err         error
}

func (d *drawn) Draw(_ context.Context, _ float64, _, calls int) (int, time.Duration, error) {
	d.asked.Add(1)
	if d.err != nil {
		return 0, 0, d.err
	}
	for n := int64(calls); n > 0; n-- {
		if left := d.left.Load(); left >= n && d.left.CompareAndSwap(left, left-n) {
			return int(n), 0, nil
		}
	}
	return 0, time.Hour, nil
}

// Two processes together make no more calls than there are.
func TestCallsAreSharedBetweenProcesses(t *testing.T) {
	common := &drawn{}
	common.left.Store(50)
	a, b := newAllowed(25, common), newAllowed(25, common)
	made := 0
	for made < 50 {
		for _, one := range []*allowed{a, b} {
			if one.take(time.Now()) == 0 {
				made++
			}
		}
		time.Sleep(time.Millisecond)
	}
	for _, one := range []*allowed{a, b} {
		if wait := one.take(time.Now()); wait == 0 {
			t.Error("a call was made that is not there")
		}
	}
	if asked := common.asked.Load(); asked > 14 {
		t.Errorf("%d draws for 50 calls", asked)
	}
}

// When the store is away the rate is kept all the same.
func TestRateIsKeptWithoutTheStore(t *testing.T) {
	a := newAllowed(1, &drawn{err: errors.New("away")})
	made := 0
	for range 200 {
		if a.take(time.Now()) == 0 {
			made++
		}
		time.Sleep(time.Millisecond)
	}
	if made == 0 || made > overallBurst+1 {
		t.Errorf("%d calls were made, want 1 to %d", made, overallBurst+1)
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
