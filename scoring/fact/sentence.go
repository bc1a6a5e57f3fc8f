package fact

import (
	"strings"
	"unicode/utf8"
)

// JoinClauses joins two clauses of a sentence; one that is empty leaves no comma.
func JoinClauses(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "，" + b
}

// mostCited is how many characters of a text a message repeats.
const mostCited = 24

// Cited is a piece of text short enough for a message.
func Cited(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= mostCited {
		return s
	}
	return string([]rune(s)[:mostCited]) + "…"
}
