package fact

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
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

// Short figures are written without big numbers; they read as the long way writes them.
func TestShortFiguresAreWrittenLikeLongOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := decimal.New(rapid.Int64().Draw(t, "coefficient"), int32(rapid.IntRange(-20, 12).Draw(t, "exponent")))
		least, most := int32(rapid.IntRange(0, 2).Draw(t, "least")), int32(rapid.IntRange(2, 16).Draw(t, "most"))
		got := withDecimals(d, least, most)
		rounded := d.Round(most)
		want := rounded.StringFixed(0)
		if !rounded.IsInteger() {
			want = strings.TrimRight(rounded.StringFixed(most), "0")
			for len(want)-strings.IndexByte(want, '.')-1 < int(least) {
				want += "0"
			}
		}
		if got != want {
			t.Errorf("%s to %d–%d decimals: %s, want %s", d, least, most, got, want)
		}
	})
}
