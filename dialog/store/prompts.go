package store

import (
	"context"
	"sync"

	"ziping/dialog"
)

// prompts remembers which message is the open question of a chat, from when this process has delivered
// it until the store has known it for a while: what a commit saw of the store at the same time may be
// older. It is safe for concurrent use.
type prompts struct {
	mu    sync.Mutex
	of    map[promptPlace]shown
	order int64 // counts commits that set out and deliveries that were written down
}

type promptPlace struct {
	chat   int64
	unitID string
}

type shown struct {
	message int   // 0: there is no open question any more
	kept    int64 // when the store had it, in the order; 0: not yet
}

// keptPrompts is from how many on those that the store has are forgotten, and rememberKept how far back
// in the order they are remembered at least: more commits are never under way.
const (
	keptPrompts  = 5000
	rememberKept = 2000
)

// next is a place in the order.
func (p *prompts) next() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.order++
	return p.order
}

// Shown notes that Telegram has accepted a message, under this id: at once, for the chat's next message
// may be sent before Delivered has written it down.
func (s *Store) Shown(m Message, messageID int) {
	if now, changes := m.opens(messageID); changes {
		s.prompts.put(m, shown{message: now})
	}
}

// OpenQuestion returns the message id of the open question of a message's chat and unit ("" for what
// CommitChat sent); 0 when there is none. The message must be held by this process, and what stood
// before it in the chat delivered. Error: ErrUnavailable.
func (s *Store) OpenQuestion(ctx context.Context, m Message) (int, error) {
	if own, ok := s.prompts.since(m, m.promptAsOf); ok {
		return own, nil
	}
	if m.promptAsOf > 0 {
		return m.prompt, nil
	}
	return s.prompt(ctx, m.Chat, m.UnitID)
}

// opens is the chat's open question after a message was delivered under an id; changes is false for
// one that has nothing to do with it.
func (m Message) opens(messageID int) (now int, changes bool) {
	switch r := m.Reply; {
	case r == nil:
	case r.Prompt && messageID != 0:
		return messageID, true
	case r.Kind == dialog.EditPrompt && !r.Prompt:
		return 0, true
	}
	return 0, false
}

func (p *prompts) put(m Message, s shown) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.of) >= keptPrompts {
		for place, s := range p.of {
			if s.kept > 0 && p.order-s.kept > rememberKept {
				delete(p.of, place)
			}
		}
	}
	if p.of == nil {
		p.of = map[promptPlace]shown{}
	}
	p.of[promptPlace{m.Chat, m.UnitID}] = s
}

// kept notes that the store knows what the delivery of a message did.
func (p *prompts) kept(m Message, now int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	place := promptPlace{m.Chat, m.UnitID}
	if s, ok := p.of[place]; ok && s.message == now {
		p.order++
		p.of[place] = shown{now, p.order}
	}
}

// since is the open question, when it was delivered so late that the store may not have known it then;
// for then 0, when the store does not know it yet.
func (p *prompts) since(m Message, then int64) (message int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.of[promptPlace{m.Chat, m.UnitID}]
	return s.message, ok && (s.kept == 0 || then > 0 && s.kept > then)
}
