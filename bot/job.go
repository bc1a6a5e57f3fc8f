package bot

import (
	"sync"
	"sync/atomic"
	"time"
)

// job is one update on its way.
type job struct {
	peek
	raw     rawUpdate
	since   time.Time     // when it was received
	done    chan struct{} // closed when the update may be confirmed: committed, buried, or put aside
	confirm func()        // closes done, once
	aside   atomic.Bool   // the store keeps it until it is settled; see shelf.go
	refused bool          // too many of its chat wait: it is not handled
}

func newJob(p peek, raw rawUpdate) *job {
	j := &job{peek: p, raw: raw, since: instant(), done: make(chan struct{})}
	j.confirm = sync.OnceFunc(func() { close(j.done) })
	return j
}

// settled reports whether the update may be confirmed.
func (j *job) settled() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}
