package table

import (
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/scoring"
)

// saidPart is a column's word with its figure: 全年预算26.9万元.
var saidPart = regexp.MustCompile(`^([^\d\s-]{1,16}?)(?:为|是|共|计|达)?(-?\d[\d.,]*(?:\p{Han}{1,3}|[%％])?)$`)

// moneyWord is a unit that stands apart from its figure.
var moneyWord = regexp.MustCompile(`^(?:亿|百万|千|万)?元$|^[万亿]$`)

// saidSheet reads lines that name the columns beside their figures (道路养护：全年预算26.9万元，实际支出26万元)
// as a table with those words for its head. Every line has to be of the kind.
func saidSheet(list *scoring.Field, text string) cell.Sheet {
	s := cell.Sheet{Rows: [][]cell.Cell{{{Text: list.Columns[0].Label}}}, Lines: []int{0}}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if cell.Trim(line) == "" {
			continue
		}
		name, pairs := said(unnumbered(cell.Trim(line)))
		if name == "" {
			return cell.Sheet{}
		}
		row := []cell.Cell{{Text: name}}
		for _, p := range pairs {
			row = put(&s, row, p.word, p.figure)
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, n)
	}
	if len(s.Rows) < 2 {
		return cell.Sheet{}
	}
	return s
}

type pair struct{ word, figure string }

// said takes a line apart: a name, and words each with a figure. The name is empty for other lines.
func said(line string) (name string, pairs []pair) {
	var waiting []string // words that no figure has followed yet
	for _, part := range saidParts(line) {
		m := saidPart.FindStringSubmatch(part)
		switch {
		case moneyWord.MatchString(part) && len(waiting) == 0 && len(pairs) > 0:
			pairs[len(pairs)-1].figure += part
			continue
		case m != nil:
			waiting = append(waiting, m[1])
			part = m[2]
		case !figureLike(part):
			waiting = append(waiting, part)
			continue
		}
		switch {
		case name == "" && len(waiting) >= 2:
			name = strings.Join(waiting[:len(waiting)-1], " ")
		case len(waiting) != 1 || name == "":
			return "", nil // a figure without a word, or none that it belongs to
		}
		pairs, waiting = append(pairs, pair{waiting[len(waiting)-1], part}), nil
	}
	if len(waiting) > 0 {
		return "", nil
	}
	return name, pairs
}

// saidParts cuts a line at its blanks and marks; those between digits belong to a figure.
func saidParts(line string) []string {
	rs := []rune(line)
	digit := func(i int) bool { return i >= 0 && i < len(rs) && rs[i] >= '0' && rs[i] <= '9' }
	var parts []string
	start := 0
	for i, r := range rs {
		if r == ' ' || strings.ContainsRune("：:，,；;。", r) && !(digit(i-1) && digit(i+1)) {
			parts = append(parts, cell.Trim(string(rs[start:i])))
			start = i + 1
		}
	}
	return filled(append(parts, cell.Trim(string(rs[start:]))))
}

// put sets the cell of a row under a head, which is added when it is new.
func put(s *cell.Sheet, row []cell.Cell, head, text string) []cell.Cell {
	at := slices.IndexFunc(s.Rows[0], func(c cell.Cell) bool { return c.Text == head })
	if at < 1 {
		at = len(s.Rows[0])
		s.Rows[0] = append(s.Rows[0], cell.Cell{Text: head})
	}
	for len(row) <= at {
		row = append(row, cell.Cell{})
	}
	row[at].Text = text
	return row
}
