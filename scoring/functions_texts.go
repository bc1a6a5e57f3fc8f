package scoring

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/formula"
	"ziping/scoring/project"
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

// namesCause reports whether there is a text for the indicator, and one that gives a reason.
func namesCause(env *formula.Env, args []formula.Value) (formula.Value, error) {
	text := textFor(env, args)
	return formula.Value{Yes: text != "" && project.NamesCause(text)}, nil
}

// sameForAll is how many texts by indicator there are when all of them say the same; 0 otherwise.
func sameForAll(env *formula.Env, args []formula.Value) (formula.Value, error) {
	count, first := 0, ""
	for _, text := range env.Facts[args[0].Text].Texts {
		if text = project.Squeezed(text); text == "" {
			continue
		}
		if count > 0 && text != first {
			return formula.Value{}, nil
		}
		count, first = count+1, text
	}
	return formula.Value{Number: decimal.NewFromInt(int64(count))}, nil
}

// sameText reports whether two texts say the same, blanks and marks apart.
func sameText(_ *formula.Env, args []formula.Value) (formula.Value, error) {
	a := project.Squeezed(args[0].Text)
	return formula.Value{Yes: a != "" && a == project.Squeezed(args[1].Text)}, nil
}

// slipAmount is the money that slips of a kind are about.
func (sc *scope) slipAmount(kind string) (decimal.Decimal, error) {
	var sum decimal.Decimal
	for _, s := range sc.slipsOf(kind) {
		sum = sum.Add(s.Amount)
	}
	return sum, nil
}

func (sc *scope) slipCount(kind string) (decimal.Decimal, error) {
	return decimal.NewFromInt(int64(len(sc.slipsOf(kind)))), nil
}
