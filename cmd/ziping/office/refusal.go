package office

import (
	"ziping/cmd/ziping/cause"
)

// Refusal is a setting or an argument that is wrong: its text says what is expected.
type Refusal struct{ Text string }

// Error is the text.
func (e Refusal) Error() string { return e.Text }

// Refuse says what is wrong and what is expected.
func Refuse(format string, args ...any) error {
	return Refusal{cause.Sprintf(format, args...)}
}
