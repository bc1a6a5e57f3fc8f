package scoring

import (
	"github.com/shopspring/decimal"

	"ziping/scoring/rule"
)

// The working of a score is one Chinese sentence:
// 364 ÷ 1807.76 = 20.14%，取整为 20%，在 10%～20%（含）档，得 3 分

// valueText says how the row's value came about and how it was rounded.
func (p *Pack) valueText(row *Indicator, sc *scope, value, used decimal.Decimal) string {
	text := p.formulaText(row, sc)
	if text == rule.FigureText(value, false) { // nothing but a figure: say of what
		text = row.Name
	}
	if _, single := row.Formula.Single(); single || text == row.Name {
		text += " " + rule.FigureText(value, row.inPercent())
	} else {
		text += " = " + rule.FigureText(value, row.inPercent())
	}
	return text + row.roundingText(value, used)
}

// formulaText is the formula with its figures; the field's label where it is nothing
// but a field, the row's name where it is not arithmetic.
func (p *Pack) formulaText(row *Indicator, sc *scope) string {
	if code, ok := row.Formula.Single(); ok {
		if f, known := p.Field(code); known {
			return f.Label
		}
	}
	if s := row.Formula.Figures(&sc.env); s != "" {
		return s
	}
	return row.Name
}
