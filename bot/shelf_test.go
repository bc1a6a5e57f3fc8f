package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog/store"
)

// bench is a dispatcher over a store in memory, with what it did.
type bench struct {
	*dispatcher
	store *memory
	left  atomic.Pointer[[]store.Shelved] // what another process put aside

	mu                       sync.Mutex
	handled, refused, buried []int64
	unshelved, kept          []int64
}

func (b *bench) TakeShelved(context.Context) ([]store.Shelved, error) {
	if left := b.left.Swap(nil); left != nil {
		return *left, nil
	}
	return nil, nil
}

func (b *bench) Unshelve(_ context.Context, update, _ int64) error {
	b.note(&b.unshelved, update)
	return nil
}

func (b *bench) KeepShelved(_ context.Context, mine []store.Shelved) error {
	for _, u := range mine {
		b.note(&b.kept, u.Update)
	}
	return nil
}

func (b *bench) note(list *[]int64, update int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	*list = append(*list, update)
}

func (b *bench) noted(list *[]int64) []int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(*list)
}

// benchStore is the memory with the shelf of the bench.
type benchStore struct {
	*memory
	*bench
}

func (s benchStore) Attempt(ctx context.Context, u, c int64) (int, error) {
	return s.memory.Attempt(ctx, u, c)
}
func (s benchStore) Works(ctx context.Context) error { return s.memory.Works(ctx) }
func (s benchStore) Shelve(ctx context.Context, u store.Shelved) error {
	return s.memory.Shelve(ctx, u)
}
func (s benchStore) TakeShelved(ctx context.Context) ([]store.Shelved, error) {
	return s.bench.TakeShelved(ctx)
}
func (s benchStore) Unshelve(ctx context.Context, u, c int64) error {
	return s.bench.Unshelve(ctx, u, c)
}
func (s benchStore) KeepShelved(ctx context.Context, m []store.Shelved) error {
	return s.bench.KeepShelved(ctx, m)
}

func newBench(t *testing.T, handle func(ctx context.Context, j *job) error, change func(*Limits)) *bench {
	t.Helper()
	b := &bench{store: newMemory()}
	l := testLimits().withDefaults()
	l.Tend, l.Outage = time.Millisecond, time.Nanosecond
	change(&l)
	h := handling{
		handle: func(ctx context.Context, j *job) error {
			err := handle(ctx, j)
			if err == nil {
				b.note(&b.handled, j.update)
			}
			return err
		},
		bury:   func(_ context.Context, j *job, _ string) error { b.note(&b.buried, j.update); return nil },
		refuse: func(_ context.Context, j *job) error { b.note(&b.refused, j.update); return nil },
	}
	b.dispatcher = newDispatcher(h, benchStore{b.store, b}, l, slog.New(slog.DiscardHandler))
	b.lanes.Go(b.tend)
	t.Cleanup(func() { b.stop(time.Second) })
	return b
}

func (b *bench) bring(t *testing.T, chat int64, updates ...int64) (jobs []*job) {
	t.Helper()
	for _, u := range updates {
		j := newJob(peek{update: u, chat: chat, private: true}, rawUpdate(`{}`))
		b.submit(j)
		jobs = append(jobs, j)
	}
	return jobs
}

// One chat's long queue is confirmed from the shelf, so that others' updates go on coming, and is
// worked off in order all the same.
func TestLongQueueIsPutAside(t *testing.T) {
	release := make(chan struct{})
	b := newBench(t, func(context.Context, *job) error { <-release; return nil }, func(l *Limits) { l.Ahead = 3 })
	jobs := b.bring(t, 1, 1, 2, 3, 4, 5, 6)
	for _, j := range jobs[3:] {
		<-j.done
	}
	for _, j := range jobs[:3] {
		if j.settled() {
			t.Errorf("update %d was confirmed although the queue before it is short", j.update)
		}
	}
	close(release)
	for len(b.noted(&b.handled)) < len(jobs) { // what was put aside is confirmed before it is handled
		time.Sleep(time.Millisecond)
	}
	b.stop(time.Second)
	if diff := cmp.Diff([]int64{1, 2, 3, 4, 5, 6}, b.noted(&b.handled)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{4, 5, 6}, b.noted(&b.unshelved)); diff != "" {
		t.Errorf("left on the shelf: %s", diff)
	}
}

