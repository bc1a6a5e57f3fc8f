package bot

import (
	"container/heap"
	"context"
	"log/slog"
	"sync/atomic"
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
	full          atomic.Bool // there are no calls for what only tidies up
	results       chan result
	draining      chan struct{} // closed by drain
	ended         chan struct{} // closed by run

	lanes        map[int64]*lane
	messages     line // lanes that wait for a sender
	documents    line // lanes that wait for a builder
	held         map[string]*item
	arrivals     int
	sending      int
	building     int
	noting       int // outcomes being written down while the chat goes on
	writing      int // chats being given back, and outcomes being written down once more
	writingSince time.Time
	unwritten    map[string]outcome // of messages whose end the store does not know
	failures     int                // claims that failed in a row
	claimAt      time.Time          // not before; zero: whenever wanted
	wanted       bool               // there may be something to claim anywhere
	renewals     chan renewal       // what a heartbeat found
	renewAt      time.Time          // when the leases are renewed next
	renewing     bool
	sure         time.Time // until then everything that was in hand at the last renewal is ours
	retryAt      time.Time // the first postponed message becomes due; zero: none is known
	empty        bool      // the last claim gave nothing
	looked       time.Time // when the whole outbox was looked at last
	reported     time.Time // when the status was brought up to date
}

// result reports what a goroutine has done with items of a chat.
type result struct {
	chat    int64
	items   []*item
	outcome outcome
	ends    []ending // what became of items whose outcomes differ
	lane    bool     // the chat's lane waited for it
	running *int     // the counter of such goroutines
}

// ending is what became of a message.
type ending struct {
	it *item
	o  outcome
}

func newDeliverer(a *api, s outboxStore, r Reporter, rem *reminders, l Limits, log *slog.Logger, now func() time.Time, st *status) *deliverer {
	return &deliverer{
		api: a, store: s, reporter: r, reminders: rem, limits: l, log: log, now: now, status: st, meter: noMeter{}, pace: newPace(l, s),
		progress: progress{of: map[string]int{}}, results: make(chan result), renewals: make(chan renewal),
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
		d.renew(ctx)
		wait := min(d.start(ctx), d.store.Lease()/renewalsALease)
		d.showStatus()
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
		case r := <-d.renewals:
			d.renewed(r)
		case <-d.store.Wake():
		case <-timer.C:
			if now := instant(); d.retryDue() || now.Sub(d.looked) >= lookAgain {
				d.wanted, d.looked = true, now
			}
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

// claim brings into the lanes what the commits of this process have leased to it, and, while there
// is room, what else is due. It waits while a chat is being given back: claiming half of that chat
// would turn its order around.
func (d *deliverer) claim(ctx context.Context) {
	for _, m := range d.store.Taken() {
		d.take(ctx, m)
	}
	marked := d.store.Marked()
	if !d.wanted && !marked || d.givingBack() || len(d.lanes) >= maxLanes || len(d.held) >= maxHeld || instant().Before(d.claimAt) {
		return
	}
	call, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	look := d.store.ClaimMarked
	if d.wanted {
		look = d.store.Claim
	}
	messages, err := look(call, maxLanes)
	switch {
	case err != nil && ctx.Err() == nil:
		d.failures++
		wait := min(d.limits.Retry.after(d.failures), longestPause)
		d.claimAt = instant().Add(wait)
		d.log.Warn("outbox cannot be read", "error", err, "failures", d.failures, "wait", wait)
	case d.wanted:
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
		it.renew(m, instant().Add(d.store.Lease()))
		return
	}
	it := &item{m: m, ours: instant().Add(d.store.Lease())}
	d.held[keyOf(m)] = it
	if o, known := d.unwritten[keyOf(m)]; known {
		delete(d.unwritten, keyOf(m))
		d.write(ctx, result{chat: m.Chat, items: []*item{it}, outcome: o})
		return
	}
	d.join(it)
}

// start lets the lanes that may send now do so, and returns how long nothing will change by itself.
func (d *deliverer) start(ctx context.Context) (wait time.Duration) {
	wait = lookAgain
	if !d.retryAt.IsZero() {
		wait = min(wait, max(0, d.retryAt.Sub(d.now())))
	}
	d.full.Store(!d.hasRoom())
	var notNow []*lane
	next := func(w *line, run func(context.Context, *lane, letter)) {
		l := heap.Pop(w).(*lane)
		first := d.head(l)
		pause, may := d.may(l, first)
		if may {
			run(ctx, l, first)
			return
		}
		wait, notNow = min(wait, pause), append(notNow, l)
	}
	for d.documents.Len() > 0 && d.building < d.limits.Reports {
		next(&d.documents, d.build)
	}
	for d.messages.Len() > 0 && d.sending < d.senders(d.messages[0].best) {
		next(&d.messages, d.send)
	}
	for _, l := range notNow {
		d.lineUp(l)
	}
	return wait
}

// may reports whether what is first in a lane may go, or how long to wait before asking again.
func (d *deliverer) may(l *lane, first letter) (wait time.Duration, may bool) {
	if !d.isOurs(l.queue[0]) { // look again who has it before it is sent
		d.renewAt = time.Time{}
		return 0, false
	}
	m := first.it.get()
	if m.Report != nil {
		return 0, true
	}
	wait = d.pace.take(l.chat, isNew(m), instant())
	return wait, wait <= 0
}

// statusEvery is how often the status says what is in hand.
const statusEvery = 200 * time.Millisecond

func (d *deliverer) showStatus() {
	now := instant()
	if len(d.held) > 0 && now.Sub(d.reported) < statusEvery {
		return
	}
	d.reported = now
	d.status.outbox(len(d.held), d.oldest())
}
