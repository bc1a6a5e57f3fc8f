package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/form"
)

// A stop in the middle of a turn lets it finish, confirms it and delivers its messages; what was
// queued behind it stays unconfirmed and comes at the next start.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	r := newRig(t)
	inside, release := make(chan struct{}), make(chan struct{})
	r.opts.Step = func(f *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
		if in.Text == "进行中" {
			close(inside)
			<-release
		}
		return echo(f, s, in, given)
	}
	first := r.say(zhang.User, "进行中")
	r.say(zhang.User, "排队")
	b := r.bot()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	<-inside
	cancel()
	<-b.dispatcher.waiting.Done()
	close(release)
	r.must(<-done)
	if diff := cmp.Diff([]string{"进行中"}, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
	if got := r.phones.Confirmed(); got != first.UpdateID {
		t.Errorf("confirmed up to %d, want %d: no more and no less than was committed", got, first.UpdateID)
	}
	if r.store.waiting() != 0 || !strings.Contains(strings.Join(r.said(zhang.User), "\n"), "已记录：进行中") {
		t.Errorf("not delivered: %d waiting, said %q", r.store.waiting(), r.said(zhang.User))
	}
	r.opts.Step = echo
	r.run()
	r.sees(zhang.User, "已记录：排队")
	r.settled()
}

// A turn that does not finish within the grace is cut off, and Run ends.
func TestStopIsBounded(t *testing.T) {
	r := newRig(t)
	r.opts.Limits.Grace = 50 * time.Millisecond
	inside := make(chan struct{})
	r.opts.Store = &hanging{r.store, inside}
	r.say(zhang.User, "卡住")
	b := r.bot()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	<-inside
	cancel()
	r.must(<-done)
	if r.phones.Confirmed() != 0 {
		t.Error("confirmed although nothing was committed")
	}
}

// hanging is a store that does not answer until the caller gives up.
type hanging struct {
	*memory
	inside chan struct{}
}

func (h *hanging) Session(ctx context.Context, _ string, _ int, _ int64) (dialog.Session, error) {
	close(h.inside)
	<-ctx.Done()
	return dialog.Session{}, fmt.Errorf("session: %w", ctx.Err())
}

// When Telegram cannot be reached the stop does not wait for it, and nothing in hand is lost.
func TestStopDuringOutage(t *testing.T) {
	r := newRig(t)
	r.opts.Limits.Grace = 200 * time.Millisecond
	stop := r.run()
	r.started(zhang.User)
	r.phones.SetOutage(sandboxtest.Unreached)
	r.store.Put(text(zhang.User, "一"), text(zhang.User, "二"))
	r.eventually("a try", func() bool { return r.phones.Calls("sendMessage") > 2 })
	stop()
	r.store.look(func() {
		if len(r.store.queue) != 2 {
			t.Errorf("%d messages left, want 2", len(r.store.queue))
		}
		for _, e := range r.store.queue {
			if e.leased {
				t.Error("a message is still leased")
			}
		}
	})
	r.phones.SetOutage(sandboxtest.NoOutage)
	r.run()
	r.sees(zhang.User, "二")
	if diff := cmp.Diff([]string{"一", "二"}, r.said(zhang.User)[1:]); diff != "" {
		t.Error(diff)
	}
}

func TestStatus(t *testing.T) {
	r := newRig(t)
	b := r.bot()
	if s := b.Status(); !s.LastPoll.IsZero() || s.OutboxAge != 0 {
		t.Errorf("status before the start %+v", s)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	r.started(zhang.User)
	s := b.Status()
	if s.LastPoll.IsZero() || s.LastCommit.IsZero() || s.LastSent.IsZero() || s.Buried != 0 {
		t.Errorf("status %+v", s)
	}
	r.phones.SetOutage(sandboxtest.Unreached)
	r.store.Put(text(zhang.User, "旧"))
	cancel()
	r.must(<-done)
}
