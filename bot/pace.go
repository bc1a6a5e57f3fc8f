package bot

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// overallBurst is how many messages may leave at once before Limits.Overall holds them back.
const overallBurst = 5

// strikesForAll is how many refusals for speed in a row, without a message accepted in between,
// hold up every chat and not only their own.
const strikesForAll = 3

// pace keeps to Telegram's limits. It is safe for concurrent use. It reads the clock itself: how
// fast messages leave is a matter of real time.
type pace struct {
	limits  Limits
	overall *rate.Limiter

	mu      sync.Mutex
	chats   map[int64]*chatPace
	strikes int
	until   time.Time // nobody is written to before
}

type chatPace struct {
	limiter *rate.Limiter
	until   time.Time // the chat is not written to before
}

func newPace(l Limits) *pace {
	return &pace{limits: l, overall: rate.NewLimiter(l.Overall, overallBurst), chats: map[int64]*chatPace{}}
}

// take takes the right to one call for a chat, or says how long to wait before asking again. Only
// new messages count against the chat's own rate: an answer is one edit and one new message, and
// counting both would slow down somebody who answers by tapping once a second.
func (p *pace) take(chat int64, isNew bool, now time.Time) (wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.chat(chat, now)
	if wait := max(p.until.Sub(now), c.until.Sub(now)); wait > 0 {
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
	all := p.overall.ReserveN(now, 1)
	if wait := all.DelayFrom(now); wait > 0 {
		all.CancelAt(now)
		if own != nil {
			own.CancelAt(now)
		}
		return wait
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

// accepted notes that Telegram takes messages.
func (p *pace) accepted() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.strikes = 0
}

// slowDown notes that Telegram asked to wait.
func (p *pace) slowDown(chat int64, wait time.Duration) {
	now := instant()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chat(chat, now).until = now.Add(wait)
	p.strikes++
	if p.strikes >= strikesForAll {
		p.until = now.Add(wait)
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
