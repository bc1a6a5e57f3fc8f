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
	Seen(ctx context.Context, update, chat int64) (bool, error)
	Route(ctx context.Context, update, chat int64, unitID string, year int) (string, int, error)
	Session(ctx context.Context, unitID string, year int, user int64) (dialog.Session, error)
	Recall(user int64) (dialog.Session, bool)
	Commit(ctx context.Context, c store.Commit) error
	Log(ctx context.Context, unitID string, year int, from, limit int64) ([]store.Entry, error)
	RemoveMember(ctx context.Context, unitID string, user int64) error
	CommitChat(ctx context.Context, update, chat int64, out []store.Message, at time.Time) error
	DeadLetter(ctx context.Context, update int64, raw []byte, reason string) error
	jobStore
	outboxStore
}

// deskStore is what the operators' desk needs in addition.
type deskStore interface {
	StandingStore
	RosterStore
	SetDeadline(ctx context.Context, unitID string, year int, t time.Time) error
	SetScheme(ctx context.Context, unitID string, year int, scheme string) error
	Standing(ctx context.Context, unitID string, year int) (store.Stand, error)
	Reminding(ctx context.Context, unitID string, year int) (r dialog.Reminding, stale bool, err error)
	Revoke(ctx context.Context, unitID, mark string) error
}

// StandingStore is what [Standings] needs.
type StandingStore interface {
	Standings(ctx context.Context) ([]store.Stand, error)
	freshStore
}

// freshStore is what computing anew where a unit stands needs.
type freshStore interface {
	SaveStanding(ctx context.Context, e dialog.Evaluation, standing dialog.Standing) error
	Evaluation(ctx context.Context, unitID string, year int) (dialog.Evaluation, dialog.Answers, error)
}

// reminderStore is what reminders need in addition.
type reminderStore interface {
	EnsureTicks(ctx context.Context) error
	DueTicks(ctx context.Context) (int, error)
	Ticks(ctx context.Context, limit int) ([]store.Tick, error)
	Planned(ctx context.Context, t store.Tick, plan store.Plan) error
	Reminding(ctx context.Context, unitID string, year int) (r dialog.Reminding, stale bool, err error)
	freshStore
	Units(ctx context.Context) ([]dialog.Evaluation, error)
	CommitChat(ctx context.Context, update, chat int64, out []store.Message, at time.Time) error
}

// outboxStore is the part of Store that delivering needs.
type outboxStore interface {
	rateStore
	Taken() []store.Message
	Marked() bool
	ClaimMarked(ctx context.Context, limit int) ([]store.Message, error)
	Claim(ctx context.Context, limit int) ([]store.Message, error)
	Renew(ctx context.Context, inHand []store.Message) (lost []store.Message, err error)
	Lease() time.Duration
	Delivered(ctx context.Context, m store.Message, messageID int) error
	Postpone(ctx context.Context, m store.Message, until time.Time) error
	Drop(ctx context.Context, m store.Message, reason string) error
	Shown(m store.Message, messageID int)
	OpenQuestion(ctx context.Context, m store.Message) (messageID int, err error)
	Blocked(ctx context.Context, user int64, blocked bool) error
	Members(ctx context.Context, unitID string) ([]dialog.Member, error)
	News(ctx context.Context, chat int64, unitID string, year int) (news []dialog.News, member bool, err error)
	NewsTurn(ctx context.Context, m store.Message, urgent bool) (time.Time, error)
	DueReminders(ctx context.Context, chat int64) ([]store.Waiting, error)
	ToldReminder(ctx context.Context, chat int64, w store.Waiting) error
	SentFile(ctx context.Context, unitID string, year int, form string) (f store.SentFile, ok bool, err error)
	KeepSentFile(ctx context.Context, unitID string, year int, form string, f store.SentFile) error
	Wake() <-chan struct{}
}

// rawUpdate is one update as Telegram sent it.
type rawUpdate = json.RawMessage
