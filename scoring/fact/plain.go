package fact

import (
	"regexp"

	"github.com/shopspring/decimal"
)

// PlainPattern is what a number written out in digits looks like.
const PlainPattern = `^[+-]?[0-9]{1,15}(\.[0-9]{1,10})?$`

var plain = regexp.MustCompile(PlainPattern)

// Plain reads a number written out in digits. Exponents, thousands separators and more than
// fifteen digits before the point are refused: nobody means them, and a huge exponent would
// take huge memory.
func Plain(text string) (decimal.Decimal, bool) {
	if !plain.MatchString(text) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}
