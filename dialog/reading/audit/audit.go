// Package audit holds a report against itself: the figures it states are scored by the pack, and
// its rates, points and total stand beside the recomputed ones, each with its place. It knows
// what prose read and how a pack scores; it does not know files, chats or what an office answers.
package audit

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/prose"
	"ziping/scoring"
)

// Report is what came of checking one report. Its JSON is that of a score with what was read.
type Report struct {
	scoring.Result
	Read      []Read        `json:"read"`
	Claims    []Claim       `json:"claims"`
	Conflicts []Conflict    `json:"conflicts"`
	Unread    []Unread      `json:"unread"`
	Unstated  []Unstated    `json:"unstated"`
	Recount   *Recount      `json:"recount"` // nil where the report states no total
	Facts     scoring.Facts `json:"-"`
}

// Read is one figure or text, with where it stands.
type Read struct {
	Field string `json:"field"` // offices.3.duties for a cell of a list
	Label string `json:"label"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
	Place string `json:"place"`
	Words string `json:"words"`
}

// Claim is one statement of the report about itself beside the recomputation.
type Claim struct {
	Of       string `json:"of"` // the claim's or indicator's code, total or grade
	Label    string `json:"label"`
	Stated   string `json:"stated"`
	Computed string `json:"computed"` // empty where the figures for it are not stated
	Agrees   bool   `json:"agrees"`
	Place    string `json:"place"`
	Words    string `json:"words"`
}

// Conflict is a question that the report answers in two ways.
type Conflict struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Read  []Read `json:"read"`
}

// Unread is a figure that belongs to no question of the pack.
type Unread struct {
	Words string `json:"words"`
	Place string `json:"place"`
}

// Of checks a report. year 0 is the year that the report names most; the unit is for the result only.
func Of(pack *scoring.Pack, unit string, year int, text []prose.Paragraph) Report {
	if year == 0 {
		year = prose.YearOf(text)
	}
	read := prose.Read(pack, year, text)
	facts := FactsOf(pack, read.Hits)
	r := Report{
		Facts: facts, Read: []Read{}, Claims: []Claim{}, Conflicts: []Conflict{}, Unread: []Unread{},
		Unstated: unstated(pack, facts, text),
	}
	complete(pack, facts)
	scores := scoring.NewEvaluator(pack, scoring.Evaluation{
		Scheme: pack.ID, Unit: unit, Year: year, Facts: facts, Claims: claimsOf(read.Claims),
	})
	r.Result = scores.Result()
	for _, h := range read.Hits {
		r.Read = append(r.Read, readOf(pack, h))
	}
	for _, c := range read.Conflicts {
		of := Conflict{Field: c.Field, Label: labelOf(pack, c.Field)}
		for _, h := range c.Hits {
			of.Read = append(of.Read, readOf(pack, h))
		}
		r.Conflicts = append(r.Conflicts, of)
	}
	for _, u := range read.Unread {
		r.Unread = append(r.Unread, Unread(u))
	}
	r.Claims = append(r.Claims, r.compare(pack, read.Claims)...)
	r.Recount = r.recount(read.Claims, scores.Unrounded)
	return r
}

func readOf(pack *scoring.Pack, h prose.Hit) Read {
	out := Read{Field: h.Field, Label: labelOf(pack, h.Field), Value: h.Value, Place: h.Place, Words: h.Words}
	f, ok := pack.Field(h.Field)
	if ok && h.Row > 0 {
		out.Field = strings.Join([]string{h.Field, decimal.NewFromInt(int64(h.Row)).String(), h.Column}, ".")
		f = column(f, h.Column)
		out.Label = cmp.Or(labelIn(f), out.Label)
	}
	if f != nil {
		out.Unit = pack.Unit(f)
	}
	return out
}

func labelOf(pack *scoring.Pack, code string) string {
	f, _ := pack.Field(code)
	return cmp.Or(labelIn(f), code)
}

func labelIn(f *scoring.Field) string {
	if f == nil {
		return ""
	}
	return f.Label
}

func column(f *scoring.Field, code string) *scoring.Field {
	for i := range f.Columns {
		if f.Columns[i].Code == code {
			return &f.Columns[i]
		}
	}
	return nil
}
