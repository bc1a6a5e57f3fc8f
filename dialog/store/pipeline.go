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
