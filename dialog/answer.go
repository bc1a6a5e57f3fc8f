package dialog

import (
	"time"

	"ziping/scoring"
)

// Key addresses one answer for ever:
//
//	budget_initial               a field
//	projects                     a list as a whole: Known when the person said it is complete
//	projects/3                   the third row ever added: Known while it exists
//	projects/3/budget            a cell of it
//	projects/3/indicators/1/name a cell of a list inside a row
//	causes/B2                    the text for one indicator
//	explanations/A02             the text for one finding
//
// Row numbers are never used twice, so a key never changes its meaning.
type Key string

// Answer is one stored answer with its history mark.
type Answer struct {
	Value  scoring.Value
	Typed  string    // what the person typed or tapped, unchanged
	By     int64     // Telegram user id
	ByName string    // the name at that time, to show to colleagues
	At     time.Time // when
	Rev    int64     // revision of this key; 1 is the first. The store counts it.
}

// Answers are all answers of one evaluation.
type Answers map[Key]Answer

// Newest is the answer that was given last; the zero answer when there is none.
func (a Answers) Newest() Answer {
	var newest Answer
	for _, answer := range a {
		if answer.At.After(newest.At) {
			newest = answer
		}
	}
	return newest
}
