package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
)

// model is what the store should hold, in plain Go.
type model struct {
	w       *world
	e       dialog.Evaluation
	answers dialog.Answers
	cursors map[int64]int64
	roles   map[int64]dialog.Role
	status  dialog.Status
	seen    map[int64]bool
	log     []string
	loaded  map[int64]dialog.Session // what each person's last load saw
	update  int64
	last    map[int64]int64 // each person's last update

	queue  []modelMessage // in commit order
	leases map[int64]*modelLease
}

type modelMessage struct {
	chat     int64
	class    Class
	text     string
	due      time.Time // in the future: not in line yet
	attempts int
	held     *Message // as claimed
}

// modelLease is a chat's lease or the pause after a postponed message.
type modelLease struct {
	ends time.Time
	wait bool // since a message was postponed
}

// TestStoreAgainstAModel does random things to the store and to the model.
func TestStoreAgainstAModel(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(rt *rapid.T) {
			w.must(w.client.FlushDB(t.Context()).Err())
			w.clock.t = start
			m := &model{w: w, answers: dialog.Answers{}, cursors: map[int64]int64{}, roles: map[int64]dialog.Role{},
				status: dialog.Open, seen: map[int64]bool{}, last: map[int64]int64{}, loaded: map[int64]dialog.Session{}, leases: map[int64]*modelLease{}}
			fresh := w.open(w.client) // no claims of an earlier round
			sub := *w
			sub.Store, m.w = fresh, &sub
			m.e = m.w.unit("某镇人民政府", 3)
			m.roles[1], m.roles[2], m.roles[3] = dialog.Manager, dialog.Staff, dialog.Staff
			rt.Repeat(map[string]func(*rapid.T){
				"load":   m.load,
				"commit": m.commit,
				"revoke": m.revoke,
				"invite": m.join,
				"wait":   func(rt *rapid.T) { w.clock.pass(time.Duration(rapid.IntRange(1, 40).Draw(rt, "s")) * time.Second) },
				"claim":  m.claim,
				"finish": m.finish,
				"":       m.check,
			})
		})
	})
}

func (m *model) user(rt *rapid.T) int64 { return rapid.Int64Range(1, 3).Draw(rt, "user") }

func (m *model) load(rt *rapid.T) {
	user := m.user(rt)
	s, err := m.w.Session(m.w.ctx(), m.e.UnitID, m.e.Year, user)
	if _, member := m.roles[user]; !member {
		if !errors.Is(err, ErrNotMember) {
			rt.Fatalf("a stranger loaded: %v", err)
		}
		return
	}
	if err != nil {
		rt.Fatal(err)
	}
	if diff := cmp.Diff(m.answers, s.Answers); diff != "" || s.Cursor.Rev != m.cursors[user] || s.Evaluation.Status != m.status {
		rt.Fatalf("loaded %+v: %s", s, diff)
	}
	m.loaded[user] = s
}

func (m *model) commit(rt *rapid.T) {
	user := m.user(rt)
	before, ok := m.loaded[user]
	if !ok {
		rt.Skip("nothing loaded")
	}
	m.update++
	update := m.update
	if rapid.IntRange(0, 5).Draw(rt, "repeat") == 0 && m.last[user] > 0 {
		update = m.last[user] // an update is always of the same chat
	}
	m.last[user] = update
	c := m.w.turn(update, before, update, rapid.SliceOfNDistinct(rapid.SampledFrom([]dialog.Key{"a", "b", "c"}), 0, 3, rapid.ID[dialog.Key]).Draw(rt, "keys")...)
	c.Status = rapid.SampledFrom([]dialog.Status{"", "", "", dialog.Open, dialog.Submitted}).Draw(rt, "status")
	for range rapid.IntRange(0, 3).Draw(rt, "messages") {
		msg := to(rapid.Int64Range(1, 3).Draw(rt, "chat"), Class(rapid.IntRange(0, 2).Draw(rt, "class")), fmt.Sprint(update, len(c.Outbox)))
		msg.Due = c.At.Add(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 20}).Draw(rt, "due")) * time.Second)
		c.Outbox = append(c.Outbox, msg)
	}
	err := m.w.Commit(m.w.ctx(), c)
	if want := m.outcome(c); fmt.Sprint(err) != fmt.Sprint(want) {
		rt.Fatalf("commit %+v: got %v, want %v", c, err, want)
	}
	if err == nil {
		m.apply(c)
	}
}

// outcome is what a commit must return.
func (m *model) outcome(c Commit) error {
	user := c.Before.Who.User
	switch role, member := m.roles[user]; {
	case m.seen[c.Update]:
		return ErrDuplicate
	case !member:
		return ErrNotMember
	case role != c.Before.Who.Role:
		return &Conflict{Role: true}
	}
	switch {
	case c.Status != "" && m.status != c.Before.Evaluation.Status:
		return &Conflict{Status: true}
	case c.Status == "" && len(c.Records) > 0 && m.status != dialog.Open:
		return ErrClosed
	case c.Before.Cursor.Rev != m.cursors[user]:
		return &Conflict{Cursor: true}
	}
	conflict := &Conflict{}
	for _, r := range c.Records {
		if m.answers[r.Key].Rev != r.Was {
			conflict.Keys = append(conflict.Keys, r.Key)
		}
	}
	if len(conflict.Keys) > 0 {
		return conflict
	}
	return nil
}

