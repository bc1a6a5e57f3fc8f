package fact

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestFormatFigure(t *testing.T) {
	for _, c := range []struct {
		kind     Kind
		in, want string
	}{
		{Money, "2179.77", "2179.77"}, {Money, "364", "364"}, {Money, "1807.7", "1807.70"}, {Money, "0.123456", "0.123456"},
		{Money, "12.345000", "12.345"}, {Money, "-3.5", "-3.50"}, {Money, "0", "0"}, {Money, "0.0000001", "0"}, {Money, "1234567.8", "1234567.80"},
		{Percent, "20.135416", "20.14"}, {Percent, "100", "100"}, {Percent, "99.999", "100"}, {Rate, "-12.50", "-12.5"}, {Percent, "0.004", "0"},
		{Count, "65", "65"}, {Count, "65.0", "65"}, {Figure, "0.333333333", "0.333333"},
	} {
		if got := FormatFigure(c.kind, decimal.RequireFromString(c.in)); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.kind, c.in, got, c.want)
		}
	}
	if got := FormatPercent(decimal.RequireFromString("20.135416")); got != "20.14%" {
		t.Errorf("percent %q", got)
	}
}
