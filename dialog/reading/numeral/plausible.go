package numeral

import "github.com/shopspring/decimal"

// The limits of what a town's or department's form can hold.
const (
	decimals      = 6              // of 万元: one 分; the same for every kind
	askYuan       = 100_000        // 万元 without a unit from here on: perhaps 元
	maxBare       = 10_000_000_000 // a figure without a unit from here on is a telephone number
	maxWan        = 10_000_000     // 万元: 1000 亿元
	maxCount      = 100_000
	maxPercent    = 100_000
	maxScore      = 1_000
	maxNumber     = 1_000_000_000_000
	fullPercent   = 100
	wanPerFigure  = 1
	largestAsking = 4 // readings offered at once, with the first
)

// plausible checks an amount against its kind and gives the final reading.
func plausible(kind Kind, a amount) Reading {
	if !a.value.Equal(a.value.Truncate(decimals)) {
		return invalid(TooPrecise)
	}
	switch kind {
	case Money:
		if code := a.checkMoney(); code != "" {
			return invalid(code)
		}
	case Count:
		switch {
		case !a.value.IsInteger():
			return invalid(NotInteger)
		case a.exceeds(maxCount):
			return invalid(TooLarge)
		}
	case Percent, Rate:
		if a.exceeds(maxPercent) {
			return invalid(TooLarge)
		}
		a.checkPercent()
	case Score:
		if a.exceeds(maxScore) {
			return invalid(TooLarge)
		}
		if a.exceeds(fullPercent) {
			a.ask(Over100)
		}
	case Number:
		if a.exceeds(maxNumber) {
			return invalid(TooLarge)
		}
	}
	return a.reading(kind)
}

// checkMoney tells slips between 元 and 万元 from figures.
func (a *amount) checkMoney() Code {
	size := a.value.Abs()
	switch {
	case !a.explicit && size.GreaterThanOrEqual(decimal.New(maxBare, 0)):
		return TooLarge
	case !a.explicit && size.GreaterThanOrEqual(decimal.New(askYuan, 0)):
		a.ask(UnitYuan, a.value.Shift(-powerWan))
	case a.explicit && a.exceeds(maxWan):
		return TooLarge
	case a.inYuan && size.IsPositive() && size.LessThan(decimal.New(wanPerFigure, 0)):
		a.ask(UnitWan, a.value.Shift(powerWan))
	}
	return ""
}

// checkPercent asks back for ratios and for more than the whole.
func (a *amount) checkPercent() {
	switch {
	case !a.explicit && !a.value.IsZero() && !a.exceeds(1):
		a.ask(Ratio, a.value.Shift(2))
	case a.exceeds(fullPercent):
		a.ask(Over100)
	}
}

func (a *amount) exceeds(limit int64) bool { return a.value.Abs().GreaterThan(decimal.New(limit, 0)) }

// ask makes the amount a question. The first reason found stays; further
// readings are added.
func (a *amount) ask(code Code, others ...decimal.Decimal) {
	if a.code == "" {
		a.code = code
	}
	a.others = append(a.others, others...)
}

// reading is the amount as a Reading, with the alternatives that the kind can
// hold, each once.
func (a *amount) reading(kind Kind) Reading {
	r := Reading{Status: OK, Value: a.value, Converted: a.converted, Code: a.code}
	if a.code == "" {
		return r
	}
	r.Status = Confirm
	for _, other := range a.others {
		if len(r.Alternatives)+1 < largestAsking && !other.Equal(a.value) && a.holds(kind, other) && !contains(r.Alternatives, other) {
			r.Alternatives = append(r.Alternatives, other)
		}
	}
	return r
}

// holds reports whether a field of the kind can store v.
func (a *amount) holds(kind Kind, v decimal.Decimal) bool {
	switch {
	case v.IsNegative() && !a.signed, !v.Equal(v.Truncate(decimals)), kind == Count && !v.IsInteger():
		return false
	case kind == Money:
		return v.Abs().LessThanOrEqual(decimal.New(maxWan, 0))
	}
	return true
}

func contains(list []decimal.Decimal, v decimal.Decimal) bool {
	for _, have := range list {
		if have.Equal(v) {
			return true
		}
	}
	return false
}
