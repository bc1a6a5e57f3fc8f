package dialog

import (
	"time"
)

// InputKind says what a person did.
type InputKind uint8

// The kinds of input.
const (
	TextInput    InputKind = iota // typed a message
	TapInput                      // tapped a button
	CommandInput                  // sent a /command
	FileInput                     // uploaded a file
	OtherInput                    // sent something that is not an answer; Text names it (语音, 图片, …)
)

// Input is one thing a person did, stripped of everything Telegram.
type Input struct {
	Kind InputKind
	// Text is what was typed, a command's argument, or the name of what OtherInput was.
	Text string
	// Command is the command's name without the slash, in lower case.
	Command string
	// Data is the tapped button's data. It comes from outside and is not to be trusted.
	Data string
	// Message is the number of the typed message; 0 when it has none. Edited says that the person
	// changed a message sent before.
	Message int
	Edited  bool
	// About is the data of the buttons of the message that a typed one replies to. It is not to be
	// trusted either.
	About []string
	// Quoted is the text of that message where it has no buttons any more.
	Quoted string
	At     time.Time
}
