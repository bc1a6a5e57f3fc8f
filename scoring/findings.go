package scoring

import (
	"strings"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// finding is what the check says of the evaluation.
func (c *Check) finding(sc *scope) fact.Finding {
	f := fact.Finding{
		Key: c.ID, Severity: c.Severity, Message: c.Message.Render(&sc.env), Indicator: c.Indicator, Title: c.Title,
		Fields: fact.List(c.Fields), Causes: fact.List(c.Causes), Measures: fact.List(c.Measures),
	}
	if c.Statement != nil {
		f.Statement = c.Statement.Render(&sc.env)
	}
	f.Check, _, _ = strings.Cut(c.ID, ".")
	if c.Amount != nil {
		if d, st := c.Amount.Number(&sc.env); st == formula.Evaluated {
			f.Amount = d.Abs().Round(fact.ShownDecimals)
		}
	}
	if s, ok := sc.scores[c.Indicator]; ok && s.Lost.Valid {
		f.Lost = s.Lost.Decimal
	}
	if len(c.Condition.Mentions(slipNames)) > 0 {
		f.Fields = fact.List(sc.slipFields(c.Condition.Mentions(slipNames)))
	}
	return f
}
