package numeral

import "github.com/shopspring/decimal"

const (
	powerWan = 4 // 万
	powerYi  = 8 // 亿
)

// figureValue is the value of one numeral, without its unit.
type figureValue struct {
	value decimal.Decimal
	// other is a second reading of a shortened numeral: 1万35 is 10035 or 13500.
	other    decimal.Decimal
	hasOther bool
	// loose is true when the numeral is spoken rather than written form.
	loose    bool
	grouping grouping
	// largest and last are the powers of the largest and of the last scale.
	largest, last int
	endsInScale   bool
}

// evaluate reads a numeral: 2,179.77, 1亿2000万, 二千一百七十九点七七.
func evaluate(raw string) (figureValue, Code) {
	tokens, code := tokenise(raw)
	if code != "" {
		return figureValue{}, code
	}
	v, code := below(tokens, powerYi)
	if code != "" {
		return figureValue{}, code
	}
	for _, t := range tokens {
		v.largest = max(v.largest, t.power)
		if t.power > 0 {
			v.last = t.power
		}
		if t.grouping != ungrouped {
			v.grouping = t.grouping
		}
	}
	v.endsInScale = tokens[len(tokens)-1].power > 0
	return v, ""
}

// below reads tokens whose largest scale is at most power, which is 亿 or 万.
func below(tokens []token, power int) (figureValue, Code) {
	if power < powerWan {
		return section(tokens)
	}
	split := -1
	for i, t := range tokens {
		if t.power == power {
			if split >= 0 {
				return figureValue{}, NotNumber
			}
			split = i
		}
	}
	if split < 0 {
		return below(tokens, power-powerWan)
	}
	head, code := below(tokens[:split], power-powerWan)
	if code != "" {
		return figureValue{}, code
	}
	return join(head.scaled(power), tokens[split+1:], power)
}

// scaled multiplies every reading with a power of ten.
func (v figureValue) scaled(power int) figureValue {
	v.value = v.value.Shift(int32(power))
	v.other = v.other.Shift(int32(power))
	return v
}

// join adds what follows a 万 or 亿. head is already multiplied.
func join(head figureValue, rest []token, power int) (figureValue, Code) {
	if len(rest) == 0 {
		return head, ""
	}
	literal := false
	if rest[0].filler {
		literal, rest = true, rest[1:]
	}
	if len(rest) == 0 || head.hasOther || !isWhole(head.value.Shift(int32(-power))) {
		// 1.5亿2000万 and 1千5万3 are slips more often than figures.
		return figureValue{}, NotNumber
	}
	if len(rest) == 1 {
		return tail(head, rest[0], power, literal)
	}
	lower, code := below(rest, power-powerWan)
	if code != "" {
		return figureValue{}, code
	}
	if lower.value.GreaterThanOrEqual(decimal.New(1, int32(power))) {
		return figureValue{}, NotNumber
	}
	sum := figureValue{value: head.value.Add(lower.value), loose: head.loose || lower.loose}
	switch {
	case power == powerYi && !literal && !hasPower(rest, powerWan):
		// 一亿二千 is mostly said for 一亿二千万.
		if lower.value.GreaterThanOrEqual(decimal.New(1, powerWan)) {
			return figureValue{}, NotNumber
		}
		sum.other, sum.hasOther, sum.loose = sum.value, true, true
		sum.value = head.value.Add(lower.value.Shift(powerWan))
	case lower.hasOther:
		sum.other, sum.hasOther = head.value.Add(lower.other), true
	}
	return sum, ""
}

func hasPower(tokens []token, power int) bool {
	for _, t := range tokens {
		if t.power == power {
			return true
		}
	}
	return false
}

