package store

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/store/server"
	"ziping/scoring"
)

// start is the time at which every test begins.
var start = time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)

// clock is a clock that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// world is an empty store on one engine.
type world struct {
	tb testing.TB
	*Store
	clock *clock
	url   string
}

// shared is the redis-server that the tests share.
var shared struct {
	once  sync.Once
	child *server.Child
	err   error
	dir   string
}

// checks is how many random runs a property gets unless -rapid.checks says otherwise: most
// of them talk to a server.
const checks = "30"

func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", checks); err != nil { // before the command line is read
		panic(err)
	}
	code := m.Run()
	if shared.child != nil {
		if err := shared.child.Close(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir) // a temporary folder
	}
	os.Exit(code)
}

// needServer skips a test where there is no redis-server, except in CI.
func needServer(t testing.TB) {
	t.Helper()
	if _, err := server.Find(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must have redis-server on PATH")
		}
		t.Skip("redis-server is not on PATH")
	}
}

// sharedServer is the address of the shared redis-server.
func sharedServer(t testing.TB) string {
	t.Helper()
	needServer(t)
	shared.once.Do(func() {
		// Not t.TempDir: the server is shared by all tests.
		if shared.dir, shared.err = os.MkdirTemp("", "store"); shared.err == nil { //nolint:usetesting // see above
			shared.child, shared.err = server.StartChild(context.Background(), shared.dir)
		}
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.child.URL()
}

// engines are the servers every test of the store runs on.
var engines = map[string]func(testing.TB) string{
	"miniredis": func(t testing.TB) string {
		e, err := server.StartEmbedded()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(e.Close)
		return e.URL()
	},
	"redis-server": sharedServer,
}

// onEngines runs a test on each engine, on an empty store.
func onEngines(t *testing.T, test func(t *testing.T, w *world)) {
	for name, url := range engines {
		t.Run(name, func(t *testing.T) { test(t, newWorld(t, url(t))) })
	}
}

func newWorld(t testing.TB, url string) *world {
	t.Helper()
	w := &world{tb: t, clock: &clock{t: start}, url: url}
	client := w.dial(nil)
	if err := client.FlushAll(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	w.Store = w.open(client)
	return w
}

// dial makes a client, through a dialer if there is one.
func (w *world) dial(dialer func(ctx context.Context, network, addr string) (net.Conn, error)) redis.UniversalClient {
	w.tb.Helper()
	client, err := server.Connect(w.url)
	if err != nil {
		w.tb.Fatal(err)
	}
	if dialer != nil {
		opt := *client.(*redis.Client).Options()
		opt.MaxRetries = -1 // 0, which Connect's -1 became, would be read as the default
		opt.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
		opt.Dialer = dialer
		client = redis.NewClient(&opt)
	}
	w.tb.Cleanup(func() { _ = client.Close() })
	return client
}

func (w *world) open(client redis.UniversalClient) *Store {
	w.tb.Helper()
	s, err := Open(w.ctx(), client, Options{Now: w.clock.now, Lease: time.Minute})
	if err != nil {
		w.tb.Fatal(err)
	}
	return s
}

// must ends the test on an error.
func (w *world) must(err error) {
	w.tb.Helper()
	if err != nil {
		w.tb.Fatal(err)
	}
}

// unit adds a unit with members 1..n, the first of them the manager.
func (w *world) unit(name string, n int) dialog.Evaluation {
	w.tb.Helper()
	e, err := w.AddUnit(w.ctx(), name, 2023, "town-2023", 1, time.Time{})
	w.must(err)
	for i := 1; i <= n; i++ {
		role := dialog.Staff
		if i == 1 {
			role = dialog.Manager
		}
		w.must(w.AddMember(w.ctx(), e.UnitID, dialog.Member{User: int64(i), Name: fmt.Sprintf("张%d", i), Role: role}))
	}
	return e
}

func (w *world) session(e dialog.Evaluation, user int64) dialog.Session {
	w.tb.Helper()
	s, err := w.Session(w.ctx(), e.UnitID, e.Year, user)
	w.must(err)
	return s
}

// turn is a commit on a session that writes keys with the value n.
func (w *world) turn(update int64, s dialog.Session, n int64, keys ...dialog.Key) Commit {
	c := Commit{Update: update, Chat: s.Who.User, Before: s, At: w.clock.now(),
		Cursor: dialog.Cursor{Place: dialog.PlaceAsk, Key: "next"}}
	for _, k := range keys {
		c.Records = append(c.Records, dialog.Record{Key: k, Value: number(n), Typed: fmt.Sprint(n), Was: s.Answers[k].Rev})
	}
	return c
}

func number(n int64) scoring.Value { return scoring.Number(decimal.NewFromInt(n)) }

func say(text string) Message { return Message{Reply: &dialog.Reply{Kind: dialog.Send, Text: text}} }

func texts(messages []Message) []string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Reply.Text)
	}
	return all
}

func (w *world) claim(limit int) []Message {
	w.tb.Helper()
	all, err := w.Claim(w.ctx(), limit)
	w.must(err)
	return all
}

func (w *world) ctx() context.Context { return w.tb.Context() }

// within is the world for a subtest.
func (w *world) within(t testing.TB) *world {
	sub := *w
	sub.tb = t
	return &sub
}
