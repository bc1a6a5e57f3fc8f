package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox"
)

const first = int64(700001) // id of the first update, the /start of newWorld

// fill queues n more texts, so that updates first … first+n wait.
func (w *world) fill(n int) {
	w.t.Helper()
	for range n {
		w.must(w.User(zhang).Send("答"))
	}
}

func span(from, to int64) []int64 {
	ids := []int64{}
	for id := from; id <= to; id++ {
		ids = append(ids, id)
	}
	return ids
}

func TestOffsets(t *testing.T) {
	tests := []struct {
		name string
		args map[string]any
		want []int64 // of this call
		next []int64 // of a later call without an offset
	}{
		{"none confirms nothing", nil, span(first, first+4), span(first, first+4)},
		{"zero confirms nothing", map[string]any{"offset": 0}, span(first, first+4), span(first, first+4)},
		{"limit", map[string]any{"limit": 2}, span(first, first+1), span(first, first+4)},
		{"limit over 100", map[string]any{"limit": 500}, span(first, first+4), span(first, first+4)},
		{"offset confirms what is lower", map[string]any{"offset": first + 2}, span(first+2, first+4), span(first+2, first+4)},
		{"offset past the last", map[string]any{"offset": first + 5}, []int64{}, []int64{}},
		{"offset a little ahead drops silently", map[string]any{"offset": first + 15}, []int64{}, []int64{}},
		{"offset far ahead is ignored", map[string]any{"offset": first + 16}, span(first, first+4), span(first, first+4)},
		{"negative keeps the newest", map[string]any{"offset": -2}, span(first+3, first+4), span(first+3, first+4)},
		{"very negative keeps all", map[string]any{"offset": -1000}, span(first, first+4), span(first, first+4)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			w.fill(4)
			if diff := cmp.Diff(tt.want, w.updates(tt.args)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.next, w.updates(nil)); diff != "" {
				t.Errorf("later: %s", diff)
			}
		})
	}
}

func TestUnconfirmedUpdatesComeAgain(t *testing.T) {
	var confirmed [][]int64
	w := newWorld(t, func(o *sandbox.Options) { o.OnConfirm = func(ids []int64) { confirmed = append(confirmed, ids) } })
	w.fill(2)
	if got := w.updates(nil); len(got) != 3 {
		t.Fatalf("batch %v", got)
	}
	// The bot dies here. Its successor starts without an offset.
	if diff := cmp.Diff(span(first, first+2), w.updates(nil)); diff != "" {
		t.Error(diff)
	}
	w.updates(map[string]any{"offset": first + 1})
	if got := w.Confirmed(); got != first {
		t.Errorf("confirmed %d", got)
	}
	if m, _ := w.User(zhang).Message(1); !m.Confirmed {
		t.Error("the person does not see that the message arrived")
	}
	w.updates(map[string]any{"offset": first + 3})
	if diff := cmp.Diff([][]int64{{first}, {first + 1, first + 2}}, confirmed); diff != "" {
		t.Error(diff)
	}
	if err := w.WaitConfirmed(soon(t)); err != nil || w.Pending() != 0 {
		t.Errorf("%d pending, %v", w.Pending(), err)
	}
}

func TestRedelivery(t *testing.T) {
	w := newWorld(t)
	w.fill(2)
	w.updates(nil)
	w.updates(map[string]any{"offset": first + 2})
	if n := w.Redeliver(first); n != 1 {
		t.Fatalf("found %d", n)
	}
	if diff := cmp.Diff([]int64{first, first + 2}, w.updates(map[string]any{"offset": first + 2})); diff != "" {
		t.Error(diff)
	}
	w.Redeliver()
	if diff := cmp.Diff([]int64{first + 1, first + 2}, w.updates(nil)); diff != "" {
		t.Error(diff)
	}
	w.RedeliverAll(true)
	if diff := cmp.Diff([]int64{first + 2}, w.updates(map[string]any{"offset": first + 3})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{}, w.updates(map[string]any{"offset": first + 3})); diff != "" {
		t.Error(diff)
	}
}

