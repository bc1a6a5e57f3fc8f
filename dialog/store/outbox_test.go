package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
)

// tell puts messages for chats 1, 2, … of one unit's partition into the outbox.
func (w *world) tell(e dialog.Evaluation, update int64, out ...Message) {
	w.tb.Helper()
	c := w.turn(update, w.session(e, 1), 0)
	c.Outbox = out
	w.must(w.Commit(w.ctx(), c))
}

func to(chat int64, class Class, text string) Message {
	m := say(text)
	m.Chat, m.Class = chat, class
	return m
}

func TestClassesInPriorityAndChatsInOrder(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e, other := w.unit("某镇人民政府", 1), w.unit("某镇卫生院", 1)
		w.tell(e, 1, to(2, Reminder, "2a"), to(3, Notice, "3a"), to(4, Answer, "4a"), to(2, Reminder, "2b"))
		w.tell(other, 2, to(5, Answer, "5a"), to(6, Reminder, "6a"))
		w.tell(e, 3, to(2, Answer, "2c"), to(4, Notice, "4b"))
		got := texts(w.claim(100))
		place := func(text string) int { return slices.Index(got, text) }
		for _, order := range [][]string{
			{"2a", "2b", "2c"}, {"4a", "4b"}, // in a chat as committed
			{"2a", "3a"}, {"4a", "3a"}, {"5a", "3a"}, // an answer lifts its chat
			{"3a", "6a"},
		} {
			if !slices.IsSortedFunc(order, func(a, b string) int { return place(a) - place(b) }) {
				t.Errorf("%q are not in order in %q", order, got)
			}
		}
		if len(got) != 8 {
			t.Errorf("%d messages", len(got))
		}
		if again := w.claim(100); len(again) != 0 {
			t.Errorf("claimed twice: %q", texts(again))
		}
	})
}

func TestMessageComesBackAsItWas(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		reply := &dialog.Reply{Kind: dialog.EditTapped, Lead: "已记录：1,807.76 万元", Title: "【预算收支 · 3/24】<&>", Text: "一\n二",
			Buttons: [][]dialog.Button{{{Label: "不涉及", Data: "abc:1"}}}, Prompt: true}
		report := &ReportJob{UnitID: e.UnitID, Year: 2023, Draft: true}
		w.tell(e, 1, Message{Reply: reply, Tapped: 12}, Message{Report: report})
		got := w.claim(10)
		for i := range got {
			got[i].ID, got[i].fence, got[i].partition, got[i].at = "", "", 0, 0
		}
		want := []Message{
			{Chat: 1, UnitID: e.UnitID, Year: 2023, Due: start, Reply: reply, Tapped: 12},
			{Chat: 1, UnitID: e.UnitID, Year: 2023, Due: start, Report: report},
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Message{})); diff != "" {
			t.Error(diff)
		}
	})
}

func TestLeaseRunsOutAndTheLateOneIsRefused(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.tell(e, 1, say("a"), say("b"), say("c"), say("d"))
		dead := w.claim(3)
		other := w.open(w.client)
		if got, err := other.Claim(t.Context(), 10); err != nil || len(got) != 0 {
			t.Fatalf("somebody else's chat was claimed: %v, %v", got, err)
		}
		w.clock.pass(time.Minute + time.Millisecond)
		got, err := other.Claim(t.Context(), 10)
		w.must(err)
		if want := []string{"a", "b", "c", "d"}; !cmp.Equal(texts(got), want) {
			t.Fatalf("after the lease: %q", texts(got))
		}
		for name, late := range map[string]error{
			"delivered": w.Delivered(t.Context(), dead[0], 1),
			"postpone":  w.Postpone(t.Context(), dead[1], start),
			"drop":      w.Drop(t.Context(), dead[2], "late"),
		} {
			if !errors.Is(late, ErrLeaseLost) {
				t.Errorf("%s: %v", name, late)
			}
		}
		for _, m := range got {
			w.must(other.Delivered(t.Context(), m, 1))
		}
		if err := other.Delivered(t.Context(), got[0], 1); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("delivered twice: %v", err)
		}
		w.nothingLeft()
	})
}

// nothingLeft checks that the outbox leaves no trace when everything is delivered.
func (w *world) nothingLeft() {
	w.tb.Helper()
	for p := range Partitions {
		for _, key := range []func(int) string{keyQueue, keyChats, keyLater, keyPayloads, keyLeases, keyHeld} {
			if n := w.client.Exists(w.ctx(), key(p)).Val(); n != 0 {
				w.tb.Errorf("%s is left", key(p))
			}
		}
	}
}

// TestHolderGetsLaterMessages: whoever is busy with a chat's message gets its next ones,
// nobody else does.
func TestHolderGetsLaterMessages(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		other := w.open(w.client)
		w.tell(e, 1, Message{Report: &ReportJob{UnitID: e.UnitID, Year: 2023}})
		report := w.claim(10)[0]
		w.tell(e, 2, say("下一题"))
		if got, err := other.Claim(t.Context(), 10); err != nil || len(got) != 0 {
			t.Fatalf("claimed by another: %v, %v", got, err)
		}
		next := w.claim(10)
		if len(next) != 1 || next[0].Reply.Text != "下一题" {
			t.Fatalf("claimed by the holder: %+v", next)
		}
		w.must(w.Delivered(t.Context(), next[0], 1))
		w.must(w.Postpone(t.Context(), report, w.clock.now().Add(time.Minute)))
		w.tell(e, 3, say("再下一题"))
		if got := w.claim(10); len(got) != 0 {
			t.Errorf("before the postponed one: %+v", got)
		}
		w.clock.pass(time.Minute)
		if got := w.claim(10); len(got) != 2 || got[0].Report == nil || got[0].Attempts != 1 {
			t.Errorf("after the wait: %+v", got)
		}
	})
}

