package sandboxtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"

	"ziping/bot/sandbox"
)

// queue is what the line knows of updates. Guarded by Server.mu.
type queue struct {
	bodies    map[int64][]byte // delivered, by id
	past      []int64          // confirmed, in order
	again     []int64          // confirmed, to be delivered once more
	confirmed int64            // highest confirmed id, 0 when none
	double    bool             // deliver every confirmed update once more
	raw       map[int64][]byte // what goes out in an update's place
}

// confirm books what the bot has confirmed. The sandbox's lock is held.
func (s *Server) confirm(ids []int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.past = append(s.past, ids...)
	s.confirmed = max(s.confirmed, slices.Max(ids))
	if s.double {
		s.again = append(s.again, ids...)
		s.changed()
	}
}

// Confirmed is the highest update id the bot has confirmed, 0 when none.
func (s *Server) Confirmed() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.confirmed
}

// Pending is the number of updates the bot has not confirmed.
func (s *Server) Pending() int {
	var info struct {
		Result struct {
			Pending int `json:"pending_update_count"`
		} `json:"result"`
	}
	if err := json.Unmarshal(s.ask("/bot"+s.Token()+"/getWebhookInfo").Body.Bytes(), &info); err != nil {
		panic(fmt.Sprintf("getWebhookInfo: %v", err))
	}
	return info.Result.Pending
}

// WaitConfirmed waits until the bot has confirmed every queued update and was given what is to be
// delivered again.
func (s *Server) WaitConfirmed(ctx context.Context) error {
	for {
		state, changed := s.StateSince(1, 0)
		s.mu.Lock()
		again, wake := len(s.again), s.wake
		s.mu.Unlock()
		pending := s.Pending()
		if pending+again == 0 {
			return nil
		}
		if state.Closed {
			return errors.New("the sandbox was closed")
		}
		select {
		case <-changed:
		case <-wake:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %d updates to be confirmed: %w", pending+again, ctx.Err())
		}
	}
}

// Redeliver delivers confirmed updates once more to a bot that polls, as happens after a crash
// between handling and confirming. Without ids it is the last confirmed one. It reports how many
// were found.
func (s *Server) Redeliver(ids ...int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := 0
	for i, id := range s.past {
		if slices.Contains(ids, id) || (len(ids) == 0 && i == len(s.past)-1) {
			s.again = append(s.again, id)
			found++
		}
	}
	s.changed()
	return found
}

// RedeliverAll switches on or off that every update is delivered once more after it was confirmed.
func (s *Server) RedeliverAll(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.double = on
}

// PushRaw queues an update of arbitrary content for tests of updates a client library cannot
// decode: the first person's tap, whose update is replaced on its way to a bot that polls. The
// fields are those of an Update without its update_id, which is returned.
func (s *Server) PushRaw(fields map[string]any) (int64, error) {
	receipt, err := s.User(s.People()[0].ID).TapData(0, "raw")
	if err != nil {
		return 0, err
	}
	body := map[string]any{"update_id": receipt.UpdateID}
	for name, v := range fields {
		body[name] = v
	}
	data, err := json.Marshal(body)
	if err != nil {
		return 0, fmt.Errorf("encode update: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw[receipt.UpdateID] = data
	return receipt.UpdateID, nil
}

// poll passes a getUpdates call on, held as the sandbox holds it, until there is something to
// deliver: of the sandbox, or of the line.
func (s *Server) poll(w http.ResponseWriter, r *http.Request, body []byte, limit int) {
	if limit < 1 || limit > sandbox.MaxBatch {
		limit = sandbox.MaxBatch
	}
	for {
		ctx, cancel := context.WithCancel(r.Context())
		s.mu.Lock()
		wake := s.wake
		if len(s.again) > 0 { // then the call is not held
			cancel()
		}
		s.mu.Unlock()
		go func() {
			select {
			case <-wake:
				cancel()
			case <-ctx.Done():
			}
		}()
		passed := r.Clone(ctx)
		passed.Body = io.NopCloser(bytes.NewReader(body))
		answer := httptest.NewRecorder()
		s.inner.ServeHTTP(answer, passed)
		ended := ctx.Err() != nil && answer.Code == http.StatusInternalServerError // the sandbox saw the client leave
		cancel()
		if r.Context().Err() != nil || s.down() {
			cutConnection()
		}
		if repeated := s.repeated(limit); len(repeated) > 0 || !ended {
			s.answer(w, answer, ended, repeated, limit)
			return
		}
	}
}

func (s *Server) down() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.outage != NoOutage
}

// repeated takes what is to be delivered once more.
func (s *Server) repeated(limit int) []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := min(limit, len(s.again))
	var out []json.RawMessage
	for _, id := range s.again[:n] {
		out = append(out, s.bodies[id])
	}
	if s.again = s.again[n:]; n > 0 {
		s.changed()
	}
	return out
}

// answer delivers what is repeated and the sandbox's batch after it; an error of the sandbox goes
// through as it is.
func (s *Server) answer(w http.ResponseWriter, answer *httptest.ResponseRecorder, ended bool, repeated []json.RawMessage, limit int) {
	var batch struct {
		OK     bool              `json:"ok"`
		Result []json.RawMessage `json:"result"`
	}
	err := json.Unmarshal(answer.Body.Bytes(), &batch)
	if !ended && (err != nil || !batch.OK) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // a client that left gets nothing
		return
	}
	batch.OK = true
	for i, body := range batch.Result {
		batch.Result[i] = s.note(body)
	}
	batch.Result = append(append([]json.RawMessage{}, repeated...), batch.Result...)
	batch.Result = batch.Result[:min(limit, len(batch.Result))]
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(batch) // a client that left gets nothing
}

// note remembers an update that goes out, and puts the raw one in its place.
func (s *Server) note(body json.RawMessage) json.RawMessage {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(body, &u); err != nil {
		panic(fmt.Sprintf("an update of the sandbox: %v", err))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if raw := s.raw[u.ID]; raw != nil {
		body = raw
	}
	s.bodies[u.ID] = body
	return body
}
