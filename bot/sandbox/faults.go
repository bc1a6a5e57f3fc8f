package sandbox

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Failure is the way in which a call fails.
type Failure int

// Ways to fail.
const (
	TooManyRequests Failure = iota // 429 with retry_after; not executed
	ServerError                    // the Status, default 502, with an HTML page as of a proxy; not executed
	CutBefore                      // the connection ends without an answer; not executed
	CutAfter                       // executed, then the connection ends without an answer
	Refuse                         // an error in the Bot API's shape with Status and Description; not executed
)

// Fault makes calls fail.
type Fault struct {
	Method      string // as in the Bot API, case ignored; empty: any method
	ChatID      int64  // 0: any chat
	Skip        int    // so many matching calls pass first
	Times       int    // so many fail then; 0 means 1, negative means always
	Do          Failure
	RetryAfter  int    // TooManyRequests: seconds, default 1
	Status      int    // ServerError (default 502) and Refuse (default 400)
	Description string // Refuse
}

// Outage is a state in which no call gets through.
type Outage int

// Kinds of outage.
const (
	NoOutage   Outage = iota
	Unreached         // every connection is cut, held getUpdates calls included
	BadGateway        // every call gets a 502 HTML page; held calls are cut
)

// Call is one API call as it arrived.
type Call struct {
	Method string
	ChatID int64  // 0 when the call names no chat
	Text   string // the text parameter, when there is one
	At     time.Time
}

// failures is what goes wrong and what was called. Guarded by Server.mu.
type failures struct {
	faults []*Fault
	outage Outage
	counts map[string]int // by method in lower case
	calls  []Call
}

// errOutage ends a held call; the connection is cut instead of answering it.
var errOutage = errors.New("the sandbox is in an outage")

// Inject makes future calls fail. Faults given earlier come first; a call consumes at most one.
func (s *Server) Inject(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		if f.Times == 0 {
			f.Times = 1
		}
		s.failing.faults = append(s.failing.faults, &f)
	}
}

// ClearFaults forgets every injected fault.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing.faults = nil
}

// SetOutage begins or, with NoOutage, ends an outage.
func (s *Server) SetOutage(kind Outage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failing.outage = kind
	s.touch()
}

// Calls is how often a method was called, failed calls included. An empty name counts all.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if method != "" {
		return s.failing.counts[strings.ToLower(method)]
	}
	total := 0
	for _, n := range s.failing.counts {
		total += n
	}
	return total
}

// maxCallLog bounds CallLog, so that a server that runs for days does not grow by it.
const maxCallLog = 10000

// CallLog is the latest calls in order of arrival, at most 10000, getUpdates left out.
func (s *Server) CallLog() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.failing.calls)
}

// beginCall books a call and picks what goes wrong with it.
func (s *Server) beginCall(call *Call) activeFault {
	s.mu.Lock()
	defer s.mu.Unlock()
	call.At = s.opts.Now()
	f := &s.failing
	name := strings.ToLower(call.Method)
	f.counts[name]++
	if name != "getupdates" {
		if len(f.calls) >= maxCallLog {
			f.calls = slices.Delete(f.calls, 0, maxCallLog/10)
		}
		f.calls = append(f.calls, *call)
	}
	switch f.outage {
	case Unreached:
		return activeFault{s, &Fault{Do: CutBefore}}
	case BadGateway:
		return activeFault{s, &Fault{Do: ServerError}}
	}
	return activeFault{s, f.take(*call)}
}

// take consumes the first fault that matches.
func (f *failures) take(call Call) *Fault {
	for i, fault := range f.faults {
		if !fault.matches(call) {
			continue
		}
		if fault.Skip > 0 {
			fault.Skip--
			continue
		}
		if fault.Times > 0 {
			fault.Times--
		}
		if fault.Times == 0 {
			f.faults = slices.Delete(f.faults, i, i+1)
		}
		return fault
	}
	return nil
}

func (f *Fault) matches(call Call) bool {
	return (f.Method == "" || strings.EqualFold(f.Method, call.Method)) &&
		(f.ChatID == 0 || f.ChatID == call.ChatID)
}

// activeFault is the fault of one call; its fault is nil when nothing goes wrong.
type activeFault struct {
	server *Server
	fault  *Fault
}

// beforeExecution answers in place of the method, or cuts the connection, and reports whether the
// call is over.
func (a activeFault) beforeExecution(w http.ResponseWriter) bool {
	if a.fault == nil {
		return false
	}
	switch a.fault.Do {
	case TooManyRequests:
		a.server.answer(w, nil, tooManyRequests(max(1, a.fault.RetryAfter)))
	case ServerError:
		a.server.answerProxyPage(w, a.fault.Status)
	case Refuse:
		status := a.fault.Status
		if status == 0 {
			status = http.StatusBadRequest
		}
		a.server.answer(w, nil, &apiError{code: status, description: a.fault.Description})
	case CutBefore:
		cutConnection()
	default:
		return false
	}
	return true
}

// afterExecution reports whether the connection is to be cut instead of answering.
func (a activeFault) afterExecution() bool { return a.fault != nil && a.fault.Do == CutAfter }

// answerProxyPage is what a reverse proxy in front of a broken server sends: not JSON.
func (s *Server) answerProxyPage(w http.ResponseWriter, status int) {
	if status == 0 {
		status = http.StatusBadGateway
	}
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	page := "<html>\r\n<head><title>" + title + "</title></head>\r\n<body><center><h1>" + title + "</h1></center></body>\r\n</html>\r\n"
	if _, err := io.WriteString(w, page); err != nil {
		s.opts.Log.Debug("sandbox: write answer", "error", err)
	}
}

// cutConnection ends the connection without an answer, in the way net/http documents for that.
func cutConnection() { panic(http.ErrAbortHandler) }
