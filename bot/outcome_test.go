package bot

import (
	"errors"
	"testing"
	"time"

	"ziping/dialog/store"
)

// A message that Telegram never answers to is given up while other chats get through; when none does
// it is Telegram that is out of reach, and it waits.
func TestMessageThatHoldsUpItsChat(t *testing.T) {
	r := newRig(t)
	b := r.bot()
	d := b.deliverer
	out := errors.New("502")
	for _, c := range []struct {
		name     string
		age      time.Duration
		attempts int
		others   bool
		want     what
	}{
		{"new", time.Second, 1, true, later},
		{"tried often, not for long", time.Minute, 30, true, later},
		{"for long, seldom", time.Hour, 3, true, later},
		{"for long, nobody gets through", time.Hour, 30, false, later},
		{"for long, others get through", unreachedFor + time.Second, unreachedTries, true, never},
		{"for a day", hopeless + time.Second, unreachedTries, false, never},
	} {
		d.pace = newPace(d.limits, nil)
		d.pace.accepted(1)
		if c.others {
			d.pace.accepted(2)
		}
		m := store.Message{Chat: 1, Attempts: c.attempts, Due: d.now().Add(-c.age)}
		if got := d.outcomeOf(m, verdict{kind: unreached}, out); got.what != c.want {
			t.Errorf("%s: %v, want %v", c.name, got.what, c.want)
		}
	}
}
