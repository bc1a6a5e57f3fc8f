package scoring

import (
	"slices"

	"ziping/scoring/formula"
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
		for _, by := range []*formula.Formula{f.When, f.Derive} {
			if by != nil && slices.ContainsFunc(by.Codes(), func(c string) bool { return slices.Contains(out, c) }) {
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
	for _, f := range append(c.Message.Formulas(), c.Condition) {
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

// readsWhole reports whether a formula reads what many fields together lead to. A kind of
// slips that no field can have is looked for in the result.
func readsWhole(p *Pack, f *formula.Formula) bool {
	for _, kind := range f.Mentions(slipNames) {
		if !slices.ContainsFunc(p.index.codes, func(code string) bool { return slipKinds[kind].reads(p.index.fields[code]) }) {
			return true
		}
	}
	return f.Whole()
}
