package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// stepRule deducts for every completed step a value lies below, above or away from a
// target. 每低于 5% 扣 2 分 counts completed steps: a published self-evaluation at 92.8 %
// lost 2 points, one at 99.27 % none.
type stepRule struct {
	kind   string // stepBelowKind, stepOverKind or stepOffKind
	target decimal.Decimal
	step   decimal.Decimal
	deduct decimal.Decimal
}

func (r stepRule) Kind() string { return r.kind }
func (stepRule) Field() string  { return "" }

func (r stepRule) apply(in ruleInput) ruleOutcome {
	off := in.value.Sub(r.target)
	word := "高于"
	if off.IsNegative() {
		word = "低于"
	}
	distance := off.Abs()
	switch {
	case r.kind == stepBelowKind && !off.IsNegative():
		return ruleOutcome{points: in.Max, ok: true, says: "不低于 " + figureText(r.target, in.Percent)}
	case r.kind == stepOverKind && !off.IsPositive():
		return ruleOutcome{points: in.Max, ok: true, says: "不高于 " + figureText(r.target, in.Percent)}
	case off.IsZero():
		return ruleOutcome{points: in.Max, ok: true, says: "等于 " + figureText(r.target, in.Percent)}
	}
	steps, _ := distance.QuoRem(r.step, 0) // completed steps only, exactly
	says := fmt.Sprintf("%s %s 计 %s", word, figureText(r.target, in.Percent), distanceText(distance, in.Percent))
	if steps.IsZero() {
		return ruleOutcome{points: in.Max, ok: true, says: says + "，不足 " + distanceText(r.step, in.Percent) + "，不扣分"}
	}
	says += fmt.Sprintf("，满 %s 个 %s，每个扣 %s 分", fact.FormatPoints(steps), distanceText(r.step, in.Percent), fact.FormatPoints(r.deduct))
	return deducted(in.Max, steps.Mul(r.deduct), says)
}

func (r stepRule) check(row ruleRow) []fault {
	return append(positive(row, r.step, "step"), positive(row, r.deduct, "deduct")...)
}
