package dialog

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// Standing is where an evaluation stood after a change of it: what boards, reminders and
// digests need to know, without its answers. It is kept beside the answers, so that
// thousands of units can be looked at without scoring any of them.
type Standing struct {
	At       time.Time         `json:"at"` // of the change
	By       string            `json:"by"` // who made it
	Sections []SectionStanding `json:"sections"`
	Blocks   []BlockStanding   `json:"blocks"`
	Complete bool              `json:"complete"` // every indicator has its points
	Total    decimal.Decimal   `json:"total"`    // the points known so far
	Max      decimal.Decimal   `json:"max"`
	Grade    string            `json:"grade,omitempty"`
	Findings []CheckStanding   `json:"findings"`
}

// SectionStanding is how far one section is.
type SectionStanding struct {
	Code     string        `json:"code"`
	Title    string        `json:"title"`
	Status   SectionStatus `json:"status"`
	Asked    int           `json:"asked"`
	Answered int           `json:"answered"`
	Open     int           `json:"open"`            // questions that still need an answer
	First    Key           `json:"first,omitempty"` // the first of them
	Missing  []string      `json:"missing,omitempty"`
	// Owner has taken it, and may have left the unit since; 0: nobody.
	Owner int64 `json:"owner,omitempty"`
}

// BlockStanding is the points of one block (一级指标).
type BlockStanding struct {
	Name   string          `json:"name"`
	Points decimal.Decimal `json:"points"` // known so far
	Lost   decimal.Decimal `json:"lost"`
	Max    decimal.Decimal `json:"max"`
}

// CheckStanding counts the findings of one check that may be shown. Checks of one number with
// different titles count by themselves.
type CheckStanding struct {
	Check    string           `json:"check"`
	Title    string           `json:"title,omitempty"`
	Severity scoring.Severity `json:"severity"`
	Count    int              `json:"count"`
	Lost     decimal.Decimal  `json:"lost"` // points lost by them
}

// Done is how many sections are complete.
func (s Standing) Done() int {
	n := 0
	for _, section := range s.Sections {
		if section.Open == 0 && section.Answered > 0 {
			n++
		}
	}
	return n
}

// Answered is how many questions have an answer.
func (s Standing) Answered() int {
	n := 0
	for _, section := range s.Sections {
		n += section.Answered
	}
	return n
}

// Open is how many questions still need an answer.
func (s Standing) Open() int {
	n := 0
	for _, section := range s.Sections {
		n += section.Open
	}
	return n
}

// Count is how many findings of a severity there are.
func (s Standing) Count(severity scoring.Severity) int {
	n := 0
	for _, c := range s.Findings {
		if c.Severity == severity {
			n += c.Count
		}
	}
	return n
}

// TakenKey with a section below it holds the user id of who has taken the section. It belongs to no question.
const TakenKey Key = "taken"

// Owner is the user who has taken a section; 0 when nobody has. Whether that is still somebody of
// the staff is for the caller to check: see ownerAmong.
func (a Answers) Owner(section string) int64 {
	v := a[TakenKey.Child(section)].Value
	if v.State != scoring.Known {
		return 0
	}
	user, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil {
		return 0
	}
	return user
}
