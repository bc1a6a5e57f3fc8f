package project

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Columns of a project's indicators.
const (
	RowLevel1    = "level1"
	RowName      = "name"
	RowDirection = "direction"
	RowTarget    = "target"
	RowUnit      = "unit"
	RowActual    = "actual"
	rowWeight    = "weight"
	rowReason    = "reason"
	rowPoints    = "points" // the unit's own score
	// rowCoefficient is the part of the weight the unit gives itself, in %.
	rowCoefficient = "coefficient"
)

// qualitative is the direction of an indicator without figures.
const qualitative = "定性"

// trouble is why an indicator has no points although its cells are filled.
type trouble uint8

const (
	noTrouble   trouble = iota
	targetText          // the target is no figure of 0 or more
	actualText          // the actual value is no figure
	noOption            // a qualitative value is none of the options
	outsideBand         // the own score is not what the option allows
	unitDiffers         // target and actual value measure different things
	lateInFull          // a deadline was missed and the own score is full
)

// indicatorWork is a project's indicator being scored.
type indicatorWork struct {
	row      fact.Facts
	score    *IndicatorScore
	weight   decimal.Decimal
	computed decimal.NullDecimal // points by the figures, without what the unit gave itself
	ratio    decimal.NullDecimal // actual of target in %, where a target was to be reached
	steps    []OverStep          // the steps of over-achievement reached, lowest first
	option   int                 // of a qualitative indicator; -1 when none
	trouble  trouble
	limit    bool // the actual value is written as a limit
}

// Score scores indicators one by one.
func (f *Profile) Score(rows []fact.Facts) []IndicatorScore {
	w := Work{profile: f}
	w.scoreIndicators(rows)
	return w.score.Indicators
}

func (w *Work) scoreIndicators(rows []fact.Facts) {
	w.rows = make([]indicatorWork, len(rows))
	w.score.Indicators = make([]IndicatorScore, len(rows))
	w.weighed = len(rows) > 0
	total := decimal.NewNullDecimal(decimal.Zero)
	for i, row := range rows {
		row = withOwnPoints(row)
		s := &w.score.Indicators[i]
		*s = IndicatorScore{Name: row[RowName].Text, Weight: row[rowWeight].NullNumber(), Missing: []string{}}
		one := &w.rows[i]
		*one = indicatorWork{row: row, score: s, weight: s.Weight.Decimal, option: -1}
		one.apply(w.profile)
		w.weighed = w.weighed && one.weight.IsPositive()
		w.weight = w.weight.Add(one.weight)
		total.Decimal = total.Decimal.Add(s.Points.Decimal)
		total.Valid = total.Valid && s.Points.Valid
	}
	if len(rows) > 0 && total.Valid {
		w.outcome = total
	}
}

// withOwnPoints is a row with its own points, where the unit states a coefficient (得分系数, %) of
// the weight in their place.
func withOwnPoints(row fact.Facts) fact.Facts {
	coefficient, weight := row[rowCoefficient], row[rowWeight]
	if coefficient.State != fact.Known || weight.State != fact.Known || row[rowPoints].State == fact.Known {
		return row
	}
	row = maps.Clone(row)
	row[rowPoints] = fact.Number(weight.Number.Mul(coefficient.Number).Div(fact.Hundred).Round(fact.ShownDecimals))
	return row
}

// apply gives the indicator's points, or names the columns that stand in the way. A row without
// a weight has no points, but what it states is read all the same.
func (w *indicatorWork) apply(f *Profile) {
	direction := w.row[RowDirection]
	for _, code := range []string{RowDirection, RowTarget, RowActual} {
		// What a 定性 indicator aims at is for people; its points do not need it.
		if w.row[code].Blank() && (code != RowTarget || direction.Text != qualitative) {
			w.score.Missing = append(w.score.Missing, code)
		}
	}
	if w.row[rowWeight].State != fact.Known {
		w.score.Missing = append(w.score.Missing, rowWeight)
	}
	missing := w.score.Missing
	switch {
	case len(missing) > 1 || len(missing) == 1 && missing[0] != rowWeight:
	case direction.Text == qualitative:
		w.applyOption(f)
	default:
		w.applyMeasures(f)
	}
	if len(missing) > 0 {
		w.score.Missing, w.score.Points, w.score.Working = missing, decimal.NullDecimal{}, "数据不全，尚未计分"
		w.computed = decimal.NullDecimal{}
	}
}

