package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/export/document"
)

// unitHead heads a column of units.
const unitHead = "单位"

// moneyDecimals is how many decimals money has in a table.
const moneyDecimals = 2

// evenDecimals writes the figures of every decimal column with equally many decimals, so that they can
// be compared down the column, money and what stands beside it with at least two. Figures of a kind are
// those with the same unit in the column of units that follows, and rates among themselves.
func evenDecimals(t document.Table) document.Table {
	inMoney := strings.Contains(t.Note, "万元")
	for k, column := range t.Columns {
		if column.Align != document.Decimal {
			continue
		}
		kind := func(row []string) string {
			text := ""
			if k+1 < len(t.Columns) && t.Columns[k+1].Head == unitHead && k+1 < len(row) {
				text = row[k+1]
			}
			if strings.HasSuffix(row[k], "%") {
				text += "%"
			}
			return text
		}
		most := map[string]int32{"万元": moneyDecimals}
		if inMoney {
			most[""], most["%"] = moneyDecimals, moneyDecimals
		}
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
