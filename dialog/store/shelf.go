package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Shelved is an update that was confirmed to Telegram before it was settled.
type Shelved struct {
	Update, Chat int64
	Raw          []byte // as received
}

// shelfLease is how long a process has what it put aside to itself without saying anything; longer
// than two of its heartbeats, and short, because after its death people wait for it.
const shelfLease = 5 * time.Second

// Shelve keeps an update of a chat for the process that puts it there, as long as that one calls
// KeepShelved. It may be repeated. Error: ErrUnavailable.
func (s *Store) Shelve(ctx context.Context, u Shelved) error {
	p, id := partitionOfUser(u.Chat), strconv.FormatInt(u.Update, 10)
	return s.atOnce(ctx, "shelve", func(pipe redis.Pipeliner) {
		pipe.HSet(ctx, keyShelf(p), id, u.Raw)
		pipe.ZAdd(ctx, keyShelfLeases(p), redis.Z{Score: float64(s.now().Add(shelfLease).UnixMilli()), Member: id})
	})
}

// Unshelve forgets an update that was settled. It may be repeated. Error: ErrUnavailable.
func (s *Store) Unshelve(ctx context.Context, update, chat int64) error {
	p, id := partitionOfUser(chat), strconv.FormatInt(update, 10)
	return s.atOnce(ctx, "unshelve", func(pipe redis.Pipeliner) {
		pipe.HDel(ctx, keyShelf(p), id)
		pipe.ZRem(ctx, keyShelfLeases(p), id)
	})
}

// KeepShelved renews the leases of updates. Error: ErrUnavailable.
func (s *Store) KeepShelved(ctx context.Context, mine []Shelved) error {
	till := float64(s.now().Add(shelfLease).UnixMilli())
	return s.together(ctx, "keep shelved", func(pipe redis.Pipeliner) {
		for _, u := range mine {
			pipe.ZAddXX(ctx, keyShelfLeases(partitionOfUser(u.Chat)), redis.Z{Score: till, Member: strconv.FormatInt(u.Update, 10)})
		}
	})
}

// TakeShelved leases the updates that nobody keeps any more, the oldest first; their Chat is 0.
// Error: ErrUnavailable; what came beside it is leased.
func (s *Store) TakeShelved(ctx context.Context) (all []Shelved, err error) {
	now := s.now()
	var left [Partitions]*redis.IntCmd
	err = s.together(ctx, "shelved", func(pipe redis.Pipeliner) {
		for p := range left {
			left[p] = pipe.ZCount(ctx, keyShelfLeases(p), "-inf", millis(now))
		}
	})
	for p := 0; err == nil && p < Partitions; p++ {
		if left[p].Val() == 0 {
			continue
		}
		var reply []string
		reply, _, err = s.run(ctx, "take shelved", shelfTakeScript, []string{keyShelf(p), keyShelfLeases(p)},
			millis(now), millis(now.Add(shelfLease)))
		for pair := range slices.Chunk(reply, 2) {
			update, wrong := strconv.ParseInt(pair[0], 10, 64)
			if wrong != nil || len(pair) != 2 {
				return all, fmt.Errorf("store: an update on the shelf is malformed: %w", wrong)
			}
			all = append(all, Shelved{Update: update, Raw: []byte(pair[1])})
		}
	}
	slices.SortFunc(all, func(a, b Shelved) int { return int(a.Update - b.Update) })
	return all, err
}
