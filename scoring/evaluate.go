package scoring

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/rule"
)

// scored is an indicator's score with what only checks ask for.
type scored struct {
	Score
	unrounded decimal.NullDecimal // the points if the value were not rounded
	edge      decimal.NullDecimal // the edge of a band nearest to the unrounded value
}

// Evaluate scores an evaluation as far as its facts go and runs the checks. It is pure:
// equal arguments give equal results.
func Evaluate(p *Pack, e Evaluation) Result {
	v := &Evaluator{pack: p, evaluation: e}
	v.everything()
	return v.Result()
}

// Grade is the grade that a total gets; "" when the pack has none for it.
func (p *Pack) Grade(total decimal.Decimal) string { return fact.GradeOf(p.Grades, total) }

// score gives one indicator's points with their working.
func (p *Pack) score(row *Indicator, sc *scope) *scored {
	s := &scored{Score: Score{
		Code: row.Code, Level1: row.Level1, Level2: row.Level2, Name: row.Name, Max: row.Max, Missing: []string{},
	}}
	if p.applyCases(row, sc, s) {
		return s
	}
	if code := row.Rule.Field(); code != "" {
		p.applyAnswer(row, sc, s, code)
	} else if row.Formula != nil {
		p.applyFormula(row, sc, s)
	}
	return s
}

// applyAnswer applies the rule to the answer of one field. The value of a formula, where
// the row has one, is stated beside it: it does not make the points.
func (p *Pack) applyAnswer(row *Indicator, sc *scope, s *scored, code string) {
	beside := p.besideAnswer(row, sc, s)
	answer := sc.env.Facts[code]
	if answer.State != fact.Known {
		p.waitFor(s, sc, []string{code})
		if beside != "" {
			s.Working = beside + "，尚未计分"
		}
		return
	}
	p.settle(s, row, beside, row.Rule.Apply(rule.Input{Row: p.RuleRow(row), Answer: answer}), []string{code})
}

// besideAnswer computes the figure that a person judges by; "" when there is none yet.
func (p *Pack) besideAnswer(row *Indicator, sc *scope, s *scored) string {
	if row.Formula == nil {
		return ""
	}
	value, st := row.Formula.Number(&sc.env)
	if st != formula.Evaluated {
		return ""
	}
	if row.Percent {
		value = value.Mul(fact.Hundred)
	}
	s.Value, s.Used = decimal.NewNullDecimal(value), decimal.NewNullDecimal(value)
	return p.valueText(row, sc, value, value)
}

// applyCases settles the row by the first case that holds. It reports false when the
// rule has to be applied. A case that cannot be decided yet leaves the row open.
func (p *Pack) applyCases(row *Indicator, sc *scope, s *scored) bool {
	var undecided []string
	for _, c := range row.Cases {
		yes, st := c.When.Holds(&sc.env)
		if st == formula.NotYet {
			undecided = append(undecided, c.When.Missing(sc.env.Facts)...)
			continue
		}
		if st != formula.Evaluated || !yes || len(undecided) > 0 {
			continue
		}
		p.applyCase(c, row, sc, s)
		return true
	}
	if len(undecided) == 0 {
		return false
	}
	if row.Formula != nil {
		undecided = append(undecided, row.Formula.Missing(sc.env.Facts)...)
	}
	p.waitFor(s, sc, undecided)
	return true
}

func (p *Pack) applyCase(c Case, row *Indicator, sc *scope, s *scored) {
	if !c.Ask {
		p.settle(s, row, "", rule.Outcome{Points: c.Points, OK: true, Says: c.Says}, nil)
		return
	}
	answer := sc.env.Facts[c.AskField]
	if answer.State != fact.Known {
		s.Working = c.Says
		s.Missing = []string{c.AskField}
		return
	}
	out := rule.Given(answer.Number, row.Max)
	out.Says = c.Says + "，" + out.Says
	p.settle(s, row, "", out, nil)
}

// applyFormula computes the row's value and applies the rule to it.
func (p *Pack) applyFormula(row *Indicator, sc *scope, s *scored) {
	value, st := row.Formula.Number(&sc.env)
	switch st {
	case formula.NotYet:
		p.waitFor(s, sc, row.Formula.Missing(sc.env.Facts))
		return
	case formula.Undefined:
		s.Working = p.formulaText(row, sc) + "，除数为 0，无法计算"
		s.Missing = slices.Clone(row.Formula.Codes())
		return
	}
	if row.Percent {
		value = value.Mul(fact.Hundred)
	}
	used := row.rounded(value)
	s.Value, s.Used = decimal.NewNullDecimal(value), decimal.NewNullDecimal(used)
	in := rule.Input{Row: p.RuleRow(row), Value: value}
	plain := row.Rule.Apply(in)
	s.edge = plain.Edge
	if plain.OK {
		s.unrounded = decimal.NewNullDecimal(p.roundPoints(plain.Points))
	}
	in.Value = used
	p.settle(s, row, p.valueText(row, sc, value, used), row.Rule.Apply(in), row.Formula.Codes())
}

// RuleRow is what the row's rule has to know of it.
func (p *Pack) RuleRow(row *Indicator) rule.Row {
	return rule.Row{Code: row.Code, Max: row.Max, Percent: row.inPercent(), Decimals: p.PointDecimals}
}

// inPercent says that the row's value is in percent: as a rate of figures or as a field
// that is one.
func (row *Indicator) inPercent() bool {
	if row.Percent {
		return true
	}
	return row.Formula != nil && (row.Formula.Kind() == fact.Percent || row.Formula.Kind() == fact.Rate)
}

// settle writes an outcome into the score; begin is how its working begins.
func (p *Pack) settle(s *scored, row *Indicator, begin string, out rule.Outcome, reads []string) {
	s.Working = fact.JoinClauses(begin, out.Says)
	if !out.OK {
		s.Missing = slices.Clone(reads)
		return
	}
	points := p.roundPoints(out.Points)
	s.Points = decimal.NewNullDecimal(points)
	s.Lost = decimal.NewNullDecimal(row.Max.Sub(points))
	s.Working = fact.JoinClauses(s.Working, "得 "+fact.FormatPoints(points)+" 分")
	if out.After != "" {
		s.Working += "（" + out.After + "）"
	}
}

// waitFor leaves the score open until codes are known. For a field that is not relevant
// yet, what decides its relevance is named instead.
func (p *Pack) waitFor(s *scored, sc *scope, codes []string) {
	for _, code := range codes {
		for _, c := range p.standsInTheWay(code, sc, 0) {
			if !slices.Contains(s.Missing, c) {
				s.Missing = append(s.Missing, c)
			}
		}
	}
	s.Working = "数据不全，尚未计分"
}

func (p *Pack) standsInTheWay(code string, sc *scope, depth int) []string {
	f, ok := p.Field(code)
	if !ok || f.When == nil || depth > len(p.index.codes) {
		return []string{code}
	}
	var codes []string
	for _, c := range f.When.Missing(sc.env.Facts) {
		codes = append(codes, p.standsInTheWay(c, sc, depth+1)...)
	}
	if len(codes) == 0 {
		return []string{code}
	}
	return codes
}