// An update that hangs is confirmed from the shelf while it hangs; its lease is kept.
func TestHangingUpdateIsPutAside(t *testing.T) {
	release := make(chan struct{})
	b := newBench(t, func(context.Context, *job) error { <-release; return nil }, func(l *Limits) { l.Slow = time.Nanosecond })
	<-b.bring(t, 1, 7)[0].done
	for len(b.noted(&b.kept)) == 0 {
		time.Sleep(time.Millisecond)
	}
	close(release)
}

// What the store does not keep is not confirmed.
func TestNothingIsConfirmedThatIsNotKept(t *testing.T) {
	release, asked := make(chan struct{}), make(chan struct{}, 100)
	b := newBench(t, func(context.Context, *job) error { <-release; return nil }, func(l *Limits) { l.Slow = time.Nanosecond })
	b.store.setFail(func(op string) error {
		if op != "shelve" {
			return nil
		}
		select {
		case asked <- struct{}{}:
		default:
		}
		return fmt.Errorf("%w: test", store.ErrUnavailable)
	})
	j := b.bring(t, 1, 7)[0]
	<-asked
	<-asked
	if j.settled() {
		t.Error("confirmed")
	}
	close(release)
	<-j.done
}

// What a dead process left on the shelf is gone on with.
func TestShelfIsTakenOver(t *testing.T) {
	b := newBench(t, func(context.Context, *job) error { return nil }, func(*Limits) {})
	b.left.Store(&[]store.Shelved{{Update: 9, Raw: []byte(`{"message":{"chat":{"id":5,"type":"private"}}}`)}})
	for len(b.noted(&b.unshelved)) == 0 {
		time.Sleep(time.Millisecond)
	}
	if diff := cmp.Diff([]int64{9}, b.noted(&b.handled)); diff != "" {
		t.Error(diff)
	}
}

func TestTooManyOfOneChatAreRefused(t *testing.T) {
	release := make(chan struct{})
	b := newBench(t, func(_ context.Context, j *job) error {
		if j.chat == 1 {
			<-release
		}
		return nil
	}, func(l *Limits) { l.Waiting = 2 })
	jobs := b.bring(t, 1, 1, 2, 3, 4)
	<-jobs[2].done
	<-jobs[3].done
	<-b.bring(t, 2, 5)[0].done
	close(release)
	<-jobs[1].done
	b.stop(time.Second)
	if diff := cmp.Diff([]int64{3, 4}, b.noted(&b.refused)); diff != "" {
		t.Error(diff)
	}
}

// A file that ends the process each time has been counted by the processes before.
func TestFileIsCountedBeforeItIsRead(t *testing.T) {
	counted := -1
	var b *bench
	b = newBench(t, func(_ context.Context, j *job) error {
		b.store.look(func() { counted = b.store.tries[j.update] })
		return nil
	}, func(*Limits) {})
	bring := func(update int64) {
		j := newJob(peek{update: update, chat: 1, private: true, file: true}, rawUpdate(`{}`))
		b.submit(j)
		<-j.done
	}
	bring(1)
	if counted != 1 {
		t.Errorf("counted %d times when it was read", counted)
	}
	for range 3 { // processes that died over it
		if _, err := b.store.Attempt(t.Context(), 2, 1); err != nil {
			t.Fatal(err)
		}
	}
	bring(2)
	if diff := cmp.Diff([]int64{2}, b.noted(&b.buried)); diff != "" {
		t.Error(diff)
	}
}

// A store that fails for one update alone is not an outage; one that fails for all is.
func TestOutageIsWhatAWriteConfirms(t *testing.T) {
	wrong := fmt.Errorf("%w: WRONGTYPE", store.ErrUnavailable)
	for _, failure := range []error{wrong, context.DeadlineExceeded} {
		b := newBench(t, func(context.Context, *job) error { return failure }, func(*Limits) {})
		var down atomic.Bool
		down.Store(true)
		asked := make(chan struct{}, 1000)
		b.store.setFail(func(op string) error {
			if op == "works" && down.Load() {
				asked <- struct{}{}
				return errors.New("away")
			}
			return nil
		})
		j := b.bring(t, 1, 1)[0]
		for range 5 {
			<-asked
		}
		if j.settled() || len(b.noted(&b.buried)) > 0 {
			t.Errorf("%v: settled during an outage", failure)
		}
		down.Store(false)
		<-j.done
		if diff := cmp.Diff([]int64{1}, b.noted(&b.buried)); diff != "" {
			t.Errorf("%v: %s", failure, diff)
		}
	}
}
