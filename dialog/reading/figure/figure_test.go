package figure_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/figure"
	"ziping/dialog/reading/numeral"
)

func number(n string, f cell.Format) cell.Cell {
	return cell.Cell{Text: n, Number: decimal.NewNullDecimal(decimal.RequireFromString(n)), Format: f}
}

// What a cell says depends on its format and on the unit of the head; what nobody says is asked.
func TestCells(t *testing.T) {
	text := func(s string) cell.Cell { return cell.Cell{Text: s} }
	for _, c := range []struct {
		kind numeral.Kind
		unit string
		cell cell.Cell
		want string // value, with ? where a person has to say; empty: unread
	}{
		{numeral.Money, "", number("2179.77", cell.Format{}), "2179.77"},
		{numeral.Money, "元", number("50000", cell.Format{}), "5"},
		{numeral.Money, "千元", number("50", cell.Format{}), "5"},
		{numeral.Money, "百万元", number("1.5", cell.Format{}), "150"},
		{numeral.Money, "亿元", number("1.2", cell.Format{}), "12000"},
		{numeral.Money, "元", number("500", cell.Format{}), "0.05"},
		{numeral.Money, "", number("2179.77", cell.Format{Unit: "万元"}), "2179.77"},
		{numeral.Money, "", number("2179.77", cell.Format{Unit: "万"}), "2179.77"},
		{numeral.Money, "", number("21797700", cell.Format{Unit: "万", Shift: 4}), "2179.77"},
		{numeral.Money, "元", number("2179.77", cell.Format{Unit: "万元"}), "2179.77"},
		{numeral.Money, "", number("50000", cell.Format{Currency: "¥"}), "5"},
		{numeral.Money, "万元", number("50000", cell.Format{Currency: "¥"}), "50000?"},
		{numeral.Money, "", number("2179.77", cell.Format{Currency: "¥"}), "2179.77?"},
		{numeral.Money, "元", number("50000", cell.Format{Currency: "¥"}), "5"},
		{numeral.Money, "", number("50000", cell.Format{Currency: "$"}), ""},
		{numeral.Money, "", number("21797700", cell.Format{}), "21797700?"},
		{numeral.Money, "万元", number("180", cell.Format{Hidden: true}), "180"},
		{numeral.Money, "", number("45000", cell.Format{Date: true}), ""},
		{numeral.Money, "元", text("50,000.00"), "5"},
		{numeral.Money, "元", text("5万"), "5"},
		{numeral.Money, "", text("202.6万元"), "202.6"},
		{numeral.Money, "", text("大约2000"), "2000?"},
		{numeral.Money, "", text("≤202.6万元"), "202.6?"},
		{numeral.Money, "万元", text("2179.77（含上级）"), "2179.77"},
		{numeral.Percent, "", number("0.9", cell.Format{Percent: true}), "90"},
		{numeral.Percent, "", number("0.9", cell.Format{Unit: "%"}), "0.9"},
		{numeral.Percent, "", number("0.9", cell.Format{}), "0.9?"},
		{numeral.Percent, "%", number("95", cell.Format{}), "95"},
		{numeral.Percent, "", number("1.0016", cell.Format{Percent: true}), "100.16"},
		{numeral.Count, "人", number("65", cell.Format{}), "65"},
		{numeral.Count, "", number("65", cell.Format{Unit: "人"}), "65"},
		{numeral.Count, "", text("168起"), "168"},
		{numeral.Count, "", number("65.5", cell.Format{}), ""},
	} {
		r := figure.Read(figure.Asked{Kind: c.kind, Unit: c.unit}, c.cell)
		got := ""
		switch r.Status {
		case figure.Known:
			got = r.Value.String()
		case figure.Doubtful:
			got = r.Value.String() + "?"
		}
		if got != c.want {
			t.Errorf("%+v in %q: %q (%s), want %q", c.cell, c.unit, got, r.Why, c.want)
		}
		if r.Status != figure.Known && r.Why == "" {
			t.Errorf("%+v: nothing is said", c.cell)
		}
	}
}
