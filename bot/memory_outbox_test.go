package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// put appends messages to the outbox. The caller holds mu.
func (s *memory) put(unit string, at time.Time, out []store.Message) {
	for _, m := range out {
		s.next++
		m.ID, m.UnitID = fmt.Sprintf("%06d", s.next), unit
		if m.Due.IsZero() {
			m.Due = at
		}
		s.queue = append(s.queue, &entry{m: m})
	}
	s.signal()
}

func (s *memory) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Put lets a test fill the outbox.
func (s *memory) Put(out ...store.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(testUnit, time.Now(), out)
}

// Taken and the rest of what a process holds by its commits: this store leaves all to Claim.
func (s *memory) Taken() []store.Message { return nil }

func (s *memory) Draw(_ context.Context, _ float64, _, calls int) (int, time.Duration, error) {
	return calls, 0, nil
}

func (s *memory) Marked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.queue, func(e *entry) bool { return !e.leased && !e.m.Due.After(time.Now()) })
}

func (s *memory) ClaimMarked(ctx context.Context, limit int) ([]store.Message, error) {
	return s.Claim(ctx, limit)
}

func (s *memory) Lease() time.Duration { return time.Minute }

func (s *memory) Renew(context.Context, []store.Message) ([]store.Message, error) { return nil, nil }

func (s *memory) Claim(ctx context.Context, limit int) ([]store.Message, error) {
	leave, err := s.enter(ctx, "claim")
	if err != nil {
		return nil, err
	}
	defer leave()
	closed := map[int64]bool{} // chats whose turn it is not
	for _, e := range s.queue {
		closed[e.m.Chat] = closed[e.m.Chat] || e.leased
	}
	var claimed []store.Message
	for _, e := range s.queue {
		if closed[e.m.Chat] || e.m.Due.After(time.Now()) || len(claimed) == limit {
			closed[e.m.Chat] = true
			continue
		}
		e.leased = true
		claimed = append(claimed, e.m)
	}
	return claimed, nil
}

// end finds a leased message and, unless it stays, removes it.
func (s *memory) end(ctx context.Context, op string, m store.Message, change func(*entry) (stays bool)) error {
	leave, err := s.enter(ctx, op)
	if err != nil {
		return err
	}
	defer leave()
	i := slices.IndexFunc(s.queue, func(e *entry) bool { return e.m.ID == m.ID && e.leased })
	if i < 0 {
		return store.ErrLeaseLost
	}
	s.queue[i].leased = false
	if !change(s.queue[i]) {
		s.queue = slices.Delete(s.queue, i, i+1)
	}
	s.signal()
	return nil
}

func (s *memory) Delivered(ctx context.Context, m store.Message, _ int) error {
	return s.end(ctx, "delivered", m, func(*entry) bool { return false })
}

// Shown knows an open question at once.
func (s *memory) Shown(m store.Message, id int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m.Reply != nil && m.Reply.Prompt {
		s.prompts[m.Chat] = id
	}
}

func (s *memory) Postpone(ctx context.Context, m store.Message, until time.Time) error {
	return s.end(ctx, "postpone", m, func(e *entry) bool {
		e.m.Due = until
		e.m.Attempts++
		return true
	})
}

func (s *memory) Drop(ctx context.Context, m store.Message, reason string) error {
	return s.end(ctx, "drop", m, func(*entry) bool {
		s.dropped = append(s.dropped, reason)
		return false
	})
}

func (s *memory) OpenQuestion(ctx context.Context, m store.Message) (int, error) {
	leave, err := s.enter(ctx, "prompt")
	if err != nil {
		return 0, err
	}
	defer leave()
	return s.prompts[m.Chat], nil
}

func (s *memory) Wake() <-chan struct{} { return s.wake }

// News: nothing waits to be bundled in this store.
func (s *memory) News(context.Context, int64, string, int) ([]dialog.News, bool, error) {
	return nil, true, nil
}

func (s *memory) NewsTurn(context.Context, store.Message, bool) (time.Time, error) {
	return time.Time{}, nil
}

func (s *memory) DueReminders(context.Context, int64) ([]store.Waiting, error) { return nil, nil }

func (s *memory) ToldReminder(context.Context, int64, store.Waiting) error { return nil }
