package bot

import (
	"context"
	"testing"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// While calls are scarce what closes a question is said by the message that follows, and nothing else
// changes; else each says its own.
func TestClosingsGoIntoTheNextMessageWhileCallsAreScarce(t *testing.T) {
	for _, scarce := range []bool{false, true} {
		r := newRig(t)
		b := r.bot()
		if scarce {
			b.deliverer.pace.overall.short = time.Now().Add(time.Hour)
		}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- b.Run(ctx) }()
		r.started(zhang.User)
		before := r.phones.Calls("editMessageText")
		edit := func(text string, tidies bool) store.Message {
			return store.Message{Chat: zhang.User, UnitID: testUnit, Year: testYear, Reply: &dialog.Reply{Kind: dialog.EditPrompt, Text: text, Tidies: tidies}}
		}
		r.store.Put(edit("没有记录", false), edit("✓ 十二", true), text(zhang.User, "下一题"))
		next := "下一题"
		if scarce {
			next = "已记录：十二\n\n下一题"
		}
		r.sees(zhang.User, next)
		r.eventually("an empty outbox", func() bool { return r.store.waiting() == 0 })
		want := 2
		if scarce {
			want = 1
		}
		if got := r.phones.Calls("editMessageText") - before; got != want {
			t.Errorf("scarce %v: %d edits, want %d", scarce, got, want)
		}
		cancel()
		r.must(<-done)
	}
}

// Calls are scarce for a while after somebody had to wait for one.
func TestScarce(t *testing.T) {
	now := time.Now()
	for _, shared := range []rateStore{nil, &drawn{}} {
		a := newAllowed(1, shared)
		if a.isScarce(now) {
			t.Error("scarce from the start")
		}
		for range 10 * overallBurst {
			a.take(time.Now())
			time.Sleep(time.Millisecond)
		}
		if !a.isScarce(time.Now()) || a.isScarce(time.Now().Add(2*scarce)) {
			t.Errorf("with a common store %v: not scarce when it is, or for ever", shared != nil)
		}
	}
}
