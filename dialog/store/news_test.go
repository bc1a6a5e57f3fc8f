package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
)

// brings commits news for the manager, who is member 1.
func (w *world) brings(e dialog.Evaluation, update int64, lines ...string) {
	w.tb.Helper()
	c := w.turn(update, w.session(e, 2), 0)
	for _, line := range lines {
		c.Outbox = append(c.Outbox, Message{Class: Notice, Reply: &dialog.Reply{Kind: dialog.Send, To: 1, Text: line + "。", News: line}})
	}
	w.must(w.Commit(w.ctx(), c))
}

// news are the lines that wait for the manager.
func (w *world) news(e dialog.Evaluation) (lines []string) {
	w.tb.Helper()
	all, member, err := w.News(w.ctx(), 1, e.UnitID, e.Year)
	w.must(err)
	if !member {
		w.tb.Error("the manager is no member")
	}
	for _, n := range all {
		lines = append(lines, n.Reply.News)
	}
	return lines
}

func TestNewsWaitForOneMessage(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.brings(e, 1, "甲", "乙")
		w.brings(e, 2, "丙")
		held := w.claim(10)
		if len(held) != 1 || held[0].News == nil || held[0].Chat != 1 || held[0].Year != e.Year {
			t.Fatalf("outbox: %+v", held)
		}
		if diff := cmp.Diff([]string{"甲", "乙", "丙"}, w.news(e)); diff != "" {
			t.Fatal(diff)
		}
		// More come while the message is on its way with three of them.
		w.brings(e, 3, "丁")
		held[0].Told = 3
		w.must(w.Delivered(t.Context(), held[0], 7))
		if diff := cmp.Diff([]string{"丁"}, w.news(e)); diff != "" {
			t.Fatal(diff)
		}
		if more := w.claim(10); len(more) != 0 {
			t.Errorf("at once again: %+v", more)
		}
		w.clock.pass(newsEvery)
		next := w.claim(10)
		if len(next) != 1 || next[0].News == nil {
			t.Fatalf("after ten minutes: %+v", next)
		}
		next[0].Told = 1
		w.must(w.Delivered(t.Context(), next[0], 8))
		w.brings(e, 4, "戊")
		if diff := cmp.Diff([]string{"戊"}, w.news(e)); diff != "" {
			t.Error(diff)
		}
		if more := w.claim(10); len(more) != 1 {
			t.Errorf("new news have no message: %+v", more)
		}
	})
}

// The message is sent, but its deliverer dies before the store learns of it: it is sent again,
// nothing is lost.
func TestNewsOfADeadDeliverer(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.brings(e, 1, "甲")
		dead := w.claim(10)
		w.brings(e, 2, "乙")
		w.clock.pass(2 * time.Minute)
		again := w.open(w.dial(nil))
		held, err := again.Claim(t.Context(), 10)
		w.must(err)
		if len(held) != 1 || held[0].ID != dead[0].ID {
			t.Fatalf("claimed %+v", held)
		}
		if diff := cmp.Diff([]string{"甲", "乙"}, w.news(e)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestUrgentTakesNewsAlong(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.brings(e, 1, "甲", "乙")
		waiting := w.claim(1)
		w.must(w.Postpone(t.Context(), waiting[0], start.Add(newsEvery)))
		c := w.turn(2, w.session(e, 2), 0)
		c.Outbox = []Message{{Class: Notice, Reply: &dialog.Reply{Kind: dialog.Send, To: 1, Text: "请审核", Urgent: true}}}
		w.must(w.Commit(t.Context(), c))
		urgent := w.claim(10) // the postponed news have stepped aside
		if len(urgent) != 1 || urgent[0].Reply == nil {
			t.Fatalf("claimed %+v", urgent)
		}
		urgent[0].Told = 2
		w.must(w.Delivered(t.Context(), urgent[0], 7))
		if left := w.news(e); len(left) != 0 {
			t.Errorf("told, and still waiting: %q", left)
		}
		w.clock.pass(newsEvery)
		held := w.claim(10)
		w.must(w.Delivered(t.Context(), held[0], 0)) // finds nothing to tell
		w.brings(e, 3, "丙")
		if more := w.claim(10); len(more) != 1 {
			t.Errorf("later news have no message: %+v", more)
		}
	})
}

func TestNewsOfABlockedChatAreForgotten(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 2)
		w.brings(e, 1, "甲")
		w.must(w.Drop(t.Context(), w.claim(1)[0], "blocked"))
		if left := w.news(e); len(left) != 0 {
			t.Errorf("left: %q", left)
		}
		w.brings(e, 2, "乙")
		if held := w.claim(1); len(held) != 1 || len(w.news(e)) != 1 {
			t.Errorf("afterwards: %+v, %q", held, w.news(e))
		}
	})
}

func TestNewsTurn(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		turn := func(id string, urgent bool) time.Time {
			t.Helper()
			until, err := w.NewsTurn(t.Context(), Message{ID: id, Chat: 1}, urgent)
			w.must(err)
			return until
		}
		if until := turn("a", false); !until.IsZero() {
			t.Errorf("the first waits until %s", until)
		}
		w.clock.pass(time.Minute)
		if until := turn("a", false); !until.IsZero() {
			t.Errorf("its repetition waits until %s", until)
		}
		if until := turn("b", false); !until.Equal(w.clock.now().Add(newsEvery)) {
			t.Errorf("another unit's waits until %s", until)
		}
		if until := turn("c", true); !until.IsZero() {
			t.Errorf("an urgent one waits until %s", until)
		}
		w.clock.pass(newsEvery)
		if until := turn("b", false); !until.IsZero() {
			t.Errorf("after ten minutes: %s", until)
		}
	})
}
