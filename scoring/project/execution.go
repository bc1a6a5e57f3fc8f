package project

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// scoreExecution gives min(max, max × spent ÷ budget). Without a budget there is no rate:
// where nothing was spent either, the points are a person's decision; where something was
// spent, it is an error and there are none.
func (w *Work) scoreExecution(row fact.Facts) {
	s := &w.score
	most := w.profile.ExecutionMax
	for _, code := range []string{BudgetColumn, SpentColumn} {
		if row[code].State != fact.Known {
			s.Missing = append(s.Missing, code)
		}
	}
	if len(s.Missing) > 0 {
		s.ExecutionWorking = "数据不全，尚未计分"
		return
	}
	budget, spent := row[BudgetColumn].Number, decimal.Max(row[SpentColumn].Number, decimal.Zero)
	if !budget.IsPositive() {
		w.executionWithoutBudget(row, spent)
		return
	}
	rate := spent.DivRound(budget, fact.QuotientDecimals).Mul(fact.Hundred)
	points := decimal.Min(most, most.Mul(spent).DivRound(budget, w.profile.Decimals))
	w.rate, w.execution = decimal.NewNullDecimal(rate), decimal.NewNullDecimal(points)
	s.ExecutionRate, s.ExecutionPoints = decimal.NewNullDecimal(rate.Round(fact.ShownDecimals)), w.execution
	how := "按比例"
	if spent.GreaterThan(budget) {
		how = "超过 100%，最高"
	} else if spent.Equal(budget) {
		how = ""
	}
	s.ExecutionWorking = fmt.Sprintf("%s ÷ %s = %s，%s得 %s 分", fact.FormatFigure(fact.Money, spent), fact.FormatFigure(fact.Money, budget), fact.FormatPercent(rate), how, fact.FormatPoints(points))
}

func (w *Work) executionWithoutBudget(row fact.Facts, spent decimal.Decimal) {
	s := &w.score
	if spent.IsPositive() {
		s.ExecutionWorking = fmt.Sprintf("全年预算为 0 而执行 %s 万元，属无预算有支出，无法计算执行率", fact.FormatFigure(fact.Money, spent))
		s.Missing = append(s.Missing, BudgetColumn)
		return
	}
	const says = "全年预算和执行数均为 0，执行率不适用"
	given := row[statedExecutionColumn]
	if given.State != fact.Known || given.Number.GreaterThan(w.profile.ExecutionMax) || given.Number.IsNegative() {
		s.ExecutionWorking = fmt.Sprintf("%s，请填写本项得分（0～%s 分）", says, fact.FormatPoints(w.profile.ExecutionMax))
		s.Missing = append(s.Missing, statedExecutionColumn)
		return
	}
	s.ExecutionPoints = given.NullNumber()
	s.ExecutionWorking = fmt.Sprintf("%s，按填报得 %s 分", says, fact.FormatPoints(given.Number))
}

// raiseFlags marks what finance bureaus' systems mark: outcomes well ahead of the money
// (red), no budget, and much of it unspent (yellow).
func (w *Work) raiseFlags(row fact.Facts) {
	flag := func(level, text string) {
		w.score.Flags = append(w.score.Flags, Flag{Level: level, Text: text})
	}
	if gap, ok := w.gap(); ok && gap.GreaterThan(w.profile.RedGap) {
		flag(RedFlag, fmt.Sprintf("绩效指标得分率比执行率得分率高出 %s，预算没有执行完而指标完成较好", fact.FormatPercent(gap)))
	}
	budget := row[BudgetColumn]
	if budget.State == fact.Known && !budget.Number.IsPositive() {
		flag(YellowFlag, "没有全年预算")
	}
	if unspent, ok := w.unspent(); ok && unspent.GreaterThan(w.profile.YellowUnspent) {
		flag(YellowFlag, fmt.Sprintf("全年预算有 %s 没有执行", fact.FormatPercent(unspent)))
	}
}

// gap is by how many % of itself the outcome's rate of points is ahead of the execution's.
func (w *Work) gap() (decimal.Decimal, bool) {
	if !w.gapKnown {
		d, ok := w.outcomeAhead()
		w.ahead, w.gapKnown = decimal.NullDecimal{Decimal: d, Valid: ok}, true
	}
	return w.ahead.Decimal, w.ahead.Valid
}

func (w *Work) outcomeAhead() (decimal.Decimal, bool) {
	most := w.profile.ExecutionMax
	if !w.outcome.Valid || !w.execution.Valid || !w.outcome.Decimal.IsPositive() || !most.IsPositive() || !w.weight.IsPositive() {
		return decimal.Decimal{}, false
	}
	outcome := w.outcome.Decimal.DivRound(w.weight, fact.QuotientDecimals)
	execution := w.execution.Decimal.DivRound(most, fact.QuotientDecimals)
	return outcome.Sub(execution).DivRound(outcome, fact.QuotientDecimals-4).Mul(fact.Hundred), true
}

// unspent is the part of the budget that was not spent, in %.
func (w *Work) unspent() (decimal.Decimal, bool) {
	if !w.rate.Valid {
		return decimal.Decimal{}, false
	}
	return fact.Hundred.Sub(w.rate.Decimal), true
}
