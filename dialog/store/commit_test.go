package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/scoring"
)

func TestCommitWritesEverythingAtOnce(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		c := w.turn(1, w.session(e, 2), 7, "budget_initial", "projects/1/name")
		c.Outbox = []Message{say("下一题")}
		c.Version = 3
		w.must(w.Commit(t.Context(), c))
		s := w.session(e, 2)
		want := dialog.Answer{Value: number(7), Typed: "7", By: 2, ByName: "张2", At: start, Rev: 1}
		for _, k := range []dialog.Key{"budget_initial", "projects/1/name"} {
			if diff := cmp.Diff(want, s.Answers[k]); diff != "" {
				t.Errorf("answer %s: %s", k, diff)
			}
		}
		if s.Cursor.Rev != 1 || s.Cursor.Key != "next" || s.Evaluation.Version != 3 {
			t.Errorf("cursor %+v, version %d", s.Cursor, s.Evaluation.Version)
		}
		if got := texts(w.claim(10)); !cmp.Equal(got, []string{"下一题"}) {
			t.Errorf("outbox %q", got)
		}
		select {
		case <-w.Wake():
		default:
			t.Error("the deliverer was not woken")
		}
		log, err := w.Log(t.Context(), e.UnitID, e.Year, 0, 0)
		w.must(err)
		wantLog := []Entry{
			{Seq: 1, At: start, By: 2, ByName: "张2", Key: "budget_initial", New: number(7), Typed: "7", Update: 1},
			{Seq: 2, At: start, By: 2, ByName: "张2", Key: "projects/1/name", New: number(7), Typed: "7", Update: 1},
		}
		if diff := cmp.Diff(wantLog, log); diff != "" {
			t.Error(diff)
		}
	})
}

// TestCommitRefusals goes through every reply of the script but OK; none may write.
func TestCommitRefusals(t *testing.T) {
	type change func(w *world, e dialog.Evaluation, c *Commit)
	status := func(to dialog.Status) change {
		return func(w *world, e dialog.Evaluation, c *Commit) {
			other := w.turn(900, w.session(e, 1), 0)
			other.Status = to
			w.must(w.Commit(w.ctx(), other))
		}
	}
	tests := map[string]struct {
		change change
		want   error
	}{
		"the same update": {func(w *world, e dialog.Evaluation, c *Commit) {
			other := *c
			other.Records = nil
			w.must(w.Commit(w.ctx(), other))
		}, ErrDuplicate},
		"revoked": {func(w *world, e dialog.Evaluation, c *Commit) {
			w.must(w.RemoveMember(w.ctx(), e.UnitID, 2))
		}, ErrNotMember},
		"another role": {func(w *world, e dialog.Evaluation, c *Commit) {
			w.must(w.AddMember(w.ctx(), e.UnitID, dialog.Member{User: 2, Role: dialog.Manager}))
		}, &Conflict{Role: true}},
		"no such evaluation": {func(w *world, e dialog.Evaluation, c *Commit) {
			c.Before.Evaluation.Year = 2022
		}, ErrNotFound},
		"submitted": {status(dialog.Submitted), ErrClosed},
		"approved":  {status(dialog.Approved), ErrClosed},
		"status moved already": {func(w *world, e dialog.Evaluation, c *Commit) {
			status(dialog.Submitted)(w, e, c)
			c.Status = dialog.Submitted
		}, &Conflict{Status: true}},
		"cursor moved": {func(w *world, e dialog.Evaluation, c *Commit) {
			w.must(w.Commit(w.ctx(), w.turn(900, w.session(e, 2), 0)))
		}, &Conflict{Cursor: true}},
		"answers changed": {func(w *world, e dialog.Evaluation, c *Commit) {
			w.must(w.Commit(w.ctx(), w.turn(900, w.session(e, 1), 5, "a", "c")))
		}, &Conflict{Keys: []dialog.Key{"a", "c"}}},
		"a key twice":      {func(w *world, e dialog.Evaluation, c *Commit) { c.Records = append(c.Records, c.Records[0]) }, ErrInvalid},
		"a key of no kind": {func(w *world, e dialog.Evaluation, c *Commit) { c.Records[0].Key = "a\nb" }, ErrInvalid},
		"the log's key":    {func(w *world, e dialog.Evaluation, c *Commit) { c.Records[0].Key = StatusKey }, ErrInvalid},
		"no time":          {func(w *world, e dialog.Evaluation, c *Commit) { c.At = time.Time{} }, ErrInvalid},
		"no such status":   {func(w *world, e dialog.Evaluation, c *Commit) { c.Status = "shut" }, ErrInvalid},
		"an empty message": {func(w *world, e dialog.Evaluation, c *Commit) { c.Outbox = []Message{{}} }, ErrInvalid},
	}
	onEngines(t, func(t *testing.T, w *world) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				w := w.within(t)
				w.must(w.client.FlushDB(t.Context()).Err())
				e := w.unit("某镇人民政府", 2)
				c := w.turn(10, w.session(e, 2), 1, "a", "b", "c")
				c.Outbox = []Message{say("不应出现")}
				tt.change(w, e, &c)
				before := w.dump()
				err := w.Commit(t.Context(), c)
				var conflict *Conflict
				if errors.As(tt.want, &conflict) {
					if diff := cmp.Diff(tt.want, err); diff != "" {
						t.Fatal(diff)
					}
				} else if !errors.Is(err, tt.want) {
					t.Fatalf("got %v, want %v", err, tt.want)
				}
				if diff := cmp.Diff(before, w.dump()); diff != "" && !errors.Is(err, ErrDuplicate) {
					t.Errorf("a refused commit wrote: %s", diff)
				}
			})
		}
	})
}

