package audit

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/prose"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// claimsOf are a report's statements about itself as the checks read them. Where it states one
// thing twice, the first counts for the checks; both stand in the list.
func claimsOf(claims []prose.Claim) scoring.Claims {
	out := scoring.Claims{Figures: map[string]decimal.Decimal{}, Points: map[string]decimal.Decimal{}}
	for _, c := range claims {
		d, err := decimal.NewFromString(c.Value)
		switch {
		case c.Kind == prose.Grade:
			if out.Grade == "" {
				out.Grade = c.Value
			}
		case err != nil: // prose gives figures for everything but the grade
		case c.Kind == prose.Rate:
			setOnce(out.Figures, c.Code, d)
		case c.Kind == prose.Points:
			setOnce(out.Points, c.Code, d)
		case c.Kind == prose.Total && out.Total == nil:
			out.Total = &d
		}
	}
	return out
}

func setOnce(m map[string]decimal.Decimal, code string, d decimal.Decimal) {
	if _, there := m[code]; !there {
		m[code] = d
	}
}

// compare puts each statement beside what the stated figures give.
func (r Report) compare(pack *scoring.Pack, claims []prose.Claim) []Claim {
	var out []Claim
	for _, c := range claims {
		of := Claim{Of: c.Code, Stated: c.Value, Place: c.Place, Words: c.Words}
		switch c.Kind {
		case prose.Rate:
			claim, _ := pack.Claim(c.Code)
			of.Label = claim.Label
			of.Computed, of.Agrees = r.rate(pack, c.Code, c.Value)
		case prose.Points:
			score, _ := r.Score(c.Code)
			of.Label = score.Name
			of.Computed, of.Agrees = agreeing(score.Points, c.Value)
		case prose.Total:
			of.Of, of.Label = "total", "自评总分"
			if r.Complete {
				of.Computed, of.Agrees = agreeing(decimal.NewNullDecimal(r.Total), c.Value)
			}
		case prose.Grade:
			of.Of, of.Label = "grade", "等次"
			of.Computed, of.Agrees = r.Grade, r.Grade == c.Value
		}
		out = append(out, of)
	}
	return out
}

// rate is what the pack computes for a claim. It is compared as it is printed: 20% agrees with
// 20.14% when it is printed without decimals. Only 100% is a border: what is above it is not it.
func (r Report) rate(pack *scoring.Pack, code, stated string) (string, bool) {
	computed, ok := pack.Recompute(code, r.Facts)
	if !ok {
		return "", false
	}
	_, decimals, _ := strings.Cut(stated, ".")
	d, err := decimal.NewFromString(stated)
	agrees := err == nil && computed.Round(int32(len(decimals))).Equal(d) &&
		computed.GreaterThan(hundred) == d.GreaterThan(hundred)
	return fact.FormatPercent(computed), agrees
}

var hundred = decimal.NewFromInt(100)

func agreeing(computed decimal.NullDecimal, stated string) (string, bool) {
	if !computed.Valid {
		return "", false
	}
	d, err := decimal.NewFromString(stated)
	return computed.Decimal.String(), err == nil && d.Equal(computed.Decimal)
}

// Recount is the total as the report states it beside the total that its figures give: rows whose
// figures are stated as computed, rows it names at the points it gives itself, all others in full,
// as the report must have counted them.
type Recount struct {
	Stated   decimal.Decimal `json:"stated"`
	Computed decimal.Decimal `json:"computed"`
	// Unrounded is Computed with no value rounded before its rule, where a table does not say which holds.
	Unrounded decimal.Decimal `json:"unrounded"`
	Rows      int             `json:"rows"` // how many rows could be computed
}

func (r Report) recount(claims []prose.Claim, unrounded func(code string) decimal.NullDecimal) *Recount {
	stated := claimsOf(claims)
	if stated.Total == nil {
		return nil
	}
	out := &Recount{Stated: *stated.Total}
	for _, s := range r.Indicators {
		points, claimed := stated.Points[s.Code]
		plain := points
		switch {
		case s.Points.Valid:
			out.Rows++
			points, plain = s.Points.Decimal, s.Points.Decimal
			if d := unrounded(s.Code); d.Valid {
				plain = d.Decimal
			}
		case !claimed:
			points, plain = s.Max, s.Max
		}
		out.Computed = out.Computed.Add(points)
		out.Unrounded = out.Unrounded.Add(plain)
	}
	return out
}