func (m *model) apply(c Commit) {
	user := c.Before.Who.User
	for _, r := range c.Records {
		m.answers[r.Key] = dialog.Answer{Value: r.Value, Typed: r.Typed, By: user, ByName: c.Before.Who.Name, At: c.At, Rev: r.Was + 1}
		m.log = append(m.log, fmt.Sprint(c.Update, r.Key))
	}
	if c.Status != "" {
		m.status = c.Status
		m.log = append(m.log, fmt.Sprint(c.Update, StatusKey))
	}
	m.cursors[user]++
	m.seen[c.Update] = true
	for _, msg := range c.Outbox {
		m.queue = append(m.queue, modelMessage{chat: msg.Chat, class: msg.Class, text: msg.Reply.Text, due: msg.Due})
	}
}

func (m *model) revoke(rt *rapid.T) {
	user := m.user(rt)
	err := m.w.RemoveMember(m.w.ctx(), m.e.UnitID, user)
	if _, member := m.roles[user]; member != (err == nil) {
		rt.Fatal(err)
	}
	delete(m.roles, user)
}

func (m *model) join(rt *rapid.T) {
	user, role := m.user(rt), rapid.SampledFrom([]dialog.Role{dialog.Staff, dialog.Manager}).Draw(rt, "role")
	m.w.must(m.w.AddMember(m.w.ctx(), m.e.UnitID, dialog.Member{User: user, Name: fmt.Sprintf("张%d", user), Role: role}))
	m.roles[user] = role
}

// claimable returns the messages that the one claimer may get, by chat in order.
func (m *model) claimable() map[int64][]int {
	now := m.w.clock.now()
	all := map[int64][]int{}
	for i, msg := range m.queue {
		lease := m.leases[msg.chat]
		over := lease == nil || !now.Before(lease.ends)
		if now.Before(msg.due) || !over && (lease.wait || msg.held != nil) {
			continue
		}
		all[msg.chat] = append(all[msg.chat], i)
	}
	return all
}

func (m *model) claim(rt *rapid.T) {
	want := m.claimable()
	limit := rapid.SampledFrom([]int{1, 2, 100}).Draw(rt, "limit")
	got := m.w.claim(limit)
	total := 0
	for _, ids := range want {
		total += len(ids)
	}
	if len(got) != min(limit, total) {
		rt.Fatalf("claimed %q, %d of %d can be", texts(got), limit, total)
	}
	best := Class(9)
	for i, msg := range got {
		ids := want[msg.Chat]
		if len(ids) == 0 || m.queue[ids[0]].text != msg.Reply.Text || m.queue[ids[0]].attempts != msg.Attempts {
			rt.Fatalf("claimed %q of chat %d", msg.Reply.Text, msg.Chat)
		}
		if i == 0 {
			for _, id := range ids {
				best = min(best, m.queue[id].class)
			}
		}
		want[msg.Chat] = ids[1:]
		m.hold(ids[0], msg)
	}
}

// hold marks a message as claimed. What an expired lease held of its chat is nobody's.
func (m *model) hold(i int, msg Message) {
	now := m.w.clock.now()
	if lease := m.leases[msg.Chat]; lease == nil || !now.Before(lease.ends) {
		for j := range m.queue {
			if m.queue[j].chat == msg.Chat {
				m.queue[j].held = nil
			}
		}
	}
	m.leases[msg.Chat] = &modelLease{ends: now.Add(time.Minute)}
	m.queue[i].held = &msg
}

// finish ends a claim of a message in some way.
func (m *model) finish(rt *rapid.T) {
	var held []int
	for i, msg := range m.queue {
		if msg.held != nil {
			held = append(held, i)
		}
	}
	if len(held) == 0 {
		rt.Skip("nothing claimed")
	}
	i := rapid.SampledFrom(held).Draw(rt, "message")
	msg, ctx, now := &m.queue[i], m.w.ctx(), m.w.clock.now()
	claimed := *msg.held
	how := rapid.SampledFrom([]string{"delivered", "postpone", "drop"}).Draw(rt, "how")
	var err error
	wait := time.Time{}
	switch how {
	case "delivered":
		err = m.w.Delivered(ctx, claimed, 1)
	case "drop":
		err = m.w.Drop(ctx, claimed, "no")
	case "postpone":
		wait = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(rt, "until")) * time.Second)
		err = m.w.Postpone(ctx, claimed, wait)
	}
	if err != nil {
		rt.Fatalf("%s: %v", how, err)
	}
	msg.held = nil
	lease := m.leases[msg.chat]
	switch {
	case how != "postpone":
		chat := msg.chat
		m.queue = slices.Delete(m.queue, i, i+1)
		m.release(chat, lease)
	case msg.class == Reminder:
		msg.attempts++
		msg.due = wait
		m.release(msg.chat, lease)
	default:
		msg.attempts++
		if !lease.wait || wait.After(lease.ends) {
			lease.ends = wait
		}
		lease.wait = true
	}
}

// release frees a chat when nothing of it is claimed any more.
func (m *model) release(chat int64, lease *modelLease) {
	held := slices.ContainsFunc(m.queue, func(msg modelMessage) bool { return msg.chat == chat && msg.held != nil })
	if !held && !lease.wait {
		delete(m.leases, chat)
	}
}

func (m *model) check(rt *rapid.T) {
	entries, err := m.w.Log(m.w.ctx(), m.e.UnitID, m.e.Year, 1, 0)
	if err != nil {
		rt.Fatal(err)
	}
	var log []string
	for _, e := range entries {
		log = append(log, fmt.Sprint(e.Update, e.Key))
	}
	if !slices.Equal(log, m.log) {
		rt.Fatalf("log %s, want %s", strings.Join(log, ", "), strings.Join(m.log, ", "))
	}
}
