package slip

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
	"ziping/scoring/project"
)

// unequalParts are totals in a text that the parts behind or before them do not add up to.
func unequalParts(p *Part) []Slip {
	var found []Slip
	for i := range p.places {
		place := &p.places[i]
		if place.Line != nil || !isProse(place.Kind) {
			continue
		}
		for _, u := range project.UnequalParts(place.Text) {
			difference := u.Total.Sub(u.Sum).Abs()
			found = append(found, Slip{
				Field: place.Field, Amount: difference,
				Says: fmt.Sprintf("“%s”写 %s 万元，各分项合计 %s 万元", place.label(), money(u.Total), money(u.Sum)),
			})
		}
	}
	return found
}

func money(d decimal.Decimal) string { return fact.FormatFigure(fact.Money, d) }
