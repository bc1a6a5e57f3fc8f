package export

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ziping/export/document"
)

// Texts of people and blocks made by functions pass the template and the markup as
// tokens between two private-use characters and are put in at the end. So no text can
// ever become markup, whatever it holds.
const (
	tokenStart = '\uE000'
	tokenEnd   = '\uE001'
)

var token = regexp.MustCompile(string(tokenStart) + `(\d+)` + string(tokenEnd))

// shelf keeps what the tokens of one composition stand for.
type shelf struct {
	texts  []string
	blocks map[int]func() []document.Block
}

// hold puts a text away and returns its token.
func (s *shelf) hold(text string) string {
	if text == "" {
		return ""
	}
	s.texts = append(s.texts, text)
	return string(tokenStart) + strconv.Itoa(len(s.texts)-1) + string(tokenEnd)
}

// holdBlocks puts blocks away that are made when the whole template has been expanded;
// their token stands as a paragraph of its own.
func (s *shelf) holdBlocks(build func() []document.Block) string {
	t := s.hold("（表）")
	s.blocks[len(s.texts)-1] = build
	return "\n\n" + t + "\n\n"
}

// restore puts the texts back.
func (s *shelf) restore(text string) string {
	return token.ReplaceAllStringFunc(text, func(t string) string {
		n, err := strconv.Atoi(t[utf8.RuneLen(tokenStart) : len(t)-utf8.RuneLen(tokenEnd)])
		if err != nil || n >= len(s.texts) {
			return ""
		}
		return s.texts[n]
	})
}

// lookup finds the blocks of a paragraph that is nothing but their token.
func (s *shelf) lookup(paragraph string) (func() []document.Block, bool) {
	m := token.FindStringSubmatch(paragraph)
	if m == nil || m[0] != paragraph {
		return nil, false
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return nil, false
	}
	blocks, ok := s.blocks[n]
	return blocks, ok
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
	return strings.Join(strings.FieldsFunc(clean(text), func(r rune) bool { return r == '\n' }), "")
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
