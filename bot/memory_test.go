package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"ziping/dialog"
	"ziping/dialog/store"
)

var _ Store = (*store.Store)(nil)

// memory is a Store in memory, of one unit and year, with the guarantees of the real one as far
// as the bot relies on them. fail, when set, makes operations fail.
type memory struct {
	mu      sync.Mutex
	fail    func(op string) error
	members map[int64]dialog.Member
	answers dialog.Answers
	cursors map[int64]dialog.Cursor
	status  dialog.Status
	seen    map[int64]bool
	commits []store.Commit
	blocked map[int64]bool
	tries   map[int64]int
	dead    []string
	shelf   []int64
	dropped []string
	prompts map[int64]int
	invites map[string]dialog.Role

	queue []*entry
	next  int
	wake  chan struct{}
}

type entry struct {
	m      store.Message
	leased bool
}

const (
	testUnit = "u1"
	testYear = 2023
	testEval = "e1"
)

func newMemory(people ...dialog.Member) *memory {
	s := &memory{
		members: map[int64]dialog.Member{}, answers: dialog.Answers{}, cursors: map[int64]dialog.Cursor{},
		status: dialog.Open, seen: map[int64]bool{}, blocked: map[int64]bool{}, tries: map[int64]int{},
		prompts: map[int64]int{}, invites: map[string]dialog.Role{}, wake: make(chan struct{}, 1),
	}
	for _, p := range people {
		s.members[p.User] = p
	}
	return s
}

// enter locks the store and lets the operation fail when the test wants it.
func (s *memory) enter(ctx context.Context, op string) (leave func(), err error) {
	s.mu.Lock()
	if ctx.Err() != nil {
		s.mu.Unlock()
		return nil, fmt.Errorf("%w: %w", store.ErrUnavailable, ctx.Err())
	}
	if s.fail != nil {
		if err := s.fail(op); err != nil {
			s.mu.Unlock()
			return nil, err
		}
	}
	return s.mu.Unlock, nil
}

func (s *memory) setFail(f func(op string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = f
}

func (s *memory) Memberships(ctx context.Context, user int64) ([]store.Membership, error) {
	leave, err := s.enter(ctx, "memberships")
	if err != nil {
		return nil, err
	}
	defer leave()
	m, ok := s.members[user]
	if !ok {
		return nil, nil
	}
	return []store.Membership{{UnitID: testUnit, Unit: "某镇", Year: testYear, Role: m.Role, Name: m.Name}}, nil
}

func (s *memory) Active(context.Context, int64) (string, int, error) { return testUnit, testYear, nil }

func (s *memory) SetActive(context.Context, int64, string, int) error { return nil }

func (s *memory) Redeem(ctx context.Context, token string, user int64, name string, _ time.Time) (store.Membership, error) {
	leave, err := s.enter(ctx, "redeem")
	if err != nil {
		return store.Membership{}, err
	}
	defer leave()
	role, ok := s.invites[token]
	if !ok {
		return store.Membership{}, store.ErrInviteInvalid
	}
	s.members[user] = dialog.Member{User: user, Name: name, Role: role}
	return store.Membership{UnitID: testUnit, Unit: "某镇", Year: testYear, Role: role, Name: name}, nil
}

func (s *memory) Works(ctx context.Context) error {
	leave, err := s.enter(ctx, "works")
	if err != nil {
		return err
	}
	leave()
	return nil
}

func (s *memory) Shelve(ctx context.Context, u store.Shelved) error {
	leave, err := s.enter(ctx, "shelve")
	if err != nil {
		return err
	}
	defer leave()
	s.shelf = append(s.shelf, u.Update)
	return nil
}

func (s *memory) Unshelve(context.Context, int64, int64) error { return nil }

func (s *memory) KeepShelved(context.Context, []store.Shelved) error { return nil }

func (s *memory) TakeShelved(context.Context) ([]store.Shelved, error) { return nil, nil }

func (s *memory) Seen(_ context.Context, update, _ int64) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[update], nil
}

func (s *memory) Route(_ context.Context, _, _ int64, unitID string, year int) (string, int, error) {
	return unitID, year, nil
}

