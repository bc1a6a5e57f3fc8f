package scoring

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/scoring/rule"
)

// Figures are rounded in two places: a row's value before its rule, where the pack says so, and its points
// after it. What is shown is rounded by fact.

// rounded is the value that the row's rule is applied to: as it is, or rounded half up before the bands.
func (row *Indicator) rounded(value decimal.Decimal) decimal.Decimal {
	if row.Round == nil {
		return value
	}
	return value.Round(*row.Round)
}

// roundingText says how the value was rounded, where that changed it.
func (row *Indicator) roundingText(value, used decimal.Decimal) string {
	switch {
	case row.Round == nil || value.Equal(used):
		return ""
	case *row.Round == 0:
		return "，取整为 " + rule.FigureText(used, row.inPercent())
	}
	return fmt.Sprintf("，保留 %d 位小数为 %s", *row.Round, rule.FigureText(used, row.inPercent()))
}

// roundPoints is what a row's points are rounded to.
func (p *Pack) roundPoints(d decimal.Decimal) decimal.Decimal { return d.Round(p.PointDecimals) }
