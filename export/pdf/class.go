package pdf

import (
	"strings"
	"unicode"
)

// class is what matters about a character when lines are broken.
type class uint16

const (
	neverFirst class = 1 << iota // on a line
	neverLast
	inWord // see isWord
	digit
	space
	combining
	mark // punctuation, see isMark
	dash
	ellipsis
	minus
	// beforeFigure characters stay with the figure after them.
	beforeFigure
)

// beforeFigures are those characters: 第3次, 约364万元, 63%～68%.
const beforeFigures = "第约近超达为〕～~—–"

func classOf(r rune) class {
	var c class
	for _, is := range []struct {
		class class
		true  bool
	}{
		{neverFirst, strings.ContainsRune(notAtStart, r)}, {neverLast, strings.ContainsRune(notAtEnd, r)},
		{inWord, isWord(r)}, {digit, isDigit(r)}, {space, r == ' '}, {combining, unicode.In(r, unicode.Mn, unicode.Me)},
		{mark, isMark(r)}, {dash, r == '—'}, {ellipsis, r == '…'}, {minus, r == '-'},
		{beforeFigure, strings.ContainsRune(beforeFigures, r)},
	} {
		if is.true {
			c |= is.class
		}
	}
	return c
}
