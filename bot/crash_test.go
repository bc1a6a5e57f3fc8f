package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
	"ziping/dialog"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
	"ziping/scoring"
)

// Names of what a killed bot needs to know, in its environment.
const (
	crashAPI   = "ZIPING_CRASH_API"
	crashToken = "ZIPING_CRASH_TOKEN"
	crashRedis = "ZIPING_CRASH_REDIS"
)

// crashes is how often the bot is killed.
const crashes = 12

func crashClock() time.Time { return clockStart }

// TestMain runs the tests, or, in a process that a test started, what that will kill.
func TestMain(m *testing.M) {
	work := victim
	switch {
	case os.Getenv(crashPlanRedis) != "":
		work = planVictim
	case os.Getenv(crashAPI) == "":
		os.Exit(m.Run())
	}
	if err := work(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// victim is the bot that is killed.
func victim(ctx context.Context) error {
	client, err := server.Connect(os.Getenv(crashRedis))
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, client, store.Options{Delivers: true, Lease: 300 * time.Millisecond})
	if err != nil {
		return err
	}
	b, err := bot.New(bot.Options{
		Token: os.Getenv(crashToken), APIURL: os.Getenv(crashAPI), Store: s, Forms: testForms{},
		Reporter: &reports.Builder{Answers: s, Forms: testForms{}, Now: crashClock}, Limits: bot.Unlimited(),
	})
	if err != nil {
		return err
	}
	return b.Run(ctx)
}

// The bot is killed at random instants while three people fill three units' evaluations at
// once. In the end everything is as if nothing had happened: every answer, every entry of the
// log once, in order.
func TestCrashes(t *testing.T) {
	script := inputsOf(t, "testdata/seed-2023.transcript")
	calm := newCrashTown(t)
	stop := calm.runBot()
	want := calm.play(script)
	stop()

	town := newCrashTown(t)
	killed := make(chan int, 1)
	done := make(chan struct{})
	go func() { killed <- town.killBots(done) }()
	got := town.play(script)
	close(done)
	if n := <-killed; n < 3 {
		t.Errorf("the bot was killed only %d times", n)
	} else {
		t.Logf("killed %d times", n)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("not as undisturbed (-want +got):\n%s", diff)
	}
}

// inputsOf are the staff's inputs of a transcript, as far as the first report.
func inputsOf(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var inputs []string
	for line := range strings.Lines(string(text)) {
		if user, act, arg, ok := input(strings.TrimSuffix(line, "\n")); ok && user == wang {
			inputs = append(inputs, string(act)+arg)
			if arg == "/report" {
				break
			}
		}
	}
	return inputs
}

// crashTown is three units with a person each.
type crashTown struct {
	t      *testing.T
	phones *sandboxtest.Server
	api    string
	redis  string
	store  *store.Store
	units  map[int64]dialog.Evaluation
}

func newCrashTown(t *testing.T) *crashTown {
	t.Helper()
	c := &crashTown{t: t, units: map[int64]dialog.Evaluation{}}
	c.phones = sandboxtest.New(sandbox.Options{Users: townspeople, QueryLifetime: time.Minute})
	web := httptest.NewServer(c.phones.Handler())
	redis, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.phones.Close(); web.Close(); redis.Close() })
	c.api, c.redis = web.URL, redis.URL()
	client, err := server.Connect(c.redis)
	if err != nil {
		t.Fatal(err)
	}
	if c.store, err = store.Open(t.Context(), client, store.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, p := range townspeople[:3] {
		e, err := c.store.AddUnit(t.Context(), "某镇"+p.Name+"办", 2023, "town-2023", 1, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		c.units[p.ID] = e
		if err := c.store.AddMember(t.Context(), e.UnitID, dialog.Member{User: p.ID, Name: p.Name, Role: dialog.Staff}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// startBot starts a bot as a process of its own.
func (c *crashTown) startBot() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashAPI+"="+c.api, crashToken+"="+c.phones.Token(), crashRedis+"="+c.redis)
	if err := cmd.Start(); err != nil {
		c.t.Error(err)
		return nil
	}
	return cmd
}

// runBot runs a bot until the returned function is called.
func (c *crashTown) runBot() func() {
	cmd := c.startBot()
	return func() { kill(cmd) }
}

// kill ends a process with SIGKILL: nothing of it gets to finish anything.
func kill(cmd *exec.Cmd) {
	if cmd == nil {
		return
	}
	_ = cmd.Process.Kill() // it may have ended already
	_ = cmd.Wait()         // it was killed: that is the error
}

// killBots starts a bot and kills it after a random time, again and again, then leaves one
// alone until done. It gives the number of kills.
func (c *crashTown) killBots(done <-chan struct{}) int {
	for n := range crashes {
		cmd := c.startBot()
		select {
		case <-done:
			kill(cmd)
			return n
		case <-time.After(time.Duration(150+rand.IntN(500)) * time.Millisecond): //nolint:gosec // any instants will do
			kill(cmd)
		}
	}
	stop := c.runBot()
	<-done
	stop()
	return crashes
}

// play lets everybody play the script and gives what is stored in the end.
func (c *crashTown) play(script []string) map[string]any {
	var all sync.WaitGroup
	for _, p := range townspeople[:3] {
		all.Go(func() { c.playOne(p.ID, script) })
	}
	all.Wait()
	state := map[string]any{}
	for _, p := range townspeople[:3] {
		state[p.Name] = c.stored(c.units[p.ID])
	}
	return state
}

// playOne does what a patient person does: the next thing only when the last was understood.
func (c *crashTown) playOne(user int64, script []string) {
	ctx, cancel := context.WithTimeout(c.t.Context(), 90*time.Second)
	defer cancel()
	u := c.phones.User(user)
	for i, in := range script {
		if err := c.do(ctx, u, in[0], in[1:]); err != nil {
			c.t.Errorf("%s, input %d %q: %v", name(user), i, in, err)
			return
		}
	}
	_, err := u.WaitMessage(ctx, func(m sandbox.Message) bool { return m.File != nil })
	if err != nil {
		c.t.Errorf("%s got no report: %v", name(user), err)
	}
}

func (c *crashTown) do(ctx context.Context, u *sandboxtest.User, act byte, arg string) error {
	before := c.revision(u.ID())
	var err error
	if act == '#' {
		err = c.tapWhenShown(ctx, u, arg)
	} else {
		_, err = u.Send(arg)
	}
	if err != nil {
		return err
	}
	for c.revision(u.ID()) == before { // until the step is committed
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}

// revision counts the steps a person has made.
func (c *crashTown) revision(user int64) int64 {
	e := c.units[user]
	s, err := c.store.Session(c.t.Context(), e.UnitID, e.Year, user)
	if err != nil {
		c.t.Error(err)
		return -1
	}
	return s.Cursor.Rev
}

// tapWhenShown taps the button of that label once the open question shows it: an earlier
// question's message may still have a button of the same label for a moment.
func (c *crashTown) tapWhenShown(ctx context.Context, u *sandboxtest.User, label string) error {
	e := c.units[u.ID()]
	s, err := c.store.Session(ctx, e.UnitID, e.Year, u.ID())
	if err != nil {
		return err
	}
	var message int
	var data string
	err = u.WaitFor(ctx, func(chat []sandbox.Message) bool {
		for _, m := range slices.Backward(chat) {
			b, ok := m.Button(label)
			if ok && (s.Cursor.Place != dialog.PlaceAsk || strings.Contains(b.Data, "|"+string(s.Cursor.Key)+"|")) {
				message, data = m.ID, b.Data
				return true
			}
		}
		return false
	})
	if err != nil {
		return err
	}
	_, err = u.Tap(message, data)
	return err
}

// stored is what remains of an evaluation: answers and log, without times.
func (c *crashTown) stored(e dialog.Evaluation) map[string]any {
	_, answers, err := c.store.Evaluation(c.t.Context(), e.UnitID, e.Year)
	if err != nil {
		c.t.Fatal(err)
	}
	log, err := c.store.Log(c.t.Context(), e.UnitID, e.Year, 1, 10000)
	if err != nil {
		c.t.Fatal(err)
	}
	type kept struct {
		Value scoring.Value
		Typed string
		Rev   int64
	}
	state := map[string]any{}
	for k, a := range answers {
		state[string(k)] = kept{a.Value, a.Typed, a.Rev}
	}
	for _, entry := range log {
		state[fmt.Sprintf("log %d", entry.Seq)] = fmt.Sprintf("%s %v %s", entry.Key, entry.New, entry.Typed)
	}
	return state
}
