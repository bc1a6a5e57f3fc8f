package project

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// The detectors that read amounts of money in texts.

const amountPattern = `([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(万元|元)`

var (
	anyAmount   = regexp.MustCompile(amountPattern)
	totalAmount = regexp.MustCompile(`(?:合计|共计|总计|累计|总投入|全年支出|共支出|全年执行|共投入|共完成)[^0-9，。；、,;]{0,10}` + amountPattern)
	// partsOf is a total followed by 其中 after any mark, and its parts up to the end of the sentence.
	partsOf = regexp.MustCompile(amountPattern + `[^0-9其]{0,12}其中([^。\n]*)`)
)

var yuanInUnit = decimal.New(1, 4)

// amount is an amount of money as printed.
type amount struct {
	units    decimal.Decimal // in 万元
	slack    decimal.Decimal // by how much it may have been rounded, in 万元; 0 for whole numbers
	decimals int32           // of the amount in 万元
}

func amountIn(figure, unit string) (amount, bool) {
	d, ok := fact.Plain(figure)
	if !ok {
		return amount{}, false
	}
	a := amount{units: d, decimals: max(0, -d.Exponent())}
	if a.decimals > 0 {
		a.slack = decimal.New(5, -max(3, a.decimals+1))
	}
	if unit == "元" {
		a.units, a.slack = d.DivRound(yuanInUnit, a.decimals+4), a.slack.DivRound(yuanInUnit, a.decimals+8)
		a.decimals += 4
	}
	return a, true
}

// same reports whether two amounts are the same as far as the one with fewer decimals goes.
func (a amount) same(d decimal.Decimal) bool {
	places := min(a.decimals, max(2, -d.Exponent()))
	return d.Round(places).Equal(a.units.Round(places))
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
		if !ok || slices.ContainsFunc(amounts, stated.same) || s.wrongUnit(stated, amounts).IsPositive() {
			continue
		}
		s.about(stated.units.Sub(spent))
		tell(noRow, found{"amount": money(stated.units), "spent": money(spent), "budget": money(budget)})
		return
	}
}

// wrongUnit is the form's amount that a stated one is ten thousand times, or a ten-thousandth of;
// 0 when there is none. Two digits might agree by chance.
func (s *sight) wrongUnit(stated amount, amounts []decimal.Decimal) decimal.Decimal {
	if len(strings.Trim(stated.units.Coefficient().String(), "0")) < 3 {
		return decimal.Zero
	}
	for _, d := range amounts {
		if d.IsPositive() && !stated.same(d) &&
			(stated.units.DivRound(yuanInUnit, 6).Equal(d) || stated.units.Mul(yuanInUnit).Equal(d)) {
			return d
		}
	}
	return decimal.Zero
}

// findTextUnit finds an amount in a text that is one of the form's with 元 and 万元 mixed up.
func findTextUnit(s *sight, tell func(int, found)) {
	amounts := s.formAmounts()
	for _, code := range []string{goalColumn, achievedColumn, reasonColumn} {
		for _, m := range anyAmount.FindAllStringSubmatch(s.asked[code].Text, -1) {
			stated, ok := amountIn(m[1], m[2])
			if !ok {
				continue
			}
			if meant := s.wrongUnit(stated, amounts); meant.IsPositive() {
				s.about(stated.units.Sub(meant))
				tell(noRow, found{"column": s.form.Label(code), "amount": m[1] + " " + m[2], "meant": money(meant)})
				break
			}
		}
	}
}

// findTextParts finds 「X 万元，其中……」 whose parts do not add up to X.
func findTextParts(s *sight, tell func(int, found)) {
	for _, code := range []string{goalColumn, achievedColumn, reasonColumn} {
		for _, m := range partsOf.FindAllStringSubmatch(s.asked[code].Text, -1) {
			total, ok := amountIn(m[1], m[2])
			parts := anyAmount.FindAllStringSubmatch(m[3], -1)
			if !ok || len(parts) < 2 {
				continue
			}
			if sum, ok := partsAdd(total, parts); !ok {
				difference := total.units.Sub(sum).Abs()
				s.about(difference)
				tell(noRow, found{"column": s.form.Label(code), "amount": money(total.units), "sum": money(sum), "difference": money(difference)})
			}
		}
	}
}

// partsAdd adds the parts up. The sentence may go on about something else, so it is
// enough that the first of them, two or more, are the total. Two figures that were both rounded
// as far as they can be are not the same any more.
func partsAdd(total amount, parts [][]string) (sum decimal.Decimal, ok bool) {
	slack := total.slack
	for i, part := range parts {
		a, readable := amountIn(part[1], part[2])
		if !readable {
			return sum, true
		}
		sum, slack = sum.Add(a.units), slack.Add(a.slack)
		difference := total.units.Sub(sum).Abs()
		if i > 0 && (difference.IsZero() || difference.LessThan(slack)) {
			return sum, true
		}
	}
	return sum, false
}
