package bot

import (
	"context"
	"time"
)

// build lets a goroutine make and send the document that is a lane's first message. What stands behind
// it waits too, so that a chat's messages come in the order they were asked for.
func (d *deliverer) build(ctx context.Context, l *lane, first letter) {
	it := first.it
	l.queue, l.busy = l.queue[1:], true
	d.building++
	go func() {
		o := d.contained(it, func() outcome { return d.report(ctx, it.get()) })
		d.note(it.get(), o)
		if o.what != later { // else it is given back together with what stands behind it
			d.conclude(ctx, it, o)
		}
		d.results <- result{chat: l.chat, items: []*item{it}, outcome: o, lane: true, running: &d.building}
	}()
}

// send lets a goroutine send the first message of a lane and those behind it that may follow at once.
// The chat goes on as soon as they are sent; what became of them is written down meanwhile.
func (d *deliverer) send(ctx context.Context, l *lane, first letter) {
	burst := d.burst(l, first)
	l.queue, l.busy = l.queue[len(items(burst)):], true
	d.sending++
	d.noting++
	l.noting++
	before, noted := l.noted, make(chan struct{})
	l.noted = noted
	go func() {
		sent := result{chat: l.chat, lane: true, running: &d.sending}
		var ends []ending
		for i, one := range burst {
			o := d.contained(one.it, func() outcome { return d.deliver(ctx, one.message()) })
			d.note(one.it.get(), o)
			if o.what == later {
				sent.items, sent.outcome = items(burst[i:]), o
				break
			}
			if one.closing != nil {
				ends = append(ends, ending{one.closing, outcome{what: obsolete}})
			}
			ends = append(ends, ending{one.it, o})
		}
		waits := sent.outcome.what == later
		if !waits {
			d.results <- sent
		}
		if before != nil {
			<-before // else an older open question may be written down over a newer one
		}
		for _, e := range ends {
			d.conclude(ctx, e.it, e.o)
		}
		close(noted)
		if waits { // what was sent is written down before the chat is given back
			d.results <- sent
		}
		d.results <- result{chat: l.chat, ends: ends, running: &d.noting}
	}()
}

// burst is what goes at once: what is first, which has been allowed, and the messages behind it that are
// ready, ours and allowed too.
func (d *deliverer) burst(l *lane, first letter) []letter {
	all := []letter{first}
	for _, it := range l.queue[len(items(all)):] {
		m := it.get()
		if m.Reply == nil || !d.isOurs(it) || m.Reply.Tidies && !d.hasRoom() || d.pace.take(l.chat, isNew(m), instant()) > 0 {
			break
		}
		all = append(all, letter{it: it})
	}
	return all
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
	for _, e := range r.ends {
		d.letGo(ctx, e.it, e.o)
	}
	l := d.lanes[r.chat]
	if l != nil && r.running == &d.noting {
		l.noting--
	}
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
	if l != nil {
		d.lineUp(l)
		d.leaveEmpty(l)
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
	d.lineUp(l)
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
	for d.sending+d.building+d.noting+d.writing > 0 {
		r := <-d.results
		*r.running--
		for _, e := range r.ends {
			r.items = append(r.items, e.it)
		}
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
