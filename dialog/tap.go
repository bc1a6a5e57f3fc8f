package dialog

import (
	"strconv"
	"strings"
)

// action says what a button does. One letter, because a button carries at most 64 bytes.
type action string

const (
	actValue   action = "v" // answer with the option's value
	actOption  action = "i" // answer with the option of that number
	actZeros   action = "z" // 0 for every open question of the group
	actToggle  action = "t" // tick or untick an item
	actAll     action = "a" // tick all items
	actNone    action = "x" // untick all items; throw away the pieces of a long text
	actDone    action = "d" // the ticks, the pieces or the list are complete
	actAdd     action = "+" // add a row
	actRemove  action = "-" // remove a row
	actPaste   action = "m" // what to do with a pasted table
	actConfirm action = "c" // yes, overwrite a colleague's answer
	actKeep    action = "k" // no, keep it
	actNext    action = "n" // the next question, this one stays as it is
	actBack    action = "b" // the question before
	actHome    action = "h" // the task list
	actOpen    action = "o" // open a question
	actEdit    action = "e" // open a question and come back to this place afterwards
	actSection action = "s" // start or go on with a section
	actReview  action = "w" // the summary of a section
	actCheck   action = "f" // the findings
	actWhy     action = "y" // explain a finding with the typical cause of that number
	actReport  action = "p" // the report
	actBoard   action = "B" // the board
	actPicture action = "P" // the board as a picture
	actSubmit  action = "S" // bring it before the manager
	actReopen  action = "O" // take it back, or open it again
	actApprove action = "A" // the manager approves
	actReturn  action = "R" // the manager returns it
	actRemind  action = "N" // the manager nudges whom the option names
	actMute    action = "Q" // no more reminders today
	actLeave   action = "L" // leave the unit
	actComment action = "C" // the manager comments on the section the option names
)

// tap is a button's data: evaluation, action, key, the revision of the answer it was
// drawn for, option.
type tap struct {
	evaluation string
	action     action
	key        Key
	rev        int64
	option     string
}

// maxTap is Telegram's limit for a button's data, in bytes.
const maxTap = 64

func (t tap) String() string {
	return strings.Join([]string{t.evaluation, string(t.action), string(t.key), strconv.FormatInt(t.rev, 36), t.option}, "|")
}

// parseTap reads a button's data. It comes from outside: whatever it names is looked up
// before anything is done.
func parseTap(data string) (tap, bool) {
	parts := strings.SplitN(data, "|", 5)
	if len(parts) != 5 || len(data) > maxTap {
		return tap{}, false
	}
	rev, err := strconv.ParseInt(parts[3], 36, 64)
	if err != nil {
		return tap{}, false
	}
	return tap{parts[0], action(parts[1]), Key(parts[2]), rev, parts[4]}, true
}

// TapEvaluation is the id of the evaluation a button was drawn for; the edge uses it to
// find the session of a person who works on several.
func TapEvaluation(data string) (string, bool) {
	t, ok := parseTap(data)
	return t.evaluation, ok
}

// button draws a button for the present state of key.
func (st *state) button(e Evaluation, label string, act action, key Key, option string) Button {
	t := tap{e.ID, act, key, st.answers[key].Rev, option}
	return Button{Label: label, Data: t.String()}
}
