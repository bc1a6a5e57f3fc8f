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
	// always are the checks that read the whole result, last those that count the others.
	always, last []int
	// slips are the kinds of slips a field may have; anySlips those that are found in the result.
	slips    map[string][]string
	anySlips []string
}

func planOf(p *Pack) plan {
	out := plan{followers: followersOf(p), indicators: map[string][]int{}, checks: map[string][]int{}, slips: map[string][]string{}}
	for i := range p.Indicators {
		for _, code := range p.Indicators[i].reads() {
			out.indicators[code] = append(out.indicators[code], i)
		}
	}
	for i := range p.Checks {
		codes, whole := checkReads(p, &p.Checks[i])
		switch {
		case p.Checks[i].Condition.Last():
			out.last = append(out.last, i)
			continue
		case whole:
			out.always = append(out.always, i)
			continue
		}
		for _, code := range codes {
			out.checks[code] = append(out.checks[code], i)
		}
	}
	for name, kind := range slipKinds {
		somewhere := false
		for _, code := range p.index.codes {
			if kind.reads(p.index.fields[code]) {
				out.slips[code] = append(out.slips[code], name)
				somewhere = true
			}
		}
		if !somewhere {
			out.anySlips = append(out.anySlips, name)
		}
	}
	return out
}

// followersOf are the fields whose relevance or derived figure depends on each field, the field
// itself first.
func followersOf(p *Pack) map[string][]string {
	readers := map[string][]string{}
	for _, f := range p.index.order {
		for _, by := range []*formula.Formula{f.When, f.Derive} {
			if by == nil {
				continue
			}
			for _, code := range by.Codes() {
				readers[code] = append(readers[code], f.Code)
			}
		}
	}
	all := make(map[string][]string, len(p.index.codes))
	for _, code := range p.index.codes {
		out := []string{code}
		for i := 0; i < len(out); i++ {
			for _, reader := range readers[out[i]] {
				if !slices.Contains(out, reader) {
					out = append(out, reader)
				}
			}
		}
		all[code] = out
	}
	return all
}

// checkReads are the fields a check and its message read; whole says that it also reads
// what depends on all of them.
func checkReads(p *Pack, c *Check) (codes []string, whole bool) {
	formulas := append(c.Message.Formulas(), c.Condition)
	if c.Statement != nil {
		formulas = append(formulas, c.Statement.Formulas()...)
	}
	if c.Amount != nil {
		formulas = append(formulas, c.Amount)
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
