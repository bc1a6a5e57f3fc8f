package project

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Detectors are what can be found in a project. A pack's project checks name them
// under `detect`.
var Detectors = map[string]Detector{
	// Money.
	"funds_sum":      {listed: true, figures: []string{"column", "total", "sum", "difference"}, find: findFundsSum},
	"zero_total":     {listed: true, figures: []string{"columns"}, find: findZeroTotal},
	"amount_missing": {figures: []string{"columns", "stated"}, find: findAmountMissing},
	"text_amount":    {figures: []string{"column", "amount", "spent", "budget"}, find: findTextAmount},
	"text_parts":     {figures: []string{"column", "amount", "sum", "difference"}, find: findTextParts},
	"text_rate":      {figures: []string{"column", "stated", "computed"}, find: findTextRate},
	"text_unit":      {figures: []string{"column", "amount", "meant"}, find: findTextUnit},
	"adjusted_sum":   {listed: true, figures: []string{"initial", "adjusted", "budget", "difference"}, find: findAdjustedSum},
	"adjusted":       {figures: []string{"initial", "budget", "difference"}, find: findAdjusted},
	"no_budget":      {listed: true, figures: []string{"spent"}, find: findNoBudget},
	"no_figures":     {listed: true, find: findNoFigures},
	"overspent":      {listed: true, figures: []string{"budget", "spent", "rate", "difference"}, find: findOverspent},
	"low_execution":  {figures: []string{"budget", "spent", "unspent", "rate", "limit"}, find: findLowExecution},
	// What the unit's own form states.
	"stated_rate":      {figures: []string{"stated", "computed", "budget", "spent"}, find: findStatedRate},
	"stated_execution": {figures: []string{"stated", "computed", "working"}, find: findStatedExecution},
	"stated_total":     {figures: []string{"stated", "computed", "working"}, find: findStatedTotal},
	"stated_points":    {rows: true, figures: []string{"stated", "computed", "working"}, find: findStatedPoints},
	// Rows.
	"blank_scored":      {rows: true, figures: []string{"column", "stated"}, find: findBlankScored},
	"not_a_number":      {rows: true, figures: []string{"column", "text"}, find: findNotNumber},
	"unit_differs":      {rows: true, figures: []string{"target", "actual"}, find: findUnitDiffers},
	"late_in_full":      {rows: true, figures: []string{"target", "actual", "stated"}, find: findLateInFull},
	"direction":         {rows: true, figures: []string{"direction", "target"}, find: findDirection},
	"no_option":         {rows: true, figures: []string{"text", "options"}, find: findNoOption},
	"outside_band":      {rows: true, figures: []string{"stated", "option", "band"}, find: findOutsideBand},
	"lost_unexplained":  {rows: true, figures: []string{"points", "weight", "lost"}, find: findLostUnexplained},
	"above_weight":      {rows: true, figures: []string{"stated", "weight"}, find: findAboveWeight},
	"zero_weight":       {rows: true, figures: []string{"weight"}, find: findZeroWeight},
	"over_achieved":     {rows: true, figures: []string{"ratio", "limit"}, find: findOverAchieved},
	"satisfaction":      {rows: true, figures: []string{"text"}, find: findSatisfaction},
	"satisfaction_full": {rows: true, find: findSatisfactionFull},
	"restated":          {rows: true, figures: []string{"text"}, find: findRestated},
	"row_twice":         {rows: true, figures: []string{"first"}, find: findRowTwice},
	"empty_reason":      {rows: true, figures: []string{"text", "lost"}, Words: true, find: findEmptyReason},
	// The whole.
	"weights":                {figures: []string{"weights", "execution", "total"}, find: findWeights},
	"levels":                 {figures: []string{"level", "weights", "wanted"}, find: findLevels},
	"perfect":                {figures: []string{"points"}, Words: true, find: findPerfect},
	"no_problem":             {figures: []string{"points"}, Words: true, find: findNoProblem},
	"red_flag":               {figures: []string{"gap", "rate"}, find: findRedFlag},
	"unspent":                {figures: []string{"unspent", "budget", "spent"}, find: findUnspent},
	"capped":                 {figures: []string{"rate", "most", "total"}, find: findCapped},
	"copied_goal":            {find: findCopiedGoal},
	"told_nothing":           {figures: []string{"text"}, find: findToldNothing},
	"empty_execution_reason": {figures: []string{"text", "rate"}, Words: true, find: findEmptyExecutionReason},
	"same_reason":            {figures: []string{"text", "count"}, find: findSameReason},
	"twice":                  {listed: true, others: true, find: findTwice},
}

