package reading

import (
	"regexp"
	"strings"

	"ziping/scoring"
)

// PastedLines splits a pasted text into the cells of a table for a list. ok is false when the
// text is no table but a single answer.
func PastedLines(list *scoring.Field, text string) (lines [][]string, ok bool) {
	var whole []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			whole = append(whole, line)
		}
	}
	split := splitterFor(whole, len(list.Flat()))
	if len(whole) < 2 && split == nil {
		return nil, false
	}
	for _, line := range whole {
		if split == nil {
			lines = append(lines, []string{unnumbered(line)})
			continue
		}
		cells := split(line)
		cells[0] = unnumbered(cells[0])
		lines = append(lines, cells)
	}
	return lines, true
}

// splitters take a line apart, safest first: tabs come from spreadsheets, bars from tables,
// runs of blanks from aligned text. Single blanks and commas stand in names and figures too,
// so they count only when they make full rows.
var splitters = []func(string) []string{
	splitOn(regexp.MustCompile(`\t`)),
	splitOn(regexp.MustCompile(`\s*[|｜]\s*`)),
	splitOn(regexp.MustCompile(`\s*　+\s*|\s{2,}`)),
	splitOn(regexp.MustCompile(`\s*[，；;]\s*`)),
	splitOn(regexp.MustCompile(`\s+`)),
	splitOn(regexp.MustCompile(`\s*[：:]\s*`)),
}

// sureSplitters is how many of the splitters need no full rows.
const sureSplitters = 3

func splitOn(separator *regexp.Regexp) func(string) []string {
	return func(line string) []string {
		return separator.Split(strings.Trim(line, " |｜"), -1)
	}
}

// splitterFor is the first splitter that takes every line apart into at most columns cells;
// nil when none does.
func splitterFor(lines []string, columns int) func(string) []string {
	for i, split := range splitters {
		fits := len(lines) > 0
		for _, line := range lines {
			n := len(split(line))
			sure := i < sureSplitters && n >= 2 && n <= columns+2 // a 序号 column, a stray bar
			full := i >= sureSplitters && len(lines) > 1 && n == columns
			fits = fits && (sure || full)
		}
		if fits {
			return split
		}
	}
	return nil
}

var leadingNumber = regexp.MustCompile(`^\s*(?:[（(]?\d{1,3}[）)]|\d{1,3}[.、．])\s*`)

// unnumbered takes the number off a numbered line. A figure stays: 12.5 is not item 12.
func unnumbered(cell string) string {
	rest := leadingNumber.ReplaceAllString(cell, "")
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return cell
	}
	return rest
}
