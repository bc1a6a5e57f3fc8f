package answering

import (
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/preview"
	"ziping/dialog/turn/proposing"
	"ziping/dialog/turn/stage"
)

// understands takes a message that is no plain answer to the open question: a table, a report, or
// questions named beside their answers.
func understands(t *stage.Turn, q form.Question, typed string) bool {
	if anyTable(t) || !isColumn(typed) && reportText(t, typed) {
		return true
	}
	p, ok := proposing.Reader(t).Sentence(typed)
	if !ok {
		return false
	}
	if preview.OneOf(p, q) {
		v, ok := preview.Value(q.Leaf, p.Entries[0].Said)
		if ok && !preview.Open(p.Entries[0]) && p.Entries[0].Note == "" {
			answer(t, q, v, typed)
			return true
		}
		return false
	}
	proposing.Propose(t, p, false)
	return true
}

// isColumn reports a text of short lines, a label and its value each, rather than running text.
func isColumn(text string) bool {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	short := 0
	for _, l := range lines {
		if utf8.RuneCountInString(l) <= longestPair {
			short++
		}
	}
	return len(lines) >= 3 && 10*short >= 9*len(lines)
}

// longestPair is how long a line of a label and its value is, in characters.
const longestPair = 48

// namesOthers takes a message at a question for a short text that is plainly about other questions.
func namesOthers(t *stage.Turn, q form.Question, typed string) bool {
	p, ok := proposing.Reader(t).Sentence(typed)
	if !ok || len(p.Left) > 0 || preview.OneOf(p, q) {
		return false
	}
	for _, e := range p.Entries {
		if e.Note != "" || preview.Open(e) {
			return false
		}
	}
	proposing.Propose(t, p, false)
	return true
}

// Unasked takes a message while no question is open.
func Unasked(t *stage.Turn, typed string) bool {
	if t.Session.Who.Role != dialog.Staff || !t.View().Open() {
		return false
	}
	if anyTable(t) || !isColumn(typed) && reportText(t, typed) {
		return true
	}
	p, ok := proposing.Reader(t).Sentence(typed)
	if ok {
		proposing.Propose(t, p, false)
	}
	return ok
}

// anyTable takes a pasted table whose head says which list it is for.
func anyTable(t *stage.Turn) bool {
	if !strings.Contains(t.In.Text, "\n") {
		return false
	}
	p, ok := proposing.Reader(t).AnyTable(t.In.Text)
	if ok {
		proposing.Propose(t, p, false)
	}
	return ok
}

// reportText takes a long text as a report.
func reportText(t *stage.Turn, typed string) bool {
	if utf8.RuneCountInString(typed) < leastReportRunes {
		return false
	}
	p, ok := proposing.Reader(t).Prose(typed)
	if ok {
		proposing.Propose(t, p, false)
	}
	return ok
}

// leastReportRunes is how long a pasted report is at least, in characters.
const leastReportRunes = 200
