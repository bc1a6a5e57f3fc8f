package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// Entry is one change of an evaluation. A change of status has the key StatusKey and the
// statuses as texts.
type Entry struct {
	Seq      int64 // 1, 2, 3, … without a gap
	At       time.Time
	By       int64
	ByName   string
	Key      dialog.Key
	Old, New scoring.Value
	Typed    string
	Update   int64 // 0 when no update caused it
}

// Change is the entry as the conversation shows it.
func (e Entry) Change() dialog.Change {
	return dialog.Change{Seq: e.Seq, At: e.At, By: e.By, ByName: e.ByName, Key: e.Key, Old: e.Old, New: e.New, Typed: e.Typed}
}

// Log returns up to limit entries from the one numbered from (1 is the first) on; a
// limit of 0 or less returns all.
func (s *Store) Log(ctx context.Context, unitID string, year int, from, limit int64) ([]Entry, error) {
	first, last := max(from, 1)-1, int64(-1)
	if limit > 0 {
		last = first + limit - 1
	}
	var lines []string
	err := s.read(ctx, "log", func() (err error) {
		lines, err = s.client.LRange(ctx, keyLog(unitID, year), first, last).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(lines))
	for i, line := range lines {
		if entries[i], err = decodeEntry(line); err != nil {
			return nil, err
		}
		if entries[i].Seq != first+int64(i)+1 {
			return nil, fmt.Errorf("store: the log of an evaluation has a gap at %d", first+int64(i)+1)
		}
	}
	return entries, nil
}

// entryHead is the first line of a log entry.
type entryHead struct {
	seq    int64
	update string // the seen-mark: an update id, or "x…" for none
	key    dialog.Key
}

// splitEntry takes a log entry apart: head, new answer's JSON, earlier "revision|JSON" or "".
func splitEntry(line string) (head entryHead, newer, older string, err error) {
	first, body, ok := strings.Cut(line, "\n")
	newer, older, ok2 := strings.Cut(body, "\n")
	parts := strings.SplitN(first, "|", 3)
	if !ok || !ok2 || len(parts) != 3 {
		return head, "", "", errors.New("store: a log entry is malformed")
	}
	if head.seq, err = strconv.ParseInt(parts[0], 10, 64); err != nil {
		return head, "", "", fmt.Errorf("store: a log entry's number: %w", err)
	}
	head.update, head.key = parts[1], dialog.Key(parts[2])
	return head, newer, older, nil
}

func decodeEntry(line string) (Entry, error) {
	head, newer, older, err := splitEntry(line)
	if err != nil {
		return Entry{}, err
	}
	a, err := decodeAnswer("0|" + newer)
	if err != nil {
		return Entry{}, fmt.Errorf("store: log entry %d: %w", head.seq, err)
	}
	e := Entry{Seq: head.seq, At: a.At, By: a.By, ByName: a.ByName, Key: head.key, New: a.Value, Typed: a.Typed}
	if !strings.HasPrefix(head.update, "x") {
		if e.Update, err = strconv.ParseInt(head.update, 10, 64); err != nil {
			return Entry{}, fmt.Errorf("store: log entry %d: %w", head.seq, err)
		}
	}
	if older != "" {
		old, err := decodeAnswer(older)
		if err != nil {
			return Entry{}, fmt.Errorf("store: log entry %d: %w", head.seq, err)
		}
		e.Old = old.Value
	}
	return e, nil
}
