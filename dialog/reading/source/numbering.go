package source

import (
	"strconv"
	"strings"
)

// numbering counts the numbers that Word puts before paragraphs by itself (ECMA-376 Part 1 §17.9).
type numbering struct {
	levels   map[string]map[int]level // of the definitions, by their id
	lists    map[string]string        // a list's id -> its definition's
	counters map[string][]int         // by definition
	list     string                   // of the paragraph whose properties are being read
	level    int
}

// level is how one level of a list is numbered.
type level struct {
	start  int
	format string // decimal, chineseCounting, …
	text   string // %1、
}

// mostLevel is the number of levels a list has.
const mostLevel = 9

func (n *numbering) read(a *archive, part string) error {
	n.levels, n.lists, n.counters = map[string]map[int]level{}, map[string]string{}, map[string][]int{}
	definition, list, at := "", "", -1
	return a.walk(part, func(e event) error {
		if !e.opens {
			return nil
		}
		value := e.attr("val")
		switch e.name {
		case "abstractNum":
			definition, list = e.attr("abstractNumId"), ""
			n.levels[definition] = map[int]level{}
		case "num":
			list, definition = e.attr("numId"), ""
		case "abstractNumId":
			n.lists[list] = value
		case "lvl":
			at = -1
			if i, err := strconv.Atoi(e.attr("ilvl")); err == nil && i >= 0 && i < mostLevel {
				at = i
			}
		case "start", "numFmt", "lvlText":
			if definition == "" || at < 0 {
				return nil
			}
			l := n.levels[definition][at]
			switch e.name {
			case "start":
				l.start = atoi(value)
			case "numFmt":
				l.format = value
			case "lvlText":
				l.text = value
			}
			n.levels[definition][at] = l
		}
		return nil
	})
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100_000 {
		return 0
	}
	return n
}

// note takes a paragraph's list and level.
func (n *numbering) note(e event) {
	switch e.name {
	case "numId":
		n.list = e.attr("val")
	case "ilvl":
		n.level = atoi(e.attr("val"))
	}
}

// next is the number before the paragraph whose properties end now; empty: none.
func (n *numbering) next() string {
	list, at := n.list, n.level
	n.list, n.level = "", 0
	definition, ok := n.lists[list]
	if !ok || list == "" || at >= mostLevel {
		return ""
	}
	levels := n.levels[definition]
	l, ok := levels[at]
	if !ok || l.format == "none" || l.format == "bullet" {
		return ""
	}
	count := n.counters[definition]
	if count == nil {
		count = make([]int, mostLevel)
	}
	count[at]++
	for deeper := at + 1; deeper < mostLevel; deeper++ {
		count[deeper] = 0
	}
	n.counters[definition] = count
	text := l.text
	for i := 0; i <= at; i++ {
		value := max(count[i], 1) + max(levels[i].start, 1) - 1
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), countingWord(levels[i].format, value))
	}
	return text
}

// countingWord writes a number in a list's way of counting; ways not known here count in digits.
func countingWord(format string, n int) string {
	switch {
	case strings.HasPrefix(format, "chinese"), strings.HasPrefix(format, "japanese"), strings.HasPrefix(format, "taiwanese"), format == "ideographDigital":
		return chineseNumber(n)
	case format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case format == "upperLetter" && n <= 26:
		return string(rune('A' + n - 1))
	case format == "lowerLetter" && n <= 26:
		return string(rune('a' + n - 1))
	}
	return strconv.Itoa(n)
}

// chineseNumber counts to 99 in characters; further in digits.
func chineseNumber(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n <= 0 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
