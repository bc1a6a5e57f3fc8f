package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// Wording for figures and texts that have no value.
const (
	missingWord      = "（待补）"
	missingCell      = "待补"  // the same in a cell of a table
	incomparableWord = "不可比" // a rate whose base is zero
)

var hundred = decimal.NewFromInt(100)

// Figure is a figure of the report: an answer, or what follows from answers. Printed, it
// is the normal form with its unit; a figure without a value prints （待补） or 不涉及.
type Figure struct {
	state        scoring.State
	number       decimal.Decimal
	kind         scoring.Kind
	unit         string
	incomparable bool
	lacks        []string  // the field codes without which there is no value
	absences     *absences // notes what was printed as （待补）
}

// Known reports whether there is a number.
func (f Figure) Known() bool { return f.state == scoring.Known && !f.incomparable }

// String is the figure with its unit: 2179.77万元, 65人, 100.16%.
func (f Figure) String() string { return f.print(f.unit) }

// Bare is the figure without its unit, for sentences and cells that name the unit themselves.
func (f Figure) Bare() string { return f.print("") }

// Abs is the figure without its sign, for sentences that say 增长 or 下降.
func (f Figure) Abs() Figure {
	f.number = f.number.Abs()
	return f
}

func (f Figure) print(unit string) string {
	switch {
	case f.incomparable:
		return incomparableWord
	case f.state == scoring.Known:
		return normalForm(f.kind, f.number) + unit
	case f.state == scoring.NotApplicable:
		return scoring.NotApplicableWord
	}
	f.absences.note(f.lacks)
	return missingWord
}

// normalForm is the figure as it is written everywhere in the report, without 万元, 人 and
// the like; percentages keep their sign.
func normalForm(kind scoring.Kind, d decimal.Decimal) string {
	switch kind {
	case scoring.Percent, scoring.Rate:
		return percentText(d)
	}
	text := scoring.FormatFigure(kind, d)
	return strings.TrimSpace(strings.TrimSuffix(text, "万元"))
}

// percentText is a rate with its sign; never 100% or 0% for what only comes near.
func percentText(d decimal.Decimal) string { return scoring.FormatPercent(d) }

// pointsText is a number of points, for a cell.
func pointsText(d decimal.NullDecimal) string {
	if !d.Valid {
		return missingCell
	}
	return scoring.FormatPoints(d.Decimal)
}
