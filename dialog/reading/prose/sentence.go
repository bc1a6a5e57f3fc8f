package prose

import (
	"regexp"
	"strings"
	"unicode"
)

// clean brings a paragraph to one form: ASCII digits and signs, no blanks but those between two
// figures or Latin words, where they separate.
func clean(text string) string {
	in := []rune(strings.TrimSpace(text))
	out := make([]rune, 0, len(in))
	for i, c := range in {
		switch {
		case unicode.IsSpace(c) || c == '\u00a0' || c == '\u3000' || unicode.Is(unicode.Cf, c):
			if len(out) > 0 && separates(out[len(out)-1], nextVisible(in[i:])) {
				out = append(out, ' ')
			}
		case '！' <= c && c <= '～' && !strings.ContainsRune("，；：（）！？", c):
			out = append(out, c-'！'+'!')
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

func nextVisible(rest []rune) rune {
	for _, c := range rest {
		if !unicode.IsSpace(c) {
			return c
		}
	}
	return 0
}

// separates says whether a blank between the two keeps two things apart.
func separates(left, right rune) bool {
	return left < unicode.MaxASCII && right < unicode.MaxASCII && left != ' ' &&
		(isWordRune(left) && isWordRune(right))
}

func isWordRune(c rune) bool {
	return unicode.IsDigit(c) || unicode.IsLetter(c) || c == '.' || c == ','
}

var (
	headingMark = regexp.MustCompile(`^(第[一二三四五六七八九十]+[章节部分]+|[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.])`)
	sentenceEnd = regexp.MustCompile(`[。！？；;\n]+`)
	itemMark    = regexp.MustCompile(`(^|[：:。；，])(\d{1,2}[、.](\D)|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九]是)`)
)

// longestHeading is the most runes a heading has behind its mark.
const longestHeading = 28

// headingOf reports the words of a heading: a mark and a few words that end no sentence and
// state no figure.
func headingOf(text string) (string, bool) {
	mark := headingMark.FindString(text)
	words := strings.TrimSpace(text[len(mark):])
	if mark == "" || words == "" || len([]rune(words)) > longestHeading ||
		strings.ContainsAny(words, "。；，：！？") || len(figures(words)) > 0 {
		return "", false
	}
	return words, true
}

// sentences cuts a paragraph at its stops. A semicolon ends a statement as a full stop does:
// what is carried over stands in the topics (see continues).
func sentences(text string) []string {
	var out []string
	at := 0
	for _, end := range sentenceEnd.FindAllStringIndex(text, -1) {
		if s := strings.TrimSpace(text[at:end[0]]); s != "" {
			out = append(out, s)
		}
		at = end[1]
	}
	if s := strings.TrimSpace(text[at:]); s != "" {
		out = append(out, s)
	}
	return out
}

// items cuts a sentence at its numbered items (1、… 2、…), so that what one item is about does
// not reach into the next.
func items(sentence string) []string {
	var out []string
	at := 0
	for _, m := range itemMark.FindAllStringSubmatchIndex(sentence, -1) {
		begin := m[4]
		if begin > at {
			out = append(out, sentence[at:begin])
		}
		at = begin
	}
	return append(out, sentence[at:])
}

func startsItem(sentence string) bool {
	at := itemMark.FindStringSubmatchIndex(sentence)
	return at != nil && at[4] == 0
}

// carryOn begin a sentence that goes on with what the sentence before was about.
var carryOn = []string{"其中", "实际支出", "该", "其", "包括", "另", "同时"}

func continues(sentence string) bool {
	for _, word := range carryOn {
		if strings.HasPrefix(sentence, word) {
			return true
		}
	}
	return false
}
