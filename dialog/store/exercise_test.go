package store

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"ziping/dialog"
	"ziping/scoring"
)

// exercise uses everything the store can do once.
func exercise(w *world) {
	w.tb.Helper()
	ctx := w.ctx()
	e := w.unit("某镇人民政府", 3)
	token, err := w.Invite(ctx, e.UnitID, dialog.Staff, 3, 0, 1)
	w.must(err)
	_, err = w.Redeem(ctx, token, 20, "新人", w.clock.now())
	w.must(err)
	open, err := w.Invitations(ctx, e.UnitID)
	w.must(err)
	w.must(w.Revoke(ctx, e.UnitID, open[0].Mark))
	_, err = w.Standings(ctx)
	w.must(err)
	w.must(w.RemoveMember(ctx, e.UnitID, 3))
	w.must(w.SetActive(ctx, 2, e.UnitID, 2023))
	w.must(w.Blocked(ctx, 20, true))
	w.must(w.SetDeadline(ctx, e.UnitID, 2023, start.Add(240*time.Hour)))
	for i := range int64(3) {
		c := w.turn(i+1, w.session(e, 2), i, "budget_initial", dialog.Key("k"+strconv.FormatInt(i, 10)))
		notice := say("通知")
		notice.Reply.To, notice.Class = 1, Notice
		reminder := say("催办")
		reminder.Class, reminder.Due = Reminder, start.Add(time.Hour)
		prompt := say("下一题")
		prompt.Reply.Prompt = true
		report := Message{Report: &ReportJob{UnitID: e.UnitID, Year: 2023, Draft: true}}
		c.Outbox = []Message{prompt, notice, reminder, report}
		w.must(w.Commit(ctx, c))
	}
	c := w.turn(9, w.session(e, 1), 0)
	c.Status = dialog.Submitted
	w.must(w.Commit(ctx, c))
	w.must(w.CommitChat(ctx, 10, 77, []Message{say("您好")}, w.clock.now()))
	_, err = w.Attempt(ctx, 11, 77)
	w.must(err)
	w.must(w.DeadLetter(ctx, 11, []byte(`{"update_id":11}`), "cannot be handled"))
	all := w.claim(5)
	w.must(w.Delivered(ctx, all[0], 5))
	w.must(w.Postpone(ctx, all[1], w.clock.now().Add(time.Minute)))
	w.must(w.Drop(ctx, all[2], "blocked"))
	w.must(w.SetReminders(ctx, e.UnitID, 2023, &scoring.Reminders{Before: []int{5, 1}, Hour: 10}))
	w.must(w.EnsureTicks(ctx))
	ticks, err := w.Ticks(ctx, 10)
	w.must(err)
	for _, t := range ticks {
		w.must(w.Planned(ctx, t, Plan{Moment: start.Add(time.Hour), Look: start.Add(time.Hour),
			Outbox: []Message{{Chat: 2, Class: Reminder, Remind: &ReminderJob{}}}}))
	}
	due, err := w.DueReminders(ctx, 2)
	w.must(err)
	for _, r := range due {
		w.must(w.ToldReminder(ctx, 2, r))
	}
	news := w.turn(30, w.session(e, 2), 0)
	news.Mute = start.Add(time.Hour)
	news.Outbox = []Message{{Class: Notice, Reply: &dialog.Reply{To: 1, Text: "已填完", News: "已填完"}}}
	w.must(w.Commit(ctx, news))
	_, err = w.NewsTurn(ctx, all[0], false)
	w.must(err)
}

// watchScripts is a hook that sees the keys of every script.
type watchScripts struct{ see func(keys []string) }

func (h watchScripts) DialHook(next redis.DialHook) redis.DialHook { return next }

func (h watchScripts) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return next
}

func (h watchScripts) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		if args := cmd.Args(); cmd.Name() == "evalsha" {
			var keys []string
			for _, k := range args[3 : 3+args[2].(int)] {
				keys = append(keys, k.(string))
			}
			h.see(keys)
		}
		return next(ctx, cmd)
	}
}
