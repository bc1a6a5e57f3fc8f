package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"ziping/dialog/store"
)

// storeTimeout bounds one call of the store about messages.
const storeTimeout = 5 * time.Second

// A message that Telegram never answers to would hold up its chat for ever. It is given up after
// unreachedFor when other chats get through meanwhile, so that it is this one's fault, and after
// hopeless in any case; from plainAfter tries on it goes without its markup, which may be what is
// choked on. It is kept as a dead letter.
const (
	unreachedFor   = 3 * time.Minute
	hopeless       = 24 * time.Hour
	unreachedTries = 10
	plainAfter     = 5
)

// what became of a message.
type what uint8

const (
	done     what = iota // accepted by Telegram
	later                // not now, and nothing else in the chat either
	aside                // not now; what stands behind it need not wait
	obsolete             // there is nothing to send any more
	never                // not at all
)

type outcome struct {
	what    what
	message int       // done: Telegram's id of the message
	until   time.Time // later, aside: not before
	told    int       // done, obsolete: how many of the waiting news are told by it
	reason  string    // never
	blocked bool      // never: the person has blocked the bot
}

// outcomeOf says what follows for a message from a verdict that ended it.
func (d *deliverer) outcomeOf(m store.Message, v verdict, err error) outcome {
	switch v.kind {
	case tooFast:
		d.pace.slowDown(m.Chat, v.wait)
		return outcome{what: later, until: d.now().Add(v.wait)}
	case forbidden:
		return outcome{what: never, blocked: true, reason: "forbidden: " + d.api.clean(err).Error()}
	case unreached:
		if age := d.now().Sub(m.Due); age < hopeless && (age < unreachedFor || !d.pace.othersGetThrough(m.Chat, time.Minute)) || m.Attempts < unreachedTries {
			return d.again(m)
		}
		return outcome{what: never, reason: "unreached: " + d.api.clean(err).Error()}
	case accepted, unchanged, gone, badMarkup, refused:
	}
	return outcome{what: never, reason: "refused: " + d.api.clean(err).Error()}
}

// again is a wait that grows with the attempts.
func (d *deliverer) again(m store.Message) outcome {
	return outcome{what: later, until: d.now().Add(d.limits.Retry.after(m.Attempts + 1))}
}

// contained keeps a panic over one message from ending the program.
func (d *deliverer) contained(it *item, work func() outcome) (o outcome) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		m := it.get()
		err := panicked(r)
		d.log.Error("panic", "message", m.ID, "chat", m.Chat, "error", err, "stack", string(debug.Stack()))
		o = d.again(m)
		if m.Attempts+1 >= d.limits.Attempts {
			o = outcome{what: never, reason: err.Error()}
		}
	}()
	return work()
}

// note keeps the books about a message that Telegram has decided on.
func (d *deliverer) note(m store.Message, o outcome) {
	switch o.what {
	case done:
		d.store.Shown(m, o.message)
		d.pace.accepted(m.Chat)
		d.status.update(func(s *Status) { s.LastSent = instant() })
		d.meter.Sent(classWord(m.Class), d.now().Sub(m.Due))
	case never:
		d.log.Warn("message given up", "message", m.ID, "chat", m.Chat, "reason", o.reason, "attempts", m.Attempts)
		d.meter.Buried("message")
	case later, aside:
		return
	case obsolete:
	}
	d.progress.forget(keyOf(m))
}

// conclude writes down what became of a message, for as long as it is in hand: as soon as the store is
// back it learns of it, and nobody waits for a lease to run out.
func (d *deliverer) conclude(ctx context.Context, it *item, o outcome) {
	for tries := 1; ; tries++ {
		m, generation := it.lease()
		call, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTimeout)
		err := d.writeDown(call, m, o)
		cancel()
		if err == nil {
			it.concluded(generation)
			return
		}
		lost := errors.Is(err, store.ErrLeaseLost)
		if lost && it.renewedSince(generation) {
			continue
		}
		if lost || !pause(ctx, min(d.limits.Retry.after(tries), longestPause)) {
			d.log.Warn("end of a message not written down", "message", m.ID, "chat", m.Chat, "error", err, "outcome", o.what)
			it.refused(generation)
			return
		}
	}
}

func (d *deliverer) writeDown(ctx context.Context, m store.Message, o outcome) error {
	switch o.what {
	case done, obsolete:
		m.Told = o.told
		return d.store.Delivered(ctx, m, o.message)
	case later, aside:
		return d.store.Postpone(ctx, m, o.until)
	case never:
		if o.blocked {
			if err := d.store.Blocked(ctx, m.Chat, true); err != nil {
				return fmt.Errorf("note that the bot is blocked: %w", err)
			}
		}
	}
	return d.store.Drop(ctx, m, o.reason)
}

// progress remembers how many pieces of a long message were accepted, so that trying the rest
// again does not repeat them. It is safe for concurrent use.
type progress struct {
	mu sync.Mutex
	of map[string]int
}

func (p *progress) get(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of[key]
}

func (p *progress) set(key string, pieces int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[key] = pieces
}

func (p *progress) forget(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.of, key)
}
