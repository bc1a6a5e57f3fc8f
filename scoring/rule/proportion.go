package rule

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// Proportion gives the maximum times the rate, at most the maximum.
type Proportion struct{}

// Kind implements Rule.
func (Proportion) Kind() string { return ProportionKind }

// Field implements Rule.
func (Proportion) Field() string { return "" }

// Check implements Rule.
func (Proportion) Check(row Row) []Fault { return needsRate(row) }

// Apply implements Rule.
func (Proportion) Apply(in Input) Outcome {
	if in.Value.GreaterThanOrEqual(fact.Hundred) {
		return Outcome{Points: in.Max, OK: true, Says: "不低于 100%"}
	}
	return Outcome{
		Points: fact.Clamp(in.Max.Mul(in.Value).Div(fact.Hundred), in.Max), OK: true,
		Says: fmt.Sprintf("按比例计分，%s × %s", fact.FormatPoints(in.Max), fact.FormatPercent(in.Value)),
	}
}

// Inverse gives the maximum up to 100 %, above it the maximum divided by the rate.
type Inverse struct{}

// Kind implements Rule.
func (Inverse) Kind() string { return InverseKind }

// Field implements Rule.
func (Inverse) Field() string { return "" }

// Check implements Rule.
func (Inverse) Check(row Row) []Fault { return needsRate(row) }

// Apply implements Rule.
func (Inverse) Apply(in Input) Outcome {
	if in.Value.LessThanOrEqual(fact.Hundred) {
		return Outcome{Points: in.Max, OK: true, Says: "不高于 100%"}
	}
	return Outcome{
		Points: in.Max.Mul(fact.Hundred).DivRound(in.Value, fact.QuotientDecimals), OK: true,
		Says: fmt.Sprintf("超过 100%%，按比例计分，%s ÷ %s", fact.FormatPoints(in.Max), fact.FormatPercent(in.Value)),
	}
}

func needsRate(row Row) []Fault {
	if row.Percent {
		return nil
	}
	return []Fault{wrong("加上 percent: true", "指标 %s 按比例计分，公式应得出百分数", row.Code)}
}

// Coefficient gives the maximum times a coefficient of 0 to 100 % that the unit
// enters (得分系数).
type Coefficient struct{ Code string }

// Kind implements Rule.
func (Coefficient) Kind() string { return CoefficientKind }

// Field implements Rule.
func (r Coefficient) Field() string { return r.Code }

// Apply implements Rule.
func (Coefficient) Apply(in Input) Outcome {
	return Outcome{
		Points: fact.Clamp(in.Max.Mul(in.Answer.Number).Div(fact.Hundred), in.Max), OK: true,
		Says: fmt.Sprintf("得分系数 %s，%s × %s", fact.FormatPercent(in.Answer.Number), fact.FormatPoints(in.Max), fact.FormatPercent(in.Answer.Number)),
	}
}

// Check implements Rule.
func (Coefficient) Check(Row) []Fault { return nil }

// ByFormula gives points by a formula over value and max, e.g. (1 - 10 * value) * max,
// kept between 0 and the maximum.
type ByFormula struct {
	Points *formula.Formula
	BestAt decimal.Decimal // the value at which the formula gives the maximum
}

// Kind implements Rule.
func (ByFormula) Kind() string { return FormulaKind }

// Field implements Rule.
func (ByFormula) Field() string { return "" }

// Apply implements Rule.
func (r ByFormula) Apply(in Input) Outcome {
	d, st := r.Points.Number(variables(in.Value, in.Max))
	if st != formula.Evaluated {
		return Outcome{Says: "计分公式无法计算"}
	}
	out := Outcome{Points: fact.Clamp(d, in.Max), OK: true, Says: "按计分公式计算"}
	if !out.Points.Equal(d) {
		out.Says = fmt.Sprintf("按计分公式计算为 %s 分，限于 0～%s 分", fact.FormatPoints(d), fact.FormatPoints(in.Max))
	}
	return out
}

// Check implements Rule.
func (r ByFormula) Check(row Row) []Fault {
	if d, st := r.Points.Number(variables(r.BestAt, row.Max)); st == formula.Evaluated {
		return bestIs(row, d)
	}
	return []Fault{wrong("best_at 应是得满分的值", "指标 %s 的计分公式在 best_at 处算不出得分", row.Code)}
}

// PointsScope is what a formula for points is compiled in: it knows the value, the maximum and
// arithmetic, and nothing else.
func PointsScope() *formula.Scope {
	return &formula.Scope{Functions: formula.Core, Variables: []string{"value", "max"}}
}

func variables(value, most decimal.Decimal) *formula.Env {
	return &formula.Env{Variables: map[string]decimal.Decimal{"value": value, "max": most}}
}
