package turn

import (
	"ziping/dialog"
	"ziping/dialog/screen"
	"ziping/dialog/turn/rewording"
)

// Want is what a step has to be given; see [dialog.Given].
type Want struct {
	// Entries of the log from the one numbered First on, at most Entries of them.
	First, Entries int64
	// Paragraphs are the report's.
	Paragraphs bool
	// Rewording is a change of them, to be tried before the step; nil: none.
	Rewording *dialog.Rewording
}

// Needs says what the step that an input brings about has to be given.
func Needs(s dialog.Session, in dialog.Input) Want {
	want := Want{Paragraphs: rewording.Reads(s, in)}
	if page, ok := screen.HistoryWanted(s, in); ok {
		first, last := page.Window(s.Evaluation.Changes)
		want.First, want.Entries = first, max(0, last-first+1)
	}
	if change, ok := rewording.Change(s, in); ok && want.Paragraphs {
		want.Rewording = &change
	}
	return want
}
