package form

import (
	"fmt"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// WordingKey with a paragraph below it holds the staff's own words for a paragraph of the report. It belongs
// to no question.
const WordingKey dialog.Key = "wording"

// Wording are the own words for paragraphs of the report, by the paragraph's id.
func Wording(a dialog.Answers) map[string]string {
	words := map[string]string{}
	for key, answer := range a {
		if id, ok := strings.CutPrefix(string(key), string(WordingKey)+"/"); ok && answer.Value.State == scoring.Known {
			words[id] = answer.Value.Text
		}
	}
	return words
}

// WordingValue is a paragraph in own words as an answer.
func WordingValue(words string) scoring.Value {
	if words == "" {
		return scoring.Value{}
	}
	return scoring.Text(words)
}

// wordingExcerpt is how many characters of a paragraph stand on its line.
const wordingExcerpt = 24

// Entry is a paragraph's line in the list.
func Entry(n int, p dialog.Paragraph) string {
	switch {
	case p.Stale != "":
		return fmt.Sprintf("%d. %s\n　 原因：%s\n", n, Excerpt(p.Editable, wordingExcerpt), Excerpt(p.Stale, 80))
	case p.Earlier != "" && !p.Changed:
		return fmt.Sprintf("%d. %s（有之前的改写）\n", n, Excerpt(p.Text, wordingExcerpt))
	case p.Changed:
		return fmt.Sprintf("%d. ✎ %s\n", n, Excerpt(p.Text, wordingExcerpt))
	}
	return fmt.Sprintf("%d. %s\n", n, Excerpt(p.Text, wordingExcerpt))
}
