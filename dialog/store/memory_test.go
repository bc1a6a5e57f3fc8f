package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
)

// TestWhatIsRememberedIsSoOrRefused: two processes work on one store, one of them from memory. What it
// remembers is what would be loaded, or a commit on it is refused.
func TestWhatIsRememberedIsSoOrRefused(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(rt *rapid.T) {
			w.must(w.client.FlushDB(t.Context()).Err())
			w.clock.t = start
			here, there := *w, *w
			here.Store, there.Store = w.open(w.client), w.open(w.client)
			m := &recalling{here: &here, there: &there, e: here.unit("某镇人民政府", 3)}
			rt.Repeat(map[string]func(*rapid.T){
				"answer":    m.answer,
				"elsewhere": m.elsewhere,
				"register":  m.register,
				"time":      func(rt *rapid.T) { w.clock.pass(time.Duration(rapid.IntRange(1, 40).Draw(rt, "min")) * time.Minute) },
				"":          m.check,
			})
			if m.recalled == 0 && m.answers > 20 {
				rt.Logf("nobody was remembered in %d answers", m.answers)
			}
		})
	})
}

type recalling struct {
	here, there       *world
	e                 dialog.Evaluation
	update            int64
	answers, recalled int
}

// commitOn makes a turn with random records on a session.
func (m *recalling) commitOn(rt *rapid.T, w *world, s dialog.Session, recalled bool) error {
	m.update++
	c := w.turn(m.update, s, m.update, rapid.SliceOfNDistinct(rapid.SampledFrom([]dialog.Key{"a", "b", "c"}), 0, 2, rapid.ID[dialog.Key]).Draw(rt, "keys")...)
	c.Status = rapid.SampledFrom([]dialog.Status{"", "", "", "", dialog.Open, dialog.Submitted}).Draw(rt, "status")
	if s.Evaluation.Status != dialog.Open && c.Status == "" {
		c.Records = nil
	}
	if rapid.IntRange(0, 9).Draw(rt, "mute") == 0 {
		c.Mute = w.clock.now().Add(time.Hour)
	}
	c.Outbox = []Message{say("好")}
	c.Recalled = recalled
	return w.Commit(w.ctx(), c)
}

// answer is what a process does: on what is remembered, else on what is loaded.
func (m *recalling) answer(rt *rapid.T) {
	user := rapid.Int64Range(1, 3).Draw(rt, "user")
	m.answers++
	if s, ok := m.here.Recall(user); ok {
		m.recalled++
		err := m.commitOn(rt, m.here, s, true)
		if err == nil {
			return
		}
		if conflict := (*Conflict)(nil); !errors.As(err, &conflict) {
			rt.Fatalf("a commit from memory: %v", err)
		}
	}
	if _, err := m.here.Memberships(m.here.ctx(), user); err != nil {
		rt.Fatal(err)
	}
	s, err := m.here.Session(m.here.ctx(), m.e.UnitID, m.e.Year, user)
	if errors.Is(err, ErrNotMember) {
		return
	}
	if err == nil {
		err = m.commitOn(rt, m.here, s, false)
	}
	if err != nil {
		rt.Fatal(err)
	}
}

func (m *recalling) elsewhere(rt *rapid.T) {
	s, err := m.there.Session(m.there.ctx(), m.e.UnitID, m.e.Year, rapid.Int64Range(1, 3).Draw(rt, "user"))
	if errors.Is(err, ErrNotMember) {
		return
	}
	if err == nil {
		err = m.commitOn(rt, m.there, s, false)
	}
	if err != nil {
		rt.Fatal(err)
	}
}

// register does what the register counts, in another process.
func (m *recalling) register(rt *rapid.T) {
	ctx, user := m.there.ctx(), rapid.Int64Range(1, 3).Draw(rt, "user")
	acts := []func() error{
		func() error {
			return m.there.SetDeadline(ctx, m.e.UnitID, m.e.Year, start.Add(time.Duration(m.update)*time.Hour))
		},
		func() error {
			return m.there.Rename(ctx, m.e.UnitID, rapid.SampledFrom([]string{"某镇", "某乡"}).Draw(rt, "name"))
		},
		func() error { return m.there.Blocked(ctx, user, rapid.Bool().Draw(rt, "blocked")) },
		func() error {
			return m.there.AddMember(ctx, m.e.UnitID, dialog.Member{User: user, Name: "某", Role: rapid.SampledFrom([]dialog.Role{dialog.Staff, dialog.Manager}).Draw(rt, "role")})
		},
		func() error { return m.there.RemoveMember(ctx, m.e.UnitID, user) },
		func() error {
			_, err := m.there.AddUnit(ctx, "某镇人民政府", m.e.Year+1, "town-2023", 1, time.Time{})
			return err
		},
	}
	if err := rapid.SampledFrom(acts).Draw(rt, "act")(); err != nil && !errors.Is(err, ErrNotMember) && !errors.Is(err, ErrExists) && !errors.Is(err, ErrNameTaken) {
		rt.Fatal(err)
	}
}

// check: a remembered session that a commit would not refuse is the one that would be loaded.
func (m *recalling) check(rt *rapid.T) {
	for user := int64(1); user <= 3; user++ {
		known, ok := m.here.Recall(user)
		if !ok {
			continue
		}
		loaded, err := m.here.Session(m.here.ctx(), m.e.UnitID, m.e.Year, user)
		fresh := err == nil && loaded.Register == known.Register && loaded.Evaluation.Changes == known.Evaluation.Changes &&
			loaded.Cursor.Rev == known.Cursor.Rev
		if !fresh {
			continue // refused: answer tries it
		}
		if diff := cmp.Diff(loaded, known); diff != "" {
			rt.Fatalf("user %d: %s", user, diff)
		}
	}
}
