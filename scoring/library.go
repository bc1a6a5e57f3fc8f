package scoring

import (
	"maps"
	"slices"

	"ziping/scoring/fact"
	"ziping/scoring/formula"
	"ziping/scoring/slip"
)

// Classes of names that functions are given.
const (
	indicatorNames = "indicator"
	claimNames     = "claim"
	// statedNames are whatever a report states: a claim, an indicator's points or the total.
	statedNames = "stated"
	slipNames   = "slip"
)

var (
	ofIndicator = []formula.Parameter{formula.NameOf(indicatorNames)}
	ofClaim     = []formula.Parameter{formula.NameOf(claimNames)}
	ofStated    = []formula.Parameter{formula.NameOf(statedNames)}
	ofSlips     = []formula.Parameter{formula.NameOf(slipNames)}
	ofPhrase    = []formula.Parameter{formula.PhraseArg}
	ofTexts     = []formula.Parameter{formula.TextsCode, formula.NameOf(indicatorNames)}
)

// library are all functions that the formulas of a pack may call; packs/README.md explains
// them to the authors of packs.
var library formula.Library

// The functions refer to formulas themselves (recomputed), so the table is made here.
func init() {
	library = formula.Core.With(claimFunctions()).With(scoreFunctions()).With(textFunctions())
}

func claimFunctions() formula.Library {
	return formula.Library{
		"claimed":            {Params: ofStated, Result: formula.YesType, Run: condition((*scope).isClaimed)},
		"claim":              {Params: ofStated, Result: formula.NumberType, Run: figure((*scope).claimed)},
		"recomputed":         {Params: ofClaim, Result: formula.NumberType, Run: figure((*scope).recomputed)},
		"differs_as_printed": {Params: ofClaim, Result: formula.YesType, Run: condition((*scope).differsAsPrinted)},
		"claimed_grade":      {Result: formula.TextType, Run: phrase((*scope).claimedGrade)},
		"grade_of":           {Params: []formula.Parameter{formula.FigureArg}, Result: formula.TextType, Run: gradeOf},
		"claimed_sum":        {Result: formula.NumberType, Whole: true, Run: figure((*scope).claimedSum)},
	}
}

func scoreFunctions() formula.Library {
	return formula.Library{
		"complete":         {Result: formula.YesType, Whole: true, Run: condition((*scope).isComplete)},
		"total":            {Result: formula.NumberType, Whole: true, Run: figure((*scope).total)},
		"total_unrounded":  {Params: ofIndicator, Result: formula.NumberType, Whole: true, Run: figure((*scope).totalUnrounded)},
		"errors_found":     {Result: formula.NumberType, Kind: fact.Count, Last: true, Run: figure((*scope).errorsFound)},
		"value":            {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(valueOf)},
		"value_used":       {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(usedOf)},
		"points":           {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(pointsOf)},
		"points_unrounded": {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(unroundedOf)},
		"points_max":       {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(maxOf)},
		"edge":             {Params: ofIndicator, Result: formula.NumberType, Run: ofScore(edgeOf)},
		"near_edge":        {Params: ofIndicator, Result: formula.YesType, Run: condition((*scope).nearEdge)},
		"working":          {Params: ofIndicator, Result: formula.TextType, Run: phrase((*scope).working)},
		"indicator_name":   {Params: ofIndicator, Result: formula.TextType, Run: phrase((*scope).indicatorName)},
		"standard":         {Params: ofIndicator, Result: formula.TextType, Run: phrase((*scope).standard)},
	}
}

func textFunctions() formula.Library {
	return formula.Library{
		"hollow":          {Params: ofPhrase, Result: formula.YesType, Run: ofText(slip.Hollow)},
		"says_none":       {Params: ofPhrase, Result: formula.YesType, Run: ofText(slip.SaysNone)},
		"mentions_lost":   {Params: ofPhrase, Result: formula.YesType, Whole: true, Run: condition((*scope).mentionsLost)},
		"explained":       {Params: ofTexts, Result: formula.YesType, Run: explained},
		"names_cause":     {Params: ofTexts, Result: formula.YesType, Run: namesCause},
		"same_for_all":    {Params: []formula.Parameter{formula.TextsCode}, Result: formula.NumberType, Kind: fact.Count, Run: sameForAll},
		"same_text":       {Params: slices.Repeat(ofPhrase, 2), Result: formula.YesType, Run: sameText},
		"has_text":        {Params: ofTexts, Result: formula.YesType, Run: hasText},
		"is_date":         {Params: ofPhrase, Result: formula.YesType, Run: ofText(isDate)},
		"days_between":    {Params: slices.Repeat(ofPhrase, 2), Result: formula.NumberType, Kind: fact.Count, Run: daysBetween},
		"days_after_year": {Params: ofPhrase, Result: formula.NumberType, Kind: fact.Count, Run: figure((*scope).daysAfterYear)},
		"slips":           {Params: ofSlips, Result: formula.NumberType, Kind: fact.Count, Run: figure((*scope).slipCount)},
		"slip_amount":     {Params: ofSlips, Result: formula.NumberType, Kind: fact.Money, Run: figure((*scope).slipAmount)},
		"slip_list":       {Params: ofSlips, Result: formula.TextType, Run: phrase((*scope).slipList)},
	}
}

// names is what formulas over the questionnaire may name.
type names struct{ pack *Pack }

// Field implements formula.Names.
func (n names) Field(code string) (formula.Field, bool) {
	f, ok := n.pack.Field(code)
	if !ok {
		return formula.Field{}, false
	}
	return f.named(), true
}

// Codes implements formula.Names.
func (n names) Codes() []string { return n.pack.index.codes }

// Known implements formula.Names.
func (n names) Known(class string) []string {
	switch class {
	case indicatorNames:
		return n.pack.IndicatorCodes()
	case claimNames:
		return n.pack.ClaimCodes()
	case statedNames:
		return append(append(n.Known(claimNames), n.Known(indicatorNames)...), ClaimedTotal)
	case slipNames:
		return slices.Collect(maps.Keys(slipKinds))
	}
	return nil
}

// named is what formulas have to know of the field.
func (f *Field) named() formula.Field {
	out := formula.Field{Code: f.Code, Kind: f.Kind, Options: f.Options}
	for i := range f.Columns {
		out.Columns = append(out.Columns, f.Columns[i].named())
	}
	return out
}

// columns is what formulas over the rows of a list may name.
type columns struct{ list *Field }

// Field implements formula.Names.
func (c columns) Field(code string) (formula.Field, bool) {
	f, ok := c.list.Column(code)
	if !ok {
		return formula.Field{}, false
	}
	return f.named(), true
}

// Codes implements formula.Names.
func (c columns) Codes() []string {
	codes := make([]string, len(c.list.Columns))
	for i := range c.list.Columns {
		codes[i] = c.list.Columns[i].Code
	}
	return codes
}

// Known implements formula.Names: formulas over rows know no indicators.
func (columns) Known(string) []string { return nil }

// EachIndicator is the word for the indicator a check is made for.
const EachIndicator = "indicator"

// Scope is what formulas over the questionnaire are compiled in. each, when not "", is the
// indicator that the word EachIndicator stands for.
func (p *Pack) Scope(each string) *formula.Scope {
	s := &formula.Scope{Names: names{p}, Functions: library}
	if each != "" {
		s.Words = map[string]string{EachIndicator: each}
	}
	return s
}

// RowScope is what formulas over the rows of a list are compiled in.
func (f *Field) RowScope() *formula.Scope {
	return &formula.Scope{Names: columns{f}, Functions: library, Row: f.Code}
}
