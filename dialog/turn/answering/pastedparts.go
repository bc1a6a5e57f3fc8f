package answering

import (
	"strings"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// A table that is longer than a message comes in several: the next ones are of the same columns,
// and go on where the client cut the one before.

// goOnPasting remembers, while the list stays open, that it is being pasted.
func goOnPasting(t *stage.Turn, head, cut string) {
	c := &t.Session.Cursor
	if c.Place == dialog.PlaceAsk {
		c.Pasting, c.Head, c.Tail = true, head, cut
	}
}

// continued is the typed text as a part of the table that is being pasted: behind the end of the
// message before, under the head of the first.
func continued(t *stage.Turn) string {
	c := t.Session.Cursor
	text := c.Tail + t.In.Text
	if c.Head == "" || !strings.ContainsAny(text, "\t\n") {
		return text
	}
	return c.Head + "\n" + text
}

// takeTail takes what was left of the last message when no further one comes.
func takeTail(t *stage.Turn, q form.Question) {
	c := &t.Session.Cursor
	if c.Tail == "" {
		return
	}
	text := c.Tail
	if c.Head != "" {
		text = c.Head + "\n" + text
	}
	c.Tail = ""
	if lines, ok := reading.PastedLines(q.Leaf, text); ok {
		rows, problems := reading.Sheet(q.Leaf, lines)
		takeRows(t, q, rows, problems, pasteMerge)
	}
}

// cutOff takes the last line off a text that was as long as a message may be.
func cutOff(text string) (whole, last string) {
	i := strings.LastIndexByte(text, '\n')
	if i < 0 {
		return text, ""
	}
	return text[:i+1], text[i+1:]
}

// headLine is the table's first line, when that is a head.
func headLine(list *scoring.Field, text string, lines [][]string) string {
	if _, headed := reading.HeaderColumns(list, lines); !headed {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	if utf8.RuneCountInString(first) > reading.MaxShortText {
		return ""
	}
	return strings.TrimRight(first, "\r")
}
