package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// State is what changed since a revision; since revision 0 it is everything.
type State struct {
	Epoch    string  `json:"epoch"`    // differs after a restart
	Revision uint64  `json:"revision"` // up to which this state goes
	Reset    bool    `json:"reset"`    // forget what you have: this is everything
	Bot      pageBot `json:"bot"`
	People   []Phone `json:"people"`
	Closed   bool    `json:"-"` // nothing will change any more
}

type pageBot struct {
	Name     string `json:"name"`
	Username string `json:"username"`
	About    string `json:"about"`
}

// Phone is one person's phone.
type Phone struct {
	Person
	Started      bool      `json:"started"`
	Blocked      bool      `json:"blocked"`
	Action       string    `json:"action"`
	ActionMillis int64     `json:"action_millis"` // how long the action is still shown
	Menu         []Command `json:"menu"`
	Messages     []Message `json:"messages"` // new and changed ones
	Deleted      []int     `json:"deleted"`
	Answers      []Answer  `json:"answers"`
}

// StateSince is what changed since a revision, on the phones of these people or, without any, of
// all, and a channel that is closed at the next change of anything. Since revision 0 it is
// everything but the answers to taps, which a page that is opened later does not show.
func (s *Server) StateSince(since uint64, only ...int64) (State, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := State{
		Epoch: s.epoch, Revision: s.revision, Reset: since == 0,
		Bot:    pageBot{s.opts.BotName, s.opts.BotUsername, s.opts.About},
		People: []Phone{}, Closed: s.closed,
	}
	for _, p := range s.people {
		if len(only) > 0 && !slices.Contains(only, p.ID) {
			continue
		}
		if phone, changed := s.phoneSince(p, since); changed || since == 0 {
			state.People = append(state.People, phone)
		}
	}
	return state, s.changed
}

// phoneSince is a phone with what changed on it. The caller holds mu.
func (s *Server) phoneSince(p *person, since uint64) (Phone, bool) {
	now := s.opts.Now()
	phone := Phone{
		Person: p.Person, Started: p.started, Blocked: p.blocked, Menu: s.menu(p),
		Action: p.actionAt(now), Messages: []Message{}, Deleted: []int{}, Answers: []Answer{},
	}
	if phone.Action != "" {
		phone.ActionMillis = p.actionUntil.Sub(now).Milliseconds()
	}
	for _, m := range p.messages {
		if m.Revision > since {
			phone.Messages = append(phone.Messages, m.clone())
		}
	}
	for _, t := range p.deleted {
		if t.revision > since {
			phone.Deleted = append(phone.Deleted, t.id)
		}
	}
	for _, a := range p.answers {
		if a.Revision > since && since > 0 {
			phone.Answers = append(phone.Answers, a)
		}
	}
	changed := p.revision > since || len(phone.Messages)+len(phone.Deleted)+len(phone.Answers) > 0
	return phone, changed
}

// serveState answers with everything once, for scripts and tests.
func (s *Server) serveState(w http.ResponseWriter, _ *http.Request) {
	state, _ := s.StateSince(0)
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, http.StatusOK, state, s.opts.Log)
}

// heartbeat keeps an idle stream alive and lets a vanished page be noticed.
const heartbeat = 15 * time.Second

// serveEvents streams changes as Server-Sent Events. The id of an event is epoch and revision, so
// that a page which reconnects gets what it missed, and everything after a restart.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	out := http.NewResponseController(w)
	since := s.resumeFrom(r.Header.Get("Last-Event-ID"))
	ticker := time.NewTicker(heartbeat)
	defer ticker.Stop()
	for {
		state, changed := s.StateSince(since)
		if err := writeEvent(w, out, state); err != nil {
			s.opts.Log.Debug("sandbox: event stream ended", "error", err)
			return
		}
		since = state.Revision
		for idle := true; idle; {
			select {
			case <-changed:
				idle = false
			case <-ticker.C:
				if _, err := fmt.Fprint(w, ": \n\n"); err != nil || out.Flush() != nil {
					return
				}
			case <-r.Context().Done():
				return
			case <-s.done:
				return
			}
		}
	}
}

// resumeFrom is the revision a page has already; 0 when it has none of this server's.
func (s *Server) resumeFrom(lastEvent string) uint64 {
	epoch, revision, ok := strings.Cut(lastEvent, "-")
	n, err := strconv.ParseUint(revision, 10, 64)
	if !ok || err != nil || epoch != s.epoch {
		return 0
	}
	return n
}

// writeEvent sends a state unless it says nothing.
func writeEvent(w http.ResponseWriter, out *http.ResponseController, state State) error {
	if !state.Reset && len(state.People) == 0 {
		return nil
	}
	data, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	event := slices.Concat([]byte(fmt.Sprintf("retry: 1000\nid: %s-%d\ndata: ", state.Epoch, state.Revision)), data, []byte("\n\n"))
	if _, err := w.Write(event); err != nil {
		return fmt.Errorf("write event: %w", err)
	}
	return out.Flush()
}