func money(d decimal.Decimal) string { return fact.FormatFigure(fact.Money, d) }

// fundColumns are the three amounts of a form, each with its sources.
var fundColumns = []struct{ total, prefix string }{
	{initialColumn, "funds_initial_"}, {BudgetColumn, "funds_budget_"}, {SpentColumn, "funds_spent_"},
}

// fundSources are 本年财政拨款, 上年结转资金 and 其他资金.
var fundSources = []string{"fiscal", "carried", "other"}

// findFundsSum compares each total with its sources.
func findFundsSum(s *sight, tell func(int, found)) {
	for _, c := range fundColumns {
		total := s.row[c.total]
		sum, given := sourcesOf(s.asked, c.prefix)
		difference := total.Number.Sub(sum).Abs()
		if total.State != fact.Known || given == 0 || total.Number.IsZero() || !difference.GreaterThan(tolerance(given)) {
			continue
		}
		s.about(difference)
		tell(noRow, found{"column": s.form.Label(c.total), "total": money(total.Number), "sum": money(sum), "difference": money(difference)})
	}
}

// findZeroTotal finds totals of 0 beside sources that are not, all of a project at once.
func findZeroTotal(s *sight, tell func(int, found)) {
	var columns []string
	var most decimal.Decimal
	for _, c := range fundColumns {
		total := s.row[c.total]
		if sum, _ := sourcesOf(s.asked, c.prefix); total.State == fact.Known && total.Number.IsZero() && sum.IsPositive() {
			columns = append(columns, s.form.Label(c.total)+" "+money(sum)+" 万元")
			most = decimal.Max(most, sum)
		}
	}
	if len(columns) > 0 {
		s.about(most)
		tell(noRow, found{"columns": strings.Join(columns, "、")})
	}
}

// findAmountMissing finds a rate or points for an execution of which an amount is missing.
func findAmountMissing(s *sight, tell func(int, found)) {
	var columns, stated []string
	for _, code := range []string{BudgetColumn, SpentColumn} {
		if s.asked[code].State == fact.Missing {
			columns = append(columns, s.form.Label(code))
		}
	}
	if v := s.asked[statedRateColumn]; v.State == fact.Known && v.Number.IsPositive() {
		stated = append(stated, "执行率 "+fact.FormatPercent(v.Number))
	}
	if v := s.asked[statedExecutionColumn]; v.State == fact.Known && v.Number.IsPositive() {
		stated = append(stated, "执行率得分 "+fact.FormatPoints(v.Number)+" 分")
	}
	if len(columns) > 0 && len(stated) > 0 {
		s.about(decimal.Max(s.asked[BudgetColumn].Number, s.asked[SpentColumn].Number))
		tell(noRow, found{"columns": strings.Join(columns, "、"), "stated": strings.Join(stated, "、")})
	}
}

func findAdjustedSum(s *sight, tell func(int, found)) {
	initial, adjusted, budget := s.asked[initialColumn], s.asked[adjustedColumn], s.asked[BudgetColumn]
	if initial.State != fact.Known || adjusted.State != fact.Known || budget.State != fact.Known {
		return
	}
	if d := initial.Number.Add(adjusted.Number).Sub(budget.Number).Abs(); d.GreaterThan(tolerance(2)) {
		s.about(d)
		tell(noRow, found{"initial": money(initial.Number), "adjusted": money(adjusted.Number), "budget": money(budget.Number), "difference": money(d)})
	}
}

func findAdjusted(s *sight, tell func(int, found)) {
	initial, budget := s.asked[initialColumn], s.asked[BudgetColumn]
	if initial.State != fact.Known || budget.State != fact.Known || !s.asked[adjustReasonColumn].Blank() || !s.asked[reasonColumn].Blank() {
		return
	}
	if d := budget.Number.Sub(initial.Number).Abs(); d.GreaterThan(tolerance(1)) {
		s.about(d)
		tell(noRow, found{"initial": money(initial.Number), "budget": money(budget.Number), "difference": money(d)})
	}
}

// moneyKnown are the budget and what was spent of it.
func (s *sight) moneyKnown() (budget, spent decimal.Decimal, ok bool) {
	b, e := s.asked[BudgetColumn], s.asked[SpentColumn]
	return b.Number, e.Number, b.State == fact.Known && e.State == fact.Known
}

