package dialog

import (
	"time"

	"ziping/scoring"
)

// Role says what a member of a unit may do.
type Role string

// The roles.
const (
	Staff    Role = "staff"    // 填报人: answers
	Manager  Role = "manager"  // 负责人: sees, approves, returns
	Operator Role = "operator" // 财政局: creates units and deadlines
)

// Title is what people call the role.
func (r Role) Title() string {
	switch r {
	case Staff:
		return "填报人"
	case Manager:
		return "负责人"
	case Operator:
		return "财政部门"
	}
	return string(r)
}

// Member is a person in a unit.
type Member struct {
	User int64 // Telegram user id; in a private chat also the chat id
	Name string
	Role Role
}

// Status of an evaluation.
type Status string

// The states an evaluation goes through.
const (
	Open      Status = "open"      // 填报中
	Submitted Status = "submitted" // 已送审
	Approved  Status = "approved"  // 审核通过
)

// OtherPack stands for the version while the answers were given under another pack, until somebody
// of the staff speaks and they are moved.
const OtherPack = -1

// Evaluation is one unit's evaluation of one year, without its answers.
type Evaluation struct {
	ID       string // short and unique, [a-z0-9]{1,8}; it stands in every button
	UnitID   string
	Unit     string // the unit's full name
	Year     int
	Scheme   string
	Version  int // the pack version the answers were last brought to; or OtherPack
	Status   Status
	Deadline time.Time // zero: none
	// Reminders are the unit's own; nil: as its pack says.
	Reminders *scoring.Reminders
	Changes   int64 // how many changes its log counts
}

// Session is everything Step needs to know: the evaluation, its answers, who is
// speaking and where that person stands.
type Session struct {
	Evaluation Evaluation
	Answers    Answers
	LastYear   Answers // of the unit's evaluation of the year before; nil when there is none
	Who        Member
	Cursor     Cursor
	Members    []Member // everybody in the unit, to tell managers and to show who answered
	// Yesterday is where the evaluation stood when this day began; nil when it had not been begun.
	Yesterday *Standing
	// Unreachable are the members nothing can be sent to: they have blocked the assistant.
	Unreachable []int64
	// Muted are until when members want no reminders.
	Muted map[int64]time.Time
	// Register is the store's own mark of what it was loaded from.
	Register string
}

// Cursor is where one person stands in one evaluation. It is a place, not a program
// counter: it is checked against the form on every load, and when the place no longer
// exists the person is shown the task list.
type Cursor struct {
	Rev     int64     `json:"-"`                 // counts this person's steps; the store keeps it
	Place   Place     `json:"place,omitempty"`   //
	Section string    `json:"section,omitempty"` // for PlaceEnd and PlaceReview
	Key     Key       `json:"key,omitempty"`     // for PlaceAsk: the question
	Page    int       `json:"page,omitempty"`    // for PlaceReview, and lists that need pages
	Back    *Return   `json:"back,omitempty"`    // where to go after this one answer, when not onwards
	Picks   []string  `json:"picks,omitempty"`   // ticks of a checklist that is not confirmed yet
	Pieces  []string  `json:"pieces,omitempty"`  // pieces of a long text that is not finished yet
	Typed   string    `json:"typed,omitempty"`   // what was typed for Waiting
	Waiting *Said     `json:"waiting,omitempty"` // an answer that waits for a tap: a colleague answered meanwhile
	Saw     int64     `json:"saw,omitempty"`     // the revision of the answer this person was shown with the question
	Fresh   bool      `json:"fresh,omitempty"`   // the open question belongs to a row that is only being added
	Seen    time.Time `json:"seen,omitzero"`     // when this person did something last
	// Paragraph is the paragraph of a long text that is being changed, from 1; -1: what is sent goes
	// behind the text. Passage is that paragraph as it was shown.
	Paragraph int    `json:"paragraph,omitempty"`
	Passage   string `json:"passage,omitempty"`
	Errors    int    `json:"errors,omitempty"` // rejected inputs in a row on this question
	Detail    bool   `json:"detail,omitempty"` // the open question of a card is shown with what there is to say about it
	Single    bool   `json:"single,omitempty"` // this person wants each question by itself, not cards
	// Proposal is what was understood and waits for this person's word; Undo takes the last one that
	// was recorded back.
	Proposal *Proposal `json:"proposal,omitempty"`
	Undo     *Undo     `json:"undo,omitempty"`
}

// Place is a kind of screen.
type Place string

// The places.
const (
	PlaceHome   Place = ""       // the task list
	PlaceAsk    Place = "ask"    // a question
	PlaceEnd    Place = "end"    // the end of a section
	PlaceReview Place = "review" // the summary of a section, to edit from
)

// Return is the place an edit goes back to.
type Return struct {
	For     Key    `json:"for"` // the answer being edited
	Place   Place  `json:"place"`
	Section string `json:"section,omitempty"`
	Key     Key    `json:"key,omitempty"`
	Page    int    `json:"page,omitempty"`
}
