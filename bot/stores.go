package bot

import (
	"context"
	"encoding/json"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

// Store is what the bot needs of ziping/dialog/store; see there for the methods' guarantees.
type Store interface {
	Memberships(ctx context.Context, user int64) ([]store.Membership, error)
	Active(ctx context.Context, user int64) (unitID string, year int, err error)
	SetActive(ctx context.Context, user int64, unitID string, year int) error
	Redeem(ctx context.Context, token string, user int64, name string, at time.Time) (store.Membership, error)
	Session(ctx context.Context, unitID string, year int, user int64) (dialog.Session, error)
	Commit(ctx context.Context, c store.Commit) error
	CommitChat(ctx context.Context, update, chat int64, out []store.Message, at time.Time) error
	Attempt(ctx context.Context, update, chat int64) (int, error)
	DeadLetter(ctx context.Context, update int64, raw []byte, reason string) error
	outboxStore
}

// outboxStore is the part of Store that delivering needs.
type outboxStore interface {
	Claim(ctx context.Context, limit int) ([]store.Message, error)
	Delivered(ctx context.Context, m store.Message, messageID int) error
	Postpone(ctx context.Context, m store.Message, until time.Time) error
	Drop(ctx context.Context, m store.Message, reason string) error
	Prompt(ctx context.Context, chat int64, unitID string) (messageID int, err error)
	Blocked(ctx context.Context, user int64, blocked bool) error
	Wake() <-chan struct{}
}

// rawUpdate is one update as Telegram sent it.
type rawUpdate = json.RawMessage
