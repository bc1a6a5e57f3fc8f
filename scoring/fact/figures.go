package fact

import (
	"strconv"
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
	if n, ok := scaled(d, usual); ok && n != 0 && n != 100_00 && n != -100_00 {
		return withDecimals(d, 0, usual) + "%"
	}
	places := int32(usual)
	for ; places < most; places++ {
		rounded := d.Round(places)
		if rounded.Equal(d) || !rounded.IsZero() && !rounded.Abs().Equal(Hundred) {
			return withDecimals(rounded, 0, places) + "%"
		}
	}
	return withDecimals(d, 0, places) + "%"
}

// FormatPoints is points as they are printed: 87, 9.5.
func FormatPoints(d decimal.Decimal) string { return withDecimals(d, 0, 2) }

// withDecimals rounds half away from zero to most decimals and keeps at least least of
// them, unless the number is whole.
func withDecimals(d decimal.Decimal, least, most int32) string {
	if n, ok := scaled(d, most); ok {
		return shortDecimals(n, int(least), int(most))
	}
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

// mostDigits is how many digits a figure may have to be reckoned with in a machine word.
const mostDigits = 18

// scaled is d × 10^places, rounded half away from zero; false where that is more than a word
// holds. Nearly all figures of an evaluation are short, and thousands are written for one.
func scaled(d decimal.Decimal, places int32) (int64, bool) {
	n, shift := d.CoefficientInt64(), places+d.Exponent()
	if digits := d.NumDigits(); digits > mostDigits || shift > int32(mostDigits-digits) || shift < -mostDigits {
		return 0, false
	}
	for ; shift > 0; shift-- {
		n *= 10
	}
	if shift == 0 {
		return n, true
	}
	unit := int64(1)
	for ; shift < 0; shift++ {
		unit *= 10
	}
	whole, rest := n/unit, n%unit
	switch {
	case rest >= unit-rest && rest > 0:
		whole++
	case -rest >= unit+rest && rest < 0:
		whole--
	}
	return whole, true
}

// shortDecimals writes n ÷ 10^most with as few decimals as there are, but not fewer than least
// unless the number is whole.
func shortDecimals(n int64, least, most int) string {
	var digits [24]byte
	b := digits[:0]
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	unit := int64(1)
	for range most {
		unit *= 10
	}
	rest := n % unit
	b = strconv.AppendInt(b, n/unit, 10)
	if rest == 0 {
		return string(b)
	}
	b = append(b, '.')
	for i := 0; i < most && (rest > 0 || i < least); i++ {
		unit /= 10
		b = append(b, '0'+byte(rest/unit))
		rest %= unit
	}
	return string(b)
}

// Clamp keeps points between 0 and most.
func Clamp(d, most decimal.Decimal) decimal.Decimal {
	return decimal.Max(decimal.Zero, decimal.Min(d, most))
}