func (s *memory) Session(ctx context.Context, unit string, year int, user int64) (dialog.Session, error) {
	leave, err := s.enter(ctx, "session")
	if err != nil {
		return dialog.Session{}, err
	}
	defer leave()
	m, ok := s.members[user]
	if !ok || unit != testUnit || year != testYear {
		return dialog.Session{}, store.ErrNotMember
	}
	answers := dialog.Answers{}
	for k, a := range s.answers {
		answers[k] = a
	}
	return dialog.Session{
		Evaluation: dialog.Evaluation{ID: testEval, UnitID: testUnit, Unit: "某镇", Year: testYear, Scheme: "s", Status: s.status},
		Answers:    answers, Who: m, Cursor: s.cursors[user],
	}, nil
}

func (s *memory) Commit(ctx context.Context, c store.Commit) error {
	leave, err := s.enter(ctx, "commit")
	if err != nil {
		return err
	}
	defer leave()
	if s.seen[c.Update] {
		return store.ErrDuplicate
	}
	if _, ok := s.members[c.Before.Who.User]; !ok {
		return store.ErrNotMember
	}
	if s.cursors[c.Before.Who.User].Rev != c.Before.Cursor.Rev {
		return &store.Conflict{Cursor: true}
	}
	for _, r := range c.Records {
		if s.answers[r.Key].Rev != r.Was {
			return &store.Conflict{Keys: []dialog.Key{r.Key}}
		}
	}
	for _, r := range c.Records {
		s.answers[r.Key] = dialog.Answer{Value: r.Value, Typed: r.Typed, By: c.Before.Who.User, Rev: r.Was + 1}
	}
	c.Cursor.Rev = c.Before.Cursor.Rev + 1
	s.cursors[c.Before.Who.User] = c.Cursor
	s.seen[c.Update] = true
	s.commits = append(s.commits, c)
	s.put(testUnit, c.At, c.Outbox)
	return nil
}

func (s *memory) CommitChat(ctx context.Context, update, _ int64, out []store.Message, at time.Time) error {
	leave, err := s.enter(ctx, "commit chat")
	if err != nil {
		return err
	}
	defer leave()
	if s.seen[update] {
		return store.ErrDuplicate
	}
	s.seen[update] = true
	s.put("", at, out)
	return nil
}

func (s *memory) Blocked(ctx context.Context, user int64, blocked bool) error {
	leave, err := s.enter(ctx, "blocked")
	if err != nil {
		return err
	}
	defer leave()
	s.blocked[user] = blocked
	return nil
}

func (s *memory) Attempt(ctx context.Context, update, _ int64) (int, error) {
	leave, err := s.enter(ctx, "attempt")
	if err != nil {
		return 0, err
	}
	defer leave()
	s.tries[update]++
	return s.tries[update], nil
}

func (s *memory) DeadLetter(ctx context.Context, update int64, raw []byte, reason string) error {
	leave, err := s.enter(ctx, "dead letter")
	if err != nil {
		return err
	}
	defer leave()
	if len(raw) == 0 {
		return errors.New("a dead letter without content")
	}
	s.dead = append(s.dead, fmt.Sprint(update, " ", reason))
	return nil
}

// look reads the store's state under its lock.
func (s *memory) look(read func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	read()
}

// typed are the answers of a chat in the order of their commits.
func (s *memory) typed(user int64) (texts []string) {
	s.look(func() {
		for _, c := range s.commits {
			for _, r := range c.Records {
				if c.Before.Who.User == user {
					texts = append(texts, r.Typed)
				}
			}
		}
	})
	return texts
}

func (s *memory) waiting() (n int) {
	s.look(func() { n = len(s.queue) })
	return n
}

// Members are everybody in the unit.
func (s *memory) Members(context.Context, string) ([]dialog.Member, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.members)), nil
}

// SentFile: nothing was sent before.
func (s *memory) SentFile(context.Context, string, int, string) (store.SentFile, bool, error) {
	return store.SentFile{}, false, nil
}

// KeepSentFile keeps nothing.
func (s *memory) KeepSentFile(context.Context, string, int, string, store.SentFile) error { return nil }

// Log has nothing: what was recorded stands in commits.
func (s *memory) Log(context.Context, string, int, int64, int64) ([]store.Entry, error) {
	return nil, nil
}

// RemoveMember takes somebody out of a unit.
func (m *memory) RemoveMember(context.Context, string, int64) error { return nil }

// Recall remembers nobody: every step is made on what is loaded.
func (m *memory) Recall(int64) (dialog.Session, bool) { return dialog.Session{}, false }
