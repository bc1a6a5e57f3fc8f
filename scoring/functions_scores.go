package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/formula"
)

// The functions that checks use to read scores.

// score is an indicator's score.
func (sc *scope) score(code string) (*scored, error) {
	s, ok := sc.scores[code]
	if !ok {
		return nil, formula.ErrNotYet
	}
	return s, nil
}

// sum adds up something of every indicator; unknown while one is missing.
func (sc *scope) sum(points func(*scored) decimal.NullDecimal) (decimal.Decimal, error) {
	if sc.scores == nil {
		return decimal.Decimal{}, formula.ErrNotYet
	}
	var total decimal.Decimal
	for _, s := range sc.scores {
		d := points(s)
		if !d.Valid {
			return decimal.Decimal{}, formula.ErrNotYet
		}
		total = total.Add(d.Decimal)
	}
	return total, nil
}

// sums are what many checks ask for, added up once between two changes of the scores.
type sums struct {
	known bool
	total decimal.Decimal
	err   error
}

// total is the sum of all points.
func (sc *scope) total(string) (decimal.Decimal, error) {
	if !sc.sums.known {
		sc.sums.total, sc.sums.err = sc.sum(func(s *scored) decimal.NullDecimal { return s.Points })
		sc.sums.known = true
	}
	return sc.sums.total, sc.sums.err
}

// isComplete reports whether every indicator has its points.
func (sc *scope) isComplete(string) (bool, error) {
	_, err := sc.total("")
	return err == nil, nil
}

// totalUnrounded is the total if this one indicator's value were not rounded before
// its rule is applied.
func (sc *scope) totalUnrounded(code string) (decimal.Decimal, error) {
	s, err := sc.score(code)
	if err != nil {
		return decimal.Decimal{}, err
	}
	total, err := sc.total("")
	if err != nil {
		return total, err
	}
	if !s.unrounded.Valid {
		return total, formula.ErrNotYet
	}
	return total.Sub(s.Points.Decimal).Add(s.unrounded.Decimal), nil
}

// errorsFound counts the errors the other checks found; not known while they run.
func (sc *scope) errorsFound(string) (decimal.Decimal, error) {
	if sc.errors == nil {
		return decimal.Decimal{}, formula.ErrNotYet
	}
	return decimal.NewFromInt(int64(*sc.errors)), nil
}

func ofScore(get func(*scored) decimal.NullDecimal) run {
	return figure(func(sc *scope, code string) (decimal.Decimal, error) {
		s, err := sc.score(code)
		if err != nil {
			return decimal.Decimal{}, err
		}
		d := get(s)
		if !d.Valid {
			return decimal.Decimal{}, formula.ErrNotYet
		}
		return d.Decimal, nil
	})
}

func valueOf(s *scored) decimal.NullDecimal     { return s.Value }
func usedOf(s *scored) decimal.NullDecimal      { return s.Used }
func pointsOf(s *scored) decimal.NullDecimal    { return s.Points }
func unroundedOf(s *scored) decimal.NullDecimal { return s.unrounded }
func maxOf(s *scored) decimal.NullDecimal       { return decimal.NewNullDecimal(s.Max) }
func edgeOf(s *scored) decimal.NullDecimal      { return s.edge }

// edgeDistance is how near to an edge a value is worth a warning, in points of percent.
var edgeDistance = decimal.RequireFromString("0.5")

// nearEdge reports whether the unrounded value lies beside an edge of the rule's bands.
// A value exactly on an edge is not beside it: the table says where it belongs.
func (sc *scope) nearEdge(code string) (bool, error) {
	s, err := sc.score(code)
	if err != nil || !s.Value.Valid || !s.edge.Valid {
		return false, err
	}
	d := s.Value.Decimal.Sub(s.edge.Decimal).Abs()
	return d.IsPositive() && d.LessThanOrEqual(edgeDistance), nil
}

func (sc *scope) working(code string) (string, error) {
	s, err := sc.score(code)
	if err != nil {
		return "", err
	}
	return s.Working, nil
}

func (sc *scope) indicatorName(code string) (string, error) {
	s, err := sc.score(code)
	if err != nil {
		return "", err
	}
	return s.Name, nil
}

func (sc *scope) standard(code string) (string, error) {
	row, ok := sc.pack.Indicator(code)
	if !ok {
		return "", formula.ErrNotYet
	}
	return row.Standard, nil
}