// section reads a numeral below 万: digits with 千, 百 and 十 in falling order.
func section(tokens []token) (figureValue, Code) {
	if len(tokens) == 0 || tokens[0].filler {
		return figureValue{}, NotNumber
	}
	if len(tokens) == 1 && tokens[0].isNumber() {
		return plain(tokens[0])
	}
	var sum figureValue
	last, literal := powerWan, false
	for first := true; len(tokens) > 0; first = false {
		t := tokens[0]
		switch {
		case t.filler:
			if literal || len(tokens) == 1 {
				return figureValue{}, NotNumber
			}
			literal, tokens = true, tokens[1:]
			continue
		case t.isNumber() && len(tokens) == 1:
			return tail(sum, t, last, literal)
		}
		part, power, used, ok := product(tokens, first)
		if !ok || power >= last || !isWhole(sum.value.Shift(int32(-last))) && !first {
			return figureValue{}, NotNumber
		}
		sum.value = sum.value.Add(part)
		last, literal, tokens = power, false, tokens[used:]
	}
	return sum, ""
}

// product reads one digit with its scale: 三百, 12千, and the 十 of 十五.
func product(tokens []token, first bool) (value decimal.Decimal, power, used int, ok bool) {
	t := tokens[0]
	if t.power > 0 {
		// A scale without a digit is a numeral only for ten: 十五, 一百十五.
		return decimal.New(1, 1), 1, 1, t.power == 1
	}
	next := tokens[1]
	if next.power == 0 || t.spelled || t.digits == "" && t.fraction == "" {
		return decimal.Zero, 0, 0, false
	}
	if !first && (len(t.digits) != 1 || t.digits == "0" || t.fraction != "") {
		return decimal.Zero, 0, 0, false
	}
	return number(t).Shift(int32(next.power)), next.power, 2, true
}

// plain is a numeral that is one piece of digits.
func plain(t token) (figureValue, Code) {
	if t.spelled && t.fraction == "" && isVaguePair(t.digits) {
		return figureValue{}, RangeInput
	}
	return figureValue{value: number(t), loose: t.spelled, grouping: t.grouping}, ""
}

// tail adds the digits after the last scale. With 零, or when they fill all the
// places below the scale, they are literal: 一百零五, 十五, 1万3000. Otherwise
// the next scale was left out: 两千一 is 2100, 1万3 is 13000, and 1万35 could be
// either.
func tail(head figureValue, t token, power int, literal bool) (figureValue, Code) {
	places := len(t.digits)
	exact := literal || places == power || places == 0
	wrong := !t.isNumber() || t.spelled || head.hasOther || places > power ||
		!isWhole(head.value.Shift(int32(-power))) || !exact && t.fraction != "" ||
		places > 0 && !literal && t.digits == "0"
	if wrong {
		return figureValue{}, NotNumber
	}
	added := head.value.Add(number(t))
	if exact {
		return figureValue{value: added, loose: head.loose}, ""
	}
	shortened := head.value.Add(number(t).Shift(int32(power - places)))
	if places == 1 || power == powerYi && places == powerWan {
		return figureValue{value: shortened, other: added, hasOther: true, loose: true}, ""
	}
	return figureValue{value: added, other: shortened, hasOther: true, loose: true}, ""
}

// number is the decimal of a digits token; the text is digits by construction.
func number(t token) decimal.Decimal {
	v := digitsToDecimal(t.digits)
	if t.fraction == "" {
		return v
	}
	return v.Add(digitsToDecimal(t.fraction).Shift(int32(-len(t.fraction))))
}

// digitsToDecimal reads ASCII digits; none is zero. At most 64 digits arrive
// here, so that the loop is cheaper than parsing and cannot fail.
func digitsToDecimal(digits string) decimal.Decimal {
	const chunk = 18 // digits that fit an int64
	v := decimal.Zero
	for len(digits) > 0 {
		n := min(chunk, len(digits))
		var part int64
		for _, d := range []byte(digits[:n]) {
			part = part*10 + int64(d-'0')
		}
		v = v.Shift(int32(n)).Add(decimal.New(part, 0))
		digits = digits[n:]
	}
	return v
}

func isWhole(v decimal.Decimal) bool { return v.IsInteger() }
