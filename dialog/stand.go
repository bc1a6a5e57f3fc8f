package dialog

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"ziping/scoring"
)

// Stand is an evaluation with where it stands, as it is kept for boards, reminders and digests.
type Stand struct {
	Evaluation Evaluation
	// Now is where it stands; nil when nobody has changed it since it was created.
	Now *Standing
	// Before is where it stood at the end of the last earlier day on which it was changed; nil when there is none.
	Before *Standing
	// Stale says that Now lacks a change, because two people made theirs at the same moment or
	// the evaluation came from a backup: compute it from the answers and save it.
	Stale bool
}

// Yesterday is where the evaluation stood when the day of now began, in now's zone; nil when it
// had not been begun.
func (s Stand) Yesterday(now time.Time) *Standing {
	if s.Now == nil || DaysFrom(s.Now.At, now) > 0 {
		return s.Now
	}
	return s.Before
}

// UnitState is how far a unit's evaluation is on its way, as lists and filters name it.
type UnitState string

// The states of a unit's evaluation.
const (
	NotBegun     UnitState = "未开始"
	Filling      UnitState = "填报中"
	UnderReview  UnitState = "已送审"
	PassedReview UnitState = "审核通过"
)

// UnitStates are all states, on their way.
var UnitStates = []UnitState{NotBegun, Filling, UnderReview, PassedReview}

// State says how far the evaluation is.
func (s Stand) State() UnitState { return StateOf(s.Evaluation.Status, s.begun()) }

func (s Stand) begun() bool { return s.Now != nil || s.Evaluation.Changes > 0 }

// StateOf is how far an evaluation of that status is; begun says whether anything was answered.
func StateOf(status Status, begun bool) UnitState {
	switch {
	case status == Submitted:
		return UnderReview
	case status == Approved:
		return PassedReview
	case begun:
		return Filling
	}
	return NotBegun
}

// Overdue reports whether the deadline has passed without an approved report.
func (s Stand) Overdue(now time.Time) bool {
	e := s.Evaluation
	return e.Status != Approved && !e.Deadline.IsZero() && now.After(e.Deadline)
}

// DueSoon reports whether the deadline is at most a week ahead and the report is not approved.
func (s Stand) DueSoon(now time.Time) bool {
	e := s.Evaluation
	return e.Status != Approved && !e.Deadline.IsZero() && !now.After(e.Deadline) && DaysFrom(now, e.Deadline) <= dueSoonDays
}

// dueSoonDays is how near a deadline counts as near.
const dueSoonDays = 7

// Count is how many findings of a severity there are.
func (s Stand) Count(severity scoring.Severity) int {
	if s.Now == nil {
		return 0
	}
	return s.Now.Count(severity)
}

// Urgency orders units by what an operator has to look at: overdue without approval; not begun
// near the deadline; with errors; being filled or under review; approved.
func (s Stand) Urgency(now time.Time) int {
	switch {
	case s.Overdue(now):
		return 0
	case s.Evaluation.Status == Approved:
		return 4
	case s.DueSoon(now) && s.State() == NotBegun:
		return 1
	case s.Count(scoring.Error) > 0:
		return 2
	}
	return 3
}

// ByUrgency orders stands by urgency, within one the newer year first, of those overdue or not
// begun near the deadline the earlier deadline, then by name.
func ByUrgency(now time.Time) func(a, b Stand) int {
	return func(a, b Stand) int {
		urgency, due := a.Urgency(now), 0
		if urgency < 2 {
			due = a.Evaluation.Deadline.Compare(b.Evaluation.Deadline)
		}
		return cmp.Or(
			cmp.Compare(urgency, b.Urgency(now)), cmp.Compare(b.Evaluation.Year, a.Evaluation.Year),
			due, strings.Compare(a.Evaluation.Unit, b.Evaluation.Unit),
		)
	}
}

// DaysFrom is how many midnights in the zone of the later moment lie between two moments;
// negative when the second is of an earlier day.
func DaysFrom(from, to time.Time) int {
	zone := to.Location()
	day := func(t time.Time) time.Time {
		y, m, d := t.In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)).Hours() / 24)
}

// DueWords says when an evaluation is due and how long that is, as people at work say it; ""
// without a deadline. An approved one is not late any more.
func DueWords(e Evaluation, now time.Time) string {
	if e.Deadline.IsZero() {
		return ""
	}
	due := e.Deadline.In(now.Location())
	words := "截止 " + due.Format("1月2日")
	if due.Year() != now.Year() {
		words = "截止 " + due.Format("2006年1月2日")
	}
	if e.Status == Approved {
		return words
	}
	return words + "，" + LeftWords(due, now)
}

// LeftWords says how long a deadline is away.
func LeftWords(due, now time.Time) string {
	switch days := DaysFrom(now, due.In(now.Location())); {
	case now.After(due) && days == 0:
		return "今天已逾期"
	case days < 0:
		return fmt.Sprintf("已逾期 %d 天", -days)
	case days == 0:
		return "今天截止"
	case days == 1:
		return "明天截止"
	default:
		return fmt.Sprintf("还有 %d 天", days)
	}
}
