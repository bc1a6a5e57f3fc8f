package bot_test

import (
	"context"
	"fmt"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"golang.org/x/sync/errgroup"

	"ziping/bot"
	"ziping/bot/reports"
	"ziping/dialog"
	"ziping/dialog/desk"
	"ziping/dialog/form"
	"ziping/dialog/store"
	"ziping/dialog/store/server"
	"ziping/scoring"
	"ziping/scoring/packs"
)

// A bureau of 5,000 units with 20 members each, of which all but every tenth are at work.
const (
	scaleUnits   = 5000
	scaleMembers = 20
)

// scaleEngines are the servers the benchmarks run on.
var scaleEngines = map[string]func(testing.TB) string{
	"miniredis": func(tb testing.TB) string {
		e, err := server.StartEmbedded()
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(e.Close)
		return e.URL()
	},
	"redis-server": func(tb testing.TB) string {
		if _, err := exec.LookPath("redis-server"); err != nil {
			tb.Skip("redis-server is not on PATH")
		}
		child, err := server.StartChild(context.Background(), tb.TempDir())
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(func() { _ = child.Close(context.Background()) })
		return child.URL()
	},
}

// bureau is a store with so many units.
func bureau(tb testing.TB, url string, units, members int) *store.Store {
	tb.Helper()
	client, err := server.Connect(url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = client.Close() })
	s, err := store.Open(tb.Context(), client, store.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	standing := busyStanding()
	var work errgroup.Group
	work.SetLimit(32)
	for i := range units {
		work.Go(func() error { return settleUnit(tb.Context(), s, i, members, standing) })
	}
	if err := work.Wait(); err != nil {
		tb.Fatal(err)
	}
	return s
}

func settleUnit(ctx context.Context, s *store.Store, i, members int, standing dialog.Standing) error {
	due := clockStart.AddDate(0, 0, i%40-10)
	e, err := s.AddUnit(ctx, fmt.Sprintf("第%04d号街道办事处", i), 2023, "town-2023", 1, due)
	if err != nil {
		return err
	}
	var who dialog.Member
	for j := range members {
		who = dialog.Member{User: int64(i*members + j + 1), Name: fmt.Sprintf("张%d", j), Role: dialog.Staff}
		if err := s.AddMember(ctx, e.UnitID, who); err != nil {
			return err
		}
	}
	if i%10 == 0 {
		return nil
	}
	for day := range 2 { // so that there is an earlier day too
		standing.At = clockStart.AddDate(0, 0, day-1)
		standing.Total = decimal.New(int64(600+i%400), -1)
		standing.Complete = i%2 == 0
		session, err := s.Session(ctx, e.UnitID, e.Year, who.User)
		if err != nil {
			return err
		}
		err = s.Commit(ctx, store.Commit{
			Update: int64(i*2 + day + 1), Chat: who.User, Before: session, At: standing.At, Standing: &standing,
			Records: []dialog.Record{{Key: "staff_quota", Value: scoring.Number(decimal.NewFromInt(int64(i))), Was: int64(day)}},
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// busyStanding is where an evaluation stands in the midst of the work, with what is missing and found.
var busyStanding = sync.OnceValue(func() dialog.Standing {
	pack, err := packs.Find("town-2023")
	if err != nil {
		panic(err)
	}
	answers := dialog.Answers{}
	for key, figure := range map[dialog.Key]string{
		"staff_quota": "60", "staff_admin": "25", "budget_initial": "1807.76", "budget_added": "364", "budget_total": "2179.77",
		"spent_total": "2183.25", "sangong_budget": "10", "sangong_actual": "12", "satisfaction": "98", "running_budget": "3", "running_actual": "9",
	} {
		answers[key] = dialog.Answer{Value: scoring.Number(decimal.RequireFromString(figure)), Rev: 1}
	}
	return form.StandingOf(form.New(pack), dialog.Evaluation{Scheme: "town-2023", Unit: "某镇", Year: 2023}, answers, clockStart, "小王")
})

// BenchmarkBureau looks at all units: where they stand, the operator's list, each overview.
func BenchmarkBureau(b *testing.B) {
	for name, url := range scaleEngines {
		b.Run(name, func(b *testing.B) {
			s := bureau(b, url(b), scaleUnits, scaleMembers)
			r := &reports.Builder{Answers: s, Forms: madeForms(), Now: func() time.Time { return clockStart }}
			look := func(what string, f func(ctx context.Context) error) {
				b.Run(what, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						if err := f(b.Context()); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			look("standings", func(ctx context.Context) error {
				_, err := s.Standings(ctx)
				return err
			})
			look("list", func(ctx context.Context) error {
				stands, err := s.Standings(ctx)
				desk.Step(desk.Desk{Stands: stands}, dialog.Input{Kind: dialog.CommandInput, Command: "units", At: clockStart})
				return err
			})
			for _, what := range []store.Overview{store.UnitsPicture, store.UnitsWorkbook, store.Digest} {
				look(string(what), func(ctx context.Context) error {
					_, err := r.Overview(ctx, store.ReportJob{Overview: what})
					return err
				})
			}
		})
	}
}

// madeForms makes each form once, as the program does.
func madeForms() bot.Forms { return &onceForms{made: map[string]*form.Form{}} }

type onceForms struct{ made map[string]*form.Form }

func (f *onceForms) Form(scheme string) (*form.Form, error) {
	if f.made[scheme] == nil {
		questions, err := testForms{}.Form(scheme)
		if err != nil {
			return nil, err
		}
		f.made[scheme] = questions
	}
	return f.made[scheme], nil
}
