package screen

import "ziping/dialog"

// Key draws a button; its data carries the revision of the answer it was drawn for.
func (view View) Key(label string, act dialog.Action, key dialog.Key, option string) dialog.Button {
	t := dialog.Tap{
		Evaluation: view.Session.Evaluation.ID, Action: act, Key: key, Rev: view.State.Answers[key].Rev, Option: option,
	}
	return dialog.Button{Label: label, Data: t.String()}
}
