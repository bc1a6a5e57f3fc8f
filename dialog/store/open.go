package store

import (
	"cmp"
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
	// Lease is how long a message is one deliverer's unless it is renewed: how long people wait
	// when a process dies. Default 3 s; a minute for ticks, which are not renewed.
	Lease time.Duration
	// Delivers says that this process sends what it commits: its commits lease their messages to
	// it, and it takes them up with Taken.
	Delivers bool
	// Sole says that no other process works on the store: what earlier ones held is freed at once.
	Sole bool
}

// Store keeps everything in Redis. It may be used by many goroutines at once, and by
// many processes on the same Redis.
type Store struct {
	client   redis.UniversalClient
	now      func() time.Time
	newID    func() string
	lease    time.Duration
	planning time.Duration // of a tick
	wake     chan struct{}

	apart     bool // scripts cannot reach two partitions at once
	standings standingCache

	memory memory
	gather gather

	prompts prompts

	delivers bool
	hand     hand
	marks    [Partitions]atomic.Bool // where there may be something to claim

	claimer string                   // names this Store in leases
	turn    atomic.Uint32            // the partition the next claim starts with
	holds   [Partitions]atomic.Int32 // about how many messages this Store has claimed and not finished
}

// Open checks that the store has this program's number of partitions, writing it into a
// new store, and loads the scripts. Errors: ErrPartitions, ErrUnavailable.
func Open(ctx context.Context, client redis.UniversalClient, opt Options) (*Store, error) {
	s := &Store{client: client, now: opt.Now, newID: opt.NewID,
		lease: cmp.Or(opt.Lease, usualLease), planning: cmp.Or(opt.Lease, usualPlanning), wake: make(chan struct{}, 1),
		claimer: randomID(12), delivers: opt.Delivers}
	if s.now == nil {
		s.now = time.Now
	}
	if s.newID == nil {
		s.newID = func() string { return randomID(6) }
	}
	if missing != nil {
		return nil, missing
	}
	err := s.checkPartitions(ctx)
	if err == nil {
		err = s.checkSchema(ctx)
	}
	if err != nil {
		return nil, err
	}
	for _, sc := range allScripts {
		if err := s.read(ctx, "load scripts", func() error { return sc.Load(ctx, client).Err() }); err != nil {
			return nil, err
		}
	}
	if opt.Sole {
		if err := s.free(ctx); err != nil {
			return nil, unavailable("open", err)
		}
	}
	if s.apart, err = s.keptApart(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// usualLease is the default of Options.Lease. It is renewed while its process lives, so it need not
// outlast a slow call; a person whose messages a dead process held waits that long at the most.
const usualLease = 3 * time.Second

// usualPlanning is how long a planner has a tick when Options.Lease says nothing: it is not renewed,
// and nobody waits for a reminder of a dead planner for another minute.
const usualPlanning = time.Minute

// Lease is how long messages are held without being renewed.
func (s *Store) Lease() time.Duration { return s.lease }

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

// schema numbers the layout of keys and values. A program refuses a store of a higher number, which a
// newer program has written, and brings one of a lower number to its own. Since 2 a register counts what
// sessions consist of; a program that does not count would let another one go on with what is not so.
const schema = 2

func (s *Store) checkSchema(ctx context.Context) error {
	var there string
	err := s.read(ctx, "open", func() error {
		if err := s.client.SetNX(ctx, keySchema(), schema, 0).Err(); err != nil {
			return err
		}
		var err error
		there, err = s.client.Get(ctx, keySchema()).Result()
		return err
	})
	if err != nil {
		return unavailable("open", err)
	}
	n, err := strconv.Atoi(there)
	if err != nil || n > schema {
		return fmt.Errorf("%w（存储为第 %s 版，本程序为第 %d 版）", ErrSchema, there, schema)
	}
	if n < schema { // the keys that are there keep their layout
		return s.read(ctx, "open", func() error { return s.client.Set(ctx, keySchema(), schema, 0).Err() })
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

// Wake is signalled after each commit of this process that put something into the outbox, and when
// a finished message makes others claimable: Taken and ClaimMarked have them. Other processes'
// messages and those that become due are found by Claim, once a second.
func (s *Store) Wake() <-chan struct{} { return s.wake }

// mark notes that a partition may have messages to claim, and wakes the deliverer.
func (s *Store) mark(p int) {
	s.marks[p].Store(true)
	s.signal()
}

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
