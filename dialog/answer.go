package dialog

import (
	"sort"
	"strings"
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
	// Message is the number of the message that was typed, so that changing it changes the answer.
	Message int
	Rev     int64 // revision of this key; 1 is the first. The store counts it.
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

// ByField groups the keys below each field, so that a list is built in one pass.
func (a Answers) ByField() map[string][]Key {
	below := map[string][]Key{}
	for k := range a {
		if code := k.Field(); code != string(k) {
			below[code] = append(below[code], k)
		}
	}
	return below
}

// RowNumbers are the numbers of the list's present rows, ascending.
func (a Answers) RowNumbers(list Key, below []Key) []int {
	var numbers []int
	for _, k := range below {
		up, last, _ := k.Parent()
		if n, ok := RowNumber(last); ok && up == list && a[k].Value.State == scoring.Known {
			numbers = append(numbers, n)
		}
	}
	sort.Ints(numbers)
	return numbers
}

// Rows are the numbers of the list's present rows, ascending.
func (a Answers) Rows(list Key) []int {
	return a.RowNumbers(list, a.ByField()[list.Field()])
}

// NextRow is a number no row of the list ever had.
func (a Answers) NextRow(list Key) int {
	highest := 0
	for k := range a {
		rest, below := strings.CutPrefix(string(k), string(list)+"/")
		if !below {
			continue
		}
		first, _, _ := strings.Cut(rest, "/")
		if n, isRow := RowNumber(first); isRow && n > highest {
			highest = n
		}
	}
	return highest + 1
}
