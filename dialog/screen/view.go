// Package screen is what a person sees: task list, questions with their keyboards, cards, lists,
// pages. A view reads and writes down; it never changes anything.
package screen

import (
	"time"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// View is one person's view of an evaluation at one moment.
type View struct {
	State   *form.State
	Session dialog.Session
	Now     time.Time
	Single  bool            // the speaker wants each question by itself
	Log     []dialog.Change // the part of the log that is looked at
	Earlier scoring.Facts   // last year's answers; nil when there are none
}
