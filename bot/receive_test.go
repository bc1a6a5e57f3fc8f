package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/store"
)

func TestAnswersAreRecordedInOrder(t *testing.T) {
	r := newRig(t)
	r.run()
	var want []string
	for i := range 30 {
		want = append(want, fmt.Sprint("答", i))
		r.say(zhang.User, want[i])
	}
	r.sees(zhang.User, "已记录：答29")
	if diff := cmp.Diff(want, r.store.typed(zhang.User)); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	r.settled()
}

func TestClosedPromptAndNextQuestion(t *testing.T) {
	r := newRig(t)
	r.run()
	r.say(zhang.User, "/start")
	first := r.sees(zhang.User, "请回答")
	r.say(zhang.User, "12")
	next := r.sees(zhang.User, "已记录：12")
	closed, _ := r.phones.User(zhang.User).Message(first.ID)
	if closed.Text != "✓ 12" || len(closed.Buttons) != 0 {
		t.Errorf("the answered question is now %v", closed)
	}
	if want := "已记录：12\n\n<b>【测试】</b>\n请回答"; next.HTML() != want {
		t.Errorf("next question %q, want %q", next.HTML(), want)
	}
}

// A slow turn in one chat holds up nobody else, and nothing in its own chat overtakes it.
func TestChatsInParallel(t *testing.T) {
	r := newRig(t)
	release := make(chan struct{})
	r.opts.Step = func(f *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
		if in.Text == "慢" {
			<-release
		}
		return echo(f, s, in, given)
	}
	people := []int64{21, 22, 23}
	for _, p := range people {
		r.store.members[p] = dialog.Member{User: p, Role: dialog.Staff}
	}
	r.run()
	r.say(zhang.User, "慢")
	r.say(zhang.User, "随后")
	for round := range 3 {
		for _, p := range people {
			r.say(p, fmt.Sprint("快", round))
		}
		for _, p := range people {
			r.sees(p, fmt.Sprint("已记录：快", round))
		}
	}
	if got := r.store.typed(zhang.User); len(got) != 0 {
		t.Errorf("recorded %v behind a turn that is not finished", got)
	}
	if r.phones.Confirmed() != 0 {
		t.Error("something was confirmed although the first update is not settled")
	}
	close(release)
	r.sees(zhang.User, "已记录：随后")
	r.settled()
	if diff := cmp.Diff([]string{"慢", "随后"}, r.store.typed(zhang.User)); diff != "" {
		t.Error(diff)
	}
}

