package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// Active reports whether a field is relevant under the facts. A field whose condition
// reads something unknown is not relevant yet. For a column the facts are its row's.
func (p *Pack) Active(f *Field, facts fact.Facts) bool {
	if f.When == nil {
		return true
	}
	yes, st := f.When.Holds(p.env(f.When, facts))
	return st == formula.Evaluated && yes
}

// env is what a field's formula reads: for a formula over a row the row, otherwise the active
// facts, of which only those that the formula depends on are settled.
func (p *Pack) env(f *formula.Formula, facts fact.Facts) *formula.Env {
	if f.Row() != "" {
		return &newScope(p, facts, Claims{}).env
	}
	needed, known := p.index.before[f]
	if !known { // not a field's own formula
		needed = p.index.order
	}
	return p.among(needed, facts)
}

// among is an environment with the active facts of some fields, each of which stands after what
// it depends on.
func (p *Pack) among(fields []*Field, facts fact.Facts) *formula.Env {
	active := make(fact.Facts, len(fields))
	env := &newScope(p, active, Claims{}).env
	for _, f := range fields {
		activate(f, facts, active, env)
	}
	return env
}

// ActiveFacts are the facts that count: without the answers of fields that are not
// relevant now or that the pack does not have, and with derived figures filled in. The
// given facts are not changed.
func (p *Pack) ActiveFacts(facts fact.Facts) fact.Facts { return p.among(p.index.order, facts).Facts }

// activate puts what counts of a field into active, which is what env reads: nothing when
// it is not relevant, the derived figure, or else the answer.
func activate(f *Field, facts, active fact.Facts, env *formula.Env) {
	if f.When != nil {
		if yes, st := f.When.Holds(env); st != formula.Evaluated || !yes {
			return
		}
	}
	if f.Derive != nil {
		if d, st := f.Derive.Number(env); st == formula.Evaluated {
			active[f.Code] = fact.Number(d)
			return
		}
	}
	if v, ok := facts[f.Code]; ok {
		active[f.Code] = v
	}
}

// Derived is the figure a field is computed to; false when it has to be asked. For a
// column the facts are its row's.
func (p *Pack) Derived(f *Field, facts fact.Facts) (decimal.Decimal, bool) {
	return p.figureOf(f.Derive, facts)
}

// Offer is a figure to offer as the answer to a field (沿用合计); false when there is
// none. For a column the facts are its row's.
func (p *Pack) Offer(f *Field, facts fact.Facts) (decimal.Decimal, bool) {
	return p.figureOf(f.Offer, facts)
}

func (p *Pack) figureOf(f *formula.Formula, facts fact.Facts) (decimal.Decimal, bool) {
	if f == nil {
		return decimal.Decimal{}, false
	}
	d, st := f.Number(p.env(f, facts))
	return d, st == formula.Evaluated
}
