package sentence

import (
	"regexp"
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// unitApart is a unit with a blank before it.
var unitApart = regexp.MustCompile(`([0-9])[ \t]+(人|个|项|份|元|万元|万|亿元|%)`)

// Bare reads several figures without any words as the answers to the questions in their order: a
// column copied from a table, 26 36 1 2. ok is false when there is anything else in the text, fewer
// than two figures, more figures than questions, or one that does not fit its question.
func Bare(fields []*scoring.Field, text string) (found []Found, ok bool) {
	words := strings.FieldsFunc(unitApart.ReplaceAllString(tidy(text), "$1$2"), func(r rune) bool { return strings.ContainsRune(" \n、；;", r) })
	if len(words) == 1 {
		words = clauses(tidy(text))
	}
	if len(words) < 2 || len(words) > len(fields) {
		return nil, false
	}
	for i, w := range words {
		w = cell.Trim(strings.Trim(w, "，,。"))
		a := answer.Read(fields[i], cell.Cell{Text: w}, "")
		if !fields[i].Kind.Numeric() || a.Value.State == fact.Missing || !numbers.MatchString(w) || !direct.MatchString(w) {
			return nil, false
		}
		found = append(found, Found{fields[i], a, w})
	}
	return found, true
}
