package scoring

import "github.com/shopspring/decimal"

// The functions that checks use to read claims and scores.

func isClaimed(sc *scope, args []any) (any, error) {
	_, ok := sc.claim(args[0].(string))
	return ok, nil
}

func claimOf(sc *scope, args []any) (any, error) {
	d, ok := sc.claim(args[0].(string))
	if !ok {
		return nil, errNotYet
	}
	return d, nil
}

func recomputedOf(sc *scope, args []any) (any, error) {
	d, err := sc.recomputed(args[0].(string))
	if err != nil {
		return nil, err
	}
	return d, nil
}

func differs(sc *scope, args []any) (any, error) {
	yes, err := sc.differsAsPrinted(args[0].(string))
	return yes, err
}

func claimedSum(sc *scope, _ []any) (any, error)  { return known(sc.claimedSum()) }
func totalPoints(sc *scope, _ []any) (any, error) { return known(sc.total()) }

func claimedGrade(sc *scope, _ []any) (any, error) {
	if sc.claims.Grade == "" {
		return nil, errNotYet
	}
	return sc.claims.Grade, nil
}

func gradeOf(sc *scope, args []any) (any, error) {
	return sc.pack.Grade(args[0].(decimal.Decimal)), nil
}

// isComplete reports whether every indicator has its points.
func isComplete(sc *scope, _ []any) (any, error) {
	_, err := sc.total()
	return err == nil, nil
}

// totalUnrounded is the total if this one indicator's value were not rounded before
// its rule is applied.
func totalUnrounded(sc *scope, args []any) (any, error) {
	s, err := sc.score(args[0].(string))
	if err != nil {
		return nil, err
	}
	total, err := sc.total()
	if err != nil {
		return nil, err
	}
	d, err := unroundedOf(s)
	if err != nil {
		return nil, err
	}
	return total.Sub(s.Points.Decimal).Add(d), nil
}

// known makes a nil of the value that comes with an error, so that no program can
// go on with it.
func known(d decimal.Decimal, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return d, nil
}

func ofScore(get func(*scored) (decimal.Decimal, error)) func(*scope, []any) (any, error) {
	return func(sc *scope, args []any) (any, error) {
		s, err := sc.score(args[0].(string))
		if err != nil {
			return nil, err
		}
		return known(get(s))
	}
}

func valid(d decimal.NullDecimal) (decimal.Decimal, error) {
	if !d.Valid {
		return decimal.Decimal{}, errNotYet
	}
	return d.Decimal, nil
}

func valueOf(s *scored) (decimal.Decimal, error)     { return valid(s.Value) }
func usedOf(s *scored) (decimal.Decimal, error)      { return valid(s.Used) }
func pointsOf(s *scored) (decimal.Decimal, error)    { return valid(s.Points) }
func unroundedOf(s *scored) (decimal.Decimal, error) { return valid(s.unrounded) }
func maxOf(s *scored) (decimal.Decimal, error)       { return s.Max, nil }
func edgeOf(s *scored) (decimal.Decimal, error)      { return valid(s.edge) }

// edgeDistance is how near to an edge a value is worth a warning, in points of percent.
var edgeDistance = decimal.RequireFromString("0.5")

// nearEdge reports whether the unrounded value lies beside an edge of the rule's bands.
// A value exactly on an edge is not beside it: the table says where it belongs.
func nearEdge(sc *scope, args []any) (any, error) {
	s, err := sc.score(args[0].(string))
	if err != nil {
		return nil, err
	}
	if !s.Value.Valid || !s.edge.Valid {
		return false, nil
	}
	d := s.Value.Decimal.Sub(s.edge.Decimal).Abs()
	return d.IsPositive() && d.LessThanOrEqual(edgeDistance), nil
}

func workingOf(sc *scope, args []any) (any, error) {
	s, err := sc.score(args[0].(string))
	if err != nil {
		return nil, err
	}
	return s.Working, nil
}

func indicatorName(sc *scope, args []any) (any, error) {
	s, err := sc.score(args[0].(string))
	if err != nil {
		return nil, err
	}
	return s.Name, nil
}

// errorsFound counts the errors the other checks found; not known while they run.
func errorsFound(sc *scope, _ []any) (any, error) {
	if sc.errors == nil {
		return nil, errNotYet
	}
	return decimal.NewFromInt(int64(*sc.errors)), nil
}

func slipCount(sc *scope, args []any) (any, error) {
	return decimal.NewFromInt(int64(len(sc.slipsOf(args[0].(string))))), nil
}

func slipTexts(sc *scope, args []any) (any, error) { return sc.slipList(args[0].(string)), nil }
