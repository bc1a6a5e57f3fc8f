package store

import (
	"container/list"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"ziping/dialog"
)

// An answer is mostly followed by another one of the same person. What the next step needs is then
// known without asking: the session that was loaded, with what this process has committed since. It
// may be out of date, so a commit made on it is refused when anything has changed that it consists
// of: answers and status count themselves in the evaluation's log, the cursor has its revision, and
// the register counts the rest. Whoever is refused loads and steps again.

// memory is what is remembered, the sessions used last first. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	seats   map[int64]seating
	of      map[int64]*list.Element              // by person; Value is *remembered
	working map[evaluationKey]map[int64]struct{} // who is remembered at work on what
	recent  list.List
	answers int // in all sessions
}

// seating is how many evaluations a person may work on, as of a register.
type seating struct {
	register string
	count    int
}

type remembered struct {
	user    int64
	session dialog.Session // but for its cursor
	cursor  string         // "revision|JSON", so that nobody shares its parts
	loaded  time.Time
}

// What is remembered at the most: about 30 MB of answers. For how long, because a session says
// where things stood yesterday.
const (
	maxRememberedAnswers  = 60_000
	maxRememberedSessions = 5_000
	maxSeats              = 20_000
	rememberedFor         = 10 * time.Minute
)

// Recall gives the session that somebody with a single evaluation was left with by the last commit of
// this process. A step made on it is committed with Commit.Recalled. ok is false when nothing is
// remembered: load it.
func (s *Store) Recall(user int64) (session dialog.Session, ok bool) {
	return s.memory.recall(user, s.now())
}

func (m *memory) recall(user int64, now time.Time) (session dialog.Session, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := m.of[user]
	if at == nil {
		return session, false
	}
	known := at.Value.(*remembered)
	seats := m.seats[user]
	sameHour := now.Truncate(time.Hour).Equal(known.loaded.Truncate(time.Hour)) // days end at hours
	if seats.count != 1 || seats.register != known.session.Register || !sameHour || now.Sub(known.loaded) > rememberedFor {
		m.drop(at)
		return session, false
	}
	m.recent.MoveToFront(at)
	session = known.session
	cursor, err := decodeCursor(known.cursor)
	if err != nil {
		return session, false
	}
	session.Cursor = cursor
	session.Members, session.Unreachable = slices.Clone(session.Members), slices.Clone(session.Unreachable)
	session.Muted = maps.Clone(session.Muted)
	return session, true
}

// seated notes how many evaluations a person may work on.
func (m *memory) seated(user int64, register string, count int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seats == nil || len(m.seats) >= maxSeats {
		m.seats = map[int64]seating{}
	}
	m.seats[user] = seating{register, count}
}

// forget drops what is remembered of a person, whose state is not known any more.
func (m *memory) forget(user int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := m.of[user]; at != nil {
		m.drop(at)
	}
}

// follow remembers the session that a commit leaves behind: records are its answers as they are kept,
// reply is the script's.
func (m *memory) follow(c Commit, records []string, cursor string, reply []string, loaded time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	user, evaluation := c.Before.Who.User, evaluationKey{c.Before.Evaluation.UnitID, c.Before.Evaluation.Year}
	if at := m.of[user]; at != nil {
		if c.Recalled {
			loaded = at.Value.(*remembered).loaded
		}
		m.drop(at)
	}
	after, ok := c.after(records, reply)
	if reply[0] == "OK" && after.Evaluation.Changes != c.Before.Evaluation.Changes {
		for colleague := range m.working[evaluation] { // they would be refused
			m.drop(m.of[colleague])
		}
	}
	seats := m.seats[user]
	if !ok || seats.count != 1 || seats.register != c.Before.Register {
		return
	}
	m.add(evaluation, &remembered{user: user, session: after, cursor: reply[1] + "|" + cursor, loaded: loaded})
}

func (m *memory) add(evaluation evaluationKey, r *remembered) {
	if m.of == nil {
		m.of, m.working = map[int64]*list.Element{}, map[evaluationKey]map[int64]struct{}{}
	}
	m.of[r.user] = m.recent.PushFront(r)
	if m.working[evaluation] == nil {
		m.working[evaluation] = map[int64]struct{}{}
	}
	m.working[evaluation][r.user] = struct{}{}
	m.answers += len(r.session.Answers)
	for m.answers > maxRememberedAnswers || m.recent.Len() > maxRememberedSessions {
		m.drop(m.recent.Back())
	}
}

func (m *memory) drop(at *list.Element) {
	known := m.recent.Remove(at).(*remembered)
	evaluation := evaluationKey{known.session.Evaluation.UnitID, known.session.Evaluation.Year}
	m.answers -= len(known.session.Answers)
	delete(m.of, known.user)
	delete(m.working[evaluation], known.user)
	if len(m.working[evaluation]) == 0 {
		delete(m.working, evaluation)
	}
}

// after is the session as a commit leaves it behind; ok is false when that is not known for certain:
// it has to be loaded then.
func (c Commit) after(records []string, reply []string) (session dialog.Session, ok bool) {
	session = c.Before
	if reply[0] != "OK" {
		return session, false
	}
	entries, err := strconv.ParseInt(reply[2], 10, 64)
	if err != nil {
		return session, false
	}
	session.Evaluation.Changes = entries
	written := int64(len(c.Records))
	if c.Status != "" {
		session.Evaluation.Status = c.Status
		written++
	}
	if entries != c.Before.Evaluation.Changes+written || c.Version != 0 || !c.Mute.IsZero() ||
		len(c.Before.LastYear) > 0 || slices.Contains(c.Before.Unreachable, c.Before.Who.User) {
		return session, false
	}
	session.Answers = make(dialog.Answers, len(c.Before.Answers)+len(records))
	maps.Copy(session.Answers, c.Before.Answers)
	for i, r := range c.Records {
		answer, err := decodeAnswer(strconv.FormatInt(r.Was+1, 10) + "|" + records[i])
		if err != nil {
			return session, false
		}
		session.Answers[r.Key] = answer
	}
	return session, true
}
