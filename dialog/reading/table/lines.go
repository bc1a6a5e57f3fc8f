package table

import (
	"regexp"
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/scoring"
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

// lineTable reads several lines as the first column of a list, one row a line.
func lineTable(list *scoring.Field, text string, o Options) (Table, bool) {
	var s cell.Sheet
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = cell.Trim(line); line != "" {
			s.Rows, s.Lines = append(s.Rows, []cell.Cell{{Text: unnumbered(line)}}), append(s.Lines, n)
		}
	}
	if len(s.Rows) < 2 {
		return Table{}, false
	}
	t := Read(list, s, o)
	return t, len(t.Rows) > 0
}
