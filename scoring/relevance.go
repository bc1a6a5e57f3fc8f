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
	if f.When.Row() == "" {
		facts = p.ActiveFacts(facts)
	}
	yes, st := f.When.Holds(&newScope(p, facts, Claims{}).env)
	return st == formula.Evaluated && yes
}

// ActiveFacts are the facts that count: without the answers of fields that are not
// relevant now or that the pack does not have, and with derived figures filled in. The
// given facts are not changed.
func (p *Pack) ActiveFacts(facts fact.Facts) fact.Facts {
	active := make(fact.Facts, len(facts))
	sc := newScope(p, active, Claims{})
	for _, f := range p.index.order {
		activate(f, facts, active, sc)
	}
	return active
}

// activate puts what counts of a field into active, which is what sc reads: nothing when
// it is not relevant, the derived figure, or else the answer.
func activate(f *Field, facts, active fact.Facts, sc *scope) {
	if f.When != nil {
		if yes, st := f.When.Holds(&sc.env); st != formula.Evaluated || !yes {
			return
		}
	}
	if d, ok := derived(f, sc); ok {
		active[f.Code] = fact.Number(d)
	} else if v, ok := facts[f.Code]; ok {
		active[f.Code] = v
	}
}

// Derived is the figure a field is computed to; false when it has to be asked. For a
// column the facts are its row's.
func (p *Pack) Derived(f *Field, facts fact.Facts) (decimal.Decimal, bool) {
	if f.Derive == nil {
		return decimal.Decimal{}, false
	}
	if f.Derive.Row() == "" {
		facts = p.ActiveFacts(facts)
	}
	return derived(f, newScope(p, facts, Claims{}))
}

func derived(f *Field, sc *scope) (decimal.Decimal, bool) {
	if f.Derive == nil {
		return decimal.Decimal{}, false
	}
	d, st := f.Derive.Number(&sc.env)
	return d, st == formula.Evaluated
}

// Offer is a figure to offer as the answer to a field (沿用合计); false when there is
// none. For a column the facts are its row's.
func (p *Pack) Offer(f *Field, facts fact.Facts) (decimal.Decimal, bool) {
	if f.Offer == nil {
		return decimal.Decimal{}, false
	}
	if f.Offer.Row() == "" {
		facts = p.ActiveFacts(facts)
	}
	d, st := f.Offer.Number(&newScope(p, facts, Claims{}).env)
	return d, st == formula.Evaluated
}
