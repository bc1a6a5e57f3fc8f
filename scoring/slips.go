package scoring

import (
	"slices"

	"ziping/scoring/fact"
	"ziping/scoring/slip"
)

// slipKind is a kind of slips as checks ask for it: one in texts, or one of the evaluation itself.
type slipKind struct {
	find func(sc *scope) []slip.Slip
	// reads says which fields can have such a slip.
	reads func(f *Field) bool
}

// slipKinds are all kinds by the name that packs use; packs/README.md explains them.
var slipKinds = func() map[string]slipKind {
	all := map[string]slipKind{
		"unbacked": {unbackedPoints, func(*Field) bool { return false }},
		"pending":  {pendingAnswers, func(f *Field) bool { return f.Required }},
	}
	for name, k := range slip.Kinds {
		all[name] = slipKind{
			find:  func(sc *scope) []slip.Slip { return k.Find(sc.texts.looked()) },
			reads: func(f *Field) bool { return k.Reads(f.Kind) },
		}
	}
	return all
}()

// slipsOf finds the slips of a kind, once for each evaluation.
func (sc *scope) slipsOf(kind string) []slip.Slip {
	if found, ok := sc.slips[kind]; ok {
		return found
	}
	found := slipKinds[kind].find(sc)
	if sc.slips == nil {
		sc.slips = map[string][]slip.Slip{}
	}
	sc.slips[kind] = found
	return found
}

// slipFields are the codes of the fields that have slips of these kinds.
func (sc *scope) slipFields(kinds []string) []string {
	var codes []string
	for _, kind := range kinds {
		for _, s := range sc.slipsOf(kind) {
			if s.Field != "" && !slices.Contains(codes, s.Field) {
				codes = append(codes, s.Field)
			}
		}
	}
	return codes
}

// slipList names the first slips of a kind and how many there are.
func (sc *scope) slipList(kind string) (string, error) { return slip.Tell(sc.slipsOf(kind)), nil }

// pendingAnswers are required answers put off (暂缺) that no check asks about by name.
func pendingAnswers(sc *scope) []slip.Slip {
	var found []slip.Slip
	for _, code := range sc.pack.index.codes {
		f := sc.pack.index.fields[code]
		if f.Required && sc.env.Facts[code].State == fact.Pending && !sc.pack.index.asked[code] {
			found = append(found, slip.Slip{Field: code, Says: f.Label})
		}
	}
	return found
}

// unbackedPoints are indicators that a report claims in full without the figures they follow
// from.
func unbackedPoints(sc *scope) []slip.Slip {
	var found []slip.Slip
	for i := range sc.pack.Indicators {
		row := &sc.pack.Indicators[i]
		s, scored := sc.scores[row.Code]
		claimed, ok := sc.claims.Points[row.Code]
		if ok && claimed.Equal(row.Max) && scored && !s.Points.Valid {
			found = append(found, slip.Slip{Says: row.Name})
		}
	}
	return found
}
