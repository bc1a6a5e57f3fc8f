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

// Key draws a button; its data carries the revision of the answer it was drawn for.
func (view View) Key(label string, act dialog.Action, key dialog.Key, option string) dialog.Button {
	t := dialog.Tap{
		Evaluation: view.Session.Evaluation.ID, Action: act, Key: key, Rev: view.State.Answers[key].Rev, Option: option,
	}
	return dialog.Button{Label: label, Data: t.String(), Weight: weigh(act, option)}
}

// weigh says what a button decides; most decide nothing.
func weigh(act dialog.Action, option string) dialog.Weight {
	switch {
	case act == dialog.ActSubmit, act == dialog.ActApprove:
		return dialog.Advances
	case act == dialog.ActLeave && option == "yes":
		return dialog.Undoes
	}
	return ""
}
