package bot

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What holds up every chat and not only the one that was refused: as many chats refused for speed, none
// of them lately, without a message accepted in between. A chat with a limit of its own says nothing
// about the others, and nor do its later refusals.
const (
	strikesForAll = 3
	strikesWithin = 2 * time.Second
	holdForAll    = 3 * time.Second // then one message tries whether the others may follow
	probeTime     = callTimeout     // after which a try without an answer is made again
)

// pace keeps to Telegram's limits. It is safe for concurrent use. It reads the clock itself: how
// fast messages leave is a matter of real time.
type pace struct {
	limits  Limits
	overall *allowed

	mu      sync.Mutex
	chats   map[int64]*chatPace
	strikes map[int64]time.Time // chats that were refused since a message was accepted
	until   time.Time           // nobody is written to before
	trying  time.Time           // since when one message tries for all; zero: nobody is held up
	through chatTime            // the last two chats that a message reached, so that one is another than any
	before  chatTime
}

type chatTime struct {
	chat int64
	at   time.Time
}

type chatPace struct {
	limiter *rate.Limiter
	until   time.Time // the chat is not written to before
	refused bool      // and nothing was accepted for it since
}

func newPace(l Limits, shared rateStore) *pace {
	return &pace{limits: l, overall: newAllowed(l.Overall, shared), chats: map[int64]*chatPace{}, strikes: map[int64]time.Time{}}
}

// take takes the right to one call for a chat, or says how long to wait before asking again. Only
// new messages count against the chat's own rate: an answer is one edit and one new message, and
// counting both would slow down somebody who answers by tapping once a second.
func (p *pace) take(chat int64, isNew bool, now time.Time) (wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	if wait := max(p.heldUp(now), c.until.Sub(now)); wait > 0 {
		return wait
	}
	var own *rate.Reservation
	if isNew {
		own = c.limiter.ReserveN(now, 1)
		if wait := own.DelayFrom(now); wait > 0 {
			own.CancelAt(now)
			return wait
		}
	}
	if wait := p.overall.take(now); wait > 0 {
		if own != nil {
			own.CancelAt(now)
		}
		return wait
	}
	if !p.until.IsZero() {
		p.trying = now
	}
	return 0
}

// heldUp is how long nobody may be written to.
func (p *pace) heldUp(now time.Time) time.Duration {
	switch {
	case p.until.IsZero():
		return 0
	case now.Before(p.until):
		return p.until.Sub(now)
	case !p.trying.IsZero() && now.Sub(p.trying) < probeTime:
		return strikesWithin / 10
	}
	return 0
}

// await takes the right as soon as possible; false when ctx ended first.
func (p *pace) await(ctx context.Context, chat int64, isNew bool) bool {
	for {
		wait := p.take(chat, isNew, instant())
		if wait <= 0 {
			return true
		}
		if !pause(ctx, wait) {
			return false
		}
	}
}

// accepted notes that Telegram takes messages, and this chat's.
func (p *pace) accepted(chat int64) {
	now := instant()
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.strikes)
	p.until, p.trying = time.Time{}, time.Time{}
	p.chat(chat, now).refused = false
	if p.through.chat != chat {
		p.before = p.through
	}
	p.through = chatTime{chat, now}
}

// othersGetThrough reports whether a message reached another chat than this one in the last while.
func (p *pace) othersGetThrough(chat int64, while time.Duration) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	other := p.through
	if other.chat == chat {
		other = p.before
	}
	return instant().Sub(other.at) < while
}

// slowDown notes that Telegram asked to wait.
func (p *pace) slowDown(chat int64, wait time.Duration) {
	now := instant()
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	c.until = now.Add(wait)
	if !c.refused {
		c.refused = true
		p.strikes[chat] = now
	}
	for other, at := range p.strikes {
		if now.Sub(at) > strikesWithin {
			delete(p.strikes, other)
		}
	}
	if len(p.strikes) >= strikesForAll {
		p.until, p.trying = now.Add(min(wait, holdForAll)), time.Time{}
		clear(p.strikes)
	} else if !p.trying.IsZero() {
		p.trying = time.Time{} // the one that tried met its own limit: another one tries
	}
}

// maxPaces is from how many chats on the idle ones are forgotten.
const maxPaces = 10000

func (p *pace) chat(id int64, now time.Time) *chatPace {
	if c := p.chats[id]; c != nil {
		return c
	}
	if len(p.chats) >= maxPaces {
		for id, c := range p.chats {
			if c.until.Before(now) && (p.limits.Chat == rate.Inf || c.limiter.TokensAt(now) >= float64(p.limits.ChatBurst)) {
				delete(p.chats, id)
			}
		}
	}
	c := &chatPace{limiter: rate.NewLimiter(p.limits.Chat, p.limits.ChatBurst)}
	p.chats[id] = c
	return c
}
