package project

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// signsInFront are ways to write a direction before a target, longest first.
var signsInFront = []string{">=", "<=", "≥", "≤", "≧", "≦", "＞", "＜", "＝", ">", "<", "="}

// measure is a figure as tables write it: ≤202.6万元, 168起, 2天以内, 每亩300, 100～120亩.
type measure struct {
	number decimal.Decimal
	upTo   decimal.NullDecimal // the other end of a range
	unit   string
	limit  bool // the words state a limit (以内, 不低于, ≥) and not what was counted
}

// figureInCell is a number with or without thousands separators.
const figureInCell = `[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,10})?|[+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?`

// measured is a sign or words in front, one number or a range, a unit and words behind.
var measured = regexp.MustCompile(`^(>=|<=|≥|≤|≧|≦|＞|＜|＝|>|<|=)?\s*` +
	`(不低于|不少于|不小于|不高于|不超过|不大于|不多于|大于等于|小于等于|大于|小于|高于|低于|超过|至少|至多|最多|最少|等于|控制在)?` +
	`(?:每\p{Han}{1,2}|人均|户均|亩均|平均|共计|合计|累计|总计|约|近|达到?|(?:实际|已)?完成|共)?\s*` +
	`(` + figureInCell + `)\s*(?:余|多)?([^0-9，。；、,;前底~-]{0,10}?)\s*` +
	`(?:[~-]\s*([0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9，。；、,;前底]{0,10}?)\s*)?(以内|之内|及?以上|及?以下|内|左右)?$`)

// measureOf reads a target or an actual value. They are texts because they may be qualitative;
// unit is the column beside them.
func measureOf(v fact.Value, unit string) (measure, bool) {
	if v.State != fact.Known {
		return measure{}, false
	}
	text := cell(v.Text)
	if d, ok := bare(text); ok {
		return measure{number: d, unit: halfWidth(strings.TrimSpace(unit))}, true
	}
	m := measured.FindStringSubmatch(text)
	if m == nil {
		return measure{}, false
	}
	d, ok := fact.Plain(plainFigure(m[3]))
	sign := fact.Sign(m[1])
	out := measure{
		number: d, unit: strings.TrimSpace(m[4]),
		limit: sign != "" && sign != "=" || m[2] != "" && m[2] != "等于" || m[7] != "" && m[7] != "左右",
	}
	if m[5] != "" {
		top, readable := fact.Plain(m[5])
		ok = ok && readable && top.GreaterThan(d)
		out.upTo = decimal.NewNullDecimal(top)
		if m[6] != "" {
			out.unit = strings.TrimSpace(m[6])
		}
	}
	if out.unit == "" {
		out.unit = halfWidth(strings.TrimSpace(unit))
	}
	return out, ok
}

// bare reads a cell that is nothing but digits, as most are.
func bare(text string) (decimal.Decimal, bool) {
	if strings.Trim(text, "0123456789.") != "" {
		return decimal.Decimal{}, false
	}
	return fact.Plain(text)
}

// cell is a cell's text without the marks a sentence would end with.
func cell(text string) string {
	return strings.Trim(halfWidth(strings.TrimSpace(text)), "。；;，,、. \u3000“”")
}
