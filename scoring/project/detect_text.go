package project

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// The detectors that read amounts of money and rates in texts.

// statesTotal are the words in front of an amount that is all the money of a project, of a unit, or,
// weaker, of either where the text has no other such amount.
var (
	statesTotal = regexp.MustCompile(`(?:合计|共计|总计|累计|总投入|全年支出|共支出|全年执行|共投入|共完成|共申请)[^0-9，。；、,;]{0,10}$`)
	statesWhole = regexp.MustCompile(`(?:全年(?:总)?(?:支出|执行)|部门整体支出|支出总额|总支出|年度支出)[^0-9，。；、,;]{0,6}$`)
	statesSpent = regexp.MustCompile(`(?:实际(?:使用|支出|执行|支付|拨付)|(?:支出|使用|支付|拨付|执行)(?:财政|预算|专项|项目)资金)[^0-9，。；、,;]{0,6}$`)
	statesAsked = regexp.MustCompile(`(?:(?:申请|安排|下达|批复)(?:财政|预算|专项|项目|财政拨款)?(?:资金|经费)|(?:项目|年初|全年)预算(?:资金|数|金额)?|预算(?:资金|数|金额))[^0-9，。；、,;]{0,6}$`)
	usedFor     = regexp.MustCompile(`^[^，。；,;]{0,2}(?:用于|为|给|，用于)`)
)

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

// whole reports whether it is the unit's own form, whose texts speak of many sums.
func (s *sight) whole() bool { return s.score.Name == WholeName }

// findTextAmount finds a total stated in a text that is none of the form's amounts, as far as it is
// printed.
func findTextAmount(s *sight, tell func(int, found)) {
	budget, spent, ok := s.moneyKnown()
	if !ok {
		return
	}
	amounts := s.formAmounts()
	for _, column := range []struct {
		code string
		sole *regexp.Regexp
	}{{goalColumn, statesAsked}, {achievedColumn, statesSpent}, {reasonColumn, statesSpent}} {
		for _, stated := range s.totalsStated(s.asked[column.code].Text, column.sole) {
			if slices.ContainsFunc(amounts, stated.same) || wrongUnit(stated, amounts).IsPositive() {
				continue
			}
			s.about(stated.units.Sub(spent))
			tell(noRow, found{"column": s.form.Label(column.code), "amount": money(stated.units), "spent": money(spent), "budget": money(budget)})
			break
		}
	}
}

// totalsStated are the amounts of a text that are said to be all the money.
func (s *sight) totalsStated(text string, sole *regexp.Regexp) []amount {
	text = halfWidth(text)
	var sure, maybe []amount
	for _, a := range amountsIn(text) {
		switch before := text[:a.start]; {
		case s.whole():
			if statesWhole.MatchString(before) {
				sure = append(sure, a)
			}
		case statesTotal.MatchString(before):
			sure = append(sure, a)
		case sole.MatchString(before) && !usedFor.MatchString(text[a.end:]):
			maybe = append(maybe, a)
		}
	}
	if len(sure) == 0 && len(maybe) == 1 {
		return maybe
	}
	return sure
}

// wrongUnit is the form's amount that a stated one is ten thousand times, or a ten-thousandth of;
// 0 when there is none. Two digits might agree by chance.
func wrongUnit(stated amount, amounts []decimal.Decimal) decimal.Decimal {
	if len(strings.Trim(stated.units.Coefficient().String(), "0")) < 3 {
		return decimal.Zero
	}
	for _, d := range amounts {
		if d.IsPositive() && !stated.same(d) && (stated.units.Shift(-4).Equal(d) || stated.units.Shift(4).Equal(d)) {
			return d
		}
	}
	return decimal.Zero
}

// writtenColumns are the columns of texts that speak of money.
var writtenColumns = []string{goalColumn, achievedColumn, reasonColumn}

// findTextUnit finds an amount in a text that is one of the form's with 元 and 万元 mixed up.
func findTextUnit(s *sight, tell func(int, found)) {
	amounts := s.formAmounts()
	for _, code := range writtenColumns {
		for _, stated := range amountsIn(halfWidth(s.asked[code].Text)) {
			if meant := wrongUnit(stated, amounts); meant.IsPositive() {
				s.about(stated.units.Sub(meant))
				tell(noRow, found{"column": s.form.Label(code), "amount": stated.text, "meant": money(meant)})
				break
			}
		}
	}
}

// findTextParts finds totals in the texts that their parts do not add up to.
func findTextParts(s *sight, tell func(int, found)) {
	for _, code := range writtenColumns {
		for _, u := range UnequalParts(s.asked[code].Text) {
			difference := u.Total.Sub(u.Sum).Abs()
			s.about(difference)
			tell(noRow, found{"column": s.form.Label(code), "amount": money(u.Total), "sum": money(u.Sum), "difference": money(difference)})
		}
	}
}

// rateInText is the execution rate as a text states it; the rate of another day or part has other
// words before it.
var rateInText = regexp.MustCompile(`(?:^|[，。；,;:\n]|全年|年度|总|整体)\s*(?:预算|资金|支出|预算资金|项目资金)?执行率(?:为|达到?|是|:)?\s*([0-9]{1,3}(?:\.[0-9]{1,4})?)\s*%(以上|左右|以下)?`)

// findTextRate finds an execution rate in a text that is not the form's, as printed.
func findTextRate(s *sight, tell func(int, found)) {
	budget, spent, ok := s.moneyKnown()
	if !ok || !s.rate.Valid {
		return
	}
	for _, code := range []string{achievedColumn, reasonColumn} {
		for _, m := range rateInText.FindAllStringSubmatch(halfWidth(s.asked[code].Text), -1) {
			stated, readable := fact.Plain(m[1])
			if !readable || m[2] != "" || s.asPrinted(stated) {
				continue
			}
			s.about(stated.Mul(budget).Div(fact.Hundred).Sub(spent).Round(fact.ShownDecimals))
			tell(noRow, found{"column": s.form.Label(code), "stated": fact.FormatPercent(stated), "computed": fact.FormatPercent(s.rate.Decimal)})
			break
		}
	}
}

// asPrinted reports whether a stated rate is the computed one with as many decimals.
func (s *sight) asPrinted(stated decimal.Decimal) bool {
	return s.rate.Decimal.Round(max(0, -stated.Exponent())).Equal(stated)
}
