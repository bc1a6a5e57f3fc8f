package dialog

import (
	"time"

	"ziping/scoring"
)

// StatusKey is the key under which changes of an evaluation's status stand in its log, with the
// statuses as texts; no answer has such a key.
const StatusKey Key = "@status"

// Change is one entry of an evaluation's log: who changed what, when, from what to what.
type Change struct {
	Seq      int64 // 1, 2, 3, … up to Evaluation.Changes, without a gap
	At       time.Time
	By       int64
	ByName   string // the name at that time
	Key      Key
	Old, New scoring.Value
	Typed    string
}
