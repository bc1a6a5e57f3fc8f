package formula

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/file"
)

// Error says what is wrong with an expression, where, and how to mend it.
type Error struct {
	Text, Mend string
	Source     string // the expression
	At         int    // the character of Source, counted from 0, at which it is wrong
	Unknown    string // the name that is no field's code, where that is what is wrong
}

func (e *Error) Error() string { return e.Text }

// excerpt is how many characters of a long expression are shown on either side of the spot.
const excerpt = 40

// Snippet is the expression on one line with a caret under the spot on the next; where it is
// long, the part around the spot. It is empty when no spot is known.
func (e *Error) Snippet() string {
	line := []rune(strings.NewReplacer("\n", " ", "\t", " ").Replace(e.Source))
	if e.At < 0 || e.At > len(line) || len(line) == 0 {
		return ""
	}
	from, to := max(0, e.At-excerpt), min(len(line), e.At+excerpt)
	before, after := string(line[from:e.At]), string(line[e.At:to])
	if from > 0 {
		before = "…" + before
	}
	if to < len(line) {
		after += "…"
	}
	return before + after + "\n" + blanks(before) + "^"
}

// blanks is as wide as a text on a screen on which Chinese characters take two columns.
func blanks(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x2e80 || r == '…' || r == '“' || r == '”' {
			return '　'
		}
		return ' '
	}, text)
}

func wrong(source string, at int, mend, format string, args ...any) *Error {
	return &Error{Text: fmt.Sprintf(format, args...), Mend: mend, Source: source, At: at}
}

// malformed says where an expression cannot be read; the parser's own words are English.
func malformed(source string, err error) *Error {
	at, spot := "", -1
	var where *file.Error
	if errors.As(err, &where) {
		at, spot = fmt.Sprintf("，出错在第 %d 个字符", where.Column+1), where.From
	}
	return wrong(source, spot, "检查括号、运算符和字段代码", "公式“%s”写法有误%s", source, at)
}
