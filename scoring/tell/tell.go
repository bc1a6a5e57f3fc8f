// Package tell marks the errors whose words are for a person: a sentence in Chinese that says what
// was expected and what to do. Nothing else of an error reaches a chat; what has no such sentence
// is for the log, in English, and the person is told that it could not be done.
package tell

import (
	"errors"
	"fmt"
)

// Error is a sentence for a person, and the cause for the log where there is one.
type Error struct {
	Text  string
	Cause error
}

// Error is the sentence followed by its cause: what a log and a command line show.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Text
	}
	return e.Text + " (" + e.Cause.Error() + ")"
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Because is a sentence for a person whose cause is for the log alone.
func Because(cause error, format string, args ...any) error {
	return &Error{Text: fmt.Sprintf(format, args...), Cause: cause}
}

// Sentence is what the person may be told of err: the outermost sentence in its chain, whatever
// English wraps it. False when err has none.
func Sentence(err error) (string, bool) {
	var e *Error
	if !errors.As(err, &e) {
		return "", false
	}
	return e.Text, true
}