func TestAllowedUpdates(t *testing.T) {
	w := newWorld(t)
	person := w.User(zhang)
	w.updates(map[string]any{"offset": first + 1, "allowed_updates": []string{"message", "callback_query"}})
	sent := w.must(person.Send("364"))
	if edited := w.must(person.Edit(sent.MessageID, "365")); edited.UpdateID != 0 {
		t.Errorf("an edit was queued as %d", edited.UpdateID)
	}
	if got := w.updates(nil); !slices.Equal(got, []int64{first + 1}) {
		t.Errorf("got %v", got)
	}
	w.updates(map[string]any{"allowed_updates": []string{}})
	if edited := w.must(person.Edit(sent.MessageID, "366")); edited.UpdateID != first+2 || edited.Number != 3 {
		t.Errorf("after the default came back: %+v", edited)
	}
}

// asyncPoll starts a held call and returns when the server holds it.
func (w *world) asyncPoll(ctx context.Context, args map[string]any) <-chan reply {
	w.t.Helper()
	body, err := json.Marshal(args)
	if err != nil {
		w.t.Fatal(err)
	}
	before := w.Holder()
	out := make(chan reply, 1)
	go func() {
		r, err := w.tryPost(ctx, "getUpdates", "application/json", bytes.NewReader(body))
		if err != nil {
			r.Description = err.Error()
		}
		out <- r
	}()
	for w.Holder() == before {
		select {
		case <-ctx.Done():
			w.t.Fatal("the call is not held")
		default:
			runtime.Gosched()
		}
	}
	return out
}

func TestLongPolling(t *testing.T) {
	w := newWorld(t)
	ctx := soon(t)
	held := w.asyncPoll(ctx, map[string]any{"offset": first + 1, "timeout": 50})
	w.must(w.User(zhang).Send("答"))
	if got := updateIDs(t, <-held); !slices.Equal(got, []int64{first + 1}) {
		t.Errorf("got %v", got)
	}
	if got := w.updates(map[string]any{"offset": first + 2, "timeout": 1}); len(got) != 0 {
		t.Errorf("an empty queue gave %v", got)
	}
}

func TestTwoPollersConflict(t *testing.T) {
	w := newWorld(t)
	ctx := soon(t)
	older := w.asyncPoll(ctx, map[string]any{"offset": first + 1, "timeout": 50})
	newer := w.asyncPoll(ctx, map[string]any{"offset": first + 1, "timeout": 50})
	r := <-older
	if r.ErrorCode != http.StatusConflict || r.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("older: %+v", r)
	}
	w.must(w.User(zhang).Send("答"))
	if got := updateIDs(t, <-newer); !slices.Equal(got, []int64{first + 1}) {
		t.Errorf("newer: %v", got)
	}
}

func TestKilledPollerLeavesNoConflict(t *testing.T) {
	w := newWorld(t)
	ctx, kill := context.WithCancel(soon(t))
	held := w.asyncPoll(ctx, map[string]any{"offset": first + 1, "timeout": 50})
	kill()
	<-held
	for limit := soon(t); w.Holder() != nil; runtime.Gosched() { // the server notices that the connection is gone
		if limit.Err() != nil {
			t.Fatal("the killed poller is still held")
		}
	}
	w.must(w.User(zhang).Send("答"))
	if got := w.updates(nil); !slices.Equal(got, []int64{first + 1}) {
		t.Errorf("got %v", got)
	}
}

func TestRawUpdates(t *testing.T) {
	w := newWorld(t)
	id, err := w.PushRaw(map[string]any{"message": map[string]any{"forward_origin": map[string]any{"type": "of_tomorrow"}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := w.updates(nil); !slices.Equal(got, []int64{first, id}) {
		t.Errorf("got %v", got)
	}
}
