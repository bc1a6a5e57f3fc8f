package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// proportionRule gives the maximum times the rate, at most the maximum.
type proportionRule struct{}

func (proportionRule) Kind() string                         { return proportionKind }
func (proportionRule) Field() string                        { return "" }
func (proportionRule) check(row *Indicator) []*formulaError { return needsRate(row) }

func (proportionRule) apply(in ruleInput) ruleOutcome {
	if in.value.GreaterThanOrEqual(fact.Hundred) {
		return ruleOutcome{points: in.max, ok: true, says: "不低于 100%"}
	}
	return ruleOutcome{
		points: fact.Clamp(in.max.Mul(in.value).Div(fact.Hundred), in.max), ok: true,
		says: fmt.Sprintf("按比例计分，%s × %s", fact.FormatPoints(in.max), fact.FormatPercent(in.value)),
	}
}

// inverseRule gives the maximum up to 100 %, above it the maximum divided by the rate.
type inverseRule struct{}

func (inverseRule) Kind() string                         { return inverseKind }
func (inverseRule) Field() string                        { return "" }
func (inverseRule) check(row *Indicator) []*formulaError { return needsRate(row) }

func (inverseRule) apply(in ruleInput) ruleOutcome {
	if in.value.LessThanOrEqual(fact.Hundred) {
		return ruleOutcome{points: in.max, ok: true, says: "不高于 100%"}
	}
	return ruleOutcome{
		points: in.max.Mul(fact.Hundred).DivRound(in.value, fact.QuotientDecimals), ok: true,
		says: fmt.Sprintf("超过 100%%，按比例计分，%s ÷ %s", fact.FormatPoints(in.max), fact.FormatPercent(in.value)),
	}
}

func needsRate(row *Indicator) []*formulaError {
	if row.inPercent() {
		return nil
	}
	return []*formulaError{wrong("加上 percent: true", "指标 %s 按比例计分，公式应得出百分数", row.Code)}
}

// coefficientRule gives the maximum times a coefficient of 0 to 100 % that the unit
// enters (得分系数).
type coefficientRule struct{ field string }

func (coefficientRule) Kind() string    { return coefficientKnd }
func (r coefficientRule) Field() string { return r.field }

func (coefficientRule) apply(in ruleInput) ruleOutcome {
	return ruleOutcome{
		points: fact.Clamp(in.max.Mul(in.answer.Number).Div(fact.Hundred), in.max), ok: true,
		says: fmt.Sprintf("得分系数 %s，%s × %s", fact.FormatPercent(in.answer.Number), fact.FormatPoints(in.max), fact.FormatPercent(in.answer.Number)),
	}
}

func (coefficientRule) check(*Indicator) []*formulaError { return nil }

// formulaRule gives points by a formula over value and max, e.g. (1 - 10 * value) * max,
// kept between 0 and the maximum.
type formulaRule struct {
	points *Formula
	bestAt decimal.Decimal // the value at which the formula gives the maximum
}

func (formulaRule) Kind() string  { return formulaKind }
func (formulaRule) Field() string { return "" }

func (r formulaRule) apply(in ruleInput) ruleOutcome {
	sc := in.scope.apart()
	sc.value, sc.max = in.value, in.max
	d, st := r.points.number(sc)
	if st != evaluated {
		return ruleOutcome{says: "计分公式无法计算"}
	}
	out := ruleOutcome{points: fact.Clamp(d, in.max), ok: true, says: "按计分公式计算"}
	if !out.points.Equal(d) {
		out.says = fmt.Sprintf("按计分公式计算为 %s 分，限于 0～%s 分", fact.FormatPoints(d), fact.FormatPoints(in.max))
	}
	return out
}

func (r formulaRule) check(row *Indicator) []*formulaError {
	sc := newScope(nil, nil, Claims{})
	sc.value, sc.max = r.bestAt, row.Max
	if d, st := r.points.number(sc); st == evaluated {
		return bestIs(row, d)
	}
	return []*formulaError{wrong("best_at 应是得满分的值", "指标 %s 的计分公式在 best_at 处算不出得分", row.Code)}
}
