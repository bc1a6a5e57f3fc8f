package sandbox

import (
	"slices"
	"time"
	"unicode/utf8"
)

// query is a tap on a button that can still be answered. Guarded by Server.mu.
type query struct {
	person   *person
	at       time.Time
	answered bool
}

// Answer is what the bot answered to a tap.
type Answer struct {
	QueryID  string `json:"query_id"`
	Text     string `json:"text,omitempty"`  // the toast; empty: none
	Alert    bool   `json:"alert,omitempty"` // a dialog instead of a toast
	URL      string `json:"url,omitempty"`
	Revision uint64 `json:"revision,omitempty"`
}

// maxAnswers is how many answers are kept for each person at most.
const maxAnswers = 200

func (s *Server) answerCallbackQuery(p params) (any, error) {
	text := p.str("text")
	if utf8.RuneCountInString(text) > MaxAnswer {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	id := p.str("callback_query_id")
	q := s.queries[id]
	if q == nil || q.answered || s.opts.Now().Sub(q.at) > s.opts.QueryLifetime {
		return nil, errQueryOld
	}
	q.answered = true
	if len(q.person.answers) == maxAnswers {
		q.person.answers = slices.Delete(q.person.answers, 0, maxAnswers/2)
	}
	q.person.answers = append(q.person.answers, Answer{
		QueryID: id, Text: text, Alert: p.truth("show_alert"), URL: p.str("url"), Revision: s.touch(),
	})
	return true, nil
}

// forgetOldQueries keeps the map small. The caller holds mu.
func (s *Server) forgetOldQueries() {
	now := s.opts.Now()
	for id, q := range s.queries {
		if now.Sub(q.at) > s.opts.QueryLifetime {
			delete(s.queries, id)
		}
	}
}
