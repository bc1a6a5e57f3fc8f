package bot

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	"ziping/dialog/store"
)

// How much the deliverer keeps in hand: new messages are claimed while fewer than maxLanes chats
// and maxHeld messages wait. A second's worth of sending is enough; more would only let an answer
// wait behind reminders claimed before it.
const (
	maxLanes = 32
	maxHeld  = 500
)

// maxUnwritten bounds the memory of messages that were sent without the store having learnt of it.
const maxUnwritten = 1000

// lookAgain is how often the outbox is looked at without a commit of this process: for what has
// become due and for what other processes left.
const lookAgain = time.Second

// deliverer sends what stands in the outbox: a chat's messages in order, different chats at the
// same time, answers before notices before reminders, within Telegram's limits. One goroutine,
// run, owns the queues; others send and report back to it.
type deliverer struct {
	api           *api
	store         outboxStore
	reporter      Reporter
	reminders     *reminders // nil: nobody is reminded
	limits        Limits
	operators     []int64 // who may have what is about any unit
	protectDrafts bool    // nobody may forward or save a draft
	log           *slog.Logger
	now           func() time.Time
	status        *status
	meter         Meter
	pace          *pace
	progress      progress
	results       chan result
	draining      chan struct{} // closed by drain
	ended         chan struct{} // closed by run

	lanes     map[int64]*lane
	held      map[string]*item
	arrivals  int
	sending   int
	building  int
	writing   int                // chats being given back, and outcomes being written down once more
	unwritten map[string]outcome // of messages whose end the store does not know
	failures  int                // claims that failed in a row
	claimAt   time.Time          // not before; zero: whenever wanted
	wanted    bool               // there may be something to claim
	retryAt   time.Time          // the first postponed message becomes due; zero: none is known
	empty     bool               // the last claim gave nothing
}

// lane is a chat's messages in order.
type lane struct {
	queue   []*item
	busy    bool // the first one is on its way, or the lane is being given back
	arrival int
}

// rank is the best class that waits in the lane: an answer lifts what stands before it.
func (l *lane) rank() store.Class {
	best := store.Reminder
	for _, it := range l.queue {
		best = min(best, it.get().Class)
	}
	return best
}

// result reports what a goroutine has done with items of a chat.
type result struct {
	chat    int64
	items   []*item
	outcome outcome
	lane    bool // the chat's lane waited for it
	running *int // the counter of such goroutines
}

func newDeliverer(a *api, s outboxStore, r Reporter, rem *reminders, l Limits, log *slog.Logger, now func() time.Time, st *status) *deliverer {
	return &deliverer{
		api: a, store: s, reporter: r, reminders: rem, limits: l, log: log, now: now, status: st, meter: noMeter{}, pace: newPace(l),
		progress: progress{of: map[string]int{}}, results: make(chan result),
		draining: make(chan struct{}), ended: make(chan struct{}),
		lanes: map[int64]*lane{}, held: map[string]*item{}, unwritten: map[string]outcome{}, wanted: true,
	}
}

// run delivers until ctx ends, or until drain was called and nothing due is left.
func (d *deliverer) run(ctx context.Context) {
	defer close(d.ended)
	draining := d.draining
	last := false
	for {
		d.claim(ctx)
		wait := d.start(ctx)
		d.status.outbox(len(d.held), d.oldest())
		if last && len(d.held) == 0 && d.empty {
			return
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			d.giveBack()
			return
		case r := <-d.results:
			d.finished(ctx, r)
		case <-d.store.Wake():
			d.wanted = true
		case <-timer.C:
			d.wanted = d.wanted || wait == lookAgain || d.retryDue()
		case <-draining:
			last, draining, d.wanted, d.empty = true, nil, true, false
		}
		timer.Stop()
	}
}

// retryDue reports whether a postponed message has become due.
func (d *deliverer) retryDue() bool {
	if d.retryAt.IsZero() || d.now().Before(d.retryAt) {
		return false
	}
	d.retryAt = time.Time{}
	return true
}

// drain lets run send what is due and end, at the latest after grace.
func (d *deliverer) drain(grace time.Duration, kill context.CancelFunc) {
	close(d.draining)
	timer := time.AfterFunc(grace, kill)
	defer timer.Stop()
	<-d.ended
}

// claim takes due messages into the lanes when there may be some and there is room. It waits while
// a chat is being given back: claiming half of that chat would turn its order around.
func (d *deliverer) claim(ctx context.Context) {
	if !d.wanted || d.writing > 0 || len(d.lanes) >= maxLanes || len(d.held) >= maxHeld || instant().Before(d.claimAt) {
		return
	}
	call, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	messages, err := d.store.Claim(call, maxLanes)
	if err != nil && ctx.Err() == nil {
		d.failures++
		wait := d.limits.Retry.after(d.failures)
		d.claimAt = instant().Add(wait)
		d.log.Warn("outbox cannot be read", "error", err, "failures", d.failures, "wait", wait)
	} else {
		d.failures, d.wanted = 0, len(messages) == maxLanes
		d.empty = len(messages) == 0
	}
	for _, m := range messages { // also beside an error: these are leased
		d.take(ctx, m)
	}
}

// take puts a claimed message at the end of its chat's lane. One that is in hand already was
// claimed again because its lease ran out while it waited; one that was sent already, without the
// store having learnt of it, is not sent again.
func (d *deliverer) take(ctx context.Context, m store.Message) {
	if it := d.held[keyOf(m)]; it != nil {
		it.renew(m)
		return
	}
	it := &item{m: m}
	d.held[keyOf(m)] = it
	if o, known := d.unwritten[keyOf(m)]; known {
		delete(d.unwritten, keyOf(m))
		d.write(ctx, result{chat: m.Chat, items: []*item{it}, outcome: o})
		return
	}
	l := d.lanes[m.Chat]
	if l == nil {
		d.arrivals++
		l = &lane{arrival: d.arrivals}
		d.lanes[m.Chat] = l
	}
	l.queue = append(l.queue, it)
}

// start sends the first message of every lane that may send now, the best ranks first, and
// returns how long nothing will change by itself.
func (d *deliverer) start(ctx context.Context) (wait time.Duration) {
	wait = lookAgain
	if !d.retryAt.IsZero() {
		wait = min(wait, max(0, d.retryAt.Sub(d.now())))
	}
	type candidate struct {
		chat int64
		rank store.Class
		*lane
	}
	var ready []candidate
	for chat, l := range d.lanes {
		if !l.busy && len(l.queue) > 0 {
			ready = append(ready, candidate{chat, l.rank(), l})
		}
	}
	slices.SortFunc(ready, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.arrival, b.arrival))
	})
	for _, c := range ready {
		m := c.queue[0].get()
		switch {
		case m.Report != nil && d.building < d.limits.Reports:
			d.send(ctx, c.chat, c.lane)
		case m.Report == nil && d.sending < d.limits.Senders:
			if w := d.pace.take(c.chat, isNew(m), instant()); w > 0 {
				wait = min(wait, w)
				continue
			}
			d.send(ctx, c.chat, c.lane)
		}
	}
	return wait
}
