package bot

import (
	"cmp"
	"container/heap"
	"slices"

	"ziping/dialog/store"
)

// lane is a chat's messages in order.
type lane struct {
	chat    int64
	queue   []*item
	busy    bool // the first ones are on their way, or the lane is being given back
	arrival int
	best    store.Class   // that waits here: an answer lifts what stands before it
	noting  int           // bursts whose outcomes are being written down
	noted   chan struct{} // closed when those of the last burst are
	line    *line         // in which the lane stands; nil: in none
	place   int           // there
}

// line are lanes whose first message may be sent, the best ranks first, then those that wait longest.
type line []*lane

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (w line) Len() int { return len(w) }

// Less says who comes first.
func (w line) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(w[i].best, w[j].best), cmp.Compare(w[i].arrival, w[j].arrival)) < 0
}

// Swap changes two places.
func (w line) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].place, w[j].place = i, j
}

// Push puts a lane at the end.
func (w *line) Push(x any) {
	l := x.(*lane)
	l.line, l.place = w, len(*w)
	*w = append(*w, l)
}

// Pop takes the last lane out.
func (w *line) Pop() any {
	old := *w
	l := old[len(old)-1]
	old[len(old)-1] = nil
	*w, l.line = old[:len(old)-1], nil
	return l
}

// lineUp puts a lane where it belongs after it has changed: in line for a sender or for the builders
// of documents, or in none.
func (d *deliverer) lineUp(l *lane) {
	if l.line != nil {
		heap.Remove(l.line, l.place)
	}
	if l.busy || len(l.queue) == 0 {
		return
	}
	l.best = store.Reminder
	for _, it := range l.queue {
		l.best = min(l.best, it.get().Class)
	}
	if l.queue[0].get().Report != nil {
		heap.Push(&d.documents, l)
	} else {
		heap.Push(&d.messages, l)
	}
}

// laneOf is a chat's lane, a new one where there is none.
func (d *deliverer) laneOf(chat int64) *lane {
	l := d.lanes[chat]
	if l == nil {
		l = &lane{chat: chat}
		d.lanes[chat] = l
	}
	return l
}

// join puts a message into its chat's lane: replies of commits at the same moment may come in either
// order.
func (d *deliverer) join(it *item) {
	m := it.get()
	l := d.laneOf(m.Chat)
	if len(l.queue) == 0 { // whoever is quick does not keep an early place
		d.arrivals++
		l.arrival = d.arrivals
	}
	at := len(l.queue)
	for at > 0 && store.Precedes(m, l.queue[at-1].get()) {
		at--
	}
	l.queue = slices.Insert(l.queue, at, it)
	d.lineUp(l)
}

// leaveEmpty forgets a lane in which nothing waits, is on its way or is being written down.
func (d *deliverer) leaveEmpty(l *lane) {
	if len(l.queue) == 0 && !l.busy && l.noting == 0 {
		delete(d.lanes, l.chat)
	}
}
