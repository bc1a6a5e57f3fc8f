package bot

import (
	"strings"

	"ziping/dialog"
	"ziping/dialog/store"
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

// letter is a message that goes out, and the closing that it says in that one's place; nil: none.
type letter struct{ it, closing *item }

// head is what goes first from a lane: its first message, or the second with the first folded into it.
func (d *deliverer) head(l *lane) letter {
	if len(l.queue) < 2 || !d.isOurs(l.queue[1]) {
		return letter{it: l.queue[0]}
	}
	first, second := l.queue[0].get().Reply, l.queue[1].get().Reply
	if first == nil || !first.Tidies || second == nil || second.Kind != dialog.Send || d.hasRoom() {
		return letter{it: l.queue[0]}
	}
	return letter{it: l.queue[1], closing: l.queue[0]}
}

// items are the messages of a lane that letters take, in its order.
func items(letters []letter) (all []*item) {
	for _, l := range letters {
		if l.closing != nil {
			all = append(all, l.closing)
		}
		all = append(all, l.it)
	}
	return all
}

// message is what a letter says.
func (l letter) message() store.Message {
	m := l.it.get()
	if l.closing == nil {
		return m
	}
	both, old := *m.Reply, l.closing.get().Reply
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
	return m
}
