package bot

import "ziping/dialog/store"

// An answer is told by the next question; that the old one is also struck off only tidies up. While
// Telegram's limit keeps people waiting, or a crowd of chats waits for a sender, such
// edits are left out, so that the calls there are go to what somebody waits for: one an answer in
// place of two.

// leaveOut reports whether a message only tidies up and there is no room for it.
func (d *deliverer) leaveOut(m store.Message) bool {
	return m.Reply != nil && m.Reply.Tidies && (d.messages.Len() >= crowd || d.pace.overall.isScarce(instant()))
}

// crowd is how many chats wait when all wait longer for what only tidies up.
const crowd = 16
