// Package numeral reads money, counts, percents and rates as people type them
// on phones: full-width digits, Chinese numerals in small and capital letters,
// 万 and 亿 inside the figure, 元 where 万元 was asked, a trailing full stop.
//
// The rule of the package: a figure is accepted without a question only when it
// can be read in one way. Whatever needs a guess comes back as Confirm with the
// readings to offer, and is stored only after a tap.
//
// The package is pure and keeps no state; every function may be called from
// several goroutines.
package numeral

import "github.com/shopspring/decimal"

// Kind says what kind of figure a question expects. The zero Kind is none.
type Kind uint8

// The kinds of figures.
const (
	Money   Kind = iota + 1 // 万元, ≥ 0, at most six decimals (one 分)
	Count                   // 人 or 个, a whole number ≥ 0
	Percent                 // %, ≥ 0; above 100 is asked back
	Rate                    // a change rate in %, may be negative
	Score                   // points, ≥ 0
	Number                  // any decimal ≥ 0 without a unit: targets and actuals of indicators
)

// Status says what is to be done with a Reading. The zero Status is none, so
// that an empty Reading never passes for an accepted zero.
type Status uint8

// What may come of reading a text.
const (
	OK            Status = iota + 1 // store Value and echo it
	Confirm                         // offer Value and Alternatives as buttons, store after a tap
	NotApplicable                   // 不涉及: stored as such, never as 0
	Pending                         // 暂缺: stored as such, asked again later
	Command                         // a /command: for the command router
	Invalid                         // keep the question open and say Explain
)

// Code says why a reading is not simply OK. It is empty for OK.
type Code string

// Codes of Confirm: the figure was read, but not without a guess.
const (
	Approx     Code = "APPROX"     // 约, 左右, 多: asked for the exact figure
	Bound      Code = "BOUND"      // ≥, 不低于: Reading.Bound has the sign
	Sum        Code = "SUM"        // a+b+c: Value is the sum
	Extracted  Code = "EXTRACTED"  // one figure among words
	Colloquial Code = "COLLOQUIAL" // 两千一, 1万3, 三六四
	Grouping   Code = "GROUPING?"  // 27 364 or 27，364: one figure or two?
	UnitYuan   Code = "UNIT_YUAN?" // no unit and too large for 万元: perhaps 元
	UnitWan    Code = "UNIT_WAN?"  // 元 typed and below one 万元: perhaps 万元
	Ratio      Code = "RATIO?"     // 0.95 without a sign: 0.95 % or 95 %
	Over100    Code = "OVER_100"   // a percent above 100
	Zero       Code = "ZERO?"      // 无 where it may mean 0 or 不涉及
)

// Codes of Invalid.
const (
	Empty        Code = "EMPTY"
	NotNumber    Code = "NOT_NUMBER"
	Negative     Code = "NEGATIVE"
	Exponent     Code = "EXPONENT"
	MultiDot     Code = "MULTI_DOT"
	BadGrouping  Code = "BAD_GROUPING"
	MultiNumber  Code = "MULTI_NUMBER"
	TooLarge     Code = "TOO_LARGE"
	TooPrecise   Code = "TOO_PRECISE"
	NotInteger   Code = "NOT_INTEGER"
	UnitMismatch Code = "UNIT_MISMATCH"
	BadChar      Code = "BAD_CHAR"
	TooLong      Code = "TOO_LONG"
	RangeInput   Code = "RANGE_INPUT"
)

// Reading is what was understood from one answer.
type Reading struct {
	Status Status
	// Value is valid for OK and Confirm, in the kind's own unit: 万元, 人, %, points.
	Value decimal.Decimal
	// Alternatives are further readings to offer with Confirm, likeliest first.
	Alternatives []decimal.Decimal
	Code         Code
	// Converted is true when the unit typed differs from the field's (元, 亿,
	// 5万3千, capital numerals, ‰): the echo should show the conversion.
	Converted bool
	// Bound is "≥", "≤", ">" or "<" when a bound was typed. A target may keep
	// it as its direction; an actual figure needs the tap.
	Bound string
}

func invalid(code Code) Reading { return Reading{Status: Invalid, Code: code} }
