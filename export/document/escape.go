package document

import (
	"fmt"
	"strings"
	"unicode"
)

// special are the characters that can mean something in the markup.
const special = `\|#>@=`

// Escape makes a person's text safe inside the markup: whatever it holds, Parse
// reads it back as the same text and never as markup. Line ends become \n,
// which starts a new paragraph in body text and a new line in a table cell;
// control characters are left out, blanks at both ends mean nothing.
func Escape(text string) string {
	var out strings.Builder
	for _, r := range plain(text) {
		switch {
		case r == '\n':
			out.WriteString(`\n`)
		case strings.ContainsRune(special, r):
			out.WriteByte('\\')
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// plain turns all line ends into "\n" and tabs into blanks, and leaves out
// control characters.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isLineEnd(r):
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// unescape undoes Escape; an unknown escape is an error.
func unescape(text string) (string, error) {
	text = plain(text)
	if !strings.Contains(text, `\`) {
		return strings.TrimSpace(text), nil
	}
	var out strings.Builder
	escaped := false
	for _, r := range text {
		switch {
		case !escaped && r == '\\':
			escaped = true
			continue
		case !escaped:
			out.WriteRune(r)
		case r == 'n':
			out.WriteByte('\n')
		case strings.ContainsRune(special, r):
			out.WriteRune(r)
		default:
			return "", fmt.Errorf(`“\%c”不是转义，反斜杠请写成“\\”`, r)
		}
		escaped = false
	}
	if escaped {
		return "", fmt.Errorf(`行末多了反斜杠，反斜杠请写成“\\”`)
	}
	return strings.TrimSpace(out.String()), nil
}

// cutUnescaped splits at every mark that no backslash stands before.
func cutUnescaped(text string, mark byte) []string {
	var parts []string
	from := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case mark:
			parts = append(parts, text[from:i])
			from = i + 1
		}
	}
	return append(parts, text[from:])
}
