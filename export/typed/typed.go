// Package typed makes what people typed fit to be set: in a sentence, a cell, paragraphs.
package typed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// Clean takes out of a person's text what cannot be set in type: control and formatting
// characters (which could also reverse the line's direction), private-use characters,
// broken UTF-8. Line ends become \n, tabs and other blanks a space.
func Clean(text string) string {
	text = norm.NFC.String(lineEnds.Replace(text)) // an accent typed after its letter is one character with it
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == utf8.RuneError, unicode.Is(unicode.Co, r), unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
}

// Inline is a text for the middle of a sentence or a cell: one line.
func Inline(text string) string {
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(Clean(text), func(r rune) bool { return r == '\n' }), ""))
}

// Paragraphs are the non-empty lines of a long text, without their indents.
func Paragraphs(text string) string {
	var lines []string
	for line := range strings.SplitSeq(Clean(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// Clause is a text without the marks at its end, so that a sentence can go on or be closed.
func Clause(text string) string {
	return strings.TrimRight(strings.TrimSpace(text), "。．.；;，,、 \n")
}

// Sentence is a text closed with one full stop, unless it closes itself otherwise.
func Sentence(text string) string {
	text = Clause(text)
	if text == "" || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "？") {
		return text
	}
	return text + "。"
}

// Tight takes out the blanks that messages set between Chinese and figures for reading on
// a screen; official documents set none.
func Tight(text string) string {
	runes := []rune(text)
	out := make([]rune, 0, len(runes))
	for i, r := range runes {
		if r == ' ' && i > 0 && i+1 < len(runes) && (chinese(runes[i-1]) || chinese(runes[i+1])) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// chinese reports whether r is a Chinese character or a full-width mark.
func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || strings.ContainsRune("“”‘’…—", r)
}

// Closed are paragraphs with a full stop after the last where its author left it out.
func Closed(paragraphs string) string {
	if last, _ := utf8.DecodeLastRuneInString(paragraphs); unicode.Is(unicode.Han, last) {
		return paragraphs + "。"
	}
	return paragraphs
}
