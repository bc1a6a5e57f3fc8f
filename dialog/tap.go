package dialog

import (
	"strconv"
	"strings"
)

// Action says what a button does. One letter, because a button carries at most 64 bytes.
type Action string

// The actions.
const (
	ActValue    Action = "v" // answer with the option's value
	ActOption   Action = "i" // answer with the option of that number
	ActZeros    Action = "z" // 0 for every open question of the group
	ActToggle   Action = "t" // tick or untick an item
	ActAll      Action = "a" // all items apply
	ActNone     Action = "x" // untick all items; throw away the pieces of a long text
	ActDone     Action = "d" // the ticks, the pieces or the list are complete
	ActAdd      Action = "+" // add a row
	ActRemove   Action = "-" // remove a row
	ActPaste    Action = "m" // clear a list, or fill a column of it
	ActPropose  Action = "u" // what to do with what was understood, or take it back
	ActConfirm  Action = "c" // yes, overwrite a colleague's answer
	ActKeep     Action = "k" // no, keep it
	ActNext     Action = "n" // the next question, this one stays as it is
	ActBack     Action = "b" // the question before
	ActHome     Action = "h" // the task list
	ActOpen     Action = "o" // open a question
	ActEdit     Action = "e" // open a question and come back to this place afterwards
	ActSection  Action = "s" // start or go on with a section
	ActReview   Action = "w" // the summary of a section
	ActCheck    Action = "f" // the findings
	ActWhy      Action = "y" // explain a finding with the typical cause of that number
	ActReport   Action = "p" // the report
	ActBoard    Action = "B" // the board
	ActPicture  Action = "P" // the board as a picture
	ActSubmit   Action = "S" // bring it before the manager
	ActReopen   Action = "O" // take it back, or open it again
	ActApprove  Action = "A" // the manager approves
	ActReturn   Action = "R" // the manager returns it
	ActRemind   Action = "N" // the manager nudges whom the option names
	ActMute     Action = "Q" // no more reminders today
	ActLeave    Action = "L" // leave the unit
	ActLastYear Action = "l" // answer with last year's answer; without a key: all that can be
	ActText     Action = "g" // read a long text, or change a part of it
	ActKept     Action = "K" // the answers that have no question any more
	ActComment  Action = "C" // the manager comments on the section the option names
	ActShare    Action = "G" // who has which section, and to change it
	ActWording  Action = "W" // the report's words: a paragraph, or a page of their list
	ActHistory  Action = "H" // who changed what: a page of the log
)

// What stands in the place of an evaluation's id in a button; no evaluation has such an id.
const (
	TapDesk = "@desk" // the operators' desk: Key is the list's filter, Option the unit, the year and what else
	TapSeat = "@seat" // choosing an evaluation: Key is the unit, Option the year
)

// Tap is a button's data, of every button of the house: evaluation, action, key, the revision of
// the answer it was drawn for, option.
type Tap struct {
	Evaluation string // its id, or TapDesk or TapSeat
	Action     Action
	Key        Key
	Rev        int64
	Option     string
}

// MaxTap is Telegram's limit for a button's data, in bytes.
const MaxTap = 64

func (t Tap) String() string {
	return strings.Join([]string{t.Evaluation, string(t.Action), string(t.Key), strconv.FormatInt(t.Rev, 36), t.Option}, "|")
}

// ParseTap reads a button's data. It comes from outside: whatever it names is looked up
// before anything is done.
func ParseTap(data string) (Tap, bool) {
	parts := strings.SplitN(data, "|", 5)
	if len(parts) != 5 || len(data) > MaxTap {
		return Tap{}, false
	}
	rev, err := strconv.ParseInt(parts[3], 36, 64)
	if err != nil {
		return Tap{}, false
	}
	return Tap{parts[0], Action(parts[1]), Key(parts[2]), rev, parts[4]}, true
}

// TapEvaluation is the id of the evaluation a button was drawn for; the edge uses it to
// find the session of a person who works on several.
func TapEvaluation(data string) (string, bool) {
	t, ok := ParseTap(data)
	return t.Evaluation, ok
}
