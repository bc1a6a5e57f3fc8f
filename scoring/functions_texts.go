package scoring

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/formula"
	"ziping/scoring/slip"
)

// The functions that checks use to read what people wrote.

// mentionsLost reports whether a text speaks of an indicator that lost points, or may have:
// by its name, or by the first four characters of it (政府采购执行率: 政府采购).
func (sc *scope) mentionsLost(text string) (bool, error) {
	if sc.scores == nil {
		return false, formula.ErrNotYet
	}
	for _, s := range sc.scores {
		if !sc.inFull(s) {
			name := []rune(s.Name)
			if strings.Contains(text, string(name[:min(len(name), 4)])) {
				return true, nil
			}
		}
	}
	return false, nil
}

// inFull reports whether an indicator is known to have all its points, as computed or else as
// the report claims.
func (sc *scope) inFull(s *scored) bool {
	if s.Points.Valid {
		return s.Points.Decimal.Equal(s.Max)
	}
	claimed, ok := sc.claims.Points[s.Code]
	return ok && claimed.Equal(s.Max)
}

// textFor is the text of a field of texts by indicator for an indicator.
func textFor(env *formula.Env, args []formula.Value) string {
	return strings.TrimSpace(env.Facts[args[0].Text].Texts[args[1].Text])
}

// explained reports whether there is a text for the indicator, and one that says something.
func explained(env *formula.Env, args []formula.Value) (formula.Value, error) {
	text := textFor(env, args)
	return formula.Value{Yes: text != "" && !slip.SaysNone(text)}, nil
}

// hasText reports whether there is any text for the indicator.
func hasText(env *formula.Env, args []formula.Value) (formula.Value, error) {
	return formula.Value{Yes: textFor(env, args) != ""}, nil
}

func (sc *scope) slipCount(kind string) (decimal.Decimal, error) {
	return decimal.NewFromInt(int64(len(sc.slipsOf(kind)))), nil
}
