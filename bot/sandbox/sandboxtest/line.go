package sandboxtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Call is one API call as it arrived.
type Call struct {
	Method string
	ChatID int64  // 0 when the call names no chat
	Text   string // the text parameter, when there is one
	At     time.Time
}

// maxCallLog bounds CallLog, so that a server that runs for days does not grow by it.
const maxCallLog = 10000

// Calls is how often a method was called, failed calls included. An empty name counts all.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if method != "" {
		return s.counts[strings.ToLower(method)]
	}
	total := 0
	for _, n := range s.counts {
		total += n
	}
	return total
}

// CallLog is the latest calls in order of arrival, at most 10000, getUpdates left out.
func (s *Server) CallLog() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// Handler is the sandbox's behind the line: what is for its page goes through as it is.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, ok := s.method(r.URL.Path)
		if !ok {
			s.inner.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client went away
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		args := arguments(r, body)
		fault, see := s.begin(&Call{Method: name, ChatID: args.number("chat_id"), Text: args["text"]})
		see()
		switch {
		case fault.instead(w):
		case strings.EqualFold(name, "getUpdates"):
			s.poll(w, r, body, int(args.number("limit")))
		case fault != nil && fault.Do == CutAfter:
			s.inner.ServeHTTP(httptest.NewRecorder(), r)
			cutConnection()
		default:
			s.inner.ServeHTTP(w, r)
		}
	})
}

// method is the method that a path calls; downloading is one too.
func (s *Server) method(path string) (name string, ok bool) {
	if strings.HasPrefix(path, "/file/bot"+s.Token()+"/") {
		return "file", true
	}
	return strings.CutPrefix(path, "/bot"+s.Token()+"/")
}

// begin books a call and picks what goes wrong with it; see shows it to whoever asked for that.
func (s *Server) begin(call *Call) (fault *Fault, see func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	call.At = s.now()
	name := strings.ToLower(call.Method)
	s.counts[name]++
	if name != "getupdates" {
		if len(s.calls) >= maxCallLog {
			s.calls = slices.Delete(s.calls, 0, maxCallLog/10)
		}
		s.calls = append(s.calls, *call)
	}
	see = func() {}
	if on := s.onCall; on != nil {
		see = func() { on(*call) }
	}
	return s.pick(*call), see
}

// values are the plain arguments of a call.
type values map[string]string

// arguments reads those of the body and the query; what cannot be read has none, and the sandbox
// refuses it.
func arguments(r *http.Request, body []byte) values {
	v := values{}
	for name, list := range r.URL.Query() {
		v[name] = list[0]
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return v
	}
	if kind == "application/json" {
		var fields map[string]any
		if json.Unmarshal(body, &fields) == nil {
			for name, field := range fields {
				switch field := field.(type) {
				case string:
					v[name] = field
				case float64:
					v[name] = strconv.FormatFloat(field, 'f', -1, 64)
				}
			}
		}
		return v
	}
	copied := r.Clone(r.Context())
	copied.Body = io.NopCloser(bytes.NewReader(body))
	if copied.ParseMultipartForm(1<<20) == nil || kind == "application/x-www-form-urlencoded" {
		for name, list := range copied.Form {
			v[name] = list[0]
		}
	}
	return v
}

// number is an argument as a number, 0 when there is none.
func (v values) number(name string) int64 {
	n, err := strconv.ParseInt(v[name], 10, 64)
	if err != nil {
		return 0
	}
	return n
}
