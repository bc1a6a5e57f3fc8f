package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Kinds of updates this server produces, as in allowed_updates.
const (
	updateMessage  = "message"
	updateEdited   = "edited_message"
	updateCallback = "callback_query"
	updateMember   = "my_chat_member"
)

// update is one entry of the queue. Its body is fixed when it is queued: later edits of the
// message do not show in it.
type update struct {
	ID        int64           `json:"id"`
	ChatID    int64           `json:"chat_id"`
	MessageID int             `json:"message_id,omitempty"` // the person's message that caused it
	Body      json.RawMessage `json:"body"`
}

// updateQueue holds what the bot has not confirmed. Guarded by Server.mu.
type updateQueue struct {
	next    int64     // id of the next update
	pending []*update // queued and not confirmed, in order
	allowed []string  // of the last getUpdates or setWebhook that named any; empty: the default
	poller  *poller   // the call being held
}

// poller is a held getUpdates call; its reason is set before terminated is closed.
type poller struct {
	terminated chan struct{}
	reason     error
}

// end answers the held call, if there is one, with a conflict.
func (q *updateQueue) end(reason error) {
	if q.poller != nil {
		q.poller.reason = reason
		close(q.poller.terminated)
		q.poller = nil
	}
}

// allows says whether updates of a kind are queued. The default of the Bot API is every kind this
// server produces.
func (q *updateQueue) allows(kind string) bool {
	return len(q.allowed) == 0 || slices.Contains(q.allowed, kind)
}

// push queues an update and returns its id, or 0 when the bot did not ask for its kind. The
// caller holds mu.
func (s *Server) push(p *person, kind string, messageID int, payload any) (int64, error) {
	if !s.updates.allows(kind) {
		return 0, nil
	}
	id := s.updates.next
	body, err := json.Marshal(map[string]any{"update_id": id, kind: payload})
	if err != nil {
		return 0, fmt.Errorf("encode update: %w", err)
	}
	s.updates.next++
	s.updates.pending = append(s.updates.pending, &update{ID: id, ChatID: p.ID, MessageID: messageID, Body: body})
	p.updates++
	s.touch()
	return id, nil
}

// getUpdates holds the call until there is something to deliver or its timeout has passed. Of two
// calls at once the earlier is ended with 409, as the Bot API server does, so two bots that poll
// one token both see conflicts.
func (s *Server) getUpdates(ctx context.Context, p params) (any, error) {
	offset, limit, timeout, err := pollParams(p)
	if err != nil {
		return nil, err
	}
	me := &poller{terminated: make(chan struct{})}
	s.mu.Lock()
	if s.hook != nil {
		s.mu.Unlock()
		return nil, errWebhookOn
	}
	if err := s.updates.setAllowed(p); err != nil {
		s.mu.Unlock()
		return nil, err
	}
	s.updates.end(errOtherPoller)
	s.updates.poller = me
	s.confirm(offset)
	s.mu.Unlock()
	return s.hold(ctx, me, limit, timeout)
}

// hold waits for a batch.
func (s *Server) hold(ctx context.Context, me *poller, limit int, timeout time.Duration) (any, error) {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	expired := timeout <= 0
	for {
		s.mu.Lock()
		changed := s.changed
		if s.updates.poller == me {
			if batch := s.updates.batch(limit); len(batch) > 0 || expired {
				s.updates.poller = nil
				s.mu.Unlock()
				return batch, nil
			}
		}
		s.mu.Unlock()
		select {
		case <-changed:
		case <-me.terminated:
			return nil, me.reason
		case <-timer.C:
			expired = true
		case <-ctx.Done():
			s.leave(me)
			return nil, fmt.Errorf("client left: %w", ctx.Err())
		case <-s.done:
			return []json.RawMessage{}, nil
		}
	}
}

// leave forgets a held call whose client went away.
func (s *Server) leave(me *poller) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.updates.poller == me {
		s.updates.poller = nil
	}
}

func pollParams(p params) (offset int64, limit int, timeout time.Duration, err error) {
	if offset, err = p.integer("offset", 0); err != nil {
		return 0, 0, 0, err
	}
	n, err := p.integer("limit", MaxBatch)
	if err != nil {
		return 0, 0, 0, err
	}
	if n < 1 || n > MaxBatch {
		n = MaxBatch
	}
	seconds, err := p.integer("timeout", 0)
	if err != nil {
		return 0, 0, 0, err
	}
	seconds = min(max(seconds, 0), int64(maxPollTimeout/time.Second))
	return offset, int(n), time.Duration(seconds) * time.Second, nil
}

// setAllowed remembers allowed_updates when given. It does not touch what is already queued.
func (q *updateQueue) setAllowed(p params) error {
	var kinds []string
	given, err := p.decode("allowed_updates", &kinds)
	if err != nil {
		return err
	}
	if given {
		q.allowed = kinds
	}
	return nil
}

// batch is the next updates to deliver.
func (q *updateQueue) batch(limit int) []json.RawMessage {
	out := []json.RawMessage{}
	for _, u := range q.pending {
		if len(out) == limit {
			break
		}
		out = append(out, u.Body)
	}
	return out
}

// confirm applies an offset: a positive one confirms every lower id, a negative one keeps only
// that many of the newest, and one far in the future is ignored. The caller holds mu.
func (s *Server) confirm(offset int64) {
	q := &s.updates
	n := 0
	switch {
	case offset > q.next+offsetSlack:
		return
	case offset > 0:
		for n < len(q.pending) && q.pending[n].ID < offset {
			n++
		}
	case offset < 0:
		n = max(0, len(q.pending)+int(max(offset, -MaxBatch*1000)))
	}
	confirmed := q.pending[:n:n]
	q.pending = slices.Clone(q.pending[n:])
	s.settle(confirmed)
}

// settle books updates as confirmed. The caller holds mu and has taken them out of pending.
func (s *Server) settle(confirmed []*update) {
	if len(confirmed) == 0 {
		return
	}
	revision := s.touch()
	ids := make([]int64, len(confirmed))
	for i, u := range confirmed {
		ids[i] = u.ID
		p := s.person(u.ChatID)
		if p == nil {
			continue
		}
		if m := p.find(u.MessageID); m != nil && !m.FromBot {
			m.Confirmed, m.Revision = true, revision
		}
	}
	if s.opts.OnConfirm != nil {
		s.opts.OnConfirm(ids)
	}
}
