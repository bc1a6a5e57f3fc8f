package workbook

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestFormulaOf(t *testing.T) {
	refs := Figures{"a": {Place: "A1", Value: decimal.NewFromInt(6)}, "b": {Place: "B1", Value: decimal.NewFromInt(4)}, "zero": {Place: "C1"}, "none": {Place: "D1", Absent: true}}
	for source, want := range map[string]string{
		"a / b": "A1/B1=1.5", "(a - b) / b": "(A1-B1)/B1=0.5", "a + b * 2": "A1+B1*2=14", "or_zero(none) + a": "N(D1)+A1=6", "a": "A1=6",
		"a / zero": "", "none + a": "", "unknown": "", "a > b": "", "a ? b : a": "", "max(a, b)": "", "(a": "", "a +": "", "a b": "", "": "", "sum_of(projects, \"budget\")": "",
	} {
		cell, ok := FormulaOf(source, refs, nil)
		got := ""
		if ok {
			got = cell.Text + "=" + cell.Value.String()
		}
		if got != want {
			t.Errorf("%s became %q, want %q", source, got, want)
		}
	}
}

func FuzzFormulaOf(f *testing.F) {
	f.Add(`(a - or_zero(b)) / sum_of(list, "x") + 1.5e3`)
	refs := Figures{"a": {Place: "A1", Value: decimal.NewFromInt(6)}, "b": {Place: "B1"}}
	lists := map[string]ListColumns{"list": {Columns: map[string]string{"x": "X1:X2"}}}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) < 200 {
			FormulaOf(source, refs, lists)
		}
	})
}
