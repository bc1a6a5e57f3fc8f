package fact

import (
	"slices"
	"sort"

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
	Causes    []string        `json:"causes"`
	Measures  []string        `json:"measures"`

	// Key tells findings of one check apart (A05.transfers); an explanation is kept under it.
	Key string `json:"-"`
}

// SortFindings orders findings: gravest first, then by the points at stake, then by number.
func SortFindings(found []Finding) {
	sort.SliceStable(found, func(i, j int) bool { return found[i].before(found[j]) })
}

func (f Finding) before(o Finding) bool {
	if a, b := f.Severity.Rank(), o.Severity.Rank(); a != b {
		return a < b
	}
	if c := f.Lost.Cmp(o.Lost); c != 0 {
		return c > 0
	}
	return f.Key < o.Key
}

// Rank is 0 for the gravest severity; -1 for a word that is none.
func (s Severity) Rank() int {
	return slices.Index([]Severity{Error, Warning, Note}, s)
}

// List copies a list for a finding; JSON shows an empty one as [], not null.
func List(s []string) []string {
	return append([]string{}, s...)
}
