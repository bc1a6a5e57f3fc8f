package rule

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Step deducts for every completed step a value lies below, above or away from a
// target. 每低于 5% 扣 2 分 counts completed steps: a published self-evaluation at 92.8 %
// lost 2 points, one at 99.27 % none.
type Step struct {
	Direction string // stepBelowKind, stepOverKind or stepOffKind
	Target    decimal.Decimal
	Step      decimal.Decimal
	Deduct    decimal.Decimal
}

// Kind implements Rule.
func (r Step) Kind() string { return r.Direction }

// Field implements Rule.
func (Step) Field() string { return "" }

// Apply implements Rule.
func (r Step) Apply(in Input) Outcome {
	off := in.Value.Sub(r.Target)
	word := "高于"
	if off.IsNegative() {
		word = "低于"
	}
	distance := off.Abs()
	switch {
	case r.Direction == StepBelowKind && !off.IsNegative():
		return Outcome{Points: in.Max, OK: true, Says: "不低于 " + FigureText(r.Target, in.Percent)}
	case r.Direction == StepOverKind && !off.IsPositive():
		return Outcome{Points: in.Max, OK: true, Says: "不高于 " + FigureText(r.Target, in.Percent)}
	case off.IsZero():
		return Outcome{Points: in.Max, OK: true, Says: "等于 " + FigureText(r.Target, in.Percent)}
	}
	steps, _ := distance.QuoRem(r.Step, 0) // completed steps only, exactly
	says := fmt.Sprintf("%s %s 计 %s", word, FigureText(r.Target, in.Percent), distanceText(distance, in.Percent))
	if steps.IsZero() {
		return Outcome{Points: in.Max, OK: true, Says: says + "，不足 " + distanceText(r.Step, in.Percent) + "，不扣分"}
	}
	says += fmt.Sprintf("，满 %s 个 %s，每个扣 %s 分", fact.FormatPoints(steps), distanceText(r.Step, in.Percent), fact.FormatPoints(r.Deduct))
	return deducted(in.Max, steps.Mul(r.Deduct), says)
}

// Check implements Rule.
func (r Step) Check(row Row) []Fault {
	return append(positive(row, r.Step, "step"), positive(row, r.Deduct, "deduct")...)
}
