package dialog

import (
	"time"

	"ziping/scoring"
)

// Effect is something a step wants done besides talking. A change of the evaluation's status
// is no effect: it stands in the session after the step. What an operator wants done is in the
// package desk.
type Effect interface{ Effect() }

// Record writes one answer. It is refused when the key's revision is no longer Was,
// i.e. when somebody else changed the answer meanwhile: the step is then made again on
// the new state.
type Record struct {
	Key   Key
	Value scoring.Value
	Typed string
	// Message is the number of the typed message; 0 when nothing was typed.
	Message int
	Was     int64 // the revision the step saw; 0: no answer
}

// SendReport asks for the report as a document.
type SendReport struct {
	To    int64 // user id; 0 is the person who spoke
	Draft bool  // watermark 草稿
	// Form is the ending of the file's name: .pdf when empty, .docx, .xlsx, .txt; or WorkingPaper.
	Form string
}

// WorkingPaper is the SendReport.Form of the working paper: what the self-check found, advice, what is
// missing.
const WorkingPaper = "check.pdf"

// SendTemplate asks for the pack's empty workbook as a document.
type SendTemplate struct{}

// SendPicture asks for the evaluation's board as a picture.
type SendPicture struct{}

// Stands tells where the evaluation stands after a step that changed it.
type Stands struct{ Standing Standing }

// Mute spares the speaker the unit's reminders for a while.
type Mute struct{ Until time.Time }

// Effect implements the interface.
func (Record) Effect() {}

// Effect implements the interface.
func (SendReport) Effect() {}

// Effect implements the interface.
func (SendTemplate) Effect() {}

// Effect implements the interface.
func (SendPicture) Effect() {}

// Effect implements the interface.
func (Stands) Effect() {}

// Effect implements the interface.
func (Mute) Effect() {}
