package bot

import (
	"sync"
	"time"
)

// Status is how the bot is doing. Zero times mean: not yet.
type Status struct {
	LastPoll     time.Time     // Telegram last answered getUpdates
	LastCall     time.Time     // Telegram last answered any call
	LastConflict time.Time     // another program last took the updates of this token
	Refused      bool          // Telegram does not know the token
	LastCommit   time.Time     // an update was last settled
	LastSent     time.Time     // a message was last delivered
	OutboxAge    time.Duration // how long the oldest message in hand has been due; 0 when there is none
	Held         int           // messages in hand
	Buried       int           // updates put aside as unprocessable since the start
	Workdays     []int         // years whose holidays are known; nil when nobody is reminded
}

// status collects what Status shows. Its methods are safe for concurrent use.
type status struct {
	mu     sync.Mutex
	now    Status
	oldest time.Time // due time of the oldest message in hand; zero: none
}

func (s *status) update(change func(*Status)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.now)
}

func (s *status) outbox(held int, oldest time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.Held, s.oldest = held, oldest
}

func (s *status) read(now time.Time) Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.now
	if !s.oldest.IsZero() {
		r.OutboxAge = max(0, now.Sub(s.oldest))
	}
	return r
}
