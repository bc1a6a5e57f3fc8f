package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"ziping/dialog/store"
)

// job is one update on its way.
type job struct {
	peek
	raw  rawUpdate
	done chan struct{} // closed when settled: committed, or put aside for good
}

func newJob(p peek, raw rawUpdate) *job { return &job{p, raw, make(chan struct{})} }

// settled reports whether the update may be confirmed.
func (j *job) settled() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// attempts counts the tries at an update where they survive a restart.
type attempts interface {
	Attempt(ctx context.Context, update, chat int64) (int, error)
}

// dispatcher handles the updates of a chat one after the other and those of different chats at
// the same time. An update is tried until it is settled: a store that cannot be reached is waited
// for, and an update that fails Limits.Attempts times by itself is buried.
type dispatcher struct {
	handle   func(ctx context.Context, j *job) error
	bury     func(ctx context.Context, j *job, reason string) error
	attempts attempts
	limits   Limits
	log      *slog.Logger

	slots   chan struct{}   // one for each update being handled
	work    context.Context // of the handling; ends when the grace of a stop is over
	kill    context.CancelFunc
	waiting context.Context // of everything that is not handling; ends at stop
	halt    context.CancelFunc
	lanes   sync.WaitGroup

	mu     sync.Mutex
	queues map[int64][]*job // by chat; a chat that is here has a lane running
}

func newDispatcher(handle func(context.Context, *job) error, bury func(context.Context, *job, string) error,
	a attempts, l Limits, log *slog.Logger,
) *dispatcher {
	d := &dispatcher{
		handle: handle, bury: bury, attempts: a, limits: l, log: log,
		slots: make(chan struct{}, l.Turns), queues: map[int64][]*job{},
	}
	d.work, d.kill = context.WithCancel(context.Background())
	d.waiting, d.halt = context.WithCancel(d.work)
	return d
}

// submit queues an update behind those of its chat. After stop it does nothing.
func (d *dispatcher) submit(j *job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waiting.Err() != nil {
		return
	}
	queue, running := d.queues[j.chat]
	d.queues[j.chat] = append(queue, j)
	if !running {
		d.lanes.Go(func() { d.lane(j.chat) })
	}
}

// lane works off a chat's queue.
func (d *dispatcher) lane(chat int64) {
	for {
		d.mu.Lock()
		queue := d.queues[chat]
		if len(queue) == 0 {
			delete(d.queues, chat)
			d.mu.Unlock()
			return
		}
		d.queues[chat] = queue[1:]
		d.mu.Unlock()
		if !d.settle(queue[0]) {
			return // stopped; the queue stays, so that nothing overtakes
		}
		close(queue[0].done)
	}
}

// settle tries until the update is settled; false means that the dispatcher was stopped first.
func (d *dispatcher) settle(j *job) bool {
	for failures := 1; ; failures++ {
		select {
		case d.slots <- struct{}{}:
		case <-d.waiting.Done():
			return false
		}
		if d.waiting.Err() != nil {
			<-d.slots
			return false
		}
		settled := d.try(j)
		<-d.slots
		if settled {
			return true
		}
		if !pause(d.waiting, d.limits.Retry.after(failures)) {
			return false
		}
	}
}

// try handles the update once and, after a failure of its own, counts it.
func (d *dispatcher) try(j *job) bool {
	err := d.contained(j)
	if err == nil {
		return true
	}
	log := d.log.With("update", j.update, "chat", j.chat)
	log.Error("update failed", "error", err)
	if d.work.Err() != nil || isOutage(err) {
		return false
	}
	ctx, cancel := context.WithTimeout(d.work, d.limits.TurnTimeout)
	defer cancel()
	n, err := d.attempts.Attempt(ctx, j.update, j.chat)
	if err != nil {
		log.Error("attempt not counted", "error", err)
		return false
	}
	if n < d.limits.Attempts {
		return false
	}
	if err := d.bury(ctx, j, fmt.Sprintf("failed %d times", n)); err != nil {
		log.Error("update not put aside", "error", err)
		return false
	}
	return true
}

// contained handles the update; a panic becomes an error and stays in this chat.
func (d *dispatcher) contained(j *job) (err error) {
	ctx, cancel := context.WithTimeout(d.work, d.limits.TurnTimeout)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
			d.log.Error("panic", "update", j.update, "error", err, "stack", string(debug.Stack()))
		}
	}()
	return d.handle(ctx, j)
}

// stop takes no more updates, lets those being handled finish for at most grace, and returns when
// nothing runs any more. Updates still queued stay unconfirmed.
func (d *dispatcher) stop(grace time.Duration) {
	d.mu.Lock() // submit sees either a dispatcher that runs or one that is stopped
	d.halt()
	d.mu.Unlock()
	timer := time.AfterFunc(grace, d.kill)
	d.lanes.Wait()
	timer.Stop()
	d.kill()
}

// isOutage reports whether the store was out of reach, which is not the update's fault.
func isOutage(err error) bool {
	return errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
