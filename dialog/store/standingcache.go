package store

import (
	"context"
	"sync"
	"unique"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
)

// standingCache remembers decoded standings, so that a look at thousands of units reads and
// decodes only those that have changed since the last look: a standing is kept with every change,
// and an evaluation counts its changes. Those marked stale are never remembered, for they are
// replaced without a change. It is safe for concurrent use.
type standingCache struct {
	mu sync.Mutex
	of map[evaluationKey]cachedStanding
}

type evaluationKey struct {
	unitID string
	year   int
}

type cachedStanding struct {
	changes int64
	scheme  string
	now     *dialog.Standing // never changed after it was put here
}

// maxCached bounds the cache, at about 4 KB each; what has no room is read anew.
const maxCached = 20_000

func (c *standingCache) get(e dialog.Evaluation) (*dialog.Standing, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known, ok := c.of[evaluationKey{e.UnitID, e.Year}]
	return known.now, ok && known.changes == e.Changes && known.scheme == e.Scheme
}

func (c *standingCache) put(e dialog.Evaluation, now *dialog.Standing) {
	share(now)
	c.mu.Lock()
	defer c.mu.Unlock()
	key := evaluationKey{e.UnitID, e.Year}
	if _, known := c.of[key]; !known && len(c.of) >= maxCached {
		return
	}
	if c.of == nil {
		c.of = map[evaluationKey]cachedStanding{}
	}
	c.of[key] = cachedStanding{e.Changes, e.Scheme, now}
}

// share lets standings have the words they have in common in memory once.
func share(s *dialog.Standing) {
	one := func(text *string) { *text = unique.Make(*text).Value() }
	for i := range s.Sections {
		section := &s.Sections[i]
		one(&section.Code)
		one(&section.Title)
		for j := range section.Missing {
			one(&section.Missing[j])
		}
	}
	for i := range s.Blocks {
		one(&s.Blocks[i].Name)
	}
	for i := range s.Findings {
		one(&s.Findings[i].Check)
		one(&s.Findings[i].Title)
	}
}

// readStandings fills the standings of stands at the given places, which were changed since they were
// last read.
func (s *Store) readStandings(ctx context.Context, stands []Stand, at []int) error {
	cmds := make([]*redis.StringCmd, len(at))
	err := s.together(ctx, "standings", func(p redis.Pipeliner) {
		for i, place := range at {
			e := stands[place].Evaluation
			cmds[i] = p.HGet(ctx, keyStandings(partitionOf(e.UnitID)), whereIs(e.UnitID, e.Year))
		}
	})
	if err != nil {
		return err
	}
	for i, place := range at {
		e := stands[place].Evaluation
		if stands[place], err = standFrom(e, cmds[i].Val(), ""); err != nil {
			return err
		}
		if stand := stands[place]; !stand.Stale && stand.Now != nil {
			s.standings.put(e, stand.Now)
		}
	}
	return nil
}
