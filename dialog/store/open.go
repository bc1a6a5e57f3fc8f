package store

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// Options of a Store; every one has a default.
type Options struct {
	// Now is the clock for what has no time of its own. Default time.Now.
	Now func() time.Time
	// NewID makes the varying part of evaluation ids: up to 6 of [a-z0-9], new each time.
	// Default: random.
	NewID func() string
	// Lease is how long a claimed message is one deliverer's; it must outlast one try to
	// send all messages of a claim. Default 60 s.
	Lease time.Duration
}

// Store keeps everything in Redis. It may be used by many goroutines at once, and by
// many processes on the same Redis.
type Store struct {
	client redis.UniversalClient
	now    func() time.Time
	newID  func() string
	lease  time.Duration
	wake   chan struct{}

	apart     bool // scripts cannot reach two partitions at once
	standings standingCache

	claimer string                   // names this Store in leases
	turn    atomic.Uint32            // the partition the next claim starts with
	holds   [Partitions]atomic.Int32 // about how many messages this Store has claimed and not finished
}

// Open checks that the store has this program's number of partitions, writing it into a
// new store, and loads the scripts. Errors: ErrPartitions, ErrUnavailable.
func Open(ctx context.Context, client redis.UniversalClient, opt Options) (*Store, error) {
	s := &Store{client: client, now: opt.Now, newID: opt.NewID, lease: opt.Lease, wake: make(chan struct{}, 1),
		claimer: randomID(12)}
	if s.now == nil {
		s.now = time.Now
	}
	if s.newID == nil {
		s.newID = func() string { return randomID(6) }
	}
	if s.lease <= 0 {
		s.lease = time.Minute
	}
	err := s.checkPartitions(ctx)
	if err != nil {
		return nil, err
	}
	for _, sc := range allScripts {
		if err := s.read(ctx, "load scripts", func() error { return sc.Load(ctx, client).Err() }); err != nil {
			return nil, err
		}
	}
	if s.apart, err = s.keptApart(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) checkPartitions(ctx context.Context) error {
	var there string
	err := s.read(ctx, "open", func() error {
		if err := s.client.SetNX(ctx, keyPartitions(), Partitions, 0).Err(); err != nil {
			return err
		}
		var err error
		there, err = s.client.Get(ctx, keyPartitions()).Result()
		return err
	})
	if err != nil {
		return unavailable("open", err)
	}
	if there != strconv.Itoa(Partitions) {
		return fmt.Errorf("%w（存储为 %s，程序为 %d）", ErrPartitions, there, Partitions)
	}
	return nil
}

// Ping reports whether the store answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.client.Ping(ctx).Err(); err != nil {
		return unavailable("ping", err)
	}
	return nil
}

// Wake is signalled after each commit of this process that put something into the outbox,
// and when a finished message makes others claimable. Other processes' messages and those
// that become due are found by claiming once a second.
func (s *Store) Wake() <-chan struct{} { return s.wake }

func (s *Store) signal() {
	select {
	case s.wake <- struct{}{}:
	default: // a signal is waiting already
	}
}

// randomID returns n random characters of [a-z2-7].
func randomID(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand.Read never fails
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))[:n]
}
