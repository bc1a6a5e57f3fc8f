package dialog

import "ziping/scoring"

// Proposal is what was understood from a table, a file or a sentence. It waits for the person's
// word: nothing of it is recorded before.
type Proposal struct {
	Number int64  `json:"n"`           // the step that made or changed it; its buttons carry it
	Source string `json:"s,omitempty"` // what it was read from, in words for the person
	// Entries are single answers, numbered from 1 for the person.
	Entries []Proposed     `json:"e,omitempty"`
	Lists   []ProposedList `json:"l,omitempty"`
	Left    []string       `json:"left,omitempty"`  // what is not taken, with its place and why
	Notes   []string       `json:"notes,omitempty"` // what was changed or is odd
	// UnitOf are the columns of money whose unit the person has to say first.
	UnitOf []string `json:"unit,omitempty"`
	// Whole is a file's text, where the open question asks for a long one and may have been meant.
	Whole string `json:"whole,omitempty"`
	// Text is the pasted text, while more of it may come; Full says that its last message was as
	// long as a message may be, so that the next may go on in the middle of a line.
	Text string `json:"text,omitempty"`
	Full bool   `json:"full,omitempty"`
}

// Proposed is one answer of a proposal.
type Proposed struct {
	Key  Key  `json:"k"`
	Said Said `json:"v,omitzero"`
	// Typed is what stood in the source, Place where.
	Typed string `json:"t,omitempty"`
	Place string `json:"p,omitempty"`
	Note  string `json:"o,omitempty"`
	// Doubt says why a person has to say the value first; Others are further readings of it.
	Doubt  string `json:"d,omitempty"`
	Others []Said `json:"x,omitempty"`
}

// ProposedList are rows for a list.
type ProposedList struct {
	Key  Key               `json:"k"`
	Rows []map[string]Said `json:"r"` // by column code
	// Inner are rows of lists inside rows: the indicators of a project.
	Inner []ProposedInner `json:"i,omitempty"`
}

// ProposedInner are rows for the list in a column of row Row, from 0.
type ProposedInner struct {
	Row    int               `json:"n"`
	Column string            `json:"c"`
	Rows   []map[string]Said `json:"r"`
}

// Said is a value as text, which its field tells how to read: a figure in the field's unit, 是, a
// label, a text; a checklist's items are lines.
type Said struct {
	Text string `json:"t,omitempty"`
	// Without is the state of a value that is not there: 不涉及, 暂缺.
	Without scoring.State `json:"w,omitempty"`
	// Bare says that the figure stood without a unit in a column whose unit is not known: Text is
	// the figure as it stood.
	Bare bool `json:"b,omitempty"`
}

// Undo is what takes a recorded proposal back.
type Undo struct {
	Source string `json:"s,omitempty"`
	// Added are rows that were new, Removed rows that were there before.
	Added   []Key    `json:"a,omitempty"`
	Removed []Key    `json:"r,omitempty"`
	Before  []Before `json:"b,omitempty"`
}

// Before is an answer as it was before a proposal was recorded.
type Before struct {
	Key   Key           `json:"k"`
	State scoring.State `json:"w,omitempty"` // missing, when there was none
	Text  string        `json:"t,omitempty"`
	Typed string        `json:"y,omitempty"`
	Rev   int64         `json:"v"` // of what the proposal wrote: only that is taken back
}
