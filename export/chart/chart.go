// Package chart lays out bar charts and draws them on a Canvas: the same drawing
// in a PDF, in a picture for a chat and in a text document.
//
// Every axis begins at zero, every bar carries its figure as text, and what
// bars mean is told by their filling (solid, hatched, open), so that a chart
// can be read from a black-and-white copy.
package chart

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Drawing draws itself on a canvas of any kind. Bars is one.
type Drawing interface {
	// Height is what the drawing is made for at a type size, in the unit of that size.
	Height(size float64) float64
	// Draw draws into width × height from the canvas's top left corner.
	Draw(c Canvas, width, height, size float64)
}

// Pattern is the filling of a bar.
type Pattern int

// The fillings. All have an outline.
const (
	Solid Pattern = iota
	Hatched
	Open
)

// Bars is a chart of horizontal bars. A value's text is made by whoever knows
// its unit, so that chart and tables show the same figure.
type Bars struct {
	// Title stands above the drawing; empty where a caption tells it.
	Title string
	// Unit is the unit of the axis: 分, %.
	Unit   string
	Legend []Key
	Groups []Group
	// Mark is a value a line is drawn at (100 for full execution).
	Mark decimal.NullDecimal
}

// Key explains a filling.
type Key struct {
	Pattern Pattern
	Name    string
}

// Group is a label with its bars, one under the other.
type Group struct {
	Label string
	Bars  []Bar
}

// Bar is one value.
type Bar struct {
	Pattern Pattern
	// Value is the length; nothing is drawn without one, or below zero.
	Value decimal.NullDecimal
	// Limit is the most that the value can be; an open bar shows it.
	Limit decimal.NullDecimal
	// Text is the figure as written: 25/30, 100.16%.
	Text string
}

// Alt is the chart in words, for readers who do not see it:
// 投入：20/20；过程：25/30。
func (b Bars) Alt() string {
	parts := make([]string, 0, len(b.Groups))
	for _, g := range b.Groups {
		texts := make([]string, len(g.Bars))
		for i, bar := range g.Bars {
			texts[i] = b.keyed(g, bar)
		}
		parts = append(parts, g.Label+"："+strings.Join(texts, "，"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "；") + "。"
}

// keyed is a bar's figure, after the name of its filling where bars of a group
// differ by it.
func (b Bars) keyed(g Group, bar Bar) string {
	if len(g.Bars) < 2 {
		return bar.Text
	}
	for _, key := range b.Legend {
		if key.Pattern == bar.Pattern {
			return key.Name + bar.Text
		}
	}
	return bar.Text
}

// rows counts the bars.
func (b Bars) rows() int {
	n := 0
	for _, g := range b.Groups {
		n += len(g.Bars)
	}
	return n
}

// scale is where the axis ends and how far its ticks are apart: 1, 2, 2.5 or 5
// times a power of ten, three to six of them, so that every value has room.
func (b Bars) scale() (end, step decimal.Decimal) {
	most := b.Mark.Decimal
	for _, g := range b.Groups {
		for _, bar := range g.Bars {
			most = decimal.Max(most, bar.Value.Decimal, bar.Limit.Decimal)
		}
	}
	if !most.IsPositive() {
		return decimal.NewFromInt(1), decimal.NewFromInt(1)
	}
	const ticks = 6
	// The power of ten at or below a tenth of the largest value.
	exponent := int32(most.NumDigits()) + most.Exponent() - 2
	for ; ; exponent++ {
		for _, lead := range []int64{10, 20, 25, 50} {
			step = decimal.New(lead, exponent-1)
			count := most.DivRound(step, 8).Ceil()
			if count.LessThanOrEqual(decimal.NewFromInt(ticks)) {
				return step.Mul(count), step
			}
		}
	}
}
