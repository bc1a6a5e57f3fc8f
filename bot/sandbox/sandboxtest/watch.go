package sandboxtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ziping/bot/sandbox"
)

// phone is what the person has seen from the start, with a channel that is closed at the next
// change.
func (u *User) phone() (phone sandbox.Phone, changed <-chan struct{}, closed bool) {
	state, changed := u.server.StateSince(1, u.id)
	if len(state.People) > 0 {
		phone = state.People[0]
	}
	return phone, changed, state.Closed
}

// Messages is the chat as the person sees it, oldest first.
func (u *User) Messages() []sandbox.Message {
	phone, _, _ := u.phone()
	return phone.Messages
}

// Message is one message by id.
func (u *User) Message(id int) (sandbox.Message, bool) {
	for _, m := range u.Messages() {
		if m.ID == id {
			return m, true
		}
	}
	return sandbox.Message{}, false
}

// Action is what the chat shows the bot to be doing, such as 正在发送文件…, or empty.
func (u *User) Action() string {
	phone, _, _ := u.phone()
	return phone.Action
}

// Menu is the command menu the person sees.
func (u *User) Menu() []sandbox.Command {
	phone, _, _ := u.phone()
	return phone.Menu
}

// Answer is the bot's answer to a tap, if it has come.
func (u *User) Answer(queryID string) (sandbox.Answer, bool) {
	phone, _, _ := u.phone()
	return answerTo(phone, queryID)
}

func answerTo(phone sandbox.Phone, queryID string) (sandbox.Answer, bool) {
	for _, a := range phone.Answers {
		if a.QueryID == queryID {
			return a, true
		}
	}
	return sandbox.Answer{}, false
}

// WaitFor waits until the chat satisfies a condition, which is asked at once and after every
// change. The error of an ended context shows the chat.
func (u *User) WaitFor(ctx context.Context, condition func(chat []sandbox.Message) bool) error {
	return u.wait(ctx, func(phone sandbox.Phone) bool { return condition(phone.Messages) })
}

// WaitMessage waits for a message that satisfies a condition and returns the newest such one.
func (u *User) WaitMessage(ctx context.Context, condition func(sandbox.Message) bool) (sandbox.Message, error) {
	var found sandbox.Message
	err := u.wait(ctx, func(phone sandbox.Phone) bool {
		for i := len(phone.Messages) - 1; i >= 0; i-- {
			if condition(phone.Messages[i]) {
				found = phone.Messages[i]
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitAnswer waits for the answer to a tap.
func (u *User) WaitAnswer(ctx context.Context, queryID string) (sandbox.Answer, error) {
	var found sandbox.Answer
	err := u.wait(ctx, func(phone sandbox.Phone) (ok bool) {
		found, ok = answerTo(phone, queryID)
		return ok
	})
	return found, err
}

// wait asks a condition at every change.
func (u *User) wait(ctx context.Context, condition func(sandbox.Phone) bool) error {
	for {
		phone, changed, closed := u.phone()
		if condition(phone) {
			return nil
		}
		if closed {
			return errors.New("the sandbox was closed")
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting in the chat of %d: %w\n%s", u.id, ctx.Err(), dump(phone.Messages))
		}
	}
}

// dump is the end of the chat for an error message.
func dump(chat []sandbox.Message) string {
	const shown = 12
	var b strings.Builder
	for _, m := range chat[max(0, len(chat)-shown):] {
		fmt.Fprintf(&b, "  %d %s\n", m.ID, m)
	}
	return b.String()
}
