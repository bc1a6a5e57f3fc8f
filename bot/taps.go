package bot

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
)

// maxToast is Telegram's limit for the notice on a tapped button (Bot API, answerCallbackQuery).
const maxToast = 200

// maxTaps bounds the taps answered at the same time.
const maxTaps = 8

// taps answers taps, so that no button keeps spinning. It does so beside the updates' order: an
// answer may be lost, and nothing waits for it.
type taps struct {
	api   *api
	log   *slog.Logger
	slots chan struct{}
	calls sync.WaitGroup
	ctx   context.Context
	stop  context.CancelFunc
}

func newTaps(a *api, log *slog.Logger) *taps {
	t := &taps{api: a, log: log, slots: make(chan struct{}, maxTaps)}
	t.ctx, t.stop = context.WithCancel(context.Background())
	return t
}

// answer answers a tap with a notice, which may be empty. No query, nothing to do.
func (t *taps) answer(query, text string) {
	if query == "" {
		return
	}
	t.calls.Go(func() {
		select {
		case t.slots <- struct{}{}:
		case <-t.ctx.Done():
			return
		}
		defer func() { <-t.slots }()
		// A second try for the connection that broke just now; later the query is too old.
		for range 2 {
			if t.try(query, shorten(clean(text), maxToast)) {
				return
			}
		}
	})
}

// try reports whether trying again is of no use.
func (t *taps) try(query, text string) bool {
	ctx, cancel := context.WithTimeout(t.ctx, callTimeout)
	defer cancel()
	_, err := t.api.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: query, Text: text})
	if err == nil {
		return true
	}
	v := judge(err)
	if v.kind == refused && strings.Contains(err.Error(), "query is too old") {
		return true // answered before, or after a restart
	}
	t.log.Info("tap not answered", "error", t.api.clean(err))
	return v.kind != unreached
}

// wait returns when all taps are answered, or after grace.
func (t *taps) wait(grace time.Duration) {
	timer := time.AfterFunc(grace, t.stop)
	defer timer.Stop()
	t.calls.Wait()
	t.stop()
}
