package bot

import (
	"context"

	"ziping/dialog/store"
)

// An answer is told by the next question; that the old one is also struck off only tidies up. While
// Telegram's limit keeps people waiting such edits are left out, so that the calls there are go to
// what somebody waits for: one an answer in place of two.

// leaveOut reports whether a message only tidies up and there is no room for it.
func (d *deliverer) leaveOut(m store.Message) bool {
	return m.Reply != nil && m.Reply.Tidies && d.pace.overall.isScarce(instant())
}

// skip finishes the first message of a lane without sending it.
func (d *deliverer) skip(ctx context.Context, chat int64, l *lane) {
	it := l.queue[0]
	l.queue, l.busy = l.queue[1:], true
	d.write(ctx, result{chat: chat, items: []*item{it}, outcome: outcome{what: obsolete}, lane: true})
}
