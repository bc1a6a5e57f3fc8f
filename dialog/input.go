package dialog

import "time"

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
	File *File // for FileInput
	// Log is the part of the log that LogWanted asked for, oldest first.
	Log []Change
	At  time.Time
}
