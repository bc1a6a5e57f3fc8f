package scoring

import (
	"slices"
	"sort"
	"strings"
)

// sortFindings orders findings: gravest first.
func sortFindings(found []Finding) []Finding {
	sort.SliceStable(found, func(i, j int) bool { return found[i].before(found[j]) })
	return found
}

// finding is what the check says of the evaluation.
func (c *Check) finding(sc *scope) Finding {
	f := Finding{
		Key: c.ID, Severity: c.Severity, Message: c.Message.render(sc), Indicator: c.Indicator,
		Fields: emptyNotNil(c.Fields), Causes: emptyNotNil(c.Causes), Measures: emptyNotNil(c.Measures),
	}
	f.Check, _, _ = strings.Cut(c.ID, ".")
	if s, ok := sc.scores[c.Indicator]; ok && s.Lost.Valid {
		f.Lost = s.Lost.Decimal
	}
	if len(c.Condition.slips) > 0 {
		f.Fields = emptyNotNil(sc.slipFields(c.Condition.slips))
	}
	return f
}

// before orders findings: gravest first, then by the points at stake, then by number.
func (f Finding) before(o Finding) bool {
	if a, b := f.Severity.rank(), o.Severity.rank(); a != b {
		return a < b
	}
	if c := f.Lost.Cmp(o.Lost); c != 0 {
		return c > 0
	}
	return f.Key < o.Key
}

func (s Severity) rank() int {
	return slices.Index([]Severity{Error, Warning, Note}, s)
}

// emptyNotNil copies a slice; JSON shows an empty list as [], not null.
func emptyNotNil(s []string) []string {
	return append([]string{}, s...)
}