func (w *indicatorWork) applyMeasures(f *Profile) {
	unit := w.row[RowUnit].Text
	target, ok := measureOf(w.row[RowTarget], unit)
	if !ok || target.number.IsNegative() {
		if deadline, dates := dayOf(w.row[RowTarget]); dates {
			w.applyDeadline(f, deadline)
			return
		}
		w.stuck(targetText, RowTarget, "年度指标值不是数值，无法计分")
		return
	}
	actual, ok := measureOf(w.row[RowActual], target.unit)
	if !ok || actual.upTo.Valid {
		w.stuck(actualText, RowActual, "实际完成值不是数值，无法计分")
		return
	}
	w.limit = actual.limit
	same, ok := actual.in(target.unit)
	if !ok {
		w.stuck(unitDiffers, RowActual, fmt.Sprintf("指标值的单位是%s，完成值的单位是%s，无法比较", target.unit, actual.unit))
		return
	}
	w.applyFigures(f, target, same)
}

// applyDeadline scores what had to be done by a day. No table says what is lost when it was done
// later: that is for the unit to state.
func (w *indicatorWork) applyDeadline(f *Profile, deadline day) {
	done, ok := dayOf(w.row[RowActual])
	own := w.row[rowPoints]
	switch {
	case !ok: // in words: 按时完成
		w.applyOption(f)
		return
	case !done.after(deadline):
		w.limit = done.limit
		w.computed = decimal.NewNullDecimal(w.weight)
		w.settle(w.weight, fmt.Sprintf("完成 %s，指标值 %s，按期完成", w.row[RowActual].Text, w.row[RowTarget].Text))
		return
	}
	const says = "完成时间晚于指标值"
	switch {
	case own.State != fact.Known:
		w.stuck(noTrouble, rowPoints, says+"，请填写得分")
	case !own.Number.LessThan(w.weight):
		w.stuck(lateInFull, rowPoints, says+"，不能得满分")
	default:
		w.settle(own.Number, says+"，按自评")
	}
}

func (w *indicatorWork) stuck(t trouble, code, says string) {
	w.trouble, w.score.Working, w.score.Missing = t, says, []string{code}
}

// settle gives points; says is what leads to them.
func (w *indicatorWork) settle(points decimal.Decimal, says string) {
	w.score.Points = decimal.NewNullDecimal(points)
	w.score.Working = fact.JoinClauses(says, "得 "+fact.FormatPoints(points)+" 分")
}

func (w *indicatorWork) applyFigures(f *Profile, to, from measure) {
	target, actual := to.number, decimal.Max(from.number, decimal.Zero)
	direction := w.row[RowDirection].Text
	if LevelName(w.row[RowLevel1].Text) == satisfactionLevel && len(f.Satisfaction) > 0 {
		w.applySatisfaction(f, actual)
		return
	}
	if !slices.Contains([]string{"≥", ">", "=", "≤", "<"}, direction) {
		w.stuck(noTrouble, RowDirection, "没有这种指标方向，无法计分")
		return
	}
	if to.upTo.Valid {
		direction, target = withinRange(to, actual)
	}
	points, says := achievement(f, direction, target, actual, w.weight)
	w.reachSteps(f, direction, target, actual)
	for _, step := range w.steps {
		if step.Deduct.IsPositive() {
			points = fact.Clamp(points.Sub(step.Deduct), w.weight)
			says += fmt.Sprintf("，达到指标值的 %s，扣 %s 分", fact.FormatPercent(step.At), fact.FormatPoints(step.Deduct))
		}
	}
	w.computed = decimal.NewNullDecimal(points)
	own := w.row[rowPoints]
	if w.editable() && own.State == fact.Known && !own.Number.IsNegative() && own.Number.LessThan(points) {
		points = own.Number
		says += "，超额较多，按自评"
	}
	w.settle(points, fmt.Sprintf("完成 %s，指标值%s%s，%s", withUnit(actual, to.unit), direction, withUnit(target, to.unit), says))
}

// withinRange is the end of a range (100～120) that an actual value has to keep to.
func withinRange(to measure, actual decimal.Decimal) (direction string, target decimal.Decimal) {
	if actual.GreaterThan(to.upTo.Decimal) {
		return "≤", to.upTo.Decimal
	}
	return "≥", to.number
}

func withUnit(d decimal.Decimal, unit string) string {
	if unit != "" && unit != "%" {
		unit = " " + unit
	}
	return fact.FormatFigure(fact.Figure, d) + unit
}

// achievement is what an actual value earns of the weight, rounded, and how: a target to
// reach counts in proportion below it, a limit loses by the excess above it.
func achievement(f *Profile, direction string, target, actual, weight decimal.Decimal) (decimal.Decimal, string) {
	b, a, most := fact.FormatFigure(fact.Figure, actual), fact.FormatFigure(fact.Figure, target), fact.FormatPoints(weight)
	switch {
	case direction == "≤" || direction == "<":
		return withinLimit(f, target, actual, weight)
	case direction == "=" && target.IsZero() && actual.IsPositive():
		return decimal.Zero, "指标值为 0 而有发生"
	case actual.GreaterThanOrEqual(target):
		return weight, "达到指标值"
	}
	return weight.Mul(actual).DivRound(target, f.Decimals), fmt.Sprintf("%s ÷ %s × %s 分", b, a, most)
}

