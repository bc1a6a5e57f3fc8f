package scoring

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Columns of the project list and of a project's indicators that scoring reads.
const (
	projectName       = "name"
	projectBudget     = "budget"
	projectSpent      = "spent"
	projectIndicators = "indicators"

	rowDirection = "direction"
	rowTarget    = "target"
	rowActual    = "actual"
	rowWeight    = "weight"
)

// achieved are the ways forms write that a qualitative target was met in full.
var achieved = []string{"达成年度指标", "达成预期指标", "完全达成"}

// scoreProjects scores the rows of the project list.
func (p *Pack) scoreProjects(facts Facts) []ProjectScore {
	out := []ProjectScore{}
	if p.Projects == nil {
		return out
	}
	for _, row := range facts[p.Projects.List].Rows {
		out = append(out, p.scoreProject(row))
	}
	return out
}

// scoreProject gives points for execution (10 × 执行率, at most 10) and, where the
// project's own indicators are all there and weigh what is left of 100, the total.
func (p *Pack) scoreProject(row Facts) ProjectScore {
	s := ProjectScore{Name: row[projectName].Text}
	budget, spent := row[projectBudget], row[projectSpent]
	if budget.State != Known || spent.State != Known || !budget.Number.IsPositive() {
		// 无预算 leaves the execution rate undefined; a person has to look at it.
		return s
	}
	most := p.Projects.ExecutionMax
	rate := spent.Number.DivRound(budget.Number, quotientDecimals)
	execution := p.roundPoints(clamp(most.Mul(rate), most))
	s.ExecutionPoints = decimal.NewNullDecimal(execution)
	total, weight := execution, most
	for _, indicator := range row[projectIndicators].Rows {
		points, ok := p.scoreProjectIndicator(indicator)
		if !ok {
			return s
		}
		total, weight = total.Add(points), weight.Add(indicator[rowWeight].Number)
	}
	if weight.Equal(hundred) {
		s.Points = decimal.NewNullDecimal(total)
		s.Grade = p.Grade(total)
	}
	return s
}

// scoreProjectIndicator compares what was done with the target: full weight when it is
// met, in proportion below a target to reach, less by the excess above a limit.
func (p *Pack) scoreProjectIndicator(row Facts) (decimal.Decimal, bool) {
	weight := row[rowWeight]
	if weight.State != Known || row[rowActual].State != Known {
		return decimal.Decimal{}, false
	}
	direction := row[rowDirection].Text
	if direction == "定性" {
		for _, a := range achieved {
			if strings.TrimSpace(row[rowActual].Text) == a {
				return weight.Number, true
			}
		}
		// Partly met: the band leaves the points to a person.
		return decimal.Decimal{}, false
	}
	target, okTarget := figureIn(row[rowTarget])
	actual, okActual := figureIn(row[rowActual])
	if !okTarget || !okActual {
		return decimal.Decimal{}, false
	}
	rate, ok := achievement(direction, target, decimal.Max(actual, decimal.Zero))
	return p.roundPoints(clamp(weight.Number.Mul(rate), weight.Number)), ok
}

// achievement is the part of the weight that is earned, 0 to 1.
func achievement(direction string, target, actual decimal.Decimal) (decimal.Decimal, bool) {
	one := decimal.NewFromInt(1)
	switch direction {
	case "≤", "<":
		if actual.LessThanOrEqual(target) {
			return one, true
		}
		if !target.IsPositive() {
			return decimal.Zero, true
		}
		return one.Sub(actual.Sub(target).DivRound(target, quotientDecimals)), true
	case "≥", ">", "=":
		if target.IsZero() && direction == "=" && actual.IsPositive() {
			return decimal.Zero, true
		}
		if actual.GreaterThanOrEqual(target) {
			return one, true
		}
		return actual.DivRound(target, quotientDecimals), true
	}
	return decimal.Decimal{}, false
}

// figureIn reads a target or an actual value, which are texts because they may be
// qualitative.
func figureIn(v Value) (decimal.Decimal, bool) {
	if v.State != Known {
		return decimal.Decimal{}, false
	}
	text := strings.TrimSuffix(strings.TrimSpace(v.Text), "%")
	if !plainNumber.MatchString(text) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}
