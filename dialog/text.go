package dialog

import (
	"strings"
)

// Chunk lays buttons out in rows of n.
func Chunk(buttons []Button, n int) [][]Button {
	var rows [][]Button
	for len(buttons) > n {
		rows, buttons = append(rows, buttons[:n]), buttons[n:]
	}
	if len(buttons) > 0 {
		rows = append(rows, buttons)
	}
	return rows
}

// FoldDigits turns full-width digits into ASCII ones.
func FoldDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// TextStale answers a button of a message that is no longer the newest.
const TextStale = "这个按钮已经过期，请看最新的题目"
