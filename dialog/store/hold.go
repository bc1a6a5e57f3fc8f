package store

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"github.com/redis/go-redis/v9"
)

// hand is what this process has put down and holds, until its deliverer takes it: a commit leases
// its messages to the process that makes it (see hold in scripts/outbox_put.lua).
type hand struct {
	mu       sync.Mutex
	messages []Message
}

// Taken gives the messages that commits of this process have leased to it since it was last asked,
// in the order of the commits. They are held like those of Claim. Wake is signalled for them.
func (s *Store) Taken() []Message {
	s.hand.mu.Lock()
	defer s.hand.mu.Unlock()
	taken := s.hand.messages
	s.hand.messages = nil
	return taken
}

// takeUp keeps the messages of a commit that its script has leased: ids has the id of each that is
// held, and "" for one that is not; prompt is the chat's open question when it was made. It reports
// whether any is left to be claimed.
func (s *Store) takeUp(by claim, prompt int, out []Message, ids []string) (left bool) {
	held := make([]Message, 0, len(out))
	for i, m := range out {
		if i >= len(ids) || ids[i] == "" {
			left = true
			continue
		}
		m.ID, m.partition, m.fence = ids[i], by.partition, by.fence
		if m.Chat == out[0].Chat {
			m.prompt, m.promptAsOf = prompt, by.begun
		}
		held = append(held, m)
	}
	s.holds[by.partition].Add(int32(len(held)))
	s.hand.mu.Lock()
	defer s.hand.mu.Unlock()
	s.hand.messages = append(s.hand.messages, held...)
	return left
}

// holder is the part of a commit script's ARGV that says who holds its messages: nobody, when this
// process delivers nothing.
func (s *Store) holder() (args []any, fence string) {
	if !s.delivers {
		return []any{"", "", 0}, ""
	}
	fence = s.claimer + randomID(8)
	return []any{s.claimer, fence, strconv.FormatInt(s.lease.Milliseconds(), 10)}, fence
}

// Renew keeps the chats of messages that are in hand for another lease; whoever holds messages
// renews them several times a lease. lost are the messages that another process may have by now:
// they must not be sent. Error: ErrUnavailable.
func (s *Store) Renew(ctx context.Context, inHand []Message) (lost []Message, err error) {
	chats := map[int]map[int64]bool{}
	for _, m := range inHand {
		if chats[m.partition] == nil {
			chats[m.partition] = map[int64]bool{}
		}
		chats[m.partition][m.Chat] = true
	}
	for p, of := range chats {
		args := []any{millis(s.now()), strconv.FormatInt(s.lease.Milliseconds(), 10), s.claimer}
		for chat := range of {
			args = append(args, chat)
		}
		reply, _, err := s.run(ctx, "renew", renewScript, []string{keyChats(p), keyLeases(p)}, args...)
		if err != nil {
			return nil, err
		}
		for _, m := range inHand {
			if m.partition == p && slices.Contains(reply[1:], strconv.FormatInt(m.Chat, 10)) {
				lost = append(lost, m)
			}
		}
	}
	return lost, nil
}

// Precedes reports whether a was committed before b, as far as their ids tell: both of one chat and
// one unit's partition.
func Precedes(a, b Message) bool { return a.partition == b.partition && a.ID < b.ID }

// free frees what earlier processes held, in all partitions.
func (s *Store) free(ctx context.Context) error {
	return s.together(ctx, "free leases", func(pipe redis.Pipeliner) {
		for p := range Partitions {
			freeScript.EvalSha(ctx, pipe, []string{keyChats(p), keyLeases(p), keyHeld(p)}, millis(s.now()))
		}
	})
}
