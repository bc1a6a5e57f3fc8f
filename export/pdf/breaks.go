package pdf

import (
	"strings"
	"unicode"
)

// grade says whether a line may end at a place between two characters.
type grade int8

const (
	allowed grade = iota
	// avoided parts what belongs together, a number and its unit; taken only
	// when the line would otherwise be spaced too widely.
	avoided
	forbidden
)

// Level "GB法" of the W3C Requirements for Chinese Text Layout, with the
// connectors and ASCII marks that reports use.
const (
	notAtStart = "。．，、：；！？‼⁇”’」』）》〉】〗〕］｝～–—·・‧/／….,:;!?)]}%％‰℃°～~"
	notAtEnd   = "“‘「『（《〈【〖〔［｛/／([{¥￥$№≥≤＞＜±−"
)

// units follow a figure and stay with it; longer ones first.
var units = strings.Fields(`
	万人次 万平方米 平方公里 平方米 立方米 个百分点 百分点
	万元 亿元 千元 万人 亿人 人次 公里 千米 公斤 千克 小时 分钟 个月 万户 万亩
	元 万 亿 年 月 日 号 时 分 秒 个 人 项 次 条 件 台 套 处 所 名 位 倍 天 户 家
	岁 期 亩 吨 米 页 岁 周 度 级 类 批 笔 场 辆 座 村 成 届 股 路 平`)

// unitsBy are the units by their first character.
var unitsBy = func() map[rune][][]rune {
	by := map[rune][][]rune{}
	for _, unit := range units {
		runes := []rune(unit)
		by[runes[0]] = append(by[runes[0]], runes)
	}
	return by
}()

// gradeBreaks appends for every place i the grade of a break before glyphs[i];
// place 0 and the end are not breaks.
func gradeBreaks(grades []grade, glyphs []*glyph) []grade {
	for i := range glyphs {
		if i == 0 {
			grades = append(grades, allowed)
			continue
		}
		grades = append(grades, pairGrade(glyphs, i))
	}
	for i := 1; i < len(glyphs); i++ {
		if glyphs[i-1].class&digit != 0 && glyphs[i].class&inWord == 0 {
			holdUnit(glyphs, grades, i)
		}
	}
	return grades
}

// holdUnit keeps the unit that begins at i with the figure before it.
func holdUnit(glyphs []*glyph, grades []grade, i int) {
	for _, unit := range unitsBy[glyphs[i].char] {
		if !begins(glyphs[i:], unit) {
			continue
		}
		for k := i; k < i+len(unit); k++ {
			grades[k] = max(grades[k], avoided)
		}
		return
	}
}

func begins(glyphs []*glyph, text []rune) bool {
	if len(text) > len(glyphs) {
		return false
	}
	for i, r := range text {
		if glyphs[i].char != r {
			return false
		}
	}
	return true
}

func pairGrade(glyphs []*glyph, i int) grade {
	before, after := glyphs[i-1].class, glyphs[i].class
	switch {
	case after&(space|combining) != 0:
		return forbidden
	case after&minus != 0 && isSign(glyphs, i):
		return allowed
	case after&neverFirst != 0: // the second of —— and …… too
		return forbidden
	case before&space != 0:
		return allowed
	case before&neverLast != 0, before&after&inWord != 0:
		return forbidden
	case after&digit != 0 && before&beforeFigure != 0:
		return avoided
	}
	return allowed
}

// isSign tells a minus before a figure (为-6.3%) from a connector (A-B).
func isSign(glyphs []*glyph, i int) bool {
	return glyphs[i-1].class&(inWord|neverLast) == 0 && i+1 < len(glyphs) && glyphs[i+1].class&digit != 0
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isWord reports whether r is a part of a Latin word or a figure: nothing may
// come between two of them, neither a line end nor space to fill a line.
func isWord(r rune) bool {
	return r > ' ' && r < 0x7F || r >= 0xC0 && r <= 0x24F && r != '×' && r != '÷'
}

// isMark reports whether r is punctuation or a combining sign: no character
// of its own when the characters of a line are counted.
func isMark(r rune) bool {
	return unicode.In(r, unicode.P, unicode.M, unicode.Z)
}

// isFigure reports whether r is a part of a number as it is written: 2,179.77.
func isFigure(r rune) bool { return isDigit(r) || r == '.' || r == ',' }
