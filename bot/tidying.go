package bot

import (
	"context"
	"strings"

	"ziping/dialog"
)

// A step that goes on closes the old question, in its own message, and asks the next one in a new one:
// two calls an answer. While Telegram's limit keeps people waiting, or a crowd of chats waits for a
// sender, the new message says both: the calls there are go to what somebody waits for.

// crowd is how many chats wait when there is no room for two calls an answer.
const crowd = 16

// hasRoom reports whether there are calls for more than what somebody waits for.
func (d *deliverer) hasRoom() bool {
	return d.messages.Len() < crowd && !d.pace.overall.isScarce(instant())
}

// folds reports whether the first message of a lane goes into the second one.
func (d *deliverer) folds(l *lane) bool {
	if len(l.queue) < 2 || !d.isOurs(l.queue[1]) {
		return false
	}
	first, second := l.queue[0].get().Reply, l.queue[1].get().Reply
	return first != nil && first.Tidies && second != nil && second.Kind == dialog.Send && !d.hasRoom()
}

// sendFolded sends a message that says what the one before it would have said in another's place.
func (d *deliverer) sendFolded(ctx context.Context, closing, it *item) outcome {
	m := it.get()
	both := *m.Reply
	old := closing.get().Reply
	var said []string
	for _, part := range []string{old.Lead, old.Title, old.Text, both.Lead} {
		if part != "" {
			said = append(said, part)
		}
	}
	both.Lead = strings.Join(said, "\n")
	if text, struck := strings.CutPrefix(both.Lead, "✓ "); struck { // a question is not struck off here
		both.Lead = "已记录：" + text
	}
	m.Reply = &both
	return d.deliver(ctx, m)
}
