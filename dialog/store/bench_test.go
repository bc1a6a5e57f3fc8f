package store

import (
	"fmt"
	"testing"

	"ziping/dialog"
)

// BenchmarkTurn is Session and Commit of one answer in an evaluation with 100 answers,
// with one message, claimed and delivered now and then.
func BenchmarkTurn(b *testing.B) {
	for name, url := range engines {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, url(b))
			e := w.unit("某镇人民政府", 20)
			var keys []dialog.Key
			for i := range 100 {
				keys = append(keys, dialog.Key(fmt.Sprintf("field_%d", i)))
			}
			w.must(w.Commit(b.Context(), w.turn(1, w.session(e, 1), 1, keys...)))
			update := int64(1)
			for b.Loop() {
				update++
				c := w.turn(update, w.session(e, update%20+1), update, keys[update%100])
				c.Outbox = []Message{say("下一题")}
				w.must(w.Commit(b.Context(), c))
				if update%1000 == 0 {
					b.StopTimer()
					for all := w.claim(500); len(all) > 0; all = w.claim(500) {
						for _, m := range all {
							w.must(w.Delivered(b.Context(), m, 1))
						}
					}
					b.StartTimer()
				}
			}
		})
	}
}

// BenchmarkIdleClaim is a look at an outbox that has nothing due.
func BenchmarkIdleClaim(b *testing.B) {
	for name, url := range engines {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, url(b))
			for b.Loop() {
				w.claim(100)
			}
		})
	}
}

// BenchmarkDeliver is claim and acknowledgement of one message.
func BenchmarkDeliver(b *testing.B) {
	for name, url := range engines {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, url(b))
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				w.must(w.CommitChat(b.Context(), 0, int64(i%1000+1), []Message{say("x")}, w.clock.now()))
				b.StartTimer()
				w.must(w.Delivered(b.Context(), w.claim(1)[0], 1))
			}
		})
	}
}
