package official

import (
	"testing"

	"pgregory.net/rapid"
)

func TestSignaturePlaces(t *testing.T) {
	for _, test := range []struct {
		unit, date           float64
		sealed               bool
		unitRight, dateRight float64
	}{
		{10, 8, true, 3, 4},
		{4, 6, false, 6, 2}, {12, 6, false, 2, 6}, {10, 6, true, 2, 4}, {20, 6, true, 0, 4},
		{20, 8, true, 0, 4},   // a long name keeps inside the type area
		{10, 6, false, 2, 4},  // the date begins two characters after the unit
		{4, 8, false, 8, 2},   // a short name
		{27, 8, false, 1, 19}, // hardly fits
	} {
		unit, date := SignaturePlaces(test.unit, test.date, test.sealed)
		if unit != test.unitRight || date != test.dateRight {
			t.Errorf("%+v: %v, %v", test, unit, date)
		}
	}
}

func TestSignatureStaysInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.Float64Range(0, CellsPerLine).Draw(t, "unit")
		date := rapid.Float64Range(0, CellsPerLine).Draw(t, "date")
		u, d := SignaturePlaces(unit, date, rapid.Bool().Draw(t, "sealed"))
		if u < 0 || d < 0 || u+unit > CellsPerLine+1e-9 || d+date > CellsPerLine+1e-9 {
			t.Errorf("unit ends at %v, date at %v", u, d)
		}
	})
}

func TestIsNumber(t *testing.T) {
	for text, want := range map[string]bool{
		"1807.76": true, "-12.50": true, "100%": true, " 3 ": true, "1,000": true, "": false, "—": false, "12次": false, "%": false,
	} {
		if IsNumber(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	for number, want := range map[string]int{"100": 0, "96.98%": 2, "-1.5": 1, "7.": 0} {
		if got := Decimals(number); got != want {
			t.Errorf("%s has %d decimals", number, got)
		}
	}
}
