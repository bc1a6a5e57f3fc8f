package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
)

// The functions that checks use to read what a report states.

// ClaimedTotal is the key of a report's total among what it states.
const ClaimedTotal = "total"

// stated is what the report states under key: a claim's code, an indicator's code or
// "total".
func (sc *scope) stated(key string) (decimal.Decimal, bool) {
	if key == ClaimedTotal {
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

func (sc *scope) isClaimed(key string) (bool, error) {
	_, ok := sc.stated(key)
	return ok, nil
}

func (sc *scope) claimed(key string) (decimal.Decimal, error) {
	d, ok := sc.stated(key)
	if !ok {
		return d, formula.ErrNotYet
	}
	return d, nil
}

// recomputed is a claim's figure as the facts give it, in the claim's own unit.
func (sc *scope) recomputed(code string) (decimal.Decimal, error) {
	c, ok := sc.pack.Claim(code)
	if !ok {
		return decimal.Decimal{}, formula.ErrNotYet
	}
	d, st := c.Formula.Number(&sc.env)
	switch st {
	case formula.NotYet:
		return d, formula.ErrNotYet
	case formula.Undefined:
		return d, formula.ErrUndefined
	}
	if c.Percent {
		d = d.Mul(fact.Hundred)
	}
	return d, nil
}

// differsAsPrinted compares a claim with its recomputation at the number of decimals
// the claim was printed with.
func (sc *scope) differsAsPrinted(code string) (bool, error) {
	claimed, ok := sc.stated(code)
	if !ok {
		return false, formula.ErrNotYet
	}
	d, err := sc.recomputed(code)
	if err != nil {
		return false, err
	}
	return !d.Round(max(0, -claimed.Exponent())).Equal(claimed), nil
}

// claimedSum adds the points as claimed, and as computed where nothing is claimed.
func (sc *scope) claimedSum(string) (decimal.Decimal, error) {
	return sc.sum(func(s *scored) decimal.NullDecimal {
		if d, ok := sc.claims.Points[s.Code]; ok {
			return decimal.NewNullDecimal(d)
		}
		return s.Points
	})
}

func (sc *scope) claimedGrade(string) (string, error) {
	if sc.claims.Grade == "" {
		return "", formula.ErrNotYet
	}
	return sc.claims.Grade, nil
}

func gradeOf(env *formula.Env, args []formula.Value) (formula.Value, error) {
	return formula.Value{Text: scopeOf(env).pack.Grade(args[0].Number)}, nil
}
