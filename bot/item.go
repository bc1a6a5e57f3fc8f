package bot

import (
	"sync"
	"time"

	"ziping/dialog/store"
)

// item is a message in hand. When its lease had to be taken anew, its message is replaced by the
// one of the new lease, in the next generation. It is safe for concurrent use.
type item struct {
	mu         sync.Mutex
	m          store.Message
	generation int
	ended      bool // the end was written down, under this generation
	endedAt    int
	ours       time.Time // until when the lease can not have run out
}

// keep notes that the lease was renewed.
func (it *item) keep(until time.Time) {
	it.mu.Lock()
	defer it.mu.Unlock()
	if until.After(it.ours) {
		it.ours = until
	}
}

func (it *item) until() time.Time {
	it.mu.Lock()
	defer it.mu.Unlock()
	return it.ours
}

// keyOf identifies a message: ids are unique within a unit's partition.
func keyOf(m store.Message) string { return m.UnitID + "/" + m.ID }

func (it *item) get() store.Message {
	m, _ := it.lease()
	return m
}

func (it *item) lease() (m store.Message, generation int) {
	it.mu.Lock()
	defer it.mu.Unlock()
	return it.m, it.generation
}

func (it *item) renew(m store.Message, until time.Time) {
	it.mu.Lock()
	defer it.mu.Unlock()
	it.m, it.ours = m, until
	it.generation++
}

func (it *item) renewedSince(generation int) bool {
	it.mu.Lock()
	defer it.mu.Unlock()
	return it.generation != generation
}

// concluded notes that the end was written down under a lease.
func (it *item) concluded(generation int) {
	it.mu.Lock()
	defer it.mu.Unlock()
	it.ended, it.endedAt = true, generation
}

// refused notes that the end could not be written down under a lease.
func (it *item) refused(generation int) {
	it.mu.Lock()
	defer it.mu.Unlock()
	it.endedAt = generation
}

// itemState says whether the store knows what became of a message.
type itemState uint8

const (
	unknown itemState = iota // it does not
	written                  // it does
	renewed                  // it has given the message out again since
)

func (it *item) state() itemState {
	it.mu.Lock()
	defer it.mu.Unlock()
	switch {
	case it.endedAt != it.generation:
		return renewed
	case !it.ended:
		return unknown
	}
	return written
}
