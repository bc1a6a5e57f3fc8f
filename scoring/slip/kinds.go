// Package slip finds defects of form in what people wrote: another year, a placeholder left
// standing, the same paragraph twice. It sees texts and where they stand, and no pack.
package slip

import (
	"fmt"
	"strings"

	"ziping/scoring/fact"
)

// Slip is one place in the answers where what was written has a defect of form.
type Slip struct {
	Field string // the code of the field it stands in, if it stands in one
	Says  string // where and what, for a message: “主要工作成效”写“2022年度…”
}

// Kind is one kind of slip that checks ask for with slips("name") and slip_list("name").
type Kind struct {
	Find func(l Look) []Slip
	// Reads says which kinds of fields can have such a slip.
	Reads func(k fact.Kind) bool
}

// Kinds are the kinds by the name that packs use; packs/README.md explains them.
var Kinds = map[string]Kind{
	"year":          {wrongYears, writtenText},
	"repeat":        {repeatedTexts, writtenText},
	"numbering":     {mixedNumbering, isLongText},
	"damaged":       {damagedTexts, writtenText},
	"placeholder":   {placeholders, writtenText},
	"hint":          {templateHints, writtenText},
	"personal":      {personalData, writtenText},
	"document":      {documentNumbers, writtenText},
	"contradiction": {contradictions, writtenText},
	"direction":     {wrongDirections, isList},
	"unquantified":  {unquantifiedTargets, isList},
	"unit":          {wrongUnits, isList},
}

func isLongText(k fact.Kind) bool { return k == fact.LongText }
func isList(k fact.Kind) bool     { return k == fact.Rows }

// writtenText reports whether the field holds words that a person wrote.
func writtenText(k fact.Kind) bool {
	switch k {
	case fact.ShortText, fact.LongText, fact.PerIndicator, fact.PerFinding, fact.Rows:
		return true
	}
	return false
}

// mostSlipsTold is how many slips a message names.
const mostSlipsTold = 3

// Tell names the first slips and how many there are.
func Tell(found []Slip) string {
	said := make([]string, 0, mostSlipsTold)
	for _, s := range found[:min(len(found), mostSlipsTold)] {
		said = append(said, s.Says)
	}
	text := strings.Join(said, "；")
	if len(found) > mostSlipsTold {
		text += fmt.Sprintf("；等 %d 处", len(found))
	}
	return text
}
