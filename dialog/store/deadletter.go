package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// deadLetter is what a partition keeps of an update or message that failed for good.
type deadLetter struct {
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
	Chat    int64     `json:"chat,omitempty"`
	Update  int64     `json:"update,omitempty"`
	Raw     []byte    `json:"raw,omitempty"`     // the update as received
	Message string    `json:"message,omitempty"` // the message's payload
}

// Dead is an update that could never be handled or a message that could never be
// delivered. Its content is personal data and not for logs.
type Dead struct {
	ID     string // "update:…" or the message's id
	At     time.Time
	Reason string
	Chat   int64
	Update int64
	Raw    []byte

	partition int
}

// keepAttempts is how long tries at an update are remembered.
const keepAttempts = 72 * time.Hour

// Attempt counts one more try at an update, before it is handled, and returns how many
// there were with this one: an update that ends the process each time shows by it.
func (s *Store) Attempt(ctx context.Context, update, chat int64) (int, error) {
	p, now := partitionOfUser(chat), s.now()
	reply, _, err := s.run(ctx, "attempt", attemptScript, []string{keyAttempts(p), keyAttemptTimes(p)},
		millis(now), update, millis(now.Add(-keepAttempts)))
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(reply[1])
	if err != nil {
		return 0, strange("attempt", reply)
	}
	return n, nil
}

// DeadLetter keeps an update that cannot be handled, so that the ones after it can be.
// The newest 1,000 of a partition are kept.
func (s *Store) DeadLetter(ctx context.Context, update int64, raw []byte, reason string) error {
	letter, err := encode(deadLetter{At: toMillis(s.now()), Reason: reason, Update: update, Raw: raw})
	if err != nil {
		return err
	}
	p := partitionOfUser(update)
	_, _, err = s.run(ctx, "dead letter", deadLetterScript, []string{keyDead(p), keyDeadTimes(p)},
		millis(s.now()), "update:"+strconv.FormatInt(update, 10), letter)
	return err
}

// DeadLetters returns what was kept, the oldest first.
func (s *Store) DeadLetters(ctx context.Context) ([]Dead, error) {
	parts, err := s.eachPartition(ctx, "dead letters", keyDead)
	if err != nil {
		return nil, err
	}
	var all []Dead
	for p, letters := range parts {
		for id, blob := range letters {
			var l deadLetter
			if err := json.Unmarshal([]byte(blob), &l); err != nil {
				return nil, fmt.Errorf("store: dead letter %s: %w", id, err)
			}
			d := Dead{ID: id, partition: p, At: l.At, Reason: l.Reason, Chat: l.Chat, Update: l.Update, Raw: l.Raw}
			if l.Message != "" {
				d.Raw = []byte(l.Message)
			}
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b Dead) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// Retry puts a message that could not be delivered into the outbox once more, and forgets that it
// could not. When it is interrupted in between, the message may be retried twice. Errors:
// ErrInvalid for an update, which cannot be handled again: the person has to send it again;
// ErrUnavailable.
func (s *Store) Retry(ctx context.Context, d Dead) error {
	if d.Update != 0 {
		return invalid("这是收到的消息，不能重新处理，请对方再发一次")
	}
	m, err := decodeMessage(d.partition, d.ID, string(d.Raw))
	if err != nil {
		return err
	}
	now := s.now()
	m.Due, m.at, m.Attempts = toMillis(now), now.UnixMilli(), 0
	if err := s.enqueue(ctx, d.partition, -now.UnixMilli(), []Message{m}, now); err != nil && !errors.Is(err, ErrDuplicate) {
		return err
	}
	return s.Forget(ctx, d)
}

// Forget drops what was kept of an update or message. Error: ErrUnavailable.
func (s *Store) Forget(ctx context.Context, d Dead) error {
	return s.atOnce(ctx, "forget a dead letter", func(p redis.Pipeliner) {
		p.HDel(ctx, keyDead(d.partition), d.ID)
		p.ZRem(ctx, keyDeadTimes(d.partition), d.ID)
	})
}
