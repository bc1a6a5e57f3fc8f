package store

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"ziping/dialog"
)

// answer commits until it is in, stepping again on conflicts, and counts them.
func (w *world) answer(e dialog.Evaluation, user, update int64, key dialog.Key, n int64) (conflicts int, err error) {
	for {
		s, err := w.Session(w.ctx(), e.UnitID, e.Year, user)
		if err != nil {
			return conflicts, err
		}
		c := w.turn(update, s, n, key)
		c.Outbox = []Message{say(strconv.FormatInt(update, 10))}
		err = w.Commit(w.ctx(), c)
		var conflict *Conflict
		if !errors.As(err, &conflict) {
			return conflicts, err
		}
		conflicts++
	}
}

// TestTwentyMembersAtOnce: everybody writes fields of their own and one common field; no
// answer is lost or doubled and the log has no gap.
func TestTwentyMembersAtOnce(t *testing.T) {
	const members, each = 20, 6
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", members)
		var wg sync.WaitGroup
		for user := int64(1); user <= members; user++ {
			wg.Go(func() {
				for i := range int64(each) {
					key := dialog.Key(fmt.Sprintf("own/%d/%d", user, i))
					if i%2 == 1 {
						key = "common"
					}
					if _, err := w.answer(e, user, user*100+i, key, user*100+i); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		log, err := w.Log(t.Context(), e.UnitID, e.Year, 1, 0) // checks for gaps itself
		w.must(err)
		if len(log) != members*each {
			t.Fatalf("%d entries", len(log))
		}
		updates, revs, last := map[int64]int{}, map[dialog.Key]int64{}, map[dialog.Key]Entry{}
		for _, entry := range log {
			updates[entry.Update]++
			if !entry.Old.Number.Equal(last[entry.Key].New.Number) {
				t.Errorf("entry %d: the earlier value is %v, not %v", entry.Seq, entry.Old.Number, last[entry.Key].New.Number)
			}
			revs[entry.Key]++
			last[entry.Key] = entry
		}
		s := w.session(e, 1)
		for key, entry := range last {
			if a := s.Answers[key]; !a.Value.Number.Equal(entry.New.Number) || a.Rev != revs[key] || a.By != entry.By {
				t.Errorf("%s: stored %+v, logged %+v", key, a, entry)
			}
		}
		if len(updates) != members*each || len(s.Answers) != members*each/2+1 {
			t.Errorf("%d updates, %d answers", len(updates), len(s.Answers))
		}
		if got := w.claim(1000); len(got) != members*each {
			t.Errorf("%d messages", len(got))
		}
	})
}

func TestSameUpdateTwiceInParallel(t *testing.T) {
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		for update := int64(1); update <= 20; update++ {
			c := w.turn(update, w.session(e, 1), update, "a")
			c.Outbox = []Message{say("x")}
			var done, duplicate atomic.Int32
			var wg sync.WaitGroup
			for range 4 {
				wg.Go(func() {
					switch err := w.Commit(t.Context(), c); {
					case err == nil:
						done.Add(1)
					case errors.Is(err, ErrDuplicate):
						duplicate.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if done.Load() != 1 || duplicate.Load() != 3 {
				t.Fatalf("update %d: %d done, %d duplicates", update, done.Load(), duplicate.Load())
			}
		}
		if got := w.claim(100); len(got) != 20 {
			t.Errorf("%d messages", len(got))
		}
	})
}

// TestDeliverersShareTheOutbox: several claim at once, every message is delivered once
// and in the order of its chat.
func TestDeliverersShareTheOutbox(t *testing.T) {
	const chats, each = 10, 8
	onEngines(t, func(t *testing.T, w *world) {
		e := w.unit("某镇人民政府", 1)
		for i := range int64(each) {
			var out []Message
			for chat := int64(1); chat <= chats; chat++ {
				out = append(out, to(chat, Class(chat%3), fmt.Sprint(i)))
			}
			w.tell(e, i+1, out...)
		}
		var mu sync.Mutex
		sent := map[int64]string{}
		var left atomic.Int32
		left.Store(chats * each)
		var wg sync.WaitGroup
		for range 4 {
			other := w.open(w.client)
			wg.Go(func() {
				for left.Load() > 0 {
					messages, err := other.Claim(t.Context(), 7)
					if err != nil {
						t.Error(err)
						return
					}
					for _, m := range messages {
						mu.Lock()
						sent[m.Chat] += m.Reply.Text
						mu.Unlock()
						if err := other.Delivered(t.Context(), m, 1); err != nil {
							t.Error(err)
						}
						left.Add(-1)
					}
				}
			})
		}
		wg.Wait()
		for chat := int64(1); chat <= chats; chat++ {
			if sent[chat] != "01234567" {
				t.Errorf("chat %d got %s", chat, sent[chat])
			}
		}
		w.nothingLeft()
	})
}
