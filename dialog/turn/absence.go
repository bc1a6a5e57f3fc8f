package turn

import (
	"time"

	"ziping/dialog/form"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// longAbsence is after how long somebody is told where everything stands before going on.
const longAbsence = 3 * 24 * time.Hour

// greetsAgain reports whether a typed message of somebody who was away for days is more likely a
// greeting than the answer to a question that has scrolled out of sight: where any text would do.
// A figure is an answer, and so is a reply.
func greetsAgain(t *stage.Turn, q form.Question) bool {
	if t.View().Away() < longAbsence || len(t.In.About) > 0 {
		return false
	}
	return q.Indicator != nil || q.Finding != "" || q.Leaf.Kind == scoring.ShortText || q.Leaf.Kind == scoring.LongText
}
