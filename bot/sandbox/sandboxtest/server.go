// Package sandboxtest is the sandbox as tests use it: people who do what clients do and wait for
// what they see, and a line between bot and server on which calls fail, connections break, updates
// come twice or cannot be decoded. It sees of the sandbox what the chat page and a bot see.
package sandboxtest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"time"

	"ziping/bot/sandbox"
)

// Server is a sandbox behind a line. Its methods are safe for concurrent use.
type Server struct {
	*sandbox.Server
	now   func() time.Time
	inner http.Handler

	mu     sync.Mutex // taken inside the sandbox's own lock, never around it
	wake   chan struct{}
	faults []*Fault
	outage Outage
	calls  []Call
	counts map[string]int // by method in lower case
	onCall func(Call)
	queue
}

// New returns a sandbox on whose line nothing fails yet.
func New(o sandbox.Options) *Server {
	s := &Server{wake: make(chan struct{}), counts: map[string]int{}}
	s.queue.bodies, s.queue.raw = map[int64][]byte{}, map[int64][]byte{}
	told := o.OnConfirm
	o.OnConfirm = func(ids []int64) {
		s.confirm(ids)
		if told != nil {
			told(ids)
		}
	}
	s.now = o.Now
	if s.now == nil {
		s.now = time.Now
	}
	s.Server = sandbox.New(o)
	s.inner = s.Server.Handler()
	return s
}

// OnCall has every API call seen after its faults were chosen and before it is executed. It runs
// without locks, so it may use the Server, block, or stop the bot.
func (s *Server) OnCall(see func(Call)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onCall = see
}

// User is the phone of a person. Somebody who is not in Options gets one too.
func (s *Server) User(id int64) *User {
	u := s.Server.User(id)
	if u == nil {
		s.AddUser(sandbox.Person{ID: id, Name: "用户" + strconv.FormatInt(id, 10)})
		u = s.Server.User(id)
	}
	return &User{User: u, server: s, id: id}
}

// People are all persons in the order they were added.
func (s *Server) People() []sandbox.Person {
	state, _ := s.StateSince(0)
	list := make([]sandbox.Person, len(state.People))
	for i, p := range state.People {
		list[i] = p.Person
	}
	return list
}

// ask makes a request of this machine's browser or bot, past the line.
func (s *Server) ask(path string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil)
	r.Host = "127.0.0.1"
	answer := httptest.NewRecorder()
	s.inner.ServeHTTP(answer, r)
	return answer
}

// changed tells whoever waits for the line. The caller holds mu.
func (s *Server) changed() {
	close(s.wake)
	s.wake = make(chan struct{})
}
