package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/redis/go-redis/v9"
)

// SentFile is a final report that Telegram keeps: it can be sent again without being built.
type SentFile struct {
	// Changes is Evaluation.Changes of the state it was built from.
	Changes int64  `json:"changes"`
	FileID  string `json:"file"`
	Caption string `json:"caption"`
}

// fileField names a report of an evaluation in a form.
func fileField(unitID string, year int, form string) string {
	return whereIs(unitID, year) + ":" + form
}

// SentFile returns the report of an evaluation in a form that was sent before, when nothing has
// changed since; ok is false when there is none. Error: ErrUnavailable.
func (s *Store) SentFile(ctx context.Context, unitID string, year int, form string) (f SentFile, ok bool, err error) {
	var seq, blob *redis.StringCmd
	err = s.atOnce(ctx, "sent file", func(p redis.Pipeliner) {
		seq = p.HGet(ctx, keyMeta(unitID, year), "seq")
		blob = p.HGet(ctx, keyFiles(partitionOf(unitID)), fileField(unitID, year, form))
	})
	if err != nil {
		return SentFile{}, false, err
	}
	if errors.Is(blob.Err(), redis.Nil) {
		return SentFile{}, false, nil
	}
	if err := json.Unmarshal([]byte(blob.Val()), &f); err != nil {
		return SentFile{}, false, fmt.Errorf("store: a sent file: %w", err)
	}
	return f, seq.Val() == strconv.FormatInt(f.Changes, 10), nil
}

// KeepSentFile remembers a report that was sent; the zero SentFile forgets it. Error: ErrUnavailable.
func (s *Store) KeepSentFile(ctx context.Context, unitID string, year int, form string, f SentFile) error {
	blob, err := encode(f)
	if err != nil {
		return err
	}
	key, field := keyFiles(partitionOf(unitID)), fileField(unitID, year, form)
	return s.read(ctx, "keep sent file", func() error { // may be repeated without harm
		if f.FileID == "" {
			return s.client.HDel(ctx, key, field).Err()
		}
		return s.client.HSet(ctx, key, field, blob).Err()
	})
}
