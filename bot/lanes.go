package bot

import (
	"context"
	"time"
)

// send lets a goroutine send the first message of a lane, which waits for it. A document is built
// first; what stands behind it waits too, so that a chat's messages come in the order they were
// asked for.
func (d *deliverer) send(ctx context.Context, chat int64, l *lane) {
	it := l.queue[0]
	l.queue, l.busy = l.queue[1:], true
	work, running := d.deliver, &d.sending
	if it.get().Report != nil {
		work, running = d.report, &d.building
	}
	*running++
	go func() {
		o := d.contained(it, func() outcome { return work(ctx, it.get()) })
		d.note(it.get(), o)
		if o.what != later { // else it is given back together with what stands behind it
			d.conclude(ctx, it, o)
		}
		d.results <- result{chat: chat, items: []*item{it}, outcome: o, lane: true, running: running}
	}()
}

// write lets a goroutine write down what became of messages.
func (d *deliverer) write(ctx context.Context, r result) {
	if d.writing++; d.writing == 1 {
		d.writingSince = instant()
	}
	r.running = &d.writing
	go func() {
		for _, it := range r.items {
			d.conclude(ctx, it, r.outcome)
		}
		d.results <- r
	}()
}

// givingBack reports whether what became of messages is being written down. When that takes longer
// than a lease, the other chats do not wait for it any more.
func (d *deliverer) givingBack() bool {
	return d.writing > 0 && instant().Sub(d.writingSince) < d.store.Lease()
}

// finished brings the queues up to date after a goroutine has ended. When a message has to wait,
// it is given back together with what stands behind it in the chat.
func (d *deliverer) finished(ctx context.Context, r result) {
	*r.running--
	l := d.lanes[r.chat]
	if r.lane && l != nil {
		l.busy = false
		if r.outcome.what == later && (r.running != &d.writing || len(l.queue) > 0) {
			d.backTogether(ctx, l, r)
			return
		}
	}
	for _, it := range r.items {
		d.letGo(ctx, it, r.outcome)
	}
	if l != nil && len(l.queue) == 0 && !l.busy {
		delete(d.lanes, r.chat)
	}
}

// backTogether gives a message that has to wait back, and what stands behind it in its chat; what
// came while an earlier part was being given back follows it, or the chat's order would turn around.
func (d *deliverer) backTogether(ctx context.Context, l *lane, r result) {
	if r.running == &d.writing {
		for _, it := range r.items {
			d.letGo(ctx, it, r.outcome)
		}
		r.items = nil
	}
	r.items = append(r.items, l.queue...)
	l.queue, l.busy = nil, true
	d.noteRetry(r.outcome.until)
	d.write(ctx, r)
}

// letGo forgets a message that is finished. When its lease was taken anew at the same moment, its
// end is written down under the new one.
func (d *deliverer) letGo(ctx context.Context, it *item, o outcome) {
	m := it.get()
	switch it.state() {
	case renewed:
		d.write(ctx, result{chat: m.Chat, items: []*item{it}, outcome: o})
		return
	case unknown:
		if o.what != later {
			if len(d.unwritten) >= maxUnwritten {
				clear(d.unwritten)
			}
			d.unwritten[keyOf(m)] = o
		}
	case written:
		if o.what == later || o.what == aside {
			d.noteRetry(o.until)
		}
	}
	delete(d.held, keyOf(m))
}

// noteRetry remembers when the first of the messages that wait becomes due.
func (d *deliverer) noteRetry(at time.Time) {
	if d.retryAt.IsZero() || at.Before(d.retryAt) {
		d.retryAt = at
	}
}

// giveBack ends in a hurry: waits for the goroutines, whose calls have been cut off, and frees
// what is in hand, so that the next start need not wait for leases to run out.
func (d *deliverer) giveBack() {
	now := outcome{what: later, until: d.now()}
	for d.sending+d.building+d.writing > 0 {
		r := <-d.results
		*r.running--
		for _, it := range r.items {
			if it.state() == written {
				delete(d.held, keyOf(it.get()))
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), storeTimeout)
	defer cancel()
	for _, it := range d.held {
		if ctx.Err() != nil {
			return
		}
		d.conclude(ctx, it, now)
	}
}

// oldest is since when the oldest message in hand has been due; zero when there is none.
func (d *deliverer) oldest() (due time.Time) {
	for _, it := range d.held {
		if m := it.get(); due.IsZero() || m.Due.Before(due) {
			due = m.Due
		}
	}
	return due
}
