package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/scoring"
)

// Digest is what the units of a bureau look like together: how many are done, what is found in
// most of them, how their scores are spread.
type Digest struct {
	Filter   Filter // the units it is about
	At       time.Time
	Units    []dialog.Stand // those that need attention first
	States   []StateCount
	Overdue  int
	Errors   int // units with findings of error level
	Findings []CommonFinding
	Scores   ScoreSpread
}

// StateCount is how many units are in a state.
type StateCount struct {
	State dialog.UnitState
	Count int
}

// CommonFinding is one check's findings over all units.
type CommonFinding struct {
	Check    string
	Title    string
	Severity scoring.Severity
	Units    int             // that have it
	Count    int             // of findings
	Lost     decimal.Decimal // points lost by them
	Names    []string        // of the units, at most 50
}

// namesOfFinding bounds CommonFinding.Names.
const namesOfFinding = 50

// ScoreSpread is how the scores of the units whose points are all known are spread.
type ScoreSpread struct {
	Scores                   []decimal.Decimal // ascending
	Max                      decimal.Decimal   // the most points there are
	Low, Q1, Median, Q3, Top decimal.Decimal
	Mean                     decimal.Decimal
	Tens                     []TenCount   // the best first, only those that have units
	Grades                   []GradeCount // the best first
}

// TenCount is how many scores are in a range of ten points: from From (inclusive) to below From+10;
// the best range holds the full score too.
type TenCount struct{ From, Count int }

// GradeCount is how many units have a grade.
type GradeCount struct {
	Grade string
	Count int
	least decimal.Decimal
}

// DigestOf computes the digest of the units that a filter shows, whatever its page.
func DigestOf(stands []dialog.Stand, f Filter, now time.Time) Digest {
	d := Digest{Filter: f.at(0), At: now, Units: f.Select(stands, now)}
	states := map[dialog.UnitState]int{}
	for _, s := range d.Units {
		states[s.State()]++
		if s.Overdue(now) {
			d.Overdue++
		}
		if s.Count(scoring.Error) > 0 {
			d.Errors++
		}
	}
	for _, state := range dialog.UnitStates {
		d.States = append(d.States, StateCount{state, states[state]})
	}
	d.Findings = commonFindings(d.Units)
	d.Scores = scoreSpread(d.Units)
	return d
}

// Done is how many units have brought their evaluation before the manager, or had it approved.
func (d Digest) Done() int {
	n := 0
	for _, s := range d.States {
		if s.State == dialog.UnderReview || s.State == dialog.PassedReview {
			n += s.Count
		}
	}
	return n
}

// commonFindings are the findings of all units, those of most units first.
func commonFindings(stands []dialog.Stand) []CommonFinding {
	type kind struct {
		check, title string
		severity     scoring.Severity
	}
	sums := map[kind]*CommonFinding{}
	for _, s := range stands {
		if s.Now == nil {
			continue
		}
		for _, c := range s.Now.Findings {
			k := kind{c.Check, c.Title, c.Severity}
			sum := sums[k]
			if sum == nil {
				sum = &CommonFinding{Check: c.Check, Title: c.Title, Severity: c.Severity}
				sums[k] = sum
			}
			if sum.Units++; len(sum.Names) < namesOfFinding {
				sum.Names = append(sum.Names, s.Evaluation.Unit)
			}
			sum.Count += c.Count
			sum.Lost = sum.Lost.Add(c.Lost)
		}
	}
	all := make([]CommonFinding, 0, len(sums))
	for _, sum := range sums {
		all = append(all, *sum)
	}
	slices.SortFunc(all, func(a, b CommonFinding) int {
		return cmp.Or(
			cmp.Compare(b.Units, a.Units), cmp.Compare(severityRank[a.Severity], severityRank[b.Severity]),
			b.Lost.Cmp(a.Lost), strings.Compare(a.Check, b.Check), strings.Compare(a.Title, b.Title),
		)
	})
	return all
}

var severityRank = map[scoring.Severity]int{scoring.Error: 0, scoring.Warning: 1, scoring.Note: 2}

func scoreSpread(stands []dialog.Stand) ScoreSpread {
	var s ScoreSpread
	grades := map[string]*GradeCount{}
	tens := map[int]int{}
	sum := decimal.Zero
	for _, stand := range stands {
		now := stand.Now
		if now == nil || !now.Complete {
			continue
		}
		s.Scores = append(s.Scores, now.Total)
		s.Max = decimal.Max(s.Max, now.Max)
		sum = sum.Add(now.Total)
		tens[tenOf(now.Total, now.Max)]++
		g := grades[now.Grade]
		if g == nil {
			g = &GradeCount{Grade: now.Grade, least: now.Total}
			grades[now.Grade] = g
		}
		g.Count++
		g.least = decimal.Min(g.least, now.Total)
	}
	if len(s.Scores) == 0 {
		return s
	}
	slices.SortFunc(s.Scores, decimal.Decimal.Cmp)
	s.Low, s.Top = s.Scores[0], s.Scores[len(s.Scores)-1]
	s.Q1, s.Median, s.Q3 = quantile(s.Scores, 1), quantile(s.Scores, 2), quantile(s.Scores, 3)
	s.Mean = sum.DivRound(decimal.NewFromInt(int64(len(s.Scores))), 2)
	for from, n := range tens {
		s.Tens = append(s.Tens, TenCount{from, n})
	}
	slices.SortFunc(s.Tens, func(a, b TenCount) int { return cmp.Compare(b.From, a.From) })
	for _, g := range grades {
		s.Grades = append(s.Grades, *g)
	}
	slices.SortFunc(s.Grades, func(a, b GradeCount) int {
		return cmp.Or(b.least.Cmp(a.least), strings.Compare(a.Grade, b.Grade))
	})
	return s
}

// tenOf is the lower end of a score's range of ten; the full score belongs to the range below it.
func tenOf(score, most decimal.Decimal) int {
	from := int(score.Div(decimal.NewFromInt(10)).Floor().IntPart()) * 10
	if from >= 10 && score.Equal(most) && decimal.NewFromInt(int64(from)).Equal(most) {
		from -= 10
	}
	return from
}

// quantile is the quarter-th quartile of ascending scores, between two neighbours in proportion,
// to two decimals.
func quantile(ascending []decimal.Decimal, quarter int) decimal.Decimal {
	at := (len(ascending) - 1) * quarter // in quarters of a step
	low := ascending[at/4]
	if at%4 == 0 {
		return low
	}
	rest := decimal.New(int64(at%4)*25, -2)
	return low.Add(ascending[at/4+1].Sub(low).Mul(rest)).Round(2)
}
