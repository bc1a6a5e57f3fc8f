package form

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Beginning is what is shown of a long answer.
func Beginning(s string) string {
	const most = 300
	if n := utf8.RuneCountInString(s); n > most {
		return ExcerptRunes(s, most) + fmt.Sprintf("（共 %d 字）", n)
	}
	return s
}

// ExcerptRunes is the beginning of s, at most so many characters with the mark that more follows.
func ExcerptRunes(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// ExcerptLines keeps whole lines within one message.
func ExcerptLines(s string) string {
	const most = 3000
	lines, used := strings.Split(s, "\n"), 0
	for i, line := range lines {
		if used += len([]rune(line)) + 1; used > most {
			return strings.Join(lines[:i], "\n") + fmt.Sprintf("\n……另有 %d 行", len(lines)-i)
		}
	}
	return s
}
