package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// A backup is text, one JSON object a line: a header, records, a closing line. Each
// evaluation's records follow its "evaluation" line, each unit's its "unit" line.
const (
	backupName    = "ziping-backup"
	backupVersion = 1
)

// The kinds of records.
const (
	kindUnit       = "unit"       // id, name
	kindMember     = "member"     // unit, user, role, name
	kindLeft       = "left"       // unit, user, at: was removed
	kindMuted      = "muted"      // unit, user, at: until when no reminders are wanted
	kindUnreached  = "unreached"  // unit, user, at: since when nothing can be sent
	kindNews       = "news"       // unit, year, chat, lines: told to nobody yet
	kindEvaluation = "evaluation" // unit, year, id, scheme, version, status, deadline, reminders
	kindAnswer     = "answer"     // unit, year, key, rev, answer
	kindCursor     = "cursor"     // unit, year, user, rev, cursor
	kindLog        = "log"        // unit, year, seq, update, key, answer, old, rev (of old)
	kindSeen       = "seen"       // unit and year, or partition; update, at
	kindInvite     = "invite"     // id (SHA-256 of the token), unit, role, uses, expires, at, user (who invited)
	kindActive     = "active"     // user, unit, year
	kindBlocked    = "blocked"    // user, at
	kindPrompt     = "prompt"     // chat, unit, message
	kindMessage    = "message"    // chat, class, attempts, pending
	kindEnd        = "end"        // records, sha256 of everything before this line
)

// record is one line; which members it has follows from its kind.
type record struct {
	Kind string `json:"kind"`

	Backup int       `json:"backup,omitempty"` // header: the format's version
	Time   time.Time `json:"time,omitzero"`    // header

	Unit      string             `json:"unit,omitempty"`
	Year      int                `json:"year,omitempty"`
	ID        string             `json:"id,omitempty"`
	Name      string             `json:"name,omitempty"`
	User      int64              `json:"user,omitempty"`
	Role      dialog.Role        `json:"role,omitempty"`
	Scheme    string             `json:"scheme,omitempty"`
	Version   int                `json:"version,omitempty"`
	Status    dialog.Status      `json:"status,omitempty"`
	Deadline  time.Time          `json:"deadline,omitzero"`
	Reminders *scoring.Reminders `json:"reminders,omitempty"`
	Partition *int               `json:"partition,omitempty"`
	Seq       int64              `json:"seq,omitempty"`
	Update    string             `json:"update,omitempty"`
	Key       dialog.Key         `json:"key,omitempty"`
	Rev       int64              `json:"rev,omitempty"`
	Answer    *storedAnswer      `json:"answer,omitempty"`
	Old       *storedAnswer      `json:"old,omitempty"`
	Cursor    *dialog.Cursor     `json:"cursor,omitempty"`
	Uses      int                `json:"uses,omitempty"`
	Expires   time.Time          `json:"expires,omitzero"`
	At        time.Time          `json:"at,omitzero"`
	Chat      int64              `json:"chat,omitempty"`
	Message   int                `json:"message,omitempty"`
	Class     Class              `json:"class,omitempty"`
	Attempts  int                `json:"attempts,omitempty"`
	Pending   *storedMessage     `json:"pending,omitempty"`
	Lines     []newsLine         `json:"lines,omitempty"`

	Records int    `json:"records,omitempty"` // end: how many lines before, without the header
	SHA256  string `json:"sha256,omitempty"`  // end
}

// place names a unit's evaluation.
type place struct {
	unit string
	year int
}

func (r record) place() place { return place{r.Unit, r.Year} }

func (r record) answerRecord(key, blob string) (record, error) {
	r.Kind, r.Key = kindAnswer, dialog.Key(key)
	var rest string
	var err error
	if r.Rev, rest, err = splitRevision(blob); err != nil {
		return r, err
	}
	return r, decodeInto(rest, &r.Answer)
}

func (r record) cursorRecord(user, blob string) (record, error) {
	r.Kind = kindCursor
	c, err := decodeCursor(blob)
	if err != nil {
		return r, err
	}
	r.Rev, r.Cursor = c.Rev, &c
	r.User, err = strconv.ParseInt(user, 10, 64)
	return r, err
}

func (r record) logRecord(line string) (record, error) {
	head, newer, older, err := splitEntry(line)
	if err != nil {
		return r, err
	}
	r.Kind, r.Seq, r.Update, r.Key = kindLog, head.seq, head.update, head.key
	if err := decodeInto(newer, &r.Answer); err != nil || older == "" {
		return r, err
	}
	if r.Rev, older, err = splitRevision(older); err != nil {
		return r, err
	}
	return r, decodeInto(older, &r.Old)
}

func decodeInto(text string, to any) error {
	if err := json.Unmarshal([]byte(text), to); err != nil {
		return fmt.Errorf("store: decode: %w", err)
	}
	return nil
}

func inviteRecord(hash, blob string) (record, error) {
	parts := strings.Split(blob, "|")
	if len(parts) != 6 {
		return record{}, errors.New("store: an invitation is malformed")
	}
	r := record{Kind: kindInvite, ID: hash, Role: dialog.Role(parts[3]), Unit: parts[4]}
	var errs [4]error
	r.Uses, errs[0] = strconv.Atoi(parts[0])
	r.Expires, errs[1] = fromMillis(parts[1])
	r.At, errs[2] = fromMillis(parts[2])
	r.User, errs[3] = strconv.ParseInt(parts[5], 10, 64)
	return r, cmp.Or(errs[:]...)
}

func activeRecord(user, where string) (record, error) {
	id, err := strconv.ParseInt(user, 10, 64)
	if err != nil {
		return record{}, fmt.Errorf("store: a user id is malformed: %w", err)
	}
	unitID, year, err := splitWhere(where)
	return record{Kind: kindActive, User: id, Unit: unitID, Year: year}, err
}

func blockedRecord(user, at string) (record, error) {
	id, err := strconv.ParseInt(user, 10, 64)
	if err != nil {
		return record{}, fmt.Errorf("store: a user id is malformed: %w", err)
	}
	since, err := fromMillis(at)
	return record{Kind: kindBlocked, User: id, At: since}, err
}

func newsRecord(field, lines string) (record, error) {
	chat, where, ok := strings.Cut(field, ":")
	id, err := strconv.ParseInt(chat, 10, 64)
	if !ok || err != nil {
		return record{}, errors.New("store: news are malformed")
	}
	r := record{Kind: kindNews, Chat: id}
	if r.Unit, r.Year, err = splitWhere(where); err != nil {
		return r, err
	}
	for line := range strings.SplitSeq(lines, "\n") {
		var l newsLine
		if err := decodeInto(line, &l); err != nil {
			return r, err
		}
		r.Lines = append(r.Lines, l)
	}
	return r, nil
}

// newsLines are news as the scripts keep them.
func (r record) newsLines() (string, error) {
	lines := make([]string, len(r.Lines))
	for i, l := range r.Lines {
		var err error
		if lines[i], err = encode(l); err != nil {
			return "", err
		}
	}
	return strings.Join(lines, "\n"), nil
}

func promptRecord(field, message string) (record, error) {
	chat, unitID, ok := strings.Cut(field, ":")
	id, err := strconv.ParseInt(chat, 10, 64)
	if !ok || err != nil {
		return record{}, errors.New("store: a prompt is malformed")
	}
	n, err := strconv.Atoi(message)
	return record{Kind: kindPrompt, Chat: id, Unit: unitID, Message: n}, err
}
