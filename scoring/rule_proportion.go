package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// proportionRule gives the maximum times the rate, at most the maximum.
type proportionRule struct{}

func (proportionRule) Kind() string              { return proportionKind }
func (proportionRule) Field() string             { return "" }
func (proportionRule) check(row ruleRow) []fault { return needsRate(row) }

func (proportionRule) apply(in ruleInput) ruleOutcome {
	if in.value.GreaterThanOrEqual(fact.Hundred) {
		return ruleOutcome{points: in.Max, ok: true, says: "不低于 100%"}
	}
	return ruleOutcome{
		points: fact.Clamp(in.Max.Mul(in.value).Div(fact.Hundred), in.Max), ok: true,
		says: fmt.Sprintf("按比例计分，%s × %s", fact.FormatPoints(in.Max), fact.FormatPercent(in.value)),
	}
}

// inverseRule gives the maximum up to 100 %, above it the maximum divided by the rate.
type inverseRule struct{}

func (inverseRule) Kind() string              { return inverseKind }
func (inverseRule) Field() string             { return "" }
func (inverseRule) check(row ruleRow) []fault { return needsRate(row) }

func (inverseRule) apply(in ruleInput) ruleOutcome {
	if in.value.LessThanOrEqual(fact.Hundred) {
		return ruleOutcome{points: in.Max, ok: true, says: "不高于 100%"}
	}
	return ruleOutcome{
		points: in.Max.Mul(fact.Hundred).DivRound(in.value, fact.QuotientDecimals), ok: true,
		says: fmt.Sprintf("超过 100%%，按比例计分，%s ÷ %s", fact.FormatPoints(in.Max), fact.FormatPercent(in.value)),
	}
}

func needsRate(row ruleRow) []fault {
	if row.Percent {
		return nil
	}
	return []fault{wrong("加上 percent: true", "指标 %s 按比例计分，公式应得出百分数", row.Code)}
}

// coefficientRule gives the maximum times a coefficient of 0 to 100 % that the unit
// enters (得分系数).
type coefficientRule struct{ field string }

func (coefficientRule) Kind() string    { return coefficientKnd }
func (r coefficientRule) Field() string { return r.field }

func (coefficientRule) apply(in ruleInput) ruleOutcome {
	return ruleOutcome{
		points: fact.Clamp(in.Max.Mul(in.answer.Number).Div(fact.Hundred), in.Max), ok: true,
		says: fmt.Sprintf("得分系数 %s，%s × %s", fact.FormatPercent(in.answer.Number), fact.FormatPoints(in.Max), fact.FormatPercent(in.answer.Number)),
	}
}

func (coefficientRule) check(ruleRow) []fault { return nil }

// formulaRule gives points by a formula over value and max, e.g. (1 - 10 * value) * max,
// kept between 0 and the maximum.
type formulaRule struct {
	points *formula.Formula
	bestAt decimal.Decimal // the value at which the formula gives the maximum
}

func (formulaRule) Kind() string  { return formulaKind }
func (formulaRule) Field() string { return "" }

func (r formulaRule) apply(in ruleInput) ruleOutcome {
	d, st := r.points.Number(over(in.value, in.Max))
	if st != formula.Evaluated {
		return ruleOutcome{says: "计分公式无法计算"}
	}
	out := ruleOutcome{points: fact.Clamp(d, in.Max), ok: true, says: "按计分公式计算"}
	if !out.points.Equal(d) {
		out.says = fmt.Sprintf("按计分公式计算为 %s 分，限于 0～%s 分", fact.FormatPoints(d), fact.FormatPoints(in.Max))
	}
	return out
}

func (r formulaRule) check(row ruleRow) []fault {
	if d, st := r.points.Number(over(r.bestAt, row.Max)); st == formula.Evaluated {
		return bestIs(row, d)
	}
	return []fault{wrong("best_at 应是得满分的值", "指标 %s 的计分公式在 best_at 处算不出得分", row.Code)}
}

// pointsScope is what a formula for points is compiled in: it knows the value, the maximum and
// arithmetic, and nothing else.
func pointsScope() *formula.Scope {
	return &formula.Scope{Functions: formula.Core, Variables: []string{"value", "max"}}
}

func over(value, most decimal.Decimal) *formula.Env {
	return &formula.Env{Variables: map[string]decimal.Decimal{"value": value, "max": most}}
}
