package audit

import (
	"iter"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/prose"
	"ziping/scoring"
)

// FactsOf are the hits of a report as answers. A hit whose text is no value of its question is
// left out; prose gives none.
func FactsOf(pack *scoring.Pack, hits []prose.Hit) scoring.Facts {
	facts := scoring.Facts{}
	for _, h := range hits {
		f, ok := pack.Field(h.Field)
		if !ok {
			continue
		}
		if h.Row == 0 {
			if v, ok := valueOf(f, h.Value); ok {
				facts[h.Field] = v
			}
			continue
		}
		list := facts[h.Field]
		list.State = scoring.Known
		for len(list.Rows) < h.Row {
			list.Rows = append(list.Rows, scoring.Facts{})
		}
		if c := column(f, h.Column); c != nil {
			if v, ok := valueOf(c, h.Value); ok {
				list.Rows[h.Row-1][h.Column] = v
			}
		}
		facts[h.Field] = list
	}
	return facts
}

func valueOf(f *scoring.Field, text string) (scoring.Value, bool) {
	switch {
	case f.Kind.Numeric():
		d, err := decimal.NewFromString(text)
		return scoring.Number(d), err == nil
	case f.Kind == scoring.YesNo:
		return scoring.Yes(text == "是"), text == "是" || text == "否"
	}
	return scoring.Text(text), text != ""
}

// Unstated is a question that the report had to answer and does not. Words and Place are where it
// speaks of it without a figure (服务对象满意度达到目标); they are empty where it is silent.
type Unstated struct {
	Field string `json:"field"`
	Label string `json:"label"`
	Words string `json:"words"`
	Place string `json:"place"`
}

func unstated(pack *scoring.Pack, facts scoring.Facts, text []prose.Paragraph) []Unstated {
	out := []Unstated{}
	for f := range questions(pack) {
		if !f.Required || facts.Known(f.Code) || !pack.Active(f, facts) {
			continue
		}
		missing := Unstated{Field: f.Code, Label: f.Label}
		if f.Kind.Numeric() {
			missing.Words, missing.Place = prose.Mention(text, f.Label)
		}
		out = append(out, missing)
	}
	return out
}

// questions are the pack's questions that a report answers; texts that follow from scoring are none.
func questions(pack *scoring.Pack) iter.Seq[*scoring.Field] {
	return func(yield func(*scoring.Field) bool) {
		for i := range pack.Sections {
			for j := range pack.Sections[i].Fields {
				f := &pack.Sections[i].Fields[j]
				if f.Kind != scoring.PerIndicator && f.Kind != scoring.PerFinding && !yield(f) {
					return
				}
			}
		}
	}
}

// complete marks what the report does not state, so that checks for what is left out see it: as
// not at hand; or, for amounts that a unit may not have and no row is scored by, as not there,
// since a report that had them would have to name them (上年结转).
func complete(pack *scoring.Pack, facts scoring.Facts) {
	for f := range questions(pack) {
		if _, there := facts[f.Code]; there || f.Derive != nil {
			continue
		}
		state := scoring.Pending
		if f.Kind == scoring.Money && f.NotApplicable && len(pack.Reads(f.Code).Indicators) == 0 {
			state = scoring.NotApplicable
		}
		facts[f.Code] = scoring.Value{State: state}
	}
}
