package screen

import "ziping/dialog"

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
