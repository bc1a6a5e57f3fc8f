package table

import (
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// run is what stands between two cells where a name may have blanks too: more than one blank, a tab or
// a full-width blank, as tabs and Word tables become.
var run = regexp.MustCompile(`[ \x{00A0}\t]{2,}|\t|[ \x{00A0}]*\x{3000}[ \x{00A0}\x{3000}]*`)

// blanks are one or more of any kind.
var blanks = regexp.MustCompile(`[ \x{00A0}\t\x{3000}]+`)

// runSheet takes lines without a head apart at runs of blanks; those of a list of texts alone also at
// single ones. Every line has to give as many cells as the others, and the list that many columns. Lines
// of a name and a long text part at their first blank.
func runSheet(list *scoring.Field, text string) cell.Sheet {
	flat := list.Flat()
	texts := !slices.ContainsFunc(flat, func(f *scoring.Field) bool { return !open(f) })
	least := 2
	if texts {
		least = 1
	}
	s := evenly(text, least, len(flat), func(line string) []string { return run.Split(line, -1) })
	if texts && len(s.Rows) == 0 {
		s = evenly(text, 2, len(flat), func(line string) []string { return blanks.Split(line, -1) })
	}
	if last := len(flat) - 1; texts && len(s.Rows) == 0 && last > 0 && flat[last].Kind == fact.LongText {
		s = evenly(text, 2, len(flat), func(line string) []string { return blanks.Split(line, len(flat)) })
	}
	if !texts && !slices.ContainsFunc(s.Rows, func(row []cell.Cell) bool { return figureLike(row[len(row)-1].Text) }) {
		return cell.Sheet{}
	}
	return s
}

// longestFirst is how long a name is at the most, in characters.
const longestFirst = 40

// otherMarks in a name say that something else separates the cells.
const otherMarks = "：:，,；;|｜/／"

// evenly takes each line apart; the sheet is empty unless there are that many lines and all have the same
// number of cells, two at least and at most as many as there are columns, with a name in the first.
func evenly(text string, least, most int, split func(string) []string) cell.Sheet {
	var s cell.Sheet
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = cell.Trim(line); line == "" {
			continue
		}
		parts := split(line)
		switch name := parts[0]; {
		case len(parts) < 2, len(parts) > most, len(s.Rows) > 0 && len(parts) != len(s.Rows[0]),
			len([]rune(name)) > longestFirst, strings.ContainsAny(name, otherMarks):
			return cell.Sheet{}
		}
		row := make([]cell.Cell, len(parts))
		for i, p := range parts {
			row[i].Text = cell.Trim(p)
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, n)
	}
	if len(s.Rows) < least {
		return cell.Sheet{}
	}
	return s
}
