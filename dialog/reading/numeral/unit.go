package numeral

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// dimension is what a unit measures.
type dimension uint8

const (
	bare     dimension = iota // no unit typed
	yuan                      // 元
	percent                   // %, ‰, 百分之
	people                    // 人, 个 and other counters
	points                    // 分
	calendar                  // 年, 月, 日: never the figure asked for
)

// unit is a unit as typed after a figure, or before it (百分之).
type unit struct {
	text      string
	dimension dimension
	// shift is the power of ten that leads to the base unit (元, %, 人).
	shift int32
	// loose is true for spoken forms that are worth a tap.
	loose bool
}

// suffixUnits are tried in order, longest first. 万元 and 亿元 are not here: 万
// and 亿 belong to the numeral, or 二千一百万元 would lose its 百万.
var suffixUnits = []unit{
	{text: "元人民币", dimension: yuan}, {text: "人民币元", dimension: yuan}, {text: "人民币", dimension: yuan},
	{text: "(元)", dimension: yuan}, {text: "块钱", dimension: yuan}, {text: "元钱", dimension: yuan},
	{text: "元整", dimension: yuan}, {text: "元正", dimension: yuan}, {text: "元", dimension: yuan}, {text: "块", dimension: yuan},
	{text: "个百分点", dimension: percent}, {text: "百分点", dimension: percent}, {text: "百分比", dimension: percent},
	{text: "个点", dimension: percent, loose: true},
	{text: "(%)", dimension: percent}, {text: "%", dimension: percent},
	{text: "‰", dimension: percent, shift: -1}, {text: "‱", dimension: percent, shift: -2},
	{text: "人次", dimension: people, loose: true}, {text: "(人)", dimension: people}, {text: "(个)", dimension: people}, {text: "个人", dimension: people},
	{text: "人", dimension: people}, {text: "名", dimension: people}, {text: "位", dimension: people},
	{text: "个", dimension: people}, {text: "项", dimension: people}, {text: "件", dimension: people},
	{text: "起", dimension: people}, {text: "次", dimension: people}, {text: "宗", dimension: people},
	{text: "份", dimension: people}, {text: "家", dimension: people},
	{text: "分", dimension: points},
	{text: "年", dimension: calendar}, {text: "月", dimension: calendar}, {text: "日", dimension: calendar},
	{text: "天", dimension: calendar}, {text: "号", dimension: calendar},
}

// notUnits begin like a unit but mean something else.
var notUnits = []string{"人均", "个月", "个亿", "分之", "分钟", "次年", "元旦", "元月", "名次", "位数", "起草", "分别"}

var prefixUnits = []unit{
	{text: "百分之", dimension: percent}, {text: "千分之", dimension: percent, shift: -1},
	{text: "万分之", dimension: percent, shift: -2},
}

// foreign are signs and names of other currencies.
var foreign = []string{"$", "€", "£", "美元", "美金", "港币", "港元", "欧元", "日元", "英镑", "澳元", "卢布", "韩元"}

// unitAt finds the unit at the beginning of s.
func unitAt(s string) unit {
	for _, other := range notUnits {
		if strings.HasPrefix(s, other) {
			return unit{}
		}
	}
	for _, u := range suffixUnits {
		if strings.HasPrefix(s, u.text) {
			return u
		}
	}
	return unit{}
}

// change is the 角 and 分 that may follow 元, with the closing 整.
var change = regexp.MustCompile(`^[零〇]?([0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖])角(?:[零〇]?([0-9零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖])分)?[整正]?` +
	`|^[零〇]?([0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖])分[整正]?`)

// changeAt reads 角 and 分 at the beginning of s in 元, and how many bytes they
// take.
func changeAt(s string) (decimal.Decimal, int) {
	m := change.FindStringSubmatch(s)
	if m == nil {
		return decimal.Zero, 0
	}
	jiao := digitsToDecimal(hanToASCII(m[1])).Shift(-1)
	fen := digitsToDecimal(hanToASCII(m[2] + m[3])).Shift(-2)
	return jiao.Add(fen), len(m[0])
}

// amount is a figure in the unit of its kind.
type amount struct {
	value  decimal.Decimal
	others []decimal.Decimal
	// code is set when the figure needs a tap for its own form.
	code Code
	// explicit is true when the unit was typed, inYuan when it was 元 alone.
	explicit, inYuan, converted bool
	inYi                        bool // 亿 was typed
	signed                      bool // the question takes figures below zero
}

// measure turns a figure into an amount of the kind, or says why it cannot.
func measure(kind Kind, f figure) (amount, Code) {
	v, code := evaluate(f.raw)
	if code != "" {
		return amount{}, code
	}
	a := amount{value: v.value, explicit: f.unit.dimension != bare, inYi: v.largest == powerYi}
	if v.hasOther {
		a.others = []decimal.Decimal{v.other}
	}
	switch {
	case v.loose || f.unit.loose || f.spaced:
		a.code = Colloquial
	case v.grouping == bySpace && isWhole(v.value) && f.unit.dimension == bare && v.largest == 0:
		a.code = Grouping
	}
	large := v.largest >= powerWan
	var fits bool
	switch kind {
	case Money:
		fits = a.toWan(f, v, large)
	case Count:
		fits = f.unit.dimension == bare || f.unit.dimension == people
		a.converted = large
	case Percent, Rate:
		fits = !large && (f.unit.dimension == bare || f.unit.dimension == percent)
		a.shift(f.unit.shift)
		a.converted = f.unit.shift != 0
	case Score:
		fits = !large && (f.unit.dimension == bare || f.unit.dimension == points)
	case Number:
		fits = true
		a.unknownUnit(f, v, large)
	}
	if !fits {
		return amount{}, UnitMismatch
	}
	return a, ""
}

// shift multiplies every reading with a power of ten.
func (a *amount) shift(power int32) {
	a.value = a.value.Shift(power)
	for i := range a.others {
		a.others[i] = a.others[i].Shift(power)
	}
}

// toWan brings a money figure to 万元. A figure with 万 or 亿 in it is in 元 as
// written; without either and without 元 it is in 万元 already.
func (a *amount) toWan(f figure, v figureValue, large bool) bool {
	switch {
	case f.unit.dimension == yuan:
		a.value = a.value.Add(f.change)
		a.inYuan = !large
		if len(a.others) == 1 && a.others[0].LessThan(a.value) {
			// 1亿2000元: with 元 right after them the digits are literal, and
			// the literal reading is the smaller one.
			a.value, a.others[0] = a.others[0], a.value
		}
	case f.unit.dimension != bare:
		return false
	case !large:
		if isFormal(f.raw) && a.code == "" {
			// Capital numerals are written for sums in 元.
			a.code, a.others = UnitYuan, []decimal.Decimal{a.value.Shift(-powerWan)}
		}
		return true
	}
	a.explicit = true
	a.converted = a.inYuan || a.inYi || isFormal(f.raw) || !v.endsInScale || v.last != powerWan || !f.change.IsZero()
	a.shift(-powerWan)
	return true
}

// unknownUnit is the reading of a figure with a unit where none is expected:
// whether 1.2万 in a field counted in 万 means 1.2 or 12000 only the reader
// knows.
func (a *amount) unknownUnit(f figure, v figureValue, large bool) {
	if f.unit.dimension != bare {
		a.code = Extracted
	}
	if f.unit.dimension == percent {
		a.shift(f.unit.shift)
	}
	if large {
		a.code = Extracted
		a.others = append(a.others, v.value.Shift(int32(-v.last)))
	}
}
