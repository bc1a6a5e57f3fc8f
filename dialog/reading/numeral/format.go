package numeral

import (
	"strings"

	"github.com/shopspring/decimal"
)

// unitOf is what Format writes after the figure. A count has no unit: whether
// it is 人 or 个 is the question's to say.
var unitOf = map[Kind]string{Money: " 万元", Percent: "%", Rate: "%", Score: " 分"}

// Format writes a figure in normal form with its unit, for the echo:
// “2,179.77 万元”, “65”, “95.5%”, “4.5 分”. Money has no decimals or at least
// two; every kind at most six. Read takes it back unchanged.
func Format(kind Kind, v decimal.Decimal) string {
	least := 0
	if kind == Money {
		least = 2
	}
	return grouped(v.Round(decimals), least) + unitOf[kind]
}

// Echo writes a figure like Format, and money in 元 as well, so that a slip of
// the unit is seen: “2,179.77 万元（21,797,700 元）”.
func Echo(kind Kind, v decimal.Decimal) string {
	text := Format(kind, v)
	if kind != Money || v.IsZero() {
		return text
	}
	return text + "（" + grouped(v.Shift(powerWan).Round(2), 2) + " 元）"
}

// grouped writes v with commas between thousands. Decimals are written when
// there are any, then at least least of them.
func grouped(v decimal.Decimal, least int) string {
	sign, text := "", v.String()
	if v.IsNegative() {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if fraction != "" {
		b.WriteByte('.')
		b.WriteString(fraction)
		b.WriteString(strings.Repeat("0", max(0, least-len(fraction))))
	}
	return b.String()
}
