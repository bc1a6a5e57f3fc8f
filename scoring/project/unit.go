package project

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// Units of one kind are compared in the smallest of them: 公里 and 米, 万元 and 亿元.

// quantity is a unit taken apart: how many of the base.
type quantity struct {
	times decimal.Decimal
	base  string
}

// multiples are the words that stand in front of a unit or for one, longest first.
var multiples = []struct {
	word  string
	power int32
}{
	{"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"亿", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万", 4}, {"千", 3}, {"百", 2},
}

// sameUnits are units with another name or another size: 1 公里 is 1000 米.
var sameUnits = map[string]quantity{
	"公里": units(1000, "米"), "km": units(1000, "米"), "m": units(1, "米"), "里": units(500, "米"),
	"㎡": units(1, "平方米"), "m2": units(1, "平方米"), "m²": units(1, "平方米"), "公顷": units(15, "亩"), "平方公里": units(1500, "亩"),
	"方": units(1, "立方米"), "m3": units(1, "立方米"), "m³": units(1, "立方米"),
	"吨": units(1_000_000, "克"), "公斤": units(1000, "克"), "kg": units(1000, "克"), "斤": units(500, "克"),
	"小时": units(60, "分钟"), "个小时": units(60, "分钟"), "天": units(1440, "分钟"), "日": units(1440, "分钟"), "工作日": units(1440, "分钟"),
	"个工作日": units(1440, "分钟"), "周": units(7*1440, "分钟"),
	"年": units(12, "个月"), "月": units(1, "个月"), "名": units(1, "人"), "位": units(1, "人"),
	"块": units(1, "元"), "人民币": units(1, "元"), "‰": {decimal.New(1, -1), "%"}, "百分点": units(1, "%"), "个百分点": units(1, "%"),
}

func units(times int64, base string) quantity { return quantity{decimal.NewFromInt(times), base} }

// quantityOf takes a unit apart.
func quantityOf(unit string) quantity {
	if q, ok := sameUnits[unit]; ok {
		return q
	}
	for _, m := range multiples {
		if rest, found := strings.CutPrefix(unit, m.word); found {
			q := quantityOf(rest)
			return quantity{q.times.Mul(decimal.New(1, m.power)), q.base}
		}
	}
	return quantity{decimal.NewFromInt(1), unit}
}

// in is the measure in another unit; false when the two cannot be compared, as a rate with a number
// of things. A unit that is not known is taken for another name of the same thing (户, 家).
func (m measure) in(unit string) (measure, bool) {
	if m.unit == unit || m.unit == "" || unit == "" {
		return m, true
	}
	from, to := quantityOf(m.unit), quantityOf(unit)
	if from.base != to.base && from.base != "" && to.base != "" {
		return m, !incomparable(from.base, to.base)
	}
	m.number = m.number.Mul(from.times).DivRound(to.times, fact.QuotientDecimals)
	m.unit = unit
	return m, true
}

// kindsOfUnits are the bases that measure different things.
var kindsOfUnits = map[string]string{
	"%": "比率", "元": "金额", "米": "长度", "平方米": "面积", "亩": "面积", "立方米": "体积", "克": "重量", "分钟": "时间", "个月": "时间",
	"人": "个数", "人次": "个数", "个": "个数", "户": "个数", "家": "个数", "次": "个数", "件": "个数", "起": "个数", "项": "个数",
	"座": "个数", "处": "个数", "场": "个数", "台": "个数", "套": "个数", "所": "个数", "条": "个数", "村": "个数", "批": "个数",
}

// incomparable reports whether two bases measure different things. Counts have many names.
func incomparable(a, b string) bool {
	x, y := kindsOfUnits[a], kindsOfUnits[b]
	return x != "" && y != "" && (x != y || x != "个数" && a != b)
}
