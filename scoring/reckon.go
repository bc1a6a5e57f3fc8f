package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// Formula is a compiled expression over a pack's fields, see package formula.
type Formula = formula.Formula

// Reckoned is what a formula comes to, for a report: a value, or why there is none.
type Reckoned struct {
	// State is Known when there is a value; NotApplicable when nothing but 不涉及 stands in the
	// way; Missing otherwise.
	State fact.State
	// Value has the member in use that the formula's Type says.
	Value formula.Value
	// Incomparable says that there is no value because something is divided by zero (不可比).
	Incomparable bool
	// Lacks are the codes of the fields that are not known.
	Lacks []string
}

// Compile reads a formula over the pack's fields and indicators, as a report's template writes
// one. The error says in Chinese what is wrong and how to mend it (*formula.Error, with the spot).
func (p *Pack) Compile(source string) (*Formula, error) {
	f, err := p.Scope("").Compile(source, "")
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Reckon evaluates a formula over active facts (see ActiveFacts). What reads claims or points is
// not known: ask an Evaluator.
func (p *Pack) Reckon(f *Formula, active Facts) Reckoned {
	return newScope(p, active, Claims{}).reckon(f)
}

// Reckon evaluates a formula over the evaluation as it stands, its points and claims included.
func (v *Evaluator) Reckon(f *Formula) Reckoned { return v.sc.reckon(f) }

func (sc *scope) reckon(f *Formula) Reckoned {
	v, st := f.Evaluate(&sc.env)
	if st == formula.Evaluated {
		return Reckoned{State: fact.Known, Value: v}
	}
	out := Reckoned{State: fact.Missing, Incomparable: st == formula.Undefined}
	absent := false
	for _, code := range f.Missing(sc.env.Facts) {
		if sc.env.Facts[code].State == fact.NotApplicable {
			absent = true
		} else {
			out.Lacks = append(out.Lacks, code)
		}
	}
	if absent && len(out.Lacks) == 0 {
		out.State = fact.NotApplicable
	}
	return out
}

// Recompute is the figure of a claim as the facts give it, in the claim's own unit; false where
// the facts for it are not known or it is not defined (a division by 0), or the pack has no such claim.
func (p *Pack) Recompute(code string, facts fact.Facts) (decimal.Decimal, bool) {
	d, err := newScope(p, p.ActiveFacts(facts), Claims{}).recomputed(code)
	return d, err == nil
}
