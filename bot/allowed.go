package bot

import (
	"context"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// overallBurst is how many calls may leave at once before Limits.Overall holds them back.
const overallBurst = 5

// rateStore shares the rate over all chats between the processes of one bot.
type rateStore interface {
	// Draw takes up to so many calls out of what all processes have together, perSecond of them
	// coming in, burst at the most lying ready. Without any it says when there may be some.
	Draw(ctx context.Context, perSecond float64, burst, calls int) (drawn int, wait time.Duration, err error)
}

// allowed is how many calls may be made over all chats. Calls are drawn from the common store ahead
// of need, a few at a time; when the store is away, a process keeps the rate by itself. It is safe for
// concurrent use.
type allowed struct {
	rate   rate.Limit
	shared rateStore     // nil: this process is alone
	alone  *rate.Limiter // for that, and for when the store is away
	draw   int           // calls drawn at a time

	mu      sync.Mutex
	ready   int       // drawn and not made
	until   time.Time // what is ready lapses then: others could have made it
	askAt   time.Time // not before
	drawing bool
	short   time.Time // until when calls are scarce
}

const (
	drawnLast = time.Second          // how long drawn calls are good
	drawTime  = 2 * time.Second      // for one draw
	scarce    = 2 * time.Second      // for so long after somebody had to wait
	drawSoon  = 2 * time.Millisecond // until a draw under way may have brought something
)

func newAllowed(limit rate.Limit, shared rateStore) *allowed {
	a := &allowed{rate: limit, shared: shared, alone: rate.NewLimiter(limit, overallBurst), draw: 1}
	if limit != rate.Inf {
		a.draw = max(1, int(math.Ceil(float64(limit)/overallBurst)))
	}
	return a
}

// take takes one call, or says how long to wait before asking again.
func (a *allowed) take(now time.Time) (wait time.Duration) {
	if a.rate == rate.Inf {
		return 0
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.shared == nil {
		return a.takeAlone(now)
	}
	if now.After(a.until) {
		a.ready = 0
	}
	if a.ready > 0 {
		a.ready--
		return 0
	}
	if wait := a.askAt.Sub(now); wait > 0 {
		a.short = now.Add(scarce)
		return wait
	}
	if !a.drawing {
		a.drawing = true
		go a.drawMore()
	}
	return drawSoon
}

func (a *allowed) takeAlone(now time.Time) time.Duration {
	r := a.alone.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
		a.short = now.Add(scarce)
	}
	return wait
}

// isScarce reports whether somebody had to wait for a call just now.
func (a *allowed) isScarce(now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return now.Before(a.short)
}

func (a *allowed) drawMore() {
	ctx, cancel := context.WithTimeout(context.Background(), drawTime)
	defer cancel()
	drawn, wait, err := a.shared.Draw(ctx, float64(a.rate), max(overallBurst, a.draw), a.draw)
	now := instant()
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil { // the rate is kept, by this process alone
		drawn = 0
		if wait = a.takeAlone(now); wait == 0 {
			drawn = 1
		}
	}
	a.drawing, a.ready, a.until, a.askAt = false, drawn, now.Add(drawnLast), now.Add(wait)
}
