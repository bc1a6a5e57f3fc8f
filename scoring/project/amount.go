package project

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// amount is an amount of money as printed in a text.
type amount struct {
	units      decimal.Decimal // in 万元
	slack      decimal.Decimal // by how much it may have been rounded, in 万元; 0 for whole numbers
	decimals   int32           // of the amount in 万元
	text       string          // as it stands there: 2026400 元
	start, end int             // where it stands
	depth      int             // how many brackets it stands in
}

var anyAmount = regexp.MustCompile(`([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)\s*(亿元|万元|千元|元)`)

// placesToUnits are the places by which a unit's point is moved to be 万元.
var placesToUnits = map[string]int32{"亿元": 4, "万元": 0, "千元": -1, "元": -4}

// amountsIn are the amounts of a text, without those that are a price or a rate (300元/亩, 每人200元).
func amountsIn(text string) []amount {
	var all []amount
	depth, read := 0, 0
	for _, m := range anyAmount.FindAllStringSubmatchIndex(text, -1) {
		depth += strings.Count(text[read:m[0]], "(") - strings.Count(text[read:m[0]], ")")
		read = m[0]
		if perPiece(text[:m[0]], text[m[1]:]) {
			continue
		}
		if a, ok := amountOf(text[m[2]:m[3]], text[m[4]:m[5]]); ok {
			a.start, a.end, a.depth = m[0], m[1], depth
			all = append(all, a)
		}
	}
	return all
}

var pieceBefore = regexp.MustCompile(`(?:每\p{Han}{0,4}|[人户亩]均|标准)[为是]?$`)

// perPiece reports whether an amount is what one piece costs.
func perPiece(before, after string) bool {
	return strings.HasPrefix(after, "/") || strings.HasPrefix(after, "／") || strings.HasPrefix(after, "每") || pieceBefore.MatchString(before)
}

func amountOf(figure, unit string) (amount, bool) {
	d, ok := fact.Plain(plainFigure(figure))
	if !ok {
		return amount{}, false
	}
	places := placesToUnits[unit]
	a := amount{units: d.Shift(places), decimals: max(0, -d.Exponent()), text: figure + " " + unit}
	if a.decimals > 0 {
		a.slack = decimal.New(5, -max(3, a.decimals+1)).Shift(places)
	}
	a.decimals = max(0, a.decimals-places)
	return a, true
}

// same reports whether two amounts are the same as far as the one with fewer decimals goes.
func (a amount) same(d decimal.Decimal) bool {
	places := min(a.decimals, max(2, -d.Exponent()))
	return d.Round(places).Equal(a.units.Round(places))
}

// adds adds amounts up one by one, from the first to the last: it is enough that two or more of them
// are the total, as the sentence may go on about something else. Two figures that were both rounded as far
// as they can be are not the same any more.
func (a amount) adds(parts []amount) (sum decimal.Decimal, ok bool) {
	slack := a.slack
	for i, part := range parts {
		sum, slack = sum.Add(part.units), slack.Add(part.slack)
		difference := a.units.Sub(sum).Abs()
		if i > 0 && (difference.IsZero() || difference.LessThan(slack)) {
			return sum, true
		}
	}
	return sum, false
}
