package project

import (
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

// figureOf reads a target or an actual value. They are texts because they may be
// qualitative; a sign in front, the unit behind and % are understood.
func figureOf(v fact.Value, unit string) (decimal.Decimal, bool) {
	if v.State != fact.Known {
		return decimal.Decimal{}, false
	}
	text := strings.TrimSpace(v.Text)
	for _, sign := range signsInFront {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			text = strings.TrimSpace(rest)
			break
		}
	}
	if unit = strings.TrimSpace(unit); unit != "" {
		text = strings.TrimSpace(strings.TrimSuffix(text, unit))
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "%"), "％")
	return fact.Plain(text)
}
