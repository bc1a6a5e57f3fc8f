package scoring

import (
	"slices"

	"github.com/expr-lang/expr/ast"
)

// plan says what has to be computed anew when a field changes.
type plan struct {
	// followers are the fields that may count differently, the field itself first: their
	// relevance or derived figure depends on it.
	followers map[string][]string
	// indicators and checks, by their place in the pack, that read a field themselves.
	indicators, checks map[string][]int
	// always are the checks that read the whole result.
	always map[int]bool
}

func planOf(p *Pack) plan {
	out := plan{followers: map[string][]string{}, indicators: map[string][]int{}, checks: map[string][]int{}, always: map[int]bool{}}
	for _, code := range p.index.codes {
		out.followers[code] = followersOf(p, code)
	}
	for i := range p.Indicators {
		for _, code := range p.Indicators[i].reads() {
			out.indicators[code] = append(out.indicators[code], i)
		}
	}
	for i := range p.Checks {
		codes, whole := checkReads(p, &p.Checks[i])
		if whole {
			out.always[i] = true
		}
		for _, code := range codes {
			out.checks[code] = append(out.checks[code], i)
		}
	}
	return out
}

// followersOf goes along the order of the fields, in which each stands after those it
// depends on.
func followersOf(p *Pack, code string) []string {
	out := []string{code}
	for _, f := range p.index.order {
		if f.Code == code {
			continue
		}
		for _, formula := range []*Formula{f.When, f.Derive} {
			if formula != nil && slices.ContainsFunc(formula.reads, func(c string) bool { return slices.Contains(out, c) }) {
				out = append(out, f.Code)
				break
			}
		}
	}
	return out
}

// checkReads are the fields a check and its message read; whole says that it also reads
// what depends on all of them.
func checkReads(p *Pack, c *Check) (codes []string, whole bool) {
	formulas := []*Formula{c.Condition}
	for _, part := range c.Message.parts {
		if part.formula != nil {
			formulas = append(formulas, part.formula)
		}
	}
	for _, f := range formulas {
		whole = whole || readsWhole(p, f)
		for _, code := range p.index.transitive(f) {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	if row, ok := p.Indicator(c.Indicator); ok { // for the points lost
		for _, code := range row.reads() {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	return codes, whole
}

// ownReads are the functions that read nothing but what is named in their arguments.
// A formula that calls any other one is taken to read everything.
var ownReads = map[string]bool{
	"abs": true, "min": true, "max": true, "round": true, "or_zero": true, "typed": true,
	"sum_of": true, "rows_count": true, "rows_where": true, "rows_matching": true, "item": true,
	"missing": true, "pending": true, "not_applicable": true, "blank": true,
	"claimed": true, "claim": true, "recomputed": true, "differs_as_printed": true, "claimed_grade": true, "grade_of": true,
	"value": true, "value_used": true, "points": true, "points_unrounded": true, "points_max": true,
	"near_edge": true, "edge": true, "working": true, "indicator_name": true, "standard": true,
	"says_none": true, "hollow": true, "explained": true, "has_text": true,
	"is_date": true, "days_between": true, "days_after_year": true, "slips": true, "slip_list": true,
}

// callCollector notes the functions of an expression.
type callCollector struct{ names []string }

// Visit implements ast.Visitor.
func (c *callCollector) Visit(n *ast.Node) {
	if call, ok := (*n).(*ast.CallNode); ok {
		if id, ok := call.Callee.(*ast.IdentifierNode); ok {
			c.names = append(c.names, id.Value)
		}
	}
}

// readsWhole reports whether a formula reads what many fields together lead to. A kind of
// slips that no field can have is looked for in the result.
func readsWhole(p *Pack, f *Formula) bool {
	for _, kind := range f.slips {
		if !slices.ContainsFunc(p.index.codes, func(code string) bool { return slipKinds[kind].reads(p.index.fields[code]) }) {
			return true
		}
	}
	var calls callCollector
	tree := f.tree
	ast.Walk(&tree, &calls)
	return slices.ContainsFunc(calls.names, func(name string) bool { return !ownReads[name] })
}