func TestStatusGoesRoundAndIsLogged(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		for i, to := range []dialog.Status{dialog.Submitted, dialog.Open, dialog.Submitted, dialog.Approved} {
			c := w.turn(int64(i+1), w.session(e, 1), int64(i), "comment") // with an answer that belongs to the change
			c.Status = to
			w.must(w.Commit(t.Context(), c))
		}
		if s := w.session(e, 1); s.Evaluation.Status != dialog.Approved || s.Answers["comment"].Rev != 4 {
			t.Errorf("%+v", s.Evaluation)
		}
		log, err := w.Log(t.Context(), e.UnitID, e.Year, 3, 2)
		w.must(err)
		if len(log) != 2 || log[0].Seq != 3 || log[1].Key != StatusKey {
			t.Fatalf("log %+v", log)
		}
		want := Entry{Seq: 4, At: start, By: 1, ByName: "张1", Key: StatusKey, Update: 2,
			Old: scoring.Text("submitted"), New: scoring.Text("open")}
		if diff := cmp.Diff(want, log[1]); diff != "" {
			t.Error(diff)
		}
	})
}

// TestNavigationWhenClosed: a submitted evaluation can be looked at.
func TestNavigationWhenClosed(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		c := w.turn(1, w.session(e, 1), 0)
		c.Status = dialog.Submitted
		w.must(w.Commit(t.Context(), c))
		w.must(w.Commit(t.Context(), w.turn(2, w.session(e, 2), 0)))
	})
}

func TestSeenMarksAreForgottenAfterThreeDays(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.must(w.Commit(t.Context(), w.turn(1, w.session(e, 1), 0)))
		w.clock.pass(71 * time.Hour)
		if err := w.Commit(t.Context(), w.turn(1, w.session(e, 1), 0)); !errors.Is(err, ErrDuplicate) {
			t.Fatalf("after 71 h: %v", err)
		}
		w.clock.pass(2 * time.Hour)
		w.must(w.Commit(t.Context(), w.turn(2, w.session(e, 1), 0)))
		if n := w.client.ZCard(t.Context(), keyChatSeen(partitionOfUser(1))).Val(); n != 1 {
			t.Errorf("%d marks are left", n)
		}
	})
}

func TestCommitChat(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		other := say("给别人")
		other.Reply.To = 8
		out := []Message{say("您好"), other}
		w.must(w.CommitChat(t.Context(), 5, 7, out, start))
		if err := w.CommitChat(t.Context(), 5, 7, out, start); !errors.Is(err, ErrDuplicate) {
			t.Errorf("again: %v", err)
		}
		got := map[int64]string{}
		for _, m := range w.claim(10) {
			got[m.Chat] += m.Reply.Text
		}
		if want := map[int64]string{7: "您好", 8: "给别人"}; !cmp.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	})
}

func TestSessionIsForMembersOnly(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		other, err := w.AddUnit(t.Context(), "某镇卫生院", 2023, "town-2023", 1, time.Time{})
		w.must(err)
		for name, tt := range map[string]struct {
			unit string
			year int
			user int64
			want error
		}{
			"stranger":       {e.UnitID, 2023, 99, ErrNotMember},
			"of other unit":  {other.UnitID, 2023, 1, ErrNotMember},
			"no unit":        {"nothing", 2023, 1, ErrNotMember},
			"no such year":   {e.UnitID, 2022, 1, ErrNotFound},
			"a strange name": {"a:b}{p00}", 2023, 1, ErrNotMember},
		} {
			if _, err := w.Session(t.Context(), tt.unit, tt.year, tt.user); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
