package bot

import (
	"time"

	"golang.org/x/time/rate"
)

// Limits bound what the bot does at once and how fast. Zero fields get the default.
//
// Telegram's FAQ (core.telegram.org/bots/faq) allows about one message a second in a chat, with
// short bursts, and about 30 messages a second over all chats. The true limits are not
// published, so the defaults stay below.
type Limits struct {
	Overall   rate.Limit // calls a second over all chats; default 25
	Chat      rate.Limit // new messages a second in one chat; default 1
	ChatBurst int        // new messages of one chat at once; default 4

	Turns   int // updates handled at the same time, each of another chat; default 64
	Files   int // updates with a file handled at the same time, beside these; default 4
	Ahead   int // updates of one chat that may wait unconfirmed; more are put aside in the store; default 20
	Waiting int // updates of one chat that may wait at all; more are refused; default 500
	Senders int // chats written to at the same time; default 16
	Reports int // reports built at the same time; default 2

	Attempts    int           // tries before an update or a message is put aside; default 3
	Retry       Backoff       // between tries; default 300 ms to 30 s
	PollTimeout time.Duration // how long Telegram may hold getUpdates, whole seconds; default 50 s
	Patience    time.Duration // how long other chats wait for a chat that is stuck; default 1 s
	Slow        time.Duration // how long an update may wait unconfirmed before it is put aside in the store; default 15 s
	Tend        time.Duration // how often what waits is looked at; default 1 s
	Outage      time.Duration // how long a failing store is believed to be out of reach although it works; default 1 min
	TurnTimeout time.Duration // for one try at an update; default 20 s
	Grace       time.Duration // for each part of the shutdown; default 10 s
}

// Unlimited are limits for a Bot API server that has none, such as the sandbox.
func Unlimited() Limits { return Limits{Overall: rate.Inf, Chat: rate.Inf} }

func (l Limits) withDefaults() Limits {
	fallback(&l.Overall, 25)
	fallback(&l.Chat, 1)
	fallback(&l.ChatBurst, 4)
	fallback(&l.Turns, 64)
	fallback(&l.Files, 4)
	fallback(&l.Ahead, 20)
	fallback(&l.Waiting, 500)
	fallback(&l.Senders, 16)
	fallback(&l.Reports, 2)
	fallback(&l.Attempts, 3)
	fallback(&l.Retry.First, 300*time.Millisecond)
	fallback(&l.Retry.Max, 30*time.Second)
	fallback(&l.PollTimeout, 50*time.Second)
	fallback(&l.Patience, time.Second)
	fallback(&l.Slow, 15*time.Second)
	fallback(&l.Tend, time.Second)
	fallback(&l.Outage, time.Minute)
	fallback(&l.TurnTimeout, 20*time.Second)
	fallback(&l.Grace, 10*time.Second)
	return l
}

func fallback[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
