// Package figure reads the figure of a cell or of a few typed words, with the unit that a format,
// a head or the text itself gives it. It is numeral with a context: what the chat asks back because
// it cannot know, a table often says in its head.
package figure

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/numeral"
)

// Asked is what a figure is read for.
type Asked struct {
	Kind   numeral.Kind
	Signed bool   // below zero is an answer
	Unit   string // that a head or unit line gives: 元, 万元, %, 人 …; empty: none
}

// Status says how a figure was understood.
type Status uint8

// What may come of reading a figure.
const (
	Known         Status = iota + 1 // Value is the figure
	Doubtful                        // it may be Value or one of Others: a person has to say
	NotApplicable                   // 不涉及
	Pending                         // 暂缺
	Unread                          // no figure, or none that can stand here
)

// Figure is what was read. Value and Others are in the kind's own unit.
type Figure struct {
	Status Status
	Value  decimal.Decimal
	Others []decimal.Decimal
	// Note says what was changed or is odd about a known figure: 50,000 元 → 5 万元.
	Note string
	// Why says why it is doubtful or unread, without a full stop.
	Why string
	// UnitUnknown says that the doubt is which unit was meant, which is the same for a whole column.
	UnitUnknown bool
	// Bare says that a figure of money stood without any unit: Value takes it as 万元, and what
	// becomes known of its column's unit changes it.
	Bare bool
	// Extracted says that the figure stood among other words.
	Extracted bool
}

// Read reads a cell.
func Read(a Asked, c cell.Cell) Figure {
	if !c.Number.Valid {
		out := readText(a, c.Text)
		out.Bare = out.Bare || a.Kind == numeral.Money && a.Unit == "" && isPlain(c.Text)
		return out
	}
	n, f := c.Number.Decimal, c.Format
	var out Figure
	switch {
	case f.Date:
		return Figure{Status: Unread, Why: "是日期 " + c.Text + "，这里应填数"}
	case f.Currency != "" && f.Currency != "¥":
		return Figure{Status: Unread, Why: "单元格是外币格式（" + f.Currency + "），这里填人民币金额"}
	case f.Percent:
		out = a.readSaid(n.Shift(2).String()+"%", c.Text)
	case f.Unit != "" && (a.Kind != numeral.Money || isMoney(f.Unit)):
		out = a.readSaid(n.Shift(-f.Shift).String()+f.Unit, c.Text)
		if f.Shift != 0 && out.Status == Known {
			out.Note = "单元格存的是 " + n.String() + "，按它显示的单位（" + f.Unit + "）读取"
		}
	case f.Shift != 0 && a.Unit == "" && a.Kind == numeral.Money:
		return Figure{
			Status: Doubtful, UnitUnknown: true, Bare: true, Value: n, Others: []decimal.Decimal{n.Shift(-4)},
			Why: "单元格缩小了显示的数，没有写明单位",
		}
	case f.Currency == "¥" && a.Kind == numeral.Money && a.Unit != "" && a.Unit != "元":
		return a.readClash(n)
	case f.Currency == "¥" && a.Kind == numeral.Money && a.Unit == "":
		out = readText(a, "¥"+n.String())
	default:
		out = a.readBare(n)
		out.Bare = a.Kind == numeral.Money && a.Unit == ""
	}
	if f.Hidden && out.Status == Known {
		out.Note = join(out.Note, "单元格格式把它隐藏了，按存着的数 "+n.String()+" 读取")
	}
	return out
}

// readSaid reads a figure whose unit the format writes out.
func (a Asked) readSaid(text, shown string) Figure {
	a.Unit = ""
	out := readText(a, text)
	if out.Status == Unread {
		out.Why = strings.ReplaceAll(out.Why, text, shown)
	}
	return out
}

// readClash is a figure with ¥ where the form says 万元: the one or the other is wrong.
func (a Asked) readClash(n decimal.Decimal) Figure {
	own, yuan := a, a
	yuan.Unit = "元"
	first, second := own.readBare(n), yuan.readBare(n)
	if first.Status == Unread {
		return first
	}
	return Figure{
		Status: Doubtful, UnitUnknown: true, Bare: true, Value: n, Others: []decimal.Decimal{second.Value},
		Why: "单元格是人民币（¥）格式，表上的单位却是" + a.Unit + "，不知道是哪一个",
	}
}

// readBare reads a stored number in the unit of the head.
func (a Asked) readBare(n decimal.Decimal) Figure {
	text := n.String()
	if a.Kind == numeral.Percent || a.Kind == numeral.Rate {
		if a.Unit == "%" && n.Abs().GreaterThan(decimal.NewFromInt(1)) {
			text += "%"
		}
		return readText(Asked{a.Kind, a.Signed, ""}, text)
	}
	return readText(a, text)
}

// isMoney reports a unit of money as formats write it.
func isMoney(unit string) bool {
	switch unit {
	case "元", "万", "万元", "亿", "亿元", "千元", "百万元", "元整":
		return true
	}
	return false
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "；" + b
}
