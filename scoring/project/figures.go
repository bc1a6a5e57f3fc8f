package project

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// tolerance is by how much a sum of so many addends may differ from its total: half of
// 0.01 万元 for each figure that may have been rounded, the total included.
func tolerance(addends int) decimal.Decimal {
	return decimal.New(5, -3).Mul(decimal.NewFromInt(int64(addends) + 1))
}

// signsInFront are ways to write a direction before a target, longest first.
var signsInFront = []string{">=", "<=", "≥", "≤", "≧", "≦", "＞", "＜", "＝", ">", "<", "="}

// measure is a figure as tables write it: ≤202.6万元, 168起, 2天以内, 每亩300.
type measure struct {
	number decimal.Decimal
	unit   string
	limit  bool // the words state a limit (以内, 不低于, ≥) and not what was counted
}

// measured is a sign or words in front, one number, a unit and words behind.
var measured = regexp.MustCompile(`^(>=|<=|≥|≤|≧|≦|＞|＜|＝|>|<|=)?\s*` +
	`(不低于|不少于|不小于|不高于|不超过|不大于|不多于|大于等于|小于等于|大于|小于|高于|低于|超过|至少|至多|最多|最少|等于)?` +
	`(?:每\p{Han}{1,2}|人均|户均|亩均|平均|共计|合计|累计|总计|约|达到?|(?:实际|已)?完成|共)?\s*` +
	`([+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?)\s*([^0-9，。；、,;前底]{0,10}?)\s*(以内|之内|及?以上|及?以下|内|左右)?$`)

// measureOf reads a target or an actual value. They are texts because they may be qualitative;
// unit is the column beside them.
func measureOf(v fact.Value, unit string) (measure, bool) {
	if v.State != fact.Known {
		return measure{}, false
	}
	m := measured.FindStringSubmatch(strings.TrimSpace(v.Text))
	if m == nil {
		return measure{}, false
	}
	d, ok := fact.Plain(m[3])
	sign := fact.Sign(m[1])
	out := measure{
		number: d, unit: strings.TrimSpace(m[4]),
		limit: sign != "" && sign != "=" || m[2] != "" && m[2] != "等于" || m[5] != "" && m[5] != "左右",
	}
	if out.unit == "" {
		out.unit = strings.TrimSpace(unit)
	}
	if out.unit == "％" {
		out.unit = "%"
	}
	return out, ok
}

// moneyUnits are units of money in 元.
var moneyUnits = map[string]decimal.Decimal{
	"元": decimal.New(1, 0), "百元": decimal.New(1, 2), "千元": decimal.New(1, 3), "万元": decimal.New(1, 4),
	"百万元": decimal.New(1, 6), "千万元": decimal.New(1, 7), "亿元": decimal.New(1, 8),
}

// in is the measure in another unit of money; as it is where either is none.
func (m measure) in(unit string) measure {
	from, known := moneyUnits[m.unit]
	to, wanted := moneyUnits[unit]
	if known && wanted && m.unit != unit {
		m.number, m.unit = m.number.Mul(from).DivRound(to, fact.QuotientDecimals), unit
	}
	return m
}

// squeezed is a text without blanks, for comparing what was copied.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }
