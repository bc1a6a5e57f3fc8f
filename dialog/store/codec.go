package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/scoring"
)

// storedValue is a scoring.Value as it is written: readable, and with every digit of a
// figure kept ("20.0" stays "20.0").
type storedValue struct {
	State  string                   `json:"state,omitempty"` // empty: known
	Number string                   `json:"number,omitempty"`
	Yes    bool                     `json:"yes,omitempty"`
	Text   string                   `json:"text,omitempty"`
	Items  []string                 `json:"items,omitempty"`
	Rows   []map[string]storedValue `json:"rows,omitempty"`
	Texts  map[string]string        `json:"texts,omitempty"`
}

var stateNames = map[scoring.State]string{
	scoring.Known:         "",
	scoring.Missing:       "missing",
	scoring.NotApplicable: "not_applicable",
	scoring.Pending:       "pending",
}

func storeValue(v scoring.Value) storedValue {
	s := storedValue{State: stateNames[v.State], Yes: v.Yes, Text: v.Text, Items: v.Items, Texts: v.Texts}
	if !v.Number.IsZero() || v.Number.Exponent() != 0 {
		s.Number = v.Number.StringFixed(max(0, -v.Number.Exponent()))
	}
	for _, row := range v.Rows {
		cells := make(map[string]storedValue, len(row))
		for code, cell := range row {
			cells[code] = storeValue(cell)
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func (s storedValue) value() (scoring.Value, error) {
	v := scoring.Value{Yes: s.Yes, Text: s.Text, Items: s.Items, Texts: s.Texts}
	known := false
	for state, name := range stateNames {
		if name == s.State {
			v.State, known = state, true
		}
	}
	if !known {
		return v, fmt.Errorf("unknown state of an answer")
	}
	if s.Number != "" {
		var err error
		if v.Number, err = decimal.NewFromString(s.Number); err != nil {
			return v, fmt.Errorf("not a decimal number")
		}
	}
	for _, cells := range s.Rows {
		row := make(scoring.Facts, len(cells))
		for code, cell := range cells {
			var err error
			if row[code], err = cell.value(); err != nil {
				return v, err
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// storedAnswer is an answer without its key and revision.
type storedAnswer struct {
	Value storedValue `json:"value"`
	Typed string      `json:"typed,omitempty"`
	By    int64       `json:"by,omitempty"`
	Name  string      `json:"name,omitempty"`
	At    *time.Time  `json:"at,omitempty"`
}

func storeAnswer(a dialog.Answer) storedAnswer {
	s := storedAnswer{Value: storeValue(a.Value), Typed: a.Typed, By: a.By, Name: a.ByName}
	if !a.At.IsZero() {
		at := toMillis(a.At)
		s.At = &at
	}
	return s
}

func (s storedAnswer) answer(rev int64) (dialog.Answer, error) {
	v, err := s.Value.value()
	a := dialog.Answer{Value: v, Typed: s.Typed, By: s.By, ByName: s.Name, Rev: rev}
	if s.At != nil {
		a.At = *s.At
	}
	return a, err
}

// toMillis cuts a time to what the store keeps.
func toMillis(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// millis writes a time for a script; the zero time is 0.
func millis(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}

func fromMillis(s string) (time.Time, error) {
	ms, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("not a time in ms: %w", err)
	}
	if ms == 0 {
		return time.Time{}, nil
	}
	return time.UnixMilli(ms).UTC(), nil
}

// encode writes one line of JSON that people can read: no escapes of <, > and &.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", fmt.Errorf("store: encode: %w", err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// splitRevision takes "revision|JSON" apart.
func splitRevision(blob string) (int64, string, error) {
	rev, rest, ok := strings.Cut(blob, "|")
	n, err := strconv.ParseInt(rev, 10, 64)
	if !ok || err != nil {
		return 0, "", fmt.Errorf("store: a stored value has no revision")
	}
	return n, rest, nil
}

func decodeAnswer(blob string) (dialog.Answer, error) {
	rev, rest, err := splitRevision(blob)
	if err != nil {
		return dialog.Answer{}, err
	}
	var s storedAnswer
	if err := json.Unmarshal([]byte(rest), &s); err != nil {
		return dialog.Answer{}, fmt.Errorf("store: decode an answer: %w", err)
	}
	return s.answer(rev)
}

func decodeCursor(blob string) (dialog.Cursor, error) {
	var c dialog.Cursor
	rev, rest, err := splitRevision(blob)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(rest), &c); err != nil {
		return c, fmt.Errorf("store: decode a cursor: %w", err)
	}
	c.Rev = rev
	return c, nil
}

// storedMessage is the payload of a message; chat, class and sequence are in its id.
type storedMessage struct {
	Unit   string        `json:"unit,omitempty"`
	Year   int           `json:"year,omitempty"`
	At     int64         `json:"at"`  // ms of the commit
	Due    int64         `json:"due"` // ms
	Reply  *dialog.Reply `json:"reply,omitempty"`
	Report *ReportJob    `json:"report,omitempty"`
	Remind *ReminderJob  `json:"remind,omitempty"`
	News   *NewsJob      `json:"news,omitempty"`
	Tapped int           `json:"tapped,omitempty"`
}

func (m Message) stored() *storedMessage {
	return &storedMessage{m.UnitID, m.Year, m.at, m.Due.UnixMilli(), m.Reply, m.Report, m.Remind, m.News, m.Tapped}
}

func encodeMessage(m Message) (string, error) {
	body, err := encode(m.stored())
	return strconv.Itoa(m.Attempts) + "|" + body, err
}

func (s storedMessage) fill(m *Message) {
	m.UnitID, m.Year, m.Due, m.at = s.Unit, s.Year, time.UnixMilli(s.Due).UTC(), s.At
	m.Reply, m.Report, m.Remind, m.News, m.Tapped = s.Reply, s.Report, s.Remind, s.News, s.Tapped
}

func decodeMessage(partition int, id, blob string) (Message, error) {
	m := Message{ID: id, partition: partition}
	attempts, rest, err := splitRevision(blob)
	if err != nil {
		return m, err
	}
	var s storedMessage
	if err := json.Unmarshal([]byte(rest), &s); err != nil {
		return m, fmt.Errorf("store: decode a message: %w", err)
	}
	parts := strings.Split(id, ":")
	if len(parts) != 3 {
		return m, fmt.Errorf("store: message id %q is malformed", id)
	}
	if m.Chat, err = strconv.ParseInt(parts[0], 10, 64); err != nil {
		return m, fmt.Errorf("store: message id %q: %w", id, err)
	}
	class, err := strconv.ParseUint(parts[2], 10, 8)
	if err != nil {
		return m, fmt.Errorf("store: message id %q: %w", id, err)
	}
	m.Class, m.Attempts = Class(class), int(attempts)
	s.fill(&m)
	return m, nil
}

// appendMessages writes messages as a script's arguments: their number, then chat, class,
// due and payload of each.
func appendMessages(args []any, out []Message) ([]any, error) {
	args = append(args, strconv.Itoa(len(out)))
	for _, m := range out {
		payload, err := encodeMessage(m)
		if err != nil {
			return nil, err
		}
		args = append(args, strconv.FormatInt(m.Chat, 10), strconv.Itoa(int(m.Class)), millis(m.Due), payload)
	}
	return args, nil
}
