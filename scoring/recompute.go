package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Recompute is the figure of a claim as the facts give it, in the claim's own unit; false where
// the facts for it are not known or it is not defined (a division by 0), or the pack has no such claim.
func (p *Pack) Recompute(code string, facts fact.Facts) (decimal.Decimal, bool) {
	d, err := newScope(p, p.ActiveFacts(facts), Claims{}).recomputed(code)
	return d, err == nil
}
