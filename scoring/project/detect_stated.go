package project

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// The detectors that compare what a unit's own form states with the recomputation.

// pointsDiffer reports whether two scores differ by more than rounding.
func pointsDiffer(a, b decimal.Decimal) bool {
	return a.Sub(b).Abs().GreaterThan(decimal.New(5, -3))
}

func findStatedRate(s *sight, tell func(int, found)) {
	stated := s.asked[statedRateColumn]
	if stated.State != fact.Known || !s.rate.Valid {
		return
	}
	if s.asPrinted(stated.Number) {
		return
	}
	budget, spent, _ := s.moneyKnown()
	s.about(stated.Number.Mul(budget).Div(fact.Hundred).Sub(spent).Round(fact.ShownDecimals))
	tell(noRow, found{
		"stated": fact.FormatPercent(stated.Number), "computed": fact.FormatPercent(s.rate.Decimal), "budget": money(budget), "spent": money(spent),
	})
}

func findStatedExecution(s *sight, tell func(int, found)) {
	stated := s.asked[statedExecutionColumn]
	if stated.State != fact.Known || !s.execution.Valid || !pointsDiffer(stated.Number, s.execution.Decimal) {
		return
	}
	budget, spent, _ := s.moneyKnown()
	if most := s.profile.ExecutionMax; most.IsPositive() { // the money that so many points would mean, against what was spent
		s.about(stated.Number.Mul(budget).DivRound(most, fact.ShownDecimals).Sub(decimal.Min(spent, budget)))
	}
	tell(noRow, found{
		"stated": fact.FormatPoints(stated.Number), "computed": fact.FormatPoints(s.execution.Decimal), "working": s.score.ExecutionWorking,
	})
}

func findStatedTotal(s *sight, tell func(int, found)) {
	stated := s.asked[statedPointsColumn]
	if stated.State != fact.Known || !s.score.Points.Valid || !pointsDiffer(stated.Number, s.score.Points.Decimal) {
		return
	}
	tell(noRow, found{
		"stated": fact.FormatPoints(stated.Number), "computed": fact.FormatPoints(s.score.Points.Decimal), "working": s.score.Working,
	})
}

// findStatedPoints compares own scores of indicators with figures. Where the profile lets
// the unit give less for over-achievement, less is not wrong.
func findStatedPoints(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		stated := w.row[rowPoints]
		if stated.State != fact.Known || !w.computed.Valid || !pointsDiffer(stated.Number, w.computed.Decimal) || w.aboveWeight() {
			continue
		}
		if w.editable() && stated.Number.LessThan(w.computed.Decimal) {
			continue
		}
		tell(i, found{
			"stated": fact.FormatPoints(stated.Number), "computed": fact.FormatPoints(w.computed.Decimal), "working": w.score.Working,
		})
	}
}

// aboveWeight reports whether the own score cannot be one whatever was done.
func (w *indicatorWork) aboveWeight() bool {
	own := w.row[rowPoints]
	return own.State == fact.Known && w.score.Weight.Valid && (own.Number.GreaterThan(w.weight) || own.Number.IsNegative())
}

func findAboveWeight(s *sight, tell func(int, found)) {
	for i := range s.rows {
		if w := &s.rows[i]; w.aboveWeight() {
			tell(i, found{"stated": fact.FormatPoints(w.row[rowPoints].Number), "weight": fact.FormatPoints(w.weight)})
		}
	}
}

func findBlankScored(s *sight, tell func(int, found)) {
	for i := range s.rows {
		w := &s.rows[i]
		stated := w.row[rowPoints]
		if stated.State != fact.Known || !stated.Number.IsPositive() {
			continue
		}
		for _, code := range []string{RowTarget, RowActual} {
			if v := w.row[code]; v.State == fact.Missing || v.State == fact.Known && v.Blank() {
				tell(i, found{"column": s.form.Label(IndicatorsColumn + "." + code), "stated": fact.FormatPoints(stated.Number)})
				break
			}
		}
	}
}
