package bot

import (
	"context"
	"math/rand/v2"
	"time"
)

// Backoff is how long to wait before trying again: First, then twice as long each time, up to
// Max, each shortened at random by up to a quarter so that many do not try at once.
type Backoff struct {
	First, Max time.Duration
}

// after is the wait after so many failures; 1 is the first.
func (b Backoff) after(failures int) time.Duration {
	wait := b.First
	for i := 1; i < failures && wait < b.Max; i++ {
		wait *= 2
	}
	wait = min(wait, b.Max)
	if quarter := int64(wait / 4); quarter > 0 {
		wait -= time.Duration(rand.Int64N(quarter))
	}
	return wait
}

// pause waits and reports false when ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
