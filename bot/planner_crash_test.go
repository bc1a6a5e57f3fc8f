package bot_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/dialog"
	"ziping/dialog/remind/calendar"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
)

// Names of what a killed planner needs to know, in its environment.
const (
	crashPlanRedis = "ZIPING_CRASH_PLAN_REDIS"
	crashPlanBegin = "ZIPING_CRASH_PLAN_BEGIN" // when the test's clock stood at nine, ns
)

// planMorning is the moment whose reminders the killed planners plan.
var planMorning = time.Date(2024, 3, 20, 9, 0, 0, 0, clockStart.Location())

// planClock is the clock of all planners of one test: nine o'clock and what has passed since.
func planClock(begin time.Time) func() time.Time {
	return func() time.Time { return planMorning.Add(time.Since(begin)) }
}

// planVictim is a planner that is killed. It ends by itself when nothing is due any more.
func planVictim(ctx context.Context) error {
	ns, err := strconv.ParseInt(os.Getenv(crashPlanBegin), 10, 64)
	if err != nil {
		return err
	}
	now := planClock(time.Unix(0, ns))
	client, err := server.Connect(os.Getenv(crashPlanRedis))
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, client, store.Options{Now: now, Lease: 100 * time.Millisecond})
	if err != nil {
		return err
	}
	b, err := bot.New(bot.Options{
		Token: "1:x", Store: s, Forms: testForms{}, Reporter: &reports.Builder{Answers: s, Forms: testForms{}, Now: now}, Now: now,
		Remind: bot.Reminding{Store: s, Calendar: calendar.Official()},
	})
	if err != nil {
		return err
	}
	return b.PlanReminders(ctx)
}

// Planners, two at a time, are killed at random instants until everything is planned: each
// person has one reminder in the outbox.
func TestKilledPlanners(t *testing.T) {
	const units, people = 150, 4
	redis, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Close)
	client, err := server.Connect(redis.URL())
	if err != nil {
		t.Fatal(err)
	}
	early, err := store.Open(t.Context(), client, store.Options{Now: func() time.Time { return planMorning.Add(-time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range units {
		e, err := early.AddUnit(t.Context(), fmt.Sprintf("某局%d", i), 2023, "town-2023", 1, endOf("2024-03-29"))
		for p := 0; p < people && err == nil; p++ {
			err = early.AddMember(t.Context(), e.UnitID, dialog.Member{User: int64(i*people + p + 1), Name: "张", Role: dialog.Staff})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	begin := time.Now()
	kills := killPlanners(t, redis.URL(), begin, func() bool {
		s, err := store.Open(t.Context(), client, store.Options{Now: planClock(begin)})
		if err != nil {
			t.Fatal(err)
		}
		due, later, err := s.Depth(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return due+later >= units*people
	})
	t.Logf("killed %d planners", kills)
	afterwards, err := store.Open(t.Context(), client, store.Options{Now: func() time.Time { return planMorning.Add(3 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	if due, err := afterwards.DueTicks(t.Context()); due != 0 || err != nil {
		t.Errorf("%d units are still due, %v", due, err)
	}
	got := map[int64]int{}
	messages, err := afterwards.Claim(t.Context(), 2*units*people)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range messages {
		got[m.Chat]++
	}
	for chat, n := range got {
		if n != 1 {
			t.Errorf("%d has %d reminders", chat, n)
		}
	}
	if len(got) != units*people {
		t.Errorf("%d people have reminders", len(got))
	}
}

// killPlanners starts planners and kills them until done, and says how many it killed.
func killPlanners(t *testing.T, url string, begin time.Time, done func() bool) (kills int) {
	t.Helper()
	for round := 0; !done(); round++ {
		if round > 200 {
			t.Fatal("the planners never finish")
		}
		var victims []*exec.Cmd
		for range 2 {
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), crashPlanRedis+"="+url, fmt.Sprintf("%s=%d", crashPlanBegin, begin.UnixNano()))
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			victims = append(victims, cmd)
		}
		for _, cmd := range victims {
			time.Sleep(time.Duration(30+rand.IntN(120)+10*round) * time.Millisecond) // later and later: a slow machine gets there too
			_ = cmd.Process.Kill()
			if err := cmd.Wait(); err != nil { // killed, not ended
				kills++
			}
		}
	}
	return kills
}
