// Package project scores the rows of a project list, each as one 项目支出绩效自评表, and finds what is
// wrong in them. It knows the form of 财预〔2020〕10号 and the profiles places make of it; of the
// questionnaire it knows what Form says.
package project

import (
	"fmt"
	"maps"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Columns of the project list that scoring reads. Only the first three have to be there.
const (
	NameColumn         = "name"
	BudgetColumn       = "budget"
	SpentColumn        = "spent"
	initialColumn      = "budget_initial"
	adjustedColumn     = "budget_adjusted"
	reasonColumn       = "reason"
	adjustReasonColumn = "adjustment_reason"
	IndicatorsColumn   = "indicators"
	goalColumn         = "goal"
	achievedColumn     = "achieved"
	problemsColumn     = "problems"
	improvementsColumn = "improvements"
	// What the unit's own form states: checked, and for an execution rate that does not
	// exist taken as a person's decision.
	statedRateColumn      = "execution_rate"
	statedExecutionColumn = "execution_points"
	statedPointsColumn    = "points"
)

// Work is a project being scored, with what only checks ask for.
type Work struct {
	profile *Profile
	row     fact.Facts
	at      int // its place in the list, from 0
	score   Score

	rate      decimal.NullDecimal // spent of budget in %, unrounded
	execution decimal.NullDecimal // points for the execution as computed, whatever is stated
	outcome   decimal.NullDecimal // points of all its indicators
	weight    decimal.Decimal     // of all its indicators
	weighed   bool                // every indicator has a weight above zero
	uncapped  decimal.Decimal     // the total before the cap
	capped    *ExecutionCap       // the cap that took points off
	rows      []indicatorWork
	asked     fact.Facts          // the row's cells that count
	ahead     decimal.NullDecimal // see gap
	gapKnown  bool

	findings []fact.Finding // of the project alone, once checked
	checked  bool
}

// Form is what scoring has to know of the form the projects are filled in.
type Form interface {
	// Label is a column's label; a column of the indicators is named with its list (indicators.target).
	Label(column string) string
	// Asked are a project's cells without those that are known not to be asked.
	Asked(row fact.Facts) fact.Facts
	// Grade is the pack's own grade for a total.
	Grade(total decimal.Decimal) string
}

// Score scores the rows of the project list. What was scored before is taken from last where
// the row has not changed.
func (r *Rules) Score(form Form, rows []fact.Facts, last []*Work) []*Work {
	works := make([]*Work, len(rows))
	for i, row := range rows {
		if i < len(last) && fact.Same(last[i].row, row) {
			works[i] = last[i]
			continue
		}
		works[i] = r.scoreOne(form, row, i)
	}
	return works
}

// Scores are the scores without what only checks ask for.
func Scores(works []*Work) []Score {
	out := make([]Score, len(works))
	for i, w := range works {
		out[i] = w.score
	}
	return out
}

// scoreOne gives points for execution, for each of the project's indicators and, when
// all of them are there and weigh 100 together, the total.
func (r *Rules) scoreOne(form Form, row fact.Facts, at int) *Work {
	w := &Work{profile: r.Profile, row: row, at: at}
	w.asked = withTotals(form.Asked(row))
	asked := w.asked
	w.score = Score{
		Name: row[NameColumn].Text, Profile: w.profile.ID,
		Indicators: []IndicatorScore{}, Flags: []Flag{}, Missing: []string{},
	}
	w.scoreExecution(asked)
	w.scoreIndicators(asked[IndicatorsColumn].Rows)
	w.scoreTotal(form)
	w.raiseFlags(asked)
	return w
}

// scoreTotal adds the points up, caps them by the execution rate and gives the grade of
// the total as it is printed.
func (w *Work) scoreTotal(form Form) {
	if !w.score.ExecutionPoints.Valid || !w.outcome.Valid || !w.weighed {
		return
	}
	if !w.weight.Add(w.profile.ExecutionMax).Equal(fact.Hundred) {
		return
	}
	total := w.score.ExecutionPoints.Decimal.Add(w.outcome.Decimal).Round(w.profile.TotalDecimals)
	w.uncapped = total
	w.score.Working = fmt.Sprintf("预算执行率 %s 分 ＋ 绩效指标 %s 分 = %s 分",
		fact.FormatPoints(w.score.ExecutionPoints.Decimal), fact.FormatPoints(w.outcome.Decimal), fact.FormatPoints(total))
	if w.rate.Valid {
		if c, ok := w.profile.cap(w.rate.Decimal); ok && total.GreaterThan(c.Most) {
			w.capped, total = &c, c.Most
			w.score.Working += fmt.Sprintf("，执行率 %s，总分不超过 %s 分，计 %s 分",
				fact.FormatPercent(w.rate.Decimal), fact.FormatPoints(c.Most), fact.FormatPoints(total))
		}
	}
	w.score.Points = decimal.NewNullDecimal(total)
	w.score.Grade = w.profile.grade(form, total)
}

// withTotals are a project's cells with the sum of the sources in place of a total that is left
// empty or 0 beside them: the form's own total is at fault then, which is a finding, and what
// follows from the money is judged by the money.
func withTotals(row fact.Facts) fact.Facts {
	out, cloned := row, false
	for _, c := range fundColumns {
		total := row[c.total]
		sum, given := sourcesOf(row, c.prefix)
		if given == 0 || !sum.IsPositive() || total.State == fact.Known && !total.Number.IsZero() {
			continue
		}
		if !cloned {
			out, cloned = maps.Clone(row), true
		}
		out[c.total] = fact.Number(sum)
	}
	return out
}

// sourcesOf adds the sources of an amount up; a source left empty is none.
func sourcesOf(row fact.Facts, prefix string) (sum decimal.Decimal, given int) {
	for _, source := range fundSources {
		if v := row[prefix+source]; v.State == fact.Known {
			sum = sum.Add(v.Number)
			given++
		}
	}
	return sum, given
}