func findNoBudget(s *sight, tell func(int, found)) {
	if budget, spent, ok := s.moneyKnown(); ok && !budget.IsPositive() && spent.IsPositive() {
		s.about(spent)
		tell(noRow, found{"spent": money(spent)})
	}
}

func findNoFigures(s *sight, tell func(int, found)) {
	budget, spent, ok := s.moneyKnown()
	if ok && !budget.IsPositive() && !spent.IsPositive() && !s.score.ExecutionPoints.Valid {
		tell(noRow, found{})
	}
}

func findOverspent(s *sight, tell func(int, found)) {
	if budget, spent, ok := s.moneyKnown(); ok && budget.IsPositive() && spent.GreaterThan(budget) {
		s.about(spent.Sub(budget))
		tell(noRow, found{"budget": money(budget), "spent": money(spent), "rate": fact.FormatPercent(s.rate.Decimal), "difference": money(spent.Sub(budget))})
	}
}

func findLowExecution(s *sight, tell func(int, found)) {
	budget, spent, ok := s.moneyKnown()
	if !ok || !s.rate.Valid || !s.rate.Decimal.LessThan(s.profile.ReasonBelow) || !s.asked[reasonColumn].Blank() {
		return
	}
	s.about(budget.Sub(spent))
	tell(noRow, found{"budget": money(budget), "spent": money(spent), "unspent": money(budget.Sub(spent)), "rate": fact.FormatPercent(s.rate.Decimal), "limit": fact.FormatPercent(s.profile.ReasonBelow)})
}

// findWeights adds the weights up: they and the execution have to be 100.
func findWeights(s *sight, tell func(int, found)) {
	if len(s.rows) == 0 || slices.ContainsFunc(s.rows, func(w indicatorWork) bool { return !w.score.Weight.Valid }) {
		return
	}
	if total := s.weight.Add(s.profile.ExecutionMax); !total.Equal(fact.Hundred) {
		tell(noRow, found{"weights": fact.FormatPoints(s.weight), "execution": fact.FormatPoints(s.profile.ExecutionMax), "total": fact.FormatPoints(total)})
	}
}

// findLevels compares the weights of each level-1 indicator with the profile's, once they
// add up at all.
func findLevels(s *sight, tell func(int, found)) {
	if len(s.rows) == 0 || !s.weight.Add(s.profile.ExecutionMax).Equal(fact.Hundred) {
		return
	}
	levels := map[string]decimal.Decimal{}
	for i := range s.rows {
		level := LevelName(s.rows[i].row[RowLevel1].Text)
		if level == "" {
			return
		}
		levels[level] = levels[level].Add(s.rows[i].weight)
	}
	for _, w := range s.profile.weightsFor(levels) {
		if !levels[w.Level1].Equal(w.Points) {
			tell(noRow, found{"level": w.Level1, "weights": fact.FormatPoints(levels[w.Level1]), "wanted": fact.FormatPoints(w.Points)})
		}
	}
}

func findRedFlag(s *sight, tell func(int, found)) {
	if gap, ok := s.gap(); ok && gap.GreaterThan(s.profile.RedGap) {
		s.about(s.asked[BudgetColumn].Number.Sub(s.asked[SpentColumn].Number))
		tell(noRow, found{"gap": fact.FormatPercent(gap), "rate": fact.FormatPercent(s.rate.Decimal)})
	}
}

func findUnspent(s *sight, tell func(int, found)) {
	budget, spent, _ := s.moneyKnown()
	if unspent, ok := s.unspent(); ok && unspent.GreaterThan(s.profile.YellowUnspent) {
		s.about(budget.Sub(spent))
		tell(noRow, found{"unspent": fact.FormatPercent(unspent), "budget": money(budget), "spent": money(spent)})
	}
}

func findCapped(s *sight, tell func(int, found)) {
	if s.capped != nil {
		tell(noRow, found{"rate": fact.FormatPercent(s.rate.Decimal), "most": fact.FormatPoints(s.capped.Most), "total": fact.FormatPoints(s.uncapped)})
	}
}

func findTwice(s *sight, tell func(int, found)) {
	name := strings.TrimSpace(s.score.Name)
	if name != "" && slices.ContainsFunc(s.earlier, func(e string) bool { return strings.TrimSpace(e) == name }) {
		tell(noRow, found{})
	}
}
