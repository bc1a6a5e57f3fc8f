package store

import (
	"context"
	"sync"

	"github.com/redis/go-redis/v9"
)

// gather sends the scripts that many goroutines run at the same moment in one round trip: a server
// that writes to its disk before it replies then does so once for all of them. It is safe for
// concurrent use.
type gather struct {
	mu      sync.Mutex
	waiting []*errand
	under   bool // a round trip is under way; whoever makes it takes along what came meanwhile
}

// errand is one script to be run, and what came of it.
type errand struct {
	sc     *script
	keys   []string
	values []any
	done   chan struct{} // closed when reply and err are there
	reply  []string
	err    error
}

// gatheredAtOnce is how many scripts go in one round trip at the most.
const gatheredAtOnce = 64

// gathered runs a script together with those of others.
func (s *Store) gathered(ctx context.Context, sc *script, keys []string, values []any) ([]string, error) {
	e := &errand{sc: sc, keys: keys, values: values, done: make(chan struct{})}
	g := &s.gather
	g.mu.Lock()
	g.waiting = append(g.waiting, e)
	first := !g.under
	g.under = true
	g.mu.Unlock()
	if first {
		go s.runErrands(context.WithoutCancel(ctx)) // it may take others' along: theirs do not end with this one's
	}
	select {
	case <-e.done:
		return e.reply, e.err
	case <-ctx.Done():
		return nil, ctx.Err() // whether it was run is not known
	}
}

func (s *Store) runErrands(ctx context.Context) {
	for {
		s.gather.mu.Lock()
		n := min(len(s.gather.waiting), gatheredAtOnce)
		errands := s.gather.waiting[:n:n]
		s.gather.waiting = s.gather.waiting[n:]
		if n == 0 {
			s.gather.waiting, s.gather.under = nil, false
		}
		s.gather.mu.Unlock()
		if n == 0 {
			return
		}
		s.runTogether(ctx, errands)
	}
}

func (s *Store) runTogether(ctx context.Context, errands []*errand) {
	for i, cmd := range s.scripted(ctx, errands) {
		e := errands[i]
		if err := cmd.Err(); redis.HasErrorPrefix(err, "NOSCRIPT") {
			e.reply, e.err = e.sc.Run(ctx, s.client, e.keys, e.values...).StringSlice()
		} else {
			e.reply, e.err = cmd.StringSlice()
		}
		close(e.done)
	}
}
