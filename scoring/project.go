package scoring

import (
	"fmt"
	"maps"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// Columns of the project list that scoring reads. Only the first three have to be there.
const (
	projectName       = "name"
	projectBudget     = "budget"
	projectSpent      = "spent"
	projectInitial    = "budget_initial"
	projectAdjusted   = "budget_adjusted"
	projectReason     = "reason"
	projectAdjustWhy  = "adjustment_reason"
	projectIndicators = "indicators"
	projectGoal       = "goal"
	projectAchieved   = "achieved"
	projectProblems   = "problems"
	projectMeasures   = "improvements"
	// What the unit's own form states: checked, and for an execution rate that does not
	// exist taken as a person's decision.
	projectStatedRate      = "execution_rate"
	projectStatedExecution = "execution_points"
	projectStatedPoints    = "points"
)

// projectWork is a project being scored, with what only checks ask for.
type projectWork struct {
	profile *ProjectProfile
	row     fact.Facts
	at      int // its place in the list, from 0
	score   ProjectScore

	rate      decimal.NullDecimal // spent of budget in %, unrounded
	execution decimal.NullDecimal // points for the execution as computed, whatever is stated
	outcome   decimal.NullDecimal // points of all its indicators
	weight    decimal.Decimal     // of all its indicators
	weighed   bool                // every indicator has a weight above zero
	uncapped  decimal.Decimal     // the total before the cap
	capped    *ExecutionCap       // the cap that took points off
	rows      []indicatorWork
	asked     fact.Facts // the row's cells that count

	findings []fact.Finding // of the project alone, once checked
	checked  bool
}

// scoreProjects scores the rows of the project list. What was scored before is taken from
// last where the row has not changed.
func (p *Pack) scoreProjects(facts fact.Facts, last []*projectWork) []*projectWork {
	if p.Projects == nil {
		return nil
	}
	rows := facts[p.Projects.List].Rows
	works := make([]*projectWork, len(rows))
	for i, row := range rows {
		if i < len(last) && fact.Same(last[i].row, row) {
			works[i] = last[i]
			continue
		}
		works[i] = p.scoreProject(row, i)
	}
	return works
}

// projectScores are the scores without what only checks ask for.
func projectScores(works []*projectWork) []ProjectScore {
	out := make([]ProjectScore, len(works))
	for i, w := range works {
		out[i] = w.score
	}
	return out
}

// scoreProject gives points for execution, for each of the project's indicators and, when
// all of them are there and weigh 100 together, the total.
func (p *Pack) scoreProject(row fact.Facts, at int) *projectWork {
	w := &projectWork{profile: p.Projects.Profile, row: row, at: at}
	list, _ := p.Field(p.Projects.List)
	w.asked = p.askedCells(list, row)
	asked := w.asked
	w.score = ProjectScore{
		Name: row[projectName].Text, Profile: w.profile.ID,
		Indicators: []ProjectIndicatorScore{}, Flags: []ProjectFlag{}, Missing: []string{},
	}
	w.scoreExecution(asked)
	w.scoreIndicators(asked[projectIndicators].Rows)
	w.scoreTotal(p)
	w.raiseFlags(asked)
	return w
}

// askedCells are a row's cells without those of columns that are known not to be asked.
func (p *Pack) askedCells(list *Field, row fact.Facts) fact.Facts {
	var sc *scope
	asked := row
	for i := range list.Columns {
		c := &list.Columns[i]
		if c.When == nil || row[c.Code].State != fact.Known {
			continue
		}
		if sc == nil {
			sc = newScope(p, row, Claims{})
		}
		if yes, st := c.When.Holds(&sc.env); st == formula.Evaluated && !yes {
			if len(asked) == len(row) {
				asked = maps.Clone(row)
			}
			delete(asked, c.Code)
		}
	}
	return asked
}

// scoreTotal adds the points up, caps them by the execution rate and gives the grade of
// the total as it is printed.
func (w *projectWork) scoreTotal(p *Pack) {
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
	w.score.Grade = w.profile.grade(p, total)
}
