package bot_test

import (
	"context"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/form"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
	"ziping/scoring/packs"
)

// The people of the test town.
const (
	wang = 1001 // 填报人
	li   = 1002 // 负责人
	zhao = 1003 // 填报人
	cai  = 1004 // 财政局
	sun  = 1005 // not yet in any unit
)

var townspeople = []sandbox.Person{
	{ID: wang, Name: "小王", Role: "填报人"},
	{ID: li, Name: "李主任", Role: "负责人"},
	{ID: zhao, Name: "小赵", Role: "填报人"},
	{ID: cai, Name: "财政局", Role: "管理员"},
	{ID: sun, Name: "小孙"},
}

var townRoles = map[int64]dialog.Role{wang: dialog.Staff, li: dialog.Manager, zhao: dialog.Staff}

// house is the whole bot against a Bot API server on loopback and an embedded store.
type house struct {
	t      *testing.T
	phones *sandboxtest.Server
	server *httptest.Server
	store  *store.Store
	unit   dialog.Evaluation
	tables []desk.Table // those an operator may choose; read at start
	clock  *stillClock
	bot    *bot.Bot
	stop   func()
}

// stillClock is a clock that a test moves by hand, so that dates in transcripts are stable.
type stillClock struct{ ticks atomic.Int64 }

// clockStart is the first moment of every transcript.
var clockStart = time.Date(2024, 3, 5, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

func (c *stillClock) Now() time.Time {
	return clockStart.Add(time.Duration(c.ticks.Load()) * time.Second)
}

type testForms struct{}

func (testForms) Form(scheme string) (*form.Form, error) {
	pack, err := packs.Find(scheme)
	if err != nil {
		return nil, err
	}
	return form.New(pack), nil
}

// newHouse opens a house whose unit fills the town's pack for 2023, and starts its bot.
func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, clock: &stillClock{}}
	h.phones = sandboxtest.New(sandbox.Options{Users: townspeople, Now: h.clock.Now})
	h.server = httptest.NewServer(h.phones.Handler())
	redis, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	client, err := server.Connect(redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	var ids atomic.Int64
	s, err := store.Open(t.Context(), client, store.Options{Delivers: true, Now: h.clock.Now, NewID: func() string { return strconv.FormatInt(ids.Add(1), 36) }})
	if err != nil {
		t.Fatal(err)
	}
	h.store = s
	if h.unit, err = s.AddUnit(t.Context(), "某镇人民政府", 2023, "town-2023", 1, time.Time{}); err != nil {
		t.Fatal(err)
	}
	for _, p := range townspeople {
		if townRoles[p.ID] == "" {
			continue
		}
		if err := s.AddMember(t.Context(), h.unit.UnitID, dialog.Member{User: p.ID, Name: p.Name, Role: townRoles[p.ID]}); err != nil {
			t.Fatal(err)
		}
	}
	h.start()
	t.Cleanup(func() {
		h.stop()
		h.phones.Close()
		h.server.Close()
		redis.Close()
	})
	return h
}

// start runs a bot until h.stop.
func (h *house) start() {
	h.t.Helper()
	b, err := bot.New(bot.Options{
		Token: h.phones.Token(), APIURL: h.server.URL, Store: h.store, Forms: testForms{},
		Reporter: &reports.Builder{Answers: h.store, Forms: testForms{}, Now: h.clock.Now},
		Now:      h.clock.Now, Limits: bot.Unlimited(),
		Remind: bot.Reminding{Store: h.store, Calendar: calendar.Official(), Every: -1},
		Desk:   bot.Desk{Operators: []int64{cai}, Store: h.store, Tables: h.tables, Usual: "town-2023", BotName: "ziping_bot"},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.bot = b
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	h.stop = func() {
		cancel()
		if err := <-done; err != nil {
			h.t.Errorf("bot: %v", err)
		}
	}
}

// pass moves the clock and lets reminders be planned.
func (h *house) pass(d time.Duration) {
	h.t.Helper()
	h.clock.ticks.Add(int64(d / time.Second))
	if err := h.bot.PlanReminders(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

// quiet waits until every update is settled and everything was said.
func (h *house) quiet() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 90*time.Second)
	defer cancel()
	if err := h.phones.WaitConfirmed(ctx); err != nil {
		h.t.Fatal(err)
	}
	for {
		due, _, err := h.store.Depth(ctx)
		if err != nil {
			h.t.Fatalf("messages were never said: %v", err)
		}
		if due == 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	h.clock.ticks.Add(1)
}

// unitNamed is a unit's newest evaluation.
func (h *house) unitNamed(name string) (found dialog.Evaluation) {
	h.t.Helper()
	units, err := h.store.Units(h.t.Context())
	h.must(err)
	for _, e := range units {
		if e.Unit == name && e.Year > found.Year {
			found = e
		}
	}
	return found
}
