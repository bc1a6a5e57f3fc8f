package store

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"
)

// together sends commands in one round trip, and again like read. It fails when any of them failed:
// the library's own error is that of the first command alone, which may be a missing value
// (redis.Nil, no error here) while another one's server is away. Whether a value is there is asked
// of its command.
func (s *Store) together(ctx context.Context, op string, fill func(redis.Pipeliner)) error {
	return s.read(ctx, op, func() error { return failedIn(s.client.Pipelined(ctx, filled(fill))) })
}

// atOnce is together for commands that see one and the same state.
func (s *Store) atOnce(ctx context.Context, op string, fill func(redis.Pipeliner)) error {
	return s.read(ctx, op, func() error { return failedIn(s.client.TxPipelined(ctx, filled(fill))) })
}

func filled(fill func(redis.Pipeliner)) func(redis.Pipeliner) error {
	return func(p redis.Pipeliner) error { fill(p); return nil }
}

// failedIn is the first error of a pipeline's commands that is one.
func failedIn(cmds []redis.Cmder, err error) error {
	for _, c := range cmds {
		if err := c.Err(); err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
	}
	if errors.Is(err, redis.Nil) {
		return nil
	}
	return err
}

// registered executes a script and counts it in the register, both or neither.
func (s *Store) registered(ctx context.Context, sc *script, keys []string, values []any) ([]string, error) {
	var done *redis.Cmd
	err := failedIn(s.client.TxPipelined(ctx, filled(func(p redis.Pipeliner) {
		p.Incr(ctx, s.keyRegister(0))
		done = sc.EvalSha(ctx, p, keys, values...)
	})))
	switch {
	case redis.HasErrorPrefix(err, "NOSCRIPT"):
		return sc.Run(ctx, s.client, keys, values...).StringSlice() // counted already
	case err != nil:
		return nil, err
	}
	return done.StringSlice()
}

// scripted executes scripts in one round trip. What became of each is asked of its command: when
// nothing could be sent, each says so.
func (s *Store) scripted(ctx context.Context, errands []*errand) []*redis.Cmd {
	cmds := make([]*redis.Cmd, len(errands))
	_, _ = s.client.Pipelined(ctx, filled(func(p redis.Pipeliner) {
		for i, e := range errands {
			cmds[i] = e.sc.EvalSha(ctx, p, e.keys, e.values...)
		}
	}))
	return cmds
}