func TestPostpone(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.tell(e, 1, to(2, Answer, "a"), to(2, Answer, "b"), to(3, Reminder, "r"), to(3, Answer, "s"))
		at := map[string]Message{}
		for _, m := range w.claim(10) {
			at[m.Reply.Text] = m
		}
		later := w.clock.now().Add(10 * time.Second)
		w.must(w.Postpone(t.Context(), at["a"], later))
		if err := w.Postpone(t.Context(), at["a"], later); !errors.Is(err, ErrLeaseLost) {
			t.Errorf("twice: %v", err)
		}
		w.must(w.Postpone(t.Context(), at["b"], later.Add(-5*time.Second)))
		w.must(w.Postpone(t.Context(), at["r"], later))
		w.must(w.Delivered(t.Context(), at["s"], 1))
		w.tell(e, 2, to(2, Answer, "c"), to(3, Answer, "t"))
		if got := texts(w.claim(10)); !cmp.Equal(got, []string{"t"}) {
			t.Errorf("only the reminder steps aside: %q", got)
		}
		w.clock.pass(10 * time.Second)
		got := w.claim(10)
		if want := []string{"a", "b", "c", "r"}; !cmp.Equal(texts(got), want) || got[0].Attempts != 1 || got[2].Attempts != 0 {
			t.Errorf("got %q", texts(got))
		}
	})
}

func TestDueLater(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		first, second := to(2, Reminder, "T-3"), to(2, Answer, "T-1")
		first.Due, second.Due = start.Add(time.Hour), start.Add(2*time.Hour)
		w.tell(e, 1, second, first, to(2, Answer, "now"))
		for _, want := range [][]string{{"now"}, {"T-3"}, {"T-1"}} {
			if got := w.claim(10); !cmp.Equal(texts(got), want) {
				t.Errorf("at %v: %q", w.clock.now(), texts(got))
			} else {
				w.must(w.Delivered(t.Context(), got[0], 1))
			}
			if got := w.claim(10); len(got) != 0 {
				t.Errorf("too early: %q", texts(got))
			}
			w.clock.pass(time.Hour)
		}
		w.nothingLeft()
	})
}

func TestClaimLimit(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		for i := range int64(6) {
			w.tell(e, i+1, to(i/2+1, Answer, fmt.Sprintf("%d%d", i/2+1, i%2)))
		}
		if got := w.claim(0); got != nil {
			t.Error(got)
		}
		var all []string
		for range 6 {
			got := w.claim(1)
			all = append(all, texts(got)...)
			w.must(w.Delivered(t.Context(), got[0], 1))
		}
		slices.Sort(all)
		if want := []string{"10", "11", "20", "21", "30", "31"}; !cmp.Equal(all, want) {
			t.Errorf("got %q", all)
		}
	})
}

func TestPromptIsRememberedAndClosed(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		send := func(update int64, kind dialog.ReplyKind, prompt bool, id, want int) {
			t.Helper()
			w.tell(e, update, Message{Reply: &dialog.Reply{Kind: kind, Text: "x", Prompt: prompt}})
			w.must(w.Delivered(t.Context(), w.claim(1)[0], id))
			if got, err := w.prompt(t.Context(), 1, e.UnitID); got != want || err != nil {
				t.Errorf("update %d: %d, %v; want %d", update, got, err, want)
			}
		}
		send(1, dialog.Send, false, 5, 0)
		send(2, dialog.Send, true, 6, 6)
		send(3, dialog.Send, false, 7, 6)
		send(4, dialog.EditPrompt, true, 6, 6)
		send(5, dialog.EditPrompt, false, 6, 0)
		send(6, dialog.Send, true, 8, 8)
		if got, err := w.prompt(t.Context(), 1, ""); got != 0 || err != nil {
			t.Errorf("outside of the unit: %d, %v", got, err)
		}
	})
}

func TestDeadLettersAndAttempts(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		w.tell(e, 1, say("a"), say("b"))
		m := w.claim(10)
		w.must(w.Drop(t.Context(), m[0], "blocked"))
		w.clock.pass(time.Second)
		w.must(w.DeadLetter(t.Context(), 7, []byte("{}"), "broken"))
		w.must(w.DeadLetter(t.Context(), 7, []byte("{}"), "broken"))
		all, err := w.DeadLetters(t.Context())
		w.must(err)
		if len(all) != 2 || all[0].ID != m[0].ID || all[0].Reason != "blocked" || all[0].Chat != 1 || all[1].Update != 7 || string(all[1].Raw) != "{}" {
			t.Errorf("%+v", all)
		}
		for want := 1; want <= 3; want++ {
			if n, err := w.Attempt(t.Context(), 7, 1); n != want || err != nil {
				t.Errorf("attempt %d: %d, %v", want, n, err)
			}
		}
		w.clock.pass(73 * time.Hour)
		if n, err := w.Attempt(t.Context(), 8, 1); n != 1 || err != nil {
			t.Error(n, err)
		}
		if n := w.client.HLen(t.Context(), keyAttempts(partitionOfUser(1))).Val(); n != 1 {
			t.Errorf("%d updates are remembered", n)
		}
	})
}
