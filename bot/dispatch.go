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

// handling is what a dispatcher does with updates.
type handling struct {
	handle func(ctx context.Context, j *job) error
	bury   func(ctx context.Context, j *job, reason string) error // puts an update aside for good
	refuse func(ctx context.Context, j *job) error                // settles one of too many
}

// jobStore is what a dispatcher keeps of updates where it survives a restart.
type jobStore interface {
	Attempt(ctx context.Context, update, chat int64) (int, error)
	Works(ctx context.Context) error
	shelf
}

// dispatcher handles the updates of a chat one after the other and those of different chats at
// the same time. An update is tried until it is settled: a store that cannot be reached is waited
// for, and an update that fails Limits.Attempts times by itself is buried.
type dispatcher struct {
	handling
	store  jobStore
	limits Limits
	log    *slog.Logger

	slots   chan struct{}   // one for each update being handled
	files   chan struct{}   // the same for updates that bring a file, which may take long
	work    context.Context // of the handling; ends when the grace of a stop is over
	kill    context.CancelFunc
	waiting context.Context // of everything that is not handling; ends at stop
	halt    context.CancelFunc
	lanes   sync.WaitGroup

	mu     sync.Mutex
	queues map[int64][]*job // by lane, which is a chat or refusedLane, the one being handled first; a lane that is here runs
}

func newDispatcher(h handling, s jobStore, l Limits, log *slog.Logger) *dispatcher {
	d := &dispatcher{
		handling: h, store: s, limits: l, log: log,
		slots: make(chan struct{}, l.Turns), files: make(chan struct{}, l.Files), queues: map[int64][]*job{},
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
	lane := d.laneOf(j)
	queue, running := d.queues[lane]
	d.queues[lane] = append(queue, j)
	if !running {
		d.lanes.Go(func() { d.lane(lane) })
	}
}

// lane works off a chat's queue.
func (d *dispatcher) lane(id int64) {
	for j := d.first(id); j != nil; j = d.next(id) {
		if !d.settle(j) {
			return // stopped; the queue stays, so that nothing overtakes
		}
		j.confirm()
		if j.aside.Load() {
			d.unshelve(j)
		}
	}
}

func (d *dispatcher) first(lane int64) *job {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.queues[lane][0]
}

// next takes the first update out of a lane and returns the one behind it; nil ends the lane.
func (d *dispatcher) next(lane int64) *job {
	d.mu.Lock()
	defer d.mu.Unlock()
	queue := d.queues[lane][1:]
	if len(queue) == 0 {
		delete(d.queues, lane)
		return nil
	}
	d.queues[lane] = queue
	return queue[0]
}

// settle tries until the update is settled; false means that the dispatcher was stopped first.
func (d *dispatcher) settle(j *job) bool {
	slots := d.slots
	if j.file {
		slots = d.files
	}
	for failures := 1; ; failures++ {
		select {
		case slots <- struct{}{}:
		case <-d.waiting.Done():
			return false
		}
		if d.waiting.Err() != nil {
			<-slots
			return false
		}
		settled := d.try(j)
		<-slots
		if settled {
			return true
		}
		if !pause(d.waiting, d.limits.Retry.after(failures)) {
			return false
		}
	}
}

// try handles the update once and, after a failure of its own, counts it. What may end the process,
// as a file may, is counted before: nobody would be there to do it afterwards.
func (d *dispatcher) try(j *job) bool {
	log := d.log.With("update", j.update, "chat", j.chat)
	tries := 0
	if j.file {
		var ok bool
		if tries, ok = d.count(log, j); !ok {
			return false
		}
		if tries > d.limits.Attempts {
			return d.giveUp(log, j, tries-1)
		}
	}
	err := d.contained(j)
	if err == nil {
		return true
	}
	log.Error("update failed", "error", err)
	if d.work.Err() != nil || !d.isItsOwn(err, j) {
		return false
	}
	if tries == 0 {
		var ok bool
		if tries, ok = d.count(log, j); !ok {
			return false
		}
	}
	return tries >= d.limits.Attempts && d.giveUp(log, j, tries)
}

func (d *dispatcher) count(log *slog.Logger, j *job) (tries int, ok bool) {
	ctx, cancel := context.WithTimeout(d.work, storeTimeout)
	defer cancel()
	tries, err := d.store.Attempt(ctx, j.update, j.chat)
	if err != nil {
		log.Error("attempt not counted", "error", err)
	}
	return tries, err == nil
}

func (d *dispatcher) giveUp(log *slog.Logger, j *job, tries int) bool {
	ctx, cancel := context.WithTimeout(d.work, storeTimeout)
	defer cancel()
	if err := d.bury(ctx, j, fmt.Sprintf("failed %d times", tries)); err != nil {
		log.Error("update not put aside", "error", err)
		return false
	}
	return true
}

// isItsOwn reports whether a failure is the update's and not an outage's. That the store was out of
// reach is believed when it is out of reach for others too, and for a minute in any case: a link may
// break just now and then.
func (d *dispatcher) isItsOwn(err error, j *job) bool {
	outage := errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
	if !outage {
		return true
	}
	if time.Since(j.since) < d.limits.Outage {
		return false
	}
	ctx, cancel := context.WithTimeout(d.work, storeTimeout)
	defer cancel()
	return d.store.Works(ctx) == nil
}

// contained handles the update; a panic becomes an error and stays in this chat.
func (d *dispatcher) contained(j *job) (err error) {
	limit := d.limits.TurnTimeout
	if j.file {
		limit += downloadTimeout // the commit has its full time afterwards
	}
	ctx, cancel := context.WithTimeout(d.work, limit)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = panicked(r)
			d.log.Error("panic", "update", j.update, "error", err, "stack", string(debug.Stack()))
		}
	}()
	if j.refused {
		return d.refuse(ctx, j)
	}
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
