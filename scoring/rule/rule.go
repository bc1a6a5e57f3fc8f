// Package rule turns an indicator's value, or the answer to one field, into points, with the
// working in words. A rule knows of the table only its own row's maximum.
package rule

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Rule turns an indicator's value, or a field, into points. Every kind is a type of this
// package.
type Rule interface {
	// Kind is the rule's name in a pack: bands, over, step_below, …
	Kind() string
	// Field is the code of the field the rule reads directly; "" for rules that are
	// applied to the indicator's formula.
	Field() string
	// Apply gives the points, from 0 to the indicator's maximum.
	Apply(in Input) Outcome
	// Check reports how the rule cannot give what the row promises.
	Check(row Row) []Fault
}

// Row is what a rule has to know of the row of the table it belongs to.
type Row struct {
	Code     string
	Max      decimal.Decimal
	Percent  bool  // the value is in percent
	Decimals int32 // of points
}

// Fault says how a rule cannot give what the row promises, and how to mend it.
type Fault struct{ Text, Mend string }

func wrong(mend, format string, args ...any) Fault {
	return Fault{Text: fmt.Sprintf(format, args...), Mend: mend}
}

// Input is what a rule is applied to.
type Input struct {
	Row
	Value  decimal.Decimal // the formula's value, in percent where it is a rate
	Answer fact.Value      // the field's answer
}

// Outcome is what a rule gives.
type Outcome struct {
	Points decimal.Decimal
	OK     bool                // false when the rule says nothing about the value
	Says   string              // what leads to the points, without the points: 在 10%～20%（含）档
	After  string              // what follows them: 如按比例扣分则得 3.65 分
	Edge   decimal.NullDecimal // the nearest edge between two bands
}

// Rule kinds as packs name them.
const (
	BandsKind       = "bands"
	OverKind        = "over"
	StepBelowKind   = "step_below"
	StepOverKind    = "step_over"
	StepOffKind     = "step_off_target"
	ProportionKind  = "proportion"
	InverseKind     = "inverse_proportion"
	ChecklistKind   = "checklist"
	PerCaseKind     = "per_case"
	GradeKind       = "grade"
	CoefficientKind = "coefficient"
	ManualKind      = "manual"
	FormulaKind     = "formula_points"
	RowsKind        = "rows"
)

// FigureText is a value or a bound of it, with % where it is a rate.
func FigureText(d decimal.Decimal, percent bool) string {
	if percent {
		return fact.FormatPercent(d)
	}
	return fact.FormatFigure(fact.Figure, d)
}

// distanceText is how far two values are apart: 8.7 个百分点.
func distanceText(d decimal.Decimal, percent bool) string {
	if percent {
		return fact.FormatFigure(fact.Percent, d) + " 个百分点"
	}
	return fact.FormatFigure(fact.Figure, d)
}

// deducted is a rule's outcome after a deduction, which cannot take more than there is.
func deducted(max, deduction decimal.Decimal, says string) Outcome {
	out := Outcome{Points: max.Sub(deduction), OK: true}
	out.Says = fmt.Sprintf("%s，扣 %s 分", says, fact.FormatPoints(deduction))
	if out.Points.IsNegative() {
		out.Points = decimal.Zero
		out.Says = fmt.Sprintf("%s，应扣 %s 分，扣完为止", says, fact.FormatPoints(deduction))
	}
	return out
}

// bestIs checks that the best points a rule can give are the row's maximum: a printed
// table is wrong if they are not (分值 5 而评分标准写计 8 分).
func bestIs(row Row, best decimal.Decimal) []Fault {
	if best.Equal(row.Max) {
		return nil
	}
	return []Fault{wrong("改正评分标准或分值，使最高得分等于分值",
		"指标 %s 按评分标准最高得 %s 分，与分值 %s 分不符", row.Code, fact.FormatPoints(best), fact.FormatPoints(row.Max))}
}

// within checks that single points are from 0 to the row's maximum.
func within(row Row, points decimal.Decimal, of string) []Fault {
	if !points.IsNegative() && !points.GreaterThan(row.Max) {
		return nil
	}
	return []Fault{wrong("改成 0 到分值之间的数", "指标 %s 的%s得 %s 分，超出 0～%s 分", row.Code, of, fact.FormatPoints(points), fact.FormatPoints(row.Max))}
}

// positive checks that a setting is above zero.
func positive(row Row, d decimal.Decimal, name string) []Fault {
	if d.IsPositive() {
		return nil
	}
	return []Fault{wrong("写一个大于 0 的数", "指标 %s 评分规则的“%s”应大于 0", row.Code, name)}
}
