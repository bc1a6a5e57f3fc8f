package scoring

import (
	"fmt"
	"slices"
	"strings"

	"ziping/scoring/fact"
)

// slip is one place in the answers where what was written has a defect of form.
type slip struct {
	field string // the code of the field it stands in, if it stands in one
	says  string // where and what, for a message: “主要工作成效”写“2022年度…”
}

// slipKind is one kind of slip that checks ask for with slips("name") and slip_list("name").
type slipKind struct {
	find func(sc *scope) []slip
	// reads says which fields can have such a slip.
	reads func(f *Field) bool
}

// slipKinds are the kinds by the name that packs use; packs/README.md explains them.
var slipKinds = map[string]slipKind{
	"year":          {wrongYears, writtenText},
	"repeat":        {repeatedTexts, writtenText},
	"numbering":     {mixedNumbering, isLongText},
	"damaged":       {damagedTexts, writtenText},
	"placeholder":   {placeholders, writtenText},
	"hint":          {templateHints, writtenText},
	"personal":      {personalData, writtenText},
	"document":      {documentNumbers, writtenText},
	"contradiction": {contradictions, writtenText},
	"unbacked":      {unbackedPoints, func(*Field) bool { return false }},
	"pending":       {pendingAnswers, func(f *Field) bool { return f.Required }},
	"direction":     {wrongDirections, isList},
	"unquantified":  {unquantifiedTargets, isList},
	"unit":          {wrongUnits, isList},
}

func isLongText(f *Field) bool { return f.Kind == fact.LongText }
func isList(f *Field) bool     { return f.Kind == fact.Rows }

// writtenText reports whether the field holds words that a person wrote.
func writtenText(f *Field) bool {
	switch f.Kind {
	case fact.ShortText, fact.LongText, fact.PerIndicator, fact.PerFinding, fact.Rows:
		return true
	}
	return false
}

// slipsOf finds the slips of a kind, once for each evaluation.
func (sc *scope) slipsOf(kind string) []slip {
	if found, ok := sc.slips[kind]; ok {
		return found
	}
	found := slipKinds[kind].find(sc)
	if sc.slips == nil {
		sc.slips = map[string][]slip{}
	}
	sc.slips[kind] = found
	return found
}

// slipFields are the codes of the fields that have slips of these kinds.
func (sc *scope) slipFields(kinds []string) []string {
	var codes []string
	for _, kind := range kinds {
		for _, s := range sc.slipsOf(kind) {
			if s.field != "" && !slices.Contains(codes, s.field) {
				codes = append(codes, s.field)
			}
		}
	}
	return codes
}

// mostSlipsTold is how many slips a message names.
const mostSlipsTold = 3

// slipList names the first slips of a kind and how many there are.
func (sc *scope) slipList(kind string) (string, error) {
	found := sc.slipsOf(kind)
	said := make([]string, 0, mostSlipsTold)
	for _, s := range found[:min(len(found), mostSlipsTold)] {
		said = append(said, s.says)
	}
	text := strings.Join(said, "；")
	if len(found) > mostSlipsTold {
		text += fmt.Sprintf("；等 %d 处", len(found))
	}
	return text, nil
}

// pendingAnswers are required answers put off (暂缺) that no check asks about by name.
func pendingAnswers(sc *scope) []slip {
	var found []slip
	for _, code := range sc.pack.index.codes {
		f := sc.pack.index.fields[code]
		if f.Required && sc.env.Facts[code].State == fact.Pending && !sc.pack.index.asked[code] {
			found = append(found, slip{code, f.Label})
		}
	}
	return found
}

// unbackedPoints are indicators that a report claims in full without the figures they follow
// from.
func unbackedPoints(sc *scope) []slip {
	var found []slip
	for i := range sc.pack.Indicators {
		row := &sc.pack.Indicators[i]
		s, scored := sc.scores[row.Code]
		claimed, ok := sc.claims.Points[row.Code]
		if ok && claimed.Equal(row.Max) && scored && !s.Points.Valid {
			found = append(found, slip{says: row.Name})
		}
	}
	return found
}
