package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Messages is the chat as the person sees it, oldest first.
func (u *User) Messages() []Message {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.chat()
}

// chat copies the messages. The caller holds mu.
func (u *User) chat() []Message {
	p := u.server.person(u.id)
	list := make([]Message, len(p.messages))
	for i, m := range p.messages {
		list[i] = m.clone()
	}
	return list
}

// Message is one message by id.
func (u *User) Message(id int) (Message, bool) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	m := u.server.person(u.id).find(id)
	if m == nil {
		return Message{}, false
	}
	return m.clone(), true
}

// Action is what the chat shows the bot to be doing, such as 正在发送文件…, or empty.
func (u *User) Action() string {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.server.person(u.id).actionAt(u.server.opts.Now())
}

// actionAt is the chat action still shown at a time.
func (p *person) actionAt(now time.Time) string {
	if !now.Before(p.actionUntil) {
		return ""
	}
	return p.action
}

// Menu is the command menu the person sees.
func (u *User) Menu() []Command {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.server.menu(u.server.person(u.id))
}

// Answer is the bot's answer to a tap, if it has come.
func (u *User) Answer(queryID string) (Answer, bool) {
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return u.answer(queryID)
}

func (u *User) answer(queryID string) (Answer, bool) {
	for _, a := range u.server.person(u.id).answers {
		if a.QueryID == queryID {
			return a, true
		}
	}
	return Answer{}, false
}

// WaitFor waits until the chat satisfies a condition, which is asked at once and after every
// change. The error of an ended context shows the chat.
func (u *User) WaitFor(ctx context.Context, condition func(chat []Message) bool) error {
	return u.wait(ctx, func() bool { return condition(u.chat()) })
}

// WaitMessage waits for a message that satisfies a condition and returns the newest such one.
func (u *User) WaitMessage(ctx context.Context, condition func(Message) bool) (Message, error) {
	var found Message
	err := u.wait(ctx, func() bool {
		chat := u.chat()
		for i := len(chat) - 1; i >= 0; i-- {
			if condition(chat[i]) {
				found = chat[i]
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitAnswer waits for the answer to a tap.
func (u *User) WaitAnswer(ctx context.Context, queryID string) (Answer, error) {
	var found Answer
	err := u.wait(ctx, func() bool {
		var ok bool
		found, ok = u.answer(queryID)
		return ok
	})
	return found, err
}

// wait asks a condition, under the lock, at every change.
func (u *User) wait(ctx context.Context, condition func() bool) error {
	s := u.server
	for {
		s.mu.Lock()
		ok, changed := condition(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-s.done:
			return errors.New("the sandbox was closed")
		case <-ctx.Done():
			return fmt.Errorf("waiting in the chat of %d: %w\n%s", u.id, ctx.Err(), u.dump())
		}
	}
}

// dump is the end of the chat for an error message.
func (u *User) dump() string {
	const shown = 12
	chat := u.Messages()
	var b strings.Builder
	for _, m := range chat[max(0, len(chat)-shown):] {
		fmt.Fprintf(&b, "  %d %s\n", m.ID, m)
	}
	return b.String()
}

// WaitConfirmed waits until the bot has confirmed every queued update.
func (s *Server) WaitConfirmed(ctx context.Context) error {
	for {
		s.mu.Lock()
		waiting, changed := len(s.updates.pending)+len(s.updates.again), s.changed
		s.mu.Unlock()
		if waiting == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-s.done:
			return errors.New("the sandbox was closed")
		case <-ctx.Done():
			return fmt.Errorf("waiting for %d updates to be confirmed: %w", waiting, ctx.Err())
		}
	}
}
