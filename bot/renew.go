package bot

import (
	"context"
	"time"

	"ziping/dialog/store"
)

// renewalsALease is how often in the time of a lease it is renewed: one call may fail.
const renewalsALease = 3

// longestPause is the longest wait between tries at the store: once it is back, people must not wait
// for a backoff that grew while it was away.
const longestPause = time.Second

// renewal is what a heartbeat found.
type renewal struct {
	at   time.Time // when it was asked for
	lost []store.Message
	err  error
}

// renew keeps what is in hand, several times a lease, so that it may be short: what a process that
// has died had in hand is another's soon.
func (d *deliverer) renew(ctx context.Context) {
	now := instant()
	if d.renewing || len(d.held) == 0 || now.Before(d.renewAt) {
		return
	}
	d.renewing, d.renewAt = true, now.Add(d.store.Lease()/renewalsALease)
	inHand := make([]store.Message, 0, len(d.held))
	for _, it := range d.held {
		inHand = append(inHand, it.get())
	}
	go func() {
		call, cancel := context.WithTimeout(ctx, d.store.Lease())
		defer cancel()
		lost, err := d.store.Renew(call, inHand)
		select {
		case d.renewals <- renewal{now, lost, err}:
		case <-d.ended:
		}
	}()
}

// renewed takes over what a heartbeat found: what another process may have by now is not sent.
func (d *deliverer) renewed(r renewal) {
	d.renewing = false
	if r.err != nil {
		d.log.Warn("leases not renewed", "error", r.err, "messages", len(d.held))
		return
	}
	d.sure = r.at.Add(d.store.Lease())
	for _, it := range d.held {
		it.keep(d.sure)
	}
	for _, m := range r.lost {
		d.leave(m)
	}
}

// leave lets go of a message that is not ours any more, unless it is on its way already.
func (d *deliverer) leave(m store.Message) {
	l := d.lanes[m.Chat]
	if l == nil || len(l.queue) == 0 {
		return
	}
	for i, it := range l.queue {
		if keyOf(it.get()) != keyOf(m) {
			continue
		}
		d.log.Info("message left to another process", "message", m.ID, "chat", m.Chat)
		l.queue = append(l.queue[:i:i], l.queue[i+1:]...)
		delete(d.held, keyOf(m))
		break
	}
	d.lineUp(l)
	d.leaveEmpty(l)
}

// isOurs reports whether the lease of a message can not have run out.
func (d *deliverer) isOurs(it *item) bool { return instant().Before(it.until()) }

// senders is how many messages may be on their way before one of the class: some room is always
// left for answers.
func (d *deliverer) senders(class store.Class) int {
	if class == store.Answer {
		return d.limits.Senders
	}
	return max(1, d.limits.Senders-d.limits.Senders/4)
}
