package scoring

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// MarshalJSON shows values with at most six decimals; more are kept inside.
func (s Score) MarshalJSON() ([]byte, error) {
	type plain Score // without this method
	out := plain(s)
	out.Value, out.Used = roundNull(s.Value), roundNull(s.Used)
	return json.Marshal(out)
}

func roundNull(d decimal.NullDecimal) decimal.NullDecimal {
	if d.Valid {
		d.Decimal = d.Decimal.Round(fact.ShownDecimals)
	}
	return d
}
