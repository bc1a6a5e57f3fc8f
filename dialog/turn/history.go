package turn

import (
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
)

// history shows a page of the log, newest first.
func history(t *stage.Turn, at stage.Pane) {
	p, ok := screen.HistoryWanted(t.Session, t.In)
	if !ok {
		at.Stale()
		return
	}
	if p.About != "" && p.Edge == t.Session.Evaluation.Changes {
		at = t.Below() // the question stays
	}
	at.Aside(t.View().HistoryCard(p))
}
