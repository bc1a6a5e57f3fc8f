package scoring

import (
	"github.com/expr-lang/expr/vm"
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// claimedTotal is the key of a report's total among its claims.
const claimedTotal = "total"

// scope is what one evaluation's formulas read. It is used by one goroutine.
type scope struct {
	pack   *Pack
	facts  fact.Facts
	typed  fact.Facts // as answered, before anything was derived or left out
	claims Claims
	scores map[string]*scored // nil while the indicators are being scored
	// value and max are what a formula for points is over.
	value, max decimal.Decimal
	// year is the year under evaluation, 0 when it is not known.
	year int
	// errors are how many findings of error level there are; known once the other checks ran.
	errors *int
	// slips by kind and all written texts, once somebody asked for them.
	slips   map[string][]slip
	written []place

	env     map[string]any
	machine vm.VM
}

func newScope(p *Pack, facts fact.Facts, claims Claims) *scope {
	sc := &scope{pack: p, facts: facts, claims: claims}
	sc.env = map[string]any{scopeName: sc}
	return sc
}

// apart is the same scope for a formula that is evaluated while another one runs.
func (sc *scope) apart() *scope {
	inner := newScope(sc.pack, sc.facts, sc.claims)
	inner.scores, inner.typed = sc.scores, sc.typed
	return inner
}

// claim is what the report states under key: a claim's code, an indicator's code or
// "total".
func (sc *scope) claim(key string) (decimal.Decimal, bool) {
	if key == claimedTotal {
		if sc.claims.Total == nil {
			return decimal.Decimal{}, false
		}
		return *sc.claims.Total, true
	}
	if d, ok := sc.claims.Figures[key]; ok {
		return d, true
	}
	d, ok := sc.claims.Points[key]
	return d, ok
}

// recomputed is a claim's figure as the facts give it, in the claim's own unit.
func (sc *scope) recomputed(code string) (decimal.Decimal, error) {
	c, ok := sc.pack.Claim(code)
	if !ok {
		return decimal.Decimal{}, errNotYet
	}
	d, st := c.Formula.number(sc.apart())
	switch st {
	case notYet:
		return decimal.Decimal{}, errNotYet
	case undefined:
		return decimal.Decimal{}, errUndefined
	}
	if c.Percent {
		d = d.Mul(fact.Hundred)
	}
	return d, nil
}

// differsAsPrinted compares a claim with its recomputation at the number of decimals
// the claim was printed with.
func (sc *scope) differsAsPrinted(code string) (bool, error) {
	claimed, ok := sc.claim(code)
	if !ok {
		return false, errNotYet
	}
	d, err := sc.recomputed(code)
	if err != nil {
		return false, err
	}
	return !d.Round(max(0, -claimed.Exponent())).Equal(claimed), nil
}

// total is the sum of all points; unknown while one is missing.
func (sc *scope) total() (decimal.Decimal, error) {
	return sc.sum(func(s *scored) (decimal.Decimal, bool) { return s.Points.Decimal, s.Points.Valid })
}

// claimedSum adds the points as claimed, and as computed where nothing is claimed.
func (sc *scope) claimedSum() (decimal.Decimal, error) {
	return sc.sum(func(s *scored) (decimal.Decimal, bool) {
		if d, ok := sc.claims.Points[s.Code]; ok {
			return d, true
		}
		return s.Points.Decimal, s.Points.Valid
	})
}

func (sc *scope) sum(points func(*scored) (decimal.Decimal, bool)) (decimal.Decimal, error) {
	if sc.scores == nil {
		return decimal.Decimal{}, errNotYet
	}
	var total decimal.Decimal
	for _, s := range sc.scores {
		d, ok := points(s)
		if !ok {
			return decimal.Decimal{}, errNotYet
		}
		total = total.Add(d)
	}
	return total, nil
}

// score is an indicator's score.
func (sc *scope) score(code string) (*scored, error) {
	s, ok := sc.scores[code]
	if !ok {
		return nil, errNotYet
	}
	return s, nil
}
