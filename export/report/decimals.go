package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/export/document"
)

// evenDecimals writes the figures of every decimal column with equally many decimals, so that they can
// be compared down the column. Figures of a kind are those with the same unit beside them in a column
// 单位, and rates among themselves.
func evenDecimals(t document.Table) document.Table {
	units := -1
	for k, column := range t.Columns {
		if column.Head == "单位" {
			units = k
		}
	}
	for k, column := range t.Columns {
		if column.Align != document.Decimal {
			continue
		}
		kind := func(row []string) string {
			text := ""
			if units >= 0 && units < len(row) {
				text = row[units]
			}
			if k < len(row) && strings.HasSuffix(row[k], "%") {
				text += "%"
			}
			return text
		}
		most := map[string]int32{}
		rows := append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total)
		for _, row := range rows {
			if d, ok := figureOf(row, k); ok {
				most[kind(row)] = max(most[kind(row)], -d.Exponent())
			}
		}
		for _, row := range rows {
			if d, ok := figureOf(row, k); ok {
				sign := row[k][len(strings.TrimSuffix(row[k], "%")):]
				row[k] = d.StringFixed(most[kind(row)]) + sign
			}
		}
	}
	return t
}

// figureOf reads a cell that is a figure.
func figureOf(row []string, k int) (decimal.Decimal, bool) {
	if k >= len(row) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(strings.TrimSuffix(row[k], "%"))
	return d, err == nil
}
