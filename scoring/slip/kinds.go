// Package slip finds defects of form in what people wrote: another year, a placeholder left
// standing, the same paragraph twice. It sees texts and where they stand, and no pack.
package slip

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Slip is one place in the answers where what was written has a defect of form.
type Slip struct {
	Field string // the code of the field it stands in, if it stands in one
	Says  string // where and what, for a message: “主要工作成效”写“2022年度…”
	// Amount is the money it is about, in 万元; 0 when it is about none.
	Amount decimal.Decimal
}

// Kind is one kind of slip that checks ask for with slips("name") and slip_list("name").
type Kind struct {
	Name string
	// Reads says which kinds of fields can have such a slip.
	Reads func(k fact.Kind) bool
	// alone looks at one part, together compares parts; exactly one is set.
	alone    func(p *Part) []Slip
	together func(parts []*Part) []Slip
	bit      uint32 // its own among Part.looked
}

// Kinds are the kinds by the name that packs use; packs/README.md explains them.
var Kinds = byName(
	Kind{Name: "year", Reads: writtenText, alone: wrongYears},
	Kind{Name: "repeat", Reads: writtenText, together: repeatedTexts},
	Kind{Name: "numbering", Reads: isLongText, alone: mixedNumbering},
	Kind{Name: "damaged", Reads: writtenText, alone: damagedTexts},
	Kind{Name: "placeholder", Reads: writtenText, alone: placeholders},
	Kind{Name: "hint", Reads: writtenText, alone: templateHints},
	Kind{Name: "personal", Reads: writtenText, alone: personalData},
	Kind{Name: "document", Reads: writtenText, together: documentNumbers},
	Kind{Name: "contradiction", Reads: writtenText, together: contradictions},
	Kind{Name: "parts", Reads: isProse, alone: unequalParts},
	Kind{Name: "direction", Reads: isList, alone: wrongDirections},
	Kind{Name: "unquantified", Reads: isList, alone: unquantifiedTargets},
	Kind{Name: "unit", Reads: isList, alone: wrongUnits},
)

func byName(kinds ...Kind) map[string]*Kind {
	all := make(map[string]*Kind, len(kinds))
	for i := range kinds {
		kinds[i].bit = 1 << i
		all[kinds[i].Name] = &kinds[i]
	}
	return all
}

// isProse reports whether the field is a text of its own; the texts of lists have checks of their own.
func isProse(k fact.Kind) bool { return k == fact.LongText || k == fact.PerIndicator }

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
