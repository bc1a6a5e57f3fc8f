package table

import (
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/cell"
)

var leadingNumber = regexp.MustCompile(`^\s*(?:[（(]?\d{1,3}[）)]|\d{1,3}[.、．]|[①-⑳])\s*`)

// unnumbered takes the number off a numbered line. A figure stays: 12.5 is not item 12.
func unnumbered(text string) string {
	rest := leadingNumber.ReplaceAllString(text, "")
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return text
	}
	return rest
}

// withoutNumbers takes the number of each line off its first cell, where all lines below a head are
// numbered so, but for totals: 1、党政综合办公室.
func withoutNumbers(s cell.Sheet) cell.Sheet {
	for from := range min(2, len(s.Rows)) {
		names, counted := make([]string, len(s.Rows)), 0
		for i, row := range s.Rows[from:] {
			names[from+i] = row[0].Text
			if words := cell.Squeezed(row[0].Text); words == "" || totalLine.MatchString(words) || partTotal.MatchString(words) {
				continue
			}
			rest, ok := strings.CutPrefix(row[0].Text, itoa(counted+1))
			name := cell.Trim(strings.TrimLeft(rest, "、.．) ）"))
			if !ok || name == "" || name == rest || figureLike(name) {
				counted = 0
				break
			}
			names[from+i] = name
			counted++
		}
		if counted < 2 {
			continue
		}
		rows := slices.Clone(s.Rows)
		for i := from; i < len(rows); i++ {
			rows[i] = slices.Clone(rows[i])
			rows[i][0].Text = names[i]
		}
		s.Rows = rows
		return s
	}
	return s
}

// unnumberedLines takes the numbers off lines that are numbered 1, 2, 3 with a blank behind.
func unnumberedLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	rest := make([]string, len(lines))
	for i, line := range lines {
		number, behind, ok := strings.Cut(cell.Trim(line), " ")
		if !ok || strings.Trim(number, ".、．") != itoa(i+1) {
			return text
		}
		rest[i] = behind
	}
	return strings.Join(rest, "\n")
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
