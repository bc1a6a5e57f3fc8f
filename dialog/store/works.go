package store

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// Works reports whether the store takes writes, in all its parts: what fails then fails by itself.
// A server that only answers may be full, read-only or without its disk. Error: ErrUnavailable.
func (s *Store) Works(ctx context.Context) error {
	return s.together(ctx, "works", func(pipe redis.Pipeliner) {
		for p := range Partitions {
			pipe.Set(ctx, keyWorks(p), "", time.Minute)
			if !s.apart {
				return // one server has all
			}
		}
	})
}
