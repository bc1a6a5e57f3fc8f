package bot

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// Meter counts what the bot does. Its methods are called from many goroutines at once and must not
// block.
type Meter interface {
	// Called: a call of the Bot API was answered with this HTTP status, or with none (0).
	Called(method string, status int, took time.Duration)
	// Settled: an update was handled and committed.
	Settled(kind string, took time.Duration)
	// Recorded: so many answers were committed, which took so long.
	Recorded(answers int, took time.Duration)
	// Sent: Telegram has accepted a message so long after it was due.
	Sent(class string, waited time.Duration)
	// Built: a report or another document was built, or could not be.
	Built(ok bool, took time.Duration)
	// Buried: an update or a message was given up.
	Buried(what string)
}

// noMeter counts nothing.
type noMeter struct{}

func (noMeter) Called(string, int, time.Duration) {}
func (noMeter) Settled(string, time.Duration)     {}
func (noMeter) Recorded(int, time.Duration)       {}
func (noMeter) Sent(string, time.Duration)        {}
func (noMeter) Built(bool, time.Duration)         {}
func (noMeter) Buried(string)                     {}

// meteredTransport counts calls, and notes when Telegram has last answered one with sense.
type meteredTransport struct {
	base   http.RoundTripper
	meter  Meter
	status *status
}

// RoundTrip implements http.RoundTripper.
func (t *meteredTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	start := instant()
	resp, err := t.base.RoundTrip(req)
	code := 0
	if err == nil {
		code = resp.StatusCode
	}
	t.meter.Called(methodOf(req.URL.Path), code, time.Since(start))
	t.status.update(func(s *Status) {
		switch {
		case code == http.StatusConflict:
			s.LastConflict = instant()
		case code == http.StatusUnauthorized:
			s.Refused = true
		case code > 0 && code < 500:
			s.LastCall, s.Refused = instant(), false
		}
	})
	return resp, err
}

// methodOf is the method in the path of a call, the last word of /bot<token>/<method>; file for a
// download.
func methodOf(path string) string {
	if strings.HasPrefix(path, "/file/") || strings.Contains(path, "/file/bot") {
		return "file"
	}
	return path[strings.LastIndex(path, "/")+1:]
}

// pulseEvery is how long Telegram may not have been spoken to before it is asked whether it is
// there: with a webhook nothing else would tell.
const pulseEvery = 30 * time.Second

// pulse asks Telegram whether it is there, whenever it was silent for a while, until ctx ends.
func (b *Bot) pulse(ctx context.Context) {
	for pause(ctx, pulseEvery) {
		if time.Since(b.Status().LastCall) < pulseEvery {
			continue
		}
		call, cancel := context.WithTimeout(ctx, callTimeout)
		if _, err := b.api.GetMe(call); err != nil && !errors.Is(err, context.Canceled) {
			b.log.Warn("telegram does not answer", "error", b.api.clean(err))
		}
		cancel()
	}
}

// classWord names a class of messages for counters.
func classWord(c store.Class) string {
	switch c {
	case store.Answer:
		return "answer"
	case store.Notice:
		return "notice"
	case store.Reminder:
		return "reminder"
	}
	return "other"
}

// kindWord names a kind of updates for counters.
func kindWord(e event) string {
	switch e.kind {
	case spoken:
		return map[dialog.InputKind]string{
			dialog.CommandInput: "command", dialog.TapInput: "tap", dialog.TextInput: "text", dialog.OtherInput: "other",
		}[e.in.Kind]
	case blocking:
		return "blocking"
	case outside:
		return "outside"
	case ignored:
	}
	return "ignored"
}
