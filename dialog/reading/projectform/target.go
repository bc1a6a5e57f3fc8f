package projectform

import (
	"regexp"
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/scoring/fact"
)

// Target is a target or result of an indicator taken apart: ≤202.6万元, 2天以内, 不低于95%, 每亩300.
type Target struct {
	Direction string // ≥ ≤ > < =; empty: none is written
	Value     string // the figure
	Unit      string
}

var target = regexp.MustCompile(`^(≥|≤|>=|<=|>|<|=|不低于|不少于|不小于|大于等于|至少|不高于|不超过|不大于|不多于|小于等于|大于|高于|超过|小于|低于|少于)?` +
	`(每\p{Han}{1,3})?([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)([^0-9]{0,8}?)(以上|及以上|以内|之内|以下|及以下)?$`)

var directions = map[string]string{
	"≥": "≥", ">=": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥", "大于等于": "≥", "至少": "≥", "以上": "≥", "及以上": "≥",
	"≤": "≤", "<=": "≤", "不高于": "≤", "不超过": "≤", "不大于": "≤", "不多于": "≤", "小于等于": "≤", "以内": "≤", "之内": "≤", "以下": "≤", "及以下": "≤",
	">": ">", "大于": ">", "高于": ">", "超过": ">", "<": "<", "小于": "<", "低于": "<", "少于": "<", "=": "=",
}

var oneSign = strings.NewReplacer("≧", "≥", "⩾", "≥", "≦", "≤", "⩽", "≤", "＞", ">", "＜", "<", "＝", "=", "％", "%", "，", ",", "．", ".")

// Parse takes a target apart; ok is false for a text without a single figure.
func Parse(text string) (t Target, ok bool) {
	m := target.FindStringSubmatch(oneSign.Replace(cell.Squeezed(text)))
	if m == nil || strings.ContainsAny(m[4], "-~至到、；;") {
		return t, false
	}
	t = Target{Direction: directions[m[1]], Value: strings.ReplaceAll(m[3], ",", ""), Unit: m[4]}
	if m[2] != "" {
		t.Unit += m[2]
	}
	if t.Direction == "" {
		t.Direction = directions[m[5]]
	}
	return t, true
}

// takeApart gives an indicator its direction, figure and unit where they stand in one cell, and its
// result the same unit. A result with a bound of its own stays as it is: it only repeats the target.
func takeApart(cells map[string]answer.Answer) {
	text := func(code string) string { return cells[code].Value.Text }
	set := func(code, value string) {
		a := cells[code]
		if a.Value.State == fact.Known && a.Value.Text == value {
			return
		}
		cells[code] = answer.Answer{Value: fact.Text(value), Typed: a.Typed}
	}
	t, figure := Parse(text("target"))
	switch {
	case text("target") == "":
		return
	case !figure:
		if text("direction") == "" {
			set("direction", "定性")
		}
		return
	}
	unit := text("unit")
	if unit == "" && t.Unit != "" {
		unit = t.Unit
		set("unit", unit)
	}
	if text("direction") == "" {
		direction := t.Direction
		if direction == "" {
			direction = "="
		}
		set("direction", direction)
	}
	if t.Unit == "" || t.Unit == unit {
		set("target", t.Value)
	}
	if done, ok := Parse(text("actual")); ok && (done.Direction == "" || done.Direction == "=") && (done.Unit == "" || done.Unit == unit) {
		set("actual", done.Value)
	}
}
