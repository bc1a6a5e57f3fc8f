package fact

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Hundred is what a rate is multiplied by to be in percent.
var Hundred = decimal.NewFromInt(100)

const (
	// QuotientDecimals is how far a division that does not end is carried.
	QuotientDecimals = 20
	// ShownDecimals is how many decimals of a value JSON shows.
	ShownDecimals = 6
)

// UnknownFigure stands in a sentence for a figure nobody has given yet.
const UnknownFigure = "（未填）"

// FormatFigure is a figure as it stands in prose, without its unit: money has two
// decimals when it has any, and more only where the figure itself has (to six); rates
// have at most two. There are no thousands separators.
func FormatFigure(k Kind, d decimal.Decimal) string {
	switch k {
	case Money:
		return withDecimals(d, 2, 6)
	case Percent, Rate:
		return withDecimals(d, 0, 2)
	case Count:
		return withDecimals(d, 0, 2)
	}
	return withDecimals(d, 0, 6)
}

// FormatPercent is a rate that is in percent already, with its sign: 20.14%. It has at most
// two decimals, but as many as it takes not to say 100% or 0% of what only comes near: an
// execution rate of 99.9996 is not full execution.
func FormatPercent(d decimal.Decimal) string {
	const usual, most = 2, 16
	places := int32(usual)
	for ; places < most; places++ {
		rounded := d.Round(places)
		if rounded.Equal(d) || !rounded.IsZero() && !rounded.Abs().Equal(Hundred) {
			break
		}
	}
	return withDecimals(d, 0, places) + "%"
}

// FormatPoints is points as they are printed: 87, 9.5.
func FormatPoints(d decimal.Decimal) string { return withDecimals(d, 0, 2) }

// withDecimals rounds half away from zero to most decimals and keeps at least least of
// them, unless the number is whole.
func withDecimals(d decimal.Decimal, least, most int32) string {
	d = d.Round(most)
	if d.IsInteger() {
		return d.StringFixed(0)
	}
	s := strings.TrimRight(d.StringFixed(most), "0")
	if have := int32(len(s) - strings.IndexByte(s, '.') - 1); have < least {
		s += strings.Repeat("0", int(least-have))
	}
	return s
}

// Clamp keeps points between 0 and most.
func Clamp(d, most decimal.Decimal) decimal.Decimal {
	return decimal.Max(decimal.Zero, decimal.Min(d, most))
}
