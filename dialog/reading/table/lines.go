package table

import (
	"regexp"
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/scoring"
	"ziping/scoring/fact"
)

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
	return t, len(t.Rows) > 0 || len(t.Left) > 0
}

var (
	// named is a name and what is said of it: 党政综合办公室。负责机关文电运转……
	named = regexp.MustCompile(`^([^。：:；;，,、\d]{2,20})[。：:]\s*(\S.{3,})$`)
	// counted is a name and a number of it: 校车司机2人.
	counted = regexp.MustCompile(`^(\p{Han}{2,16})[：: ]?(\d{1,4}\s*(?:人|名|个|位)?)$`)
)

// proseSheet reads lines for a list of two columns that are written as sentences: a name with its
// duties, or names with their numbers. Every line has to be of the shape.
func proseSheet(list *scoring.Field, text string, shape *regexp.Regexp) cell.Sheet {
	flat := list.Flat()
	if len(flat) != 2 || flat[0].Kind != fact.ShortText {
		return cell.Sheet{}
	}
	split := func(line string) []string { return []string{line} }
	switch {
	case flat[1].Kind == fact.Count && shape == counted:
		split = func(line string) []string {
			return strings.FieldsFunc(strings.TrimRight(line, "。"), func(r rune) bool { return strings.ContainsRune("、，,；;", r) })
		}
	case flat[1].Kind != fact.LongText || shape != named:
		return cell.Sheet{}
	}
	var s cell.Sheet
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if cell.Trim(line) == "" {
			continue
		}
		for _, part := range split(unnumbered(cell.Trim(line))) {
			m := shape.FindStringSubmatch(cell.Trim(part))
			if m == nil {
				return cell.Sheet{}
			}
			s.Rows = append(s.Rows, []cell.Cell{{Text: m[1]}, {Text: m[2]}})
			s.Lines = append(s.Lines, n)
		}
	}
	return s
}
