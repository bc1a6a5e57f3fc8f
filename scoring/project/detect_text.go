package project

import (
	"regexp"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// The detectors that read amounts of money in texts.

var (
	anyAmount   = regexp.MustCompile(`([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(万元|元)`)
	totalAmount = regexp.MustCompile(`(?:合计|共计|总计|累计|总投入|全年支出|共支出|全年执行|共投入)[^0-9，。；、]{0,10}([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(万元|元)`)
	// partsOf is a total followed by its parts up to the end of the sentence.
	partsOf = regexp.MustCompile(`([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(万元|元)[，,（(]?\s*其中([^。；]*)`)
)

var yuanInUnit = decimal.New(1, 4)

// amountIn is an amount in 万元, as printed.
func amountIn(figure, unit string) (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(figure)
	if err != nil {
		return decimal.Decimal{}, false
	}
	if unit == "元" {
		d = d.DivRound(yuanInUnit, max(0, -d.Exponent())+4)
	}
	return d, true
}

// formAmounts are the amounts of the form that a text may speak of.
func (s *sight) formAmounts() []decimal.Decimal {
	var all []decimal.Decimal
	for _, c := range fundColumns {
		for _, code := range []string{c.total, c.prefix + fundSources[0], c.prefix + fundSources[1], c.prefix + fundSources[2]} {
			if v := s.asked[code]; v.State == fact.Known {
				all = append(all, v.Number)
			}
		}
	}
	return all
}

// findTextAmount finds a total stated in the text that is none of the form's amounts, as
// far as it is printed.
func findTextAmount(s *sight, tell func(int, found)) {
	budget, spent, ok := s.moneyKnown()
	if !ok {
		return
	}
	amounts := s.formAmounts()
	for _, m := range totalAmount.FindAllStringSubmatch(s.asked[achievedColumn].Text, -1) {
		stated, ok := amountIn(m[1], m[2])
		if !ok {
			continue
		}
		printed := max(0, -stated.Exponent())
		if !slices.ContainsFunc(amounts, func(d decimal.Decimal) bool { return d.Round(printed).Equal(stated) }) {
			tell(noRow, found{"amount": money(stated), "spent": money(spent), "budget": money(budget)})
			return
		}
	}
}

// findTextParts finds 「X 万元，其中……」 whose parts do not add up to X.
func findTextParts(s *sight, tell func(int, found)) {
	for _, m := range partsOf.FindAllStringSubmatch(s.asked[achievedColumn].Text, -1) {
		total, ok := amountIn(m[1], m[2])
		parts := anyAmount.FindAllStringSubmatch(m[3], -1)
		if !ok || len(parts) < 2 {
			continue
		}
		if sum, ok := partsAdd(total, parts); !ok {
			tell(noRow, found{"amount": money(total), "sum": money(sum), "difference": money(total.Sub(sum).Abs())})
		}
	}
}

// partsAdd adds the parts up. The sentence may go on about something else, so it is
// enough that the first of them, two or more, are the total.
func partsAdd(total decimal.Decimal, parts [][]string) (sum decimal.Decimal, ok bool) {
	for i, part := range parts {
		d, readable := amountIn(part[1], part[2])
		if !readable {
			return sum, true
		}
		sum = sum.Add(d)
		if i > 0 && !total.Sub(sum).Abs().GreaterThan(tolerance(i+1)) {
			return sum, true
		}
	}
	return sum, false
}
