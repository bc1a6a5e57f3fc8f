package project

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// tolerance is by how much a sum of so many addends may differ from its total: half of
// 0.01 万元 for each figure that may have been rounded, the total included.
func tolerance(addends int) decimal.Decimal {
	return decimal.New(5, -3).Mul(decimal.NewFromInt(int64(addends) + 1))
}

// typedWide are digits and signs as keyboards for Chinese type them.
var typedWide = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "％", "%", "（", "(", "）", ")", "～", "~", "－", "-", "—", "-", "–", "-",
)

// halfWidth writes them as programs do. Most texts have none.
func halfWidth(text string) string {
	if !strings.ContainsAny(text, "０１２３４５６７８９．％（）～－—–") {
		return text
	}
	return typedWide.Replace(text)
}

// thousands are the marks between the digits of a number (1,329,120.67).
var thousands = strings.NewReplacer(",", "", "，", "")

// plainFigure takes them out.
func plainFigure(s string) string {
	if !strings.ContainsAny(s, ",，") {
		return s
	}
	return thousands.Replace(s)
}

// Squeezed is a text without blanks and marks, for comparing what was copied.
func Squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return r
	}, halfWidth(text))
}
