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

// breakGrades gives for every place i the grade of a break before runes[i];
// place 0 and the end are not breaks.
func breakGrades(runes []rune) []grade {
	grades := make([]grade, len(runes))
	for i := 1; i < len(runes); i++ {
		grades[i] = pairGrade(runes, i)
	}
	for i := 1; i < len(runes); i++ {
		if isDigit(runes[i-1]) && !isWord(runes[i]) {
			holdUnit(runes, grades, i)
		}
	}
	return grades
}

// holdUnit keeps the unit that begins at i with the figure before it.
func holdUnit(runes []rune, grades []grade, i int) {
	for _, unit := range units {
		length := len([]rune(unit))
		if i+length > len(runes) || string(runes[i:i+length]) != unit {
			continue
		}
		for k := i; k < i+length; k++ {
			grades[k] = max(grades[k], avoided)
		}
		return
	}
}

func pairGrade(runes []rune, i int) grade {
	before, after := runes[i-1], runes[i]
	switch {
	case after == ' ' || unicode.In(after, unicode.Mn, unicode.Me):
		return forbidden
	case isSign(runes, i):
		return allowed
	case strings.ContainsRune(notAtStart, after):
		return forbidden
	case before == ' ':
		return allowed
	case strings.ContainsRune(notAtEnd, before):
		return forbidden
	case isWord(before) && isWord(after):
		return forbidden
	case before == '—' && after == '—', before == '…' && after == '…':
		return forbidden
	case isDigit(after) && strings.ContainsRune("第约近超达为〕～~—–", before):
		return avoided
	}
	return allowed
}

// isSign tells a minus before a figure (为-6.3%) from a connector (A-B).
func isSign(runes []rune, i int) bool {
	return runes[i] == '-' && !isWord(runes[i-1]) && i+1 < len(runes) && isDigit(runes[i+1]) &&
		!strings.ContainsRune(notAtEnd, runes[i-1])
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

func startsBadly(r rune) bool { return strings.ContainsRune(notAtStart, r) }
