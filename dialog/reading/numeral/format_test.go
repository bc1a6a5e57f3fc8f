package numeral_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
)

func TestFormatAndEcho(t *testing.T) {
	tests := []struct {
		kind         numeral.Kind
		value        string
		format, echo string
	}{
		{numeral.Money, "2179.77", "2,179.77 万元", "2,179.77 万元（21,797,700 元）"},
		{numeral.Money, "0", "0 万元", "0 万元"},
		{numeral.Money, "2179", "2,179 万元", "2,179 万元（21,790,000 元）"},
		{numeral.Money, "0.5", "0.50 万元", "0.50 万元（5,000 元）"},
		{numeral.Money, "89.974", "89.974 万元", "89.974 万元（899,740 元）"},
		{numeral.Money, "0.000001", "0.000001 万元", "0.000001 万元（0.01 元）"},
		{numeral.Money, "1.23455", "1.23455 万元", "1.23455 万元（12,345.50 元）"},
		{numeral.Money, "12.340000", "12.34 万元", "12.34 万元（123,400 元）"},
		{numeral.Money, "-3.48", "-3.48 万元", "-3.48 万元（-34,800 元）"},
		{numeral.Money, "-1234.5", "-1,234.50 万元", "-1,234.50 万元（-12,345,000 元）"},
		{numeral.Money, "1234567.1234567", "1,234,567.123457 万元", "1,234,567.123457 万元（12,345,671,234.57 元）"},
		{numeral.Count, "65", "65", "65"},
		{numeral.Count, "1234", "1,234", "1,234"},
		{numeral.Count, "100000", "100,000", "100,000"},
		{numeral.Percent, "95.5", "95.5%", "95.5%"},
		{numeral.Percent, "100", "100%", "100%"},
		{numeral.Rate, "-3", "-3%", "-3%"},
		{numeral.Rate, "-1234.5", "-1,234.5%", "-1,234.5%"},
		{numeral.Score, "4.5", "4.5 分", "4.5 分"},
		{numeral.Number, "12345.6", "12,345.6", "12,345.6"},
	}
	for _, tt := range tests {
		v := mustDecimal(t, tt.value)
		if got := numeral.Format(tt.kind, v); got != tt.format {
			t.Errorf("Format(%d, %s) = %q, want %q", tt.kind, tt.value, got, tt.format)
		}
		if got := numeral.Echo(tt.kind, v); got != tt.echo {
			t.Errorf("Echo(%d, %s) = %q, want %q", tt.kind, tt.value, got, tt.echo)
		}
	}
}

// TestFormatOfShiftedInteger covers decimals with a positive exponent.
func TestFormatOfShiftedInteger(t *testing.T) {
	if got := numeral.Format(numeral.Count, decimal.New(12, 3)); got != "12,000" {
		t.Errorf("got %q", got)
	}
}

func mustDecimal(tb testing.TB, text string) decimal.Decimal {
	tb.Helper()
	v, err := decimal.NewFromString(text)
	if err != nil {
		tb.Fatal(err)
	}
	return v
}
