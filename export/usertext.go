package export

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ziping/export/document"
)

// Blocks made by functions pass the template and the markup as tokens between two
// private-use characters, which no text of a person can hold (see clean), and are put in
// at the end.
const (
	tokenStart = '\uE000'
	tokenEnd   = '\uE001'
)

var token = regexp.MustCompile(`^` + string(tokenStart) + `(\d+)` + string(tokenEnd) + `$`)

// shelf keeps the blocks that the tokens of one composition stand for.
type shelf struct {
	blocks []func() []document.Block
}

// hold makes a text safe inside the markup, so that it can never become a heading, a
// table or an attachment, whatever it holds.
func hold(text string) string { return document.Escape(text) }

// holdBlocks puts blocks away that are made when the whole template has been expanded;
// their token stands as a paragraph of its own.
func (s *shelf) holdBlocks(build func() []document.Block) string {
	s.blocks = append(s.blocks, build)
	return fmt.Sprintf("\n\n%c%d%c\n\n", tokenStart, len(s.blocks)-1, tokenEnd)
}

// lookup finds the blocks of a paragraph that is nothing but their token.
func (s *shelf) lookup(paragraph string) (func() []document.Block, bool) {
	m := token.FindStringSubmatch(paragraph)
	if m == nil {
		return nil, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n >= len(s.blocks) {
		return nil, false
	}
	return s.blocks[n], true
}

// clean takes out of a person's text what cannot be set in type: control and formatting
// characters (which could also reverse the line's direction), private-use characters,
// broken UTF-8. Line ends become \n, tabs and other blanks a space.
func clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
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

// inline is a text for the middle of a sentence or a cell: one line.
func inline(text string) string {
	return strings.TrimSpace(strings.Join(strings.FieldsFunc(clean(text), func(r rune) bool { return r == '\n' }), ""))
}

// paragraphsOf are the non-empty lines of a long text, without their indents.
func paragraphsOf(text string) string {
	var lines []string
	for line := range strings.SplitSeq(clean(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// clause is a text without the marks at its end, so that a sentence can go on or be closed.
func clause(text string) string {
	return strings.TrimRight(strings.TrimSpace(text), "。．.；;，,、 \n")
}

// sentence is a text closed with one full stop, unless it closes itself otherwise.
func sentence(text string) string {
	text = clause(text)
	if text == "" || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "？") {
		return text
	}
	return text + "。"
}

// tight takes out the blanks that messages set between Chinese and figures for reading on
// a screen; official documents set none.
func tight(text string) string {
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
