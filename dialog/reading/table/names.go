package table

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog/reading/cell"
)

var (
	leadingNumber = regexp.MustCompile(`^\s*(?:[（(]?\d{1,3}[）)]|\d{1,3}[.、．]|[①-⑳])\s*`)
	firstDigits   = regexp.MustCompile(`\d+`)
)

// unnumbered takes the number off a numbered line. A figure stays: 12.5 is not item 12.
func unnumbered(text string) string {
	rest := leadingNumber.ReplaceAllString(text, "")
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return text
	}
	return rest
}

// namesNumbered reports a table whose names carry the numbers of their rows, from 1 on.
func (t *Table) namesNumbered() bool {
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Field != nil && c.Field.Code == t.List.Columns[0].Code })
	if at < 0 {
		return false
	}
	next := 1
	for i := t.Head + 1; i < len(t.Sheet.Rows); i++ {
		c := t.Sheet.At(i, at)
		switch number, _ := strconv.Atoi(firstDigits.FindString(leadingNumber.FindString(c.Text))); {
		case number == next && unnumbered(c.Text) != c.Text:
			next++
		case c.Own() && !t.noRowAt(i):
			return false
		}
	}
	return next > 1
}

// noRowAt reports a line that is a total, a part of one, a note or a rule by its first words.
func (t *Table) noRowAt(i int) bool {
	words := t.firstWords(i)
	return totalLine.MatchString(words) || partTotal.MatchString(words) || ofWhich.MatchString(words) || noteLine.MatchString(words) || t.isRule(i)
}

// amount is a figure with a unit of money in a text.
var amount = regexp.MustCompile(`[0-9０-９](?:\s*(?:亿|百万|千|万)?元|\s*[万亿](?:[^\p{Han}]|$))`)

// SeveralFigures reports a text that ends in two figures apart, names two things with their figures or
// holds two amounts: cells that were not taken apart. Such a text is no name.
func SeveralFigures(text string) bool {
	if len(amount.FindAllString(text, 2)) == 2 {
		return true
	}
	fields := strings.FieldsFunc(text, func(r rune) bool { return cell.Blank(r) || strings.ContainsRune("/／、，,；;|｜\\:：", r) })
	all, last := 0, 0
	for _, f := range fields {
		if last++; !figureLike(f) {
			last = 0
			continue
		}
		all++
	}
	return last >= 2 || all >= 2 && strings.ContainsAny(text, ":：")
}
