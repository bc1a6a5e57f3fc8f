package bot

import (
	"context"
	"sync"
	"time"

	tg "github.com/go-telegram/bot"
	"golang.org/x/time/rate"

	"ziping/dialog"
	"ziping/dialog/store"
)

// visitors bounds what the bot says to people and groups that are not part of it: one sentence a
// minute, and five answers to invitations with one more every ten seconds; to all of them together
// two a second, after members have had theirs.
type visitors struct {
	sentences, invitations, crowded *quota

	all *rate.Limiter
}

// What strangers are told together, however many they are: so much of Telegram's limit they may take.
const (
	toStrangers      = 2 // a second
	toStrangersBurst = 20
)

// mayBeTold reports whether a stranger is answered now, by the stranger's own quota and that of all.
func (v *visitors) mayBeTold(own *quota, e event) bool {
	return own.allow(e.chat, e.update, e.in.At) && v.all.AllowN(e.in.At, 1)
}

func newVisitors() *visitors {
	return &visitors{
		all:         rate.NewLimiter(toStrangers, toStrangersBurst),
		sentences:   &quota{rate: rate.Every(time.Minute), burst: 1, of: map[int64]*allowance{}},
		crowded:     &quota{rate: rate.Every(time.Minute), burst: 1, of: map[int64]*allowance{}},
		invitations: &quota{rate: rate.Every(10 * time.Second), burst: 5, of: map[int64]*allowance{}},
	}
}

// quota is a rate for each chat. It is safe for concurrent use.
type quota struct {
	rate  rate.Limit
	burst int

	mu sync.Mutex
	of map[int64]*allowance
}

type allowance struct {
	limiter *rate.Limiter
	update  int64 // the last update that was allowed, so that its repetition is allowed too
}

// maxAllowances is from how many chats on the idle ones are forgotten.
const maxAllowances = 10000

// allow reports whether the update of a chat may be answered now.
func (q *quota) allow(chat, update int64, now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	a := q.of[chat]
	if a == nil {
		q.forgetIdle(now)
		a = &allowance{limiter: rate.NewLimiter(q.rate, q.burst)}
		q.of[chat] = a
	}
	if a.update == update {
		return true
	}
	if !a.limiter.AllowN(now, 1) {
		return false
	}
	a.update = update
	return true
}

func (q *quota) forgetIdle(now time.Time) {
	if len(q.of) < maxAllowances {
		return
	}
	for chat, a := range q.of {
		if a.limiter.TokensAt(now) >= float64(q.burst) {
			delete(q.of, chat)
		}
	}
}

// stranger answers somebody who has no role, without any content.
func (b *Bot) stranger(ctx context.Context, e event) error {
	if !b.visitors.mayBeTold(b.visitors.sentences, e) {
		return b.tell(ctx, e.update, e.chat) // marked, so that it is nobody's answer when it comes again
	}
	return b.tellAs(ctx, store.Reminder, e.update, e.chat, dialog.Reply{Kind: dialog.Send, Text: strangerText(e.user)})
}

// leave says once that the bot works in private chats only, and leaves the group. Neither is
// worth a second try: the next message there brings both again.
func (b *Bot) leave(ctx context.Context, e event) {
	if !b.visitors.sentences.allow(e.chat, e.update, b.now()) {
		return
	}
	log := b.log.With("chat", e.chat)
	ctx, cancel := context.WithTimeout(ctx, callTimeout/2)
	defer cancel()
	if _, err := b.api.SendMessage(ctx, &tg.SendMessageParams{ChatID: e.chat, Text: textGroup}); err != nil {
		log.Info("group not told", "error", b.api.clean(err))
	}
	if _, err := b.api.LeaveChat(ctx, &tg.LeaveChatParams{ChatID: e.chat}); err != nil {
		log.Warn("group not left", "error", b.api.clean(err))
	}
}
