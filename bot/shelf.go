package bot

import (
	"context"
	"time"

	"ziping/dialog/store"
)

// Telegram gives updates from the oldest unconfirmed one on, a hundred at a time: updates that wait
// long would keep everybody else's from coming. They are put on a shelf in the store and confirmed;
// the process goes on with them, and when it dies another one takes them over.
type shelf interface {
	Shelve(ctx context.Context, u store.Shelved) error
	Unshelve(ctx context.Context, update, chat int64) error
	KeepShelved(ctx context.Context, mine []store.Shelved) error
	TakeShelved(ctx context.Context) ([]store.Shelved, error)
}

// refusedLane is the lane of updates that are too many of their chat; no chat has this id.
const refusedLane = -1 << 63

// laneOf is the lane of an update that was just received, and marks it when too many of its chat wait.
func (d *dispatcher) laneOf(j *job) int64 {
	if len(d.queues[j.chat]) >= d.limits.Waiting {
		j.refused = true
		return refusedLane
	}
	return j.chat
}

// tend puts aside what waits long and takes over what others left, until the dispatcher is stopped.
func (d *dispatcher) tend() {
	d.takeOver()
	for pause(d.waiting, d.limits.Tend) {
		d.shelveSlow()
		d.keepShelved()
		d.takeOver()
	}
}

// waitingJobs are the updates of all lanes for which want says so, with their place in the lane.
func (d *dispatcher) waitingJobs(want func(place int, j *job) bool) (jobs []*job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for lane, queue := range d.queues {
		for place, j := range queue {
			if lane != refusedLane && want(place, j) {
				jobs = append(jobs, j)
			}
		}
	}
	return jobs
}

// shelveSlow puts aside what waits behind many others of its chat, or for long.
func (d *dispatcher) shelveSlow() {
	slow := d.waitingJobs(func(place int, j *job) bool {
		return !j.aside.Load() && !j.settled() && (place >= d.limits.Ahead || time.Since(j.since) > d.limits.Slow)
	})
	for _, j := range slow {
		ctx, cancel := context.WithTimeout(d.waiting, storeTimeout)
		err := d.store.Shelve(ctx, store.Shelved{Update: j.update, Chat: j.chat, Raw: j.raw})
		cancel()
		if err != nil {
			d.log.Warn("updates cannot be put aside", "error", err, "waiting", len(slow))
			return // the store is away: what it does not keep is not confirmed
		}
		j.aside.Store(true)
		j.confirm()
	}
}

// keepShelved says that this process still has what it put aside in hand.
func (d *dispatcher) keepShelved() {
	var mine []store.Shelved
	for _, j := range d.waitingJobs(func(_ int, j *job) bool { return j.aside.Load() }) {
		mine = append(mine, store.Shelved{Update: j.update, Chat: j.chat})
	}
	if len(mine) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(d.waiting, storeTimeout)
	defer cancel()
	if err := d.store.KeepShelved(ctx, mine); err != nil {
		d.log.Warn("updates put aside may be handled twice", "error", err, "updates", len(mine))
	}
}

// takeOver goes on with what a process put aside that is no more.
func (d *dispatcher) takeOver() {
	ctx, cancel := context.WithTimeout(d.waiting, storeTimeout)
	defer cancel()
	left, err := d.store.TakeShelved(ctx)
	if err != nil && d.waiting.Err() == nil {
		d.log.Warn("updates put aside cannot be read", "error", err)
	}
	for _, u := range left {
		p := look(u.Raw, 0)
		p.update = u.Update
		j := newJob(p, u.Raw)
		j.aside.Store(true)
		j.confirm()
		d.submit(j)
	}
}

// unshelve forgets an update that was settled. When the store does not learn of it, it comes once
// more and is recognised.
func (d *dispatcher) unshelve(j *job) {
	ctx, cancel := context.WithTimeout(d.work, storeTimeout)
	defer cancel()
	if err := d.store.Unshelve(ctx, j.update, j.chat); err != nil {
		d.log.Warn("a settled update stays put aside", "update", j.update, "error", err)
	}
}