func withinLimit(f *Profile, limit, actual, weight decimal.Decimal) (decimal.Decimal, string) {
	b, a, most := fact.FormatFigure(fact.Figure, actual), fact.FormatFigure(fact.Figure, limit), fact.FormatPoints(weight)
	switch {
	case actual.LessThanOrEqual(limit):
		return weight, "没有超过指标值"
	case !limit.IsPositive():
		return decimal.Zero, "指标值为 0 而有发生"
	case f.Reverse == ReverseRatio:
		return weight.Mul(limit).DivRound(actual, f.Decimals), fmt.Sprintf("%s ÷ %s × %s 分", a, b, most)
	case actual.GreaterThanOrEqual(limit.Add(limit)):
		return decimal.Zero, "达到指标值的 2 倍"
	}
	// W × (2A − B) ÷ A is W × (1 − (B − A) ÷ A) with one division, so it is rounded once.
	points := weight.Mul(limit.Add(limit).Sub(actual)).DivRound(limit, f.Decimals)
	return points, fmt.Sprintf("(1 − (%s − %s) ÷ %s) × %s 分", b, a, a, most)
}

// applySatisfaction gives a share of the weight by the rate of satisfaction.
func (w *indicatorWork) applySatisfaction(f *Profile, rate decimal.Decimal) {
	for _, b := range f.Satisfaction {
		if rate.GreaterThanOrEqual(b.From) {
			points := w.weight.Mul(b.Share).DivRound(fact.Hundred, f.Decimals)
			w.computed = decimal.NewNullDecimal(points)
			w.settle(points, fmt.Sprintf("满意度 %s，在 %s 以上一档", fact.FormatPercent(rate), fact.FormatPercent(b.From)))
			return
		}
	}
}

// reachSteps notes the steps of over-achievement. For a target of 0 a step of 130 % is
// reached at 30.
func (w *indicatorWork) reachSteps(f *Profile, direction string, target, actual decimal.Decimal) {
	if direction == "≤" || direction == "<" || direction == "=" && target.IsZero() {
		return
	}
	for _, step := range f.Over {
		if target.IsPositive() && actual.Mul(fact.Hundred).LessThan(step.At.Mul(target)) ||
			!target.IsPositive() && actual.Add(fact.Hundred).LessThan(step.At) {
			continue
		}
		w.steps = append(w.steps, step)
	}
	if len(w.steps) > 0 && target.IsPositive() {
		w.ratio = decimal.NewNullDecimal(actual.Mul(fact.Hundred).DivRound(target, fact.QuotientDecimals))
	}
}

func (w *indicatorWork) editable() bool {
	return slices.ContainsFunc(w.steps, func(s OverStep) bool { return s.Editable })
}

// mustExplain is the highest step reached that asks for a reason.
func (w *indicatorWork) mustExplain() (OverStep, bool) {
	for _, step := range slices.Backward(w.steps) {
		if step.Explain {
			return step, true
		}
	}
	return OverStep{}, false
}

// applyOption takes the own score within the option's band; the best option without an
// own score gets the whole weight.
func (w *indicatorWork) applyOption(f *Profile) {
	i, ok := f.band(w.row[RowActual].Text)
	if own := w.row[rowPoints]; !ok && own.State == fact.Known && f.bandOf(own.Number, w.weight) >= 0 {
		w.option = f.bandOf(own.Number, w.weight)
		w.settle(own.Number, fmt.Sprintf("“%s”，按自评", fact.Cited(w.row[RowActual].Text)))
		return
	}
	if !ok {
		w.stuck(noOption, RowActual, "定性指标的实际完成值不是规定的选项，无法计分")
		return
	}
	w.option = i
	own := w.row[rowPoints]
	switch {
	case own.State != fact.Known && i == 0:
		w.settle(w.weight, f.Qualitative[i].Name)
	case own.State != fact.Known:
		w.score.Working = fmt.Sprintf("%s，请在 %s 分内填写得分", f.Qualitative[i].Name, f.bandText(i, w.weight))
		w.score.Missing = []string{rowPoints}
	case !f.allows(i, w.weight, own.Number):
		w.stuck(outsideBand, rowPoints, fmt.Sprintf("%s，得分区间 %s，自评 %s 分不在其中", f.Qualitative[i].Name, f.bandText(i, w.weight), fact.FormatPoints(own.Number)))
	default:
		w.settle(own.Number, fmt.Sprintf("%s，得分区间 %s，按自评", f.Qualitative[i].Name, f.bandText(i, w.weight)))
	}
}

// bandText is the range of points of an option: [8, 10] or [6, 8).
func (f *Profile) bandText(i int, weight decimal.Decimal) string {
	least, most := f.limits(i, weight)
	end := ")"
	if i == 0 {
		end = "]"
	}
	return "[" + fact.FormatPoints(least) + ", " + fact.FormatPoints(most) + end
}
