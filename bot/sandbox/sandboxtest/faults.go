package sandboxtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	Method      string // as in the Bot API, case ignored; "file" is a download; empty: any method
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

// Inject makes future calls fail. Faults given earlier come first; a call consumes at most one.
func (s *Server) Inject(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		f.Times = cmp.Or(f.Times, 1)
		s.faults = append(s.faults, &f)
	}
}

// ClearFaults forgets every injected fault.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// SetOutage begins or, with NoOutage, ends an outage.
func (s *Server) SetOutage(kind Outage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outage = kind
	s.changed()
}

// pick consumes the first fault that matches; nil when nothing goes wrong. The caller holds mu.
func (s *Server) pick(call Call) *Fault {
	switch s.outage {
	case NoOutage:
	case Unreached:
		return &Fault{Do: CutBefore}
	case BadGateway:
		return &Fault{Do: ServerError}
	}
	for i, fault := range s.faults {
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
			s.faults = slices.Delete(s.faults, i, i+1)
		}
		return fault
	}
	return nil
}

func (f *Fault) matches(call Call) bool {
	return (f.Method == "" || strings.EqualFold(f.Method, call.Method)) &&
		(f.ChatID == 0 || f.ChatID == call.ChatID)
}

// instead answers in place of the method, or cuts the connection, and reports whether the call is
// over.
func (f *Fault) instead(w http.ResponseWriter) bool {
	if f == nil {
		return false
	}
	switch f.Do {
	case TooManyRequests:
		wait := max(1, f.RetryAfter)
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		refuse(w, http.StatusTooManyRequests, fmt.Sprintf("Too Many Requests: retry after %d", wait), map[string]int{"retry_after": wait})
	case ServerError:
		proxyPage(w, cmp.Or(f.Status, http.StatusBadGateway))
	case Refuse:
		refuse(w, cmp.Or(f.Status, http.StatusBadRequest), f.Description, nil)
	case CutBefore:
		cutConnection()
	case CutAfter:
		return false
	}
	return true
}

// refuse answers with an error in the Bot API's shape.
func refuse(w http.ResponseWriter, status int, description string, parameters map[string]int) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that left gets nothing
		"ok": false, "error_code": status, "description": description, "parameters": parameters,
	})
}

// proxyPage is what a reverse proxy in front of a broken server sends: not JSON.
func proxyPage(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	title := fmt.Sprintf("%d %s", status, http.StatusText(status))
	_, _ = io.WriteString(w, "<html>\r\n<head><title>"+title+"</title></head>\r\n<body><center><h1>"+title+"</h1></center></body>\r\n</html>\r\n")
}

// cutConnection ends the connection without an answer, in the way net/http documents for that.
func cutConnection() { panic(http.ErrAbortHandler) }
