package scoring

import (
	"strings"

	"github.com/shopspring/decimal"
)

// tolerance is by how much a sum of so many addends may differ from its total: half of
// 0.01 万元 for each figure that may have been rounded, the total included.
func tolerance(addends int) decimal.Decimal {
	return decimal.New(5, -3).Mul(decimal.NewFromInt(int64(addends) + 1))
}

// signsInFront are ways to write a direction before a target, longest first.
var signsInFront = []string{">=", "<=", "≥", "≤", "≧", "≦", "＞", "＜", "＝", ">", "<", "="}

// figureOf reads a target or an actual value. They are texts because they may be
// qualitative; a sign in front, the unit behind and % are understood.
func figureOf(v Value, unit string) (decimal.Decimal, bool) {
	if v.State != Known {
		return decimal.Decimal{}, false
	}
	text := strings.TrimSpace(v.Text)
	for _, sign := range signsInFront {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			text = strings.TrimSpace(rest)
			break
		}
	}
	if unit = strings.TrimSpace(unit); unit != "" {
		text = strings.TrimSpace(strings.TrimSuffix(text, unit))
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "%"), "％")
	if !plainNumber.MatchString(text) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}

// blankText reports whether nothing is written in a text.
func blankText(v Value) bool { return v.State != Known || strings.TrimSpace(v.Text) == "" }

// sameFacts reports whether two rows hold the same answers, written with the same digits.
func sameFacts(a, b Facts) bool {
	if len(a) != len(b) {
		return false
	}
	for code, v := range a {
		other, ok := b[code]
		if !ok || !sameValue(v, other) {
			return false
		}
	}
	return true
}

func sameValue(a, b Value) bool {
	if a.State != b.State || a.Yes != b.Yes || a.Text != b.Text || !a.Number.Equal(b.Number) || a.Number.Exponent() != b.Number.Exponent() ||
		len(a.Items) != len(b.Items) || len(a.Rows) != len(b.Rows) || len(a.Texts) != len(b.Texts) {
		return false
	}
	for i := range a.Items {
		if a.Items[i] != b.Items[i] {
			return false
		}
	}
	for i := range a.Rows {
		if !sameFacts(a.Rows[i], b.Rows[i]) {
			return false
		}
	}
	for key, text := range a.Texts {
		if other, ok := b.Texts[key]; !ok || other != text {
			return false
		}
	}
	return true
}
