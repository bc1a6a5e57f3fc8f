package store

import (
	"context"
	"strconv"
	"time"
)

// Draw takes up to so many calls out of a bucket that all processes share: perSecond of them come in,
// and burst at the most lie ready. When there is none, wait is until when there may be one.
// Error: ErrUnavailable.
func (s *Store) Draw(ctx context.Context, perSecond float64, burst, calls int) (drawn int, wait time.Duration, err error) {
	reply, err := drawScript.Run(ctx, s.client, []string{keyRate()}, strconv.FormatFloat(perSecond, 'f', -1, 64), burst, calls).StringSlice()
	if err != nil { // not repeated: what was drawn and lost lapses
		return 0, 0, unavailable("draw", err)
	}
	if len(reply) != 2 {
		return 0, 0, strange("draw", reply)
	}
	drawn, err = strconv.Atoi(reply[0])
	ms, err2 := strconv.Atoi(reply[1])
	if err != nil || err2 != nil {
		return 0, 0, strange("draw", reply)
	}
	return drawn, time.Duration(ms) * time.Millisecond, nil
}
