package fact

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Severity of a finding.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Word is how reports name a severity (错误, 提醒, 说明); empty for a word that is none.
func (s Severity) Word() string {
	return map[Severity]string{Error: "错误", Warning: "提醒", Note: "说明"}[s]
}

// Finding is a figure that does not tie, a risk, or a remark.
type Finding struct {
	Check     string          `json:"check"`
	Severity  Severity        `json:"severity"`
	Message   string          `json:"message"`
	Fields    []string        `json:"fields"`
	Indicator string          `json:"indicator"`
	Lost      decimal.Decimal `json:"lost"`
	// Amount is the money it is about, in 万元, never negative; 0 where it is about no money.
	Amount   decimal.Decimal `json:"amount"`
	Causes   []string        `json:"causes"`
	Measures []string        `json:"measures"`

	// Title names the check in a few words; Statement says for a signed report what the finding is,
	// without advice (empty: the pack has no text of its own for it); About is the project it is of.
	Title     string `json:"-"`
	Statement string `json:"-"`
	About     string `json:"-"`

	// Key tells findings of one check apart (A05.transfers); an explanation is kept under it.
	Key string `json:"-"`
}

// Explained is what people wrote about the finding: under its own key, or, in a file that a person
// wrote, under the number that lists of findings show.
func (f Finding) Explained(texts map[string]string) string {
	if text := texts[f.Key]; text != "" {
		return text
	}
	return texts[f.Check]
}

// SortFindings orders findings: gravest first, then by the points at stake, then by number. Those of
// one number stay as they were found: in the order of the pack and of the list.
func SortFindings(found []*Finding) {
	slices.SortStableFunc(found, func(a, b *Finding) int { return a.order(b) })
}

// MergeFindings are the findings of two sorted lists in order; of equals those of a come first.
func MergeFindings(a, b []*Finding) []Finding {
	all := make([]Finding, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].order(b[0]) <= 0 {
			all, a = append(all, *a[0]), a[1:]
		} else {
			all, b = append(all, *b[0]), b[1:]
		}
	}
	return all
}

// order is negative when f comes before o.
func (f *Finding) order(o *Finding) int {
	if c := cmp.Compare(f.Severity.Rank(), o.Severity.Rank()); c != 0 {
		return c
	}
	if f.Lost.Sign() != 0 || o.Lost.Sign() != 0 {
		if c := o.Lost.Cmp(f.Lost); c != 0 {
			return c
		}
	}
	return strings.Compare(f.Check, o.Check)
}

// Rank is 0 for the gravest severity; -1 for a word that is none.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	case Note:
		return 2
	}
	return -1
}

// List copies a list for a finding; JSON shows an empty one as [], not null.
func List(s []string) []string {
	return append([]string{}, s...)
}