// A process that dies at any of these moments has not confirmed the update; the next one gets it
// again, and it takes effect once.
func TestKillInsideTurn(t *testing.T) {
	for _, moment := range []string{"memberships", "session", "commit", "committed"} {
		t.Run(moment, func(t *testing.T) {
			r := newRig(t)
			// The process is dead from this moment on: whatever it still asks of the store fails.
			var armed, dead atomic.Bool
			armed.Store(true)
			gone := errors.New("the process is gone")
			died := make(chan struct{})
			inner := r.store
			r.opts.Store = &dying{memory: inner, at: moment, armed: &armed, dead: &dead, died: died}
			inner.setFail(func(string) error {
				if dead.Load() {
					return fmt.Errorf("%w: %w", store.ErrUnavailable, gone)
				}
				return nil
			})
			b := r.bot()
			b.limits.Grace = 1
			ctx, cancel := context.WithCancel(context.Background())
			done := make(chan error, 1)
			go func() { done <- b.Run(ctx) }()
			r.say(zhang.User, "只记一次")
			<-died
			cancel()
			if err := <-done; err != nil {
				t.Fatal(err)
			}
			if r.phones.Confirmed() != 0 {
				t.Fatal("the update was confirmed")
			}
			dead.Store(false)
			armed.Store(false)
			r.run()
			r.sees(zhang.User, "已记录：只记一次")
			r.settled()
			if diff := cmp.Diff([]string{"只记一次"}, inner.typed(zhang.User)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// dying is a store whose process dies at a moment.
type dying struct {
	*memory
	at          string
	armed, dead *atomic.Bool
	died        chan struct{}
}

func (d *dying) reach(moment string) error {
	if moment == d.at && d.armed.CompareAndSwap(true, false) {
		d.dead.Store(true)
		close(d.died)
	}
	if d.dead.Load() {
		return store.ErrUnavailable
	}
	return nil
}

func (d *dying) Memberships(ctx context.Context, user int64) ([]store.Membership, error) {
	if err := d.reach("memberships"); err != nil {
		return nil, err
	}
	return d.memory.Memberships(ctx, user)
}

func (d *dying) Session(ctx context.Context, unit string, year int, user int64) (dialog.Session, error) {
	if err := d.reach("session"); err != nil {
		return dialog.Session{}, err
	}
	return d.memory.Session(ctx, unit, year, user)
}

func (d *dying) Commit(ctx context.Context, c store.Commit) error {
	if err := d.reach("commit"); err != nil {
		return err
	}
	if err := d.memory.Commit(ctx, c); err != nil {
		return err
	}
	return d.reach("committed")
}

// Claim gives nothing to the process that is to die right after its commit: a message it had
// claimed would wait for the end of its lease.
func (d *dying) Claim(ctx context.Context, limit int) ([]store.Message, error) {
	if d.at == "committed" && d.armed.Load() {
		return nil, nil
	}
	return d.memory.Claim(ctx, limit)
}

func TestEveryUpdateTwice(t *testing.T) {
	r := newRig(t)
	r.phones.RedeliverAll(true)
	r.run()
	for i := range 10 {
		r.say(zhang.User, fmt.Sprint("答", i))
	}
	r.sees(zhang.User, "已记录：答9")
	r.settled()
	if got := r.store.typed(zhang.User); len(got) != 10 {
		t.Errorf("recorded %v", got)
	}
	if len(r.store.tries) != 0 || len(r.store.dead) != 0 {
		t.Errorf("repetitions were taken for failures: %v %v", r.store.tries, r.store.dead)
	}
}

func TestConflictStepsAgain(t *testing.T) {
	r := newRig(t)
	var steps atomic.Int32
	r.opts.Step = func(f *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
		if steps.Add(1) <= 3 {
			r.store.look(func() { // somebody else is faster
				k := dialog.Key(in.Text)
				r.store.answers[k] = dialog.Answer{Rev: r.store.answers[k].Rev + 1}
			})
		}
		return echo(f, s, in, given)
	}
	r.run()
	r.say(zhang.User, "抢")
	r.sees(zhang.User, "已记录：抢")
	if n := steps.Load(); n != 4 {
		t.Errorf("%d steps, want 4", n)
	}
	r.store.look(func() {
		if rev := r.store.answers["抢"].Rev; rev != 4 {
			t.Errorf("revision %d, want 4", rev)
		}
	})
}

func TestPoisonIsBuried(t *testing.T) {
	r := newRig(t)
	r.opts.Step = func(f *form.Form, s dialog.Session, in dialog.Input, given dialog.Given) (dialog.Session, []dialog.Reply, []dialog.Effect) {
		if in.Text == "毒" {
			panic("答案：机密内容")
		}
		return echo(f, s, in, given)
	}
	b := r.bot()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	poison := r.say(zhang.User, "毒")
	r.say(zhang.User, "正常")
	r.sees(zhang.User, "这条消息处理出错")
	r.sees(zhang.User, "已记录：正常")
	r.settled()
	cancel()
	r.must(<-done)
	r.store.look(func() {
		if n := r.store.tries[poison.UpdateID]; n != 3 {
			t.Errorf("%d tries, want 3", n)
		}
		if len(r.store.dead) != 1 {
			t.Errorf("dead letters %v", r.store.dead)
		}
	})
	if b.Status().Buried != 1 {
		t.Errorf("status %+v", b.Status())
	}
	if strings.Contains(r.log.String(), "机密") {
		t.Error("the log repeats what a person wrote")
	}
}

func TestUndecodableUpdate(t *testing.T) {
	r := newRig(t)
	r.run()
	r.say(zhang.User, "前")
	origin := map[string]any{"type": "from_the_future", "date": 1}
	chat := map[string]any{"id": zhang.User, "type": "private"}
	from := map[string]any{"id": zhang.User, "first_name": "张"}
	id, err := r.phones.PushRaw(map[string]any{"message": map[string]any{
		"message_id": 1, "date": 1, "chat": chat, "from": from, "forward_origin": origin, "text": "机密",
	}})
	r.must(err)
	_, err = r.phones.PushRaw(map[string]any{"message": "not an object"})
	r.must(err)
	_, err = r.phones.PushRaw(map[string]any{"poll": map[string]any{"id": "1"}})
	r.must(err)
	r.say(zhang.User, "后")
	r.sees(zhang.User, "已记录：后")
	r.sees(zhang.User, "这条消息处理出错")
	r.settled()
	r.store.look(func() {
		if len(r.store.dead) != 2 || !strings.HasPrefix(r.store.dead[0]+r.store.dead[1], "70") ||
			!slices.ContainsFunc(r.store.dead, func(s string) bool { return strings.HasPrefix(s, fmt.Sprint(id, " ")) }) {
			t.Errorf("dead letters %v", r.store.dead)
		}
	})
	if strings.Contains(r.log.String(), "机密") {
		t.Error("the log repeats what a person wrote")
	}
}

func TestStoreDownThenUp(t *testing.T) {
	r := newRig(t)
	var down atomic.Bool
	down.Store(true)
	var asked atomic.Int32
	r.store.setFail(func(op string) error {
		if down.Load() {
			asked.Add(1)
			return fmt.Errorf("%w: test", store.ErrUnavailable)
		}
		return nil
	})
	r.run()
	r.say(zhang.User, "等")
	r.eventually("many tries", func() bool { return asked.Load() > 20 })
	if r.phones.Confirmed() != 0 {
		t.Fatal("confirmed without a commit")
	}
	down.Store(false)
	r.sees(zhang.User, "已记录：等")
	r.settled()
	r.store.look(func() {
		if len(r.store.dead) != 0 || len(r.store.tries) != 0 {
			t.Errorf("an outage was counted: %v %v", r.store.dead, r.store.tries)
		}
	})
}
