package slip

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ziping/scoring/fact"
)

// itemMark is the number at the head of a paragraph: 1、 or 二、. Numbers in brackets are
// another level and never mixed up with these.
var itemMark = regexp.MustCompile(`(?m)^[ \t　]*([0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.．]`)

// mark is a paragraph's number.
type mark struct {
	value   int
	chinese bool
	text    string
}

// mixedNumbering are texts whose paragraphs are counted 1、二、三、4: one row of numbers
// written in two ways. A row that begins under another (一、1、2、二、) is in order.
func mixedNumbering(p *Part) []Slip {
	return p.eachText(0, func(place *Place) (Slip, bool) {
		if place.Kind != fact.LongText {
			return Slip{}, false
		}
		what := mixedMarks(marksIn(place.Text))
		if what == "" {
			return Slip{}, false
		}
		return Slip{Field: place.Field, Says: fmt.Sprintf("“%s”的序号为“%s”", place.label(), what)}, true
	})
}

func marksIn(text string) []mark {
	var marks []mark
	for _, m := range itemMark.FindAllStringSubmatch(text, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			marks = append(marks, mark{n, false, m[1]})
		} else if n := chineseNumber(m[1]); n > 0 {
			marks = append(marks, mark{n, true, m[1]})
		}
	}
	return marks
}

// mixedMarks lists the marks when one goes on counting in the other way of writing.
func mixedMarks(marks []mark) string {
	last := map[bool]int{}
	for i, m := range marks {
		if i > 0 {
			before := marks[i-1]
			if before.chinese != m.chinese && m.value == before.value+1 && last[m.chinese] != m.value-1 {
				return joinMarks(marks)
			}
		}
		last[m.chinese] = m.value
	}
	return ""
}

func joinMarks(marks []mark) string {
	var texts []string
	for _, m := range marks[:min(len(marks), 8)] {
		texts = append(texts, m.text)
	}
	return strings.Join(texts, "、")
}

// chineseNumber reads 一 to 九十九; 0 when it is none.
func chineseNumber(s string) int {
	const digits = "一二三四五六七八九"
	digit := func(part string) int {
		if i := strings.Index(digits, part); i >= 0 && part != "" {
			return i/len("一") + 1
		}
		return 0
	}
	tens, ones, ten := strings.Cut(s, "十")
	switch {
	case !ten && len([]rune(s)) == 1:
		return digit(s)
	case !ten || len([]rune(tens)) > 1 || len([]rune(ones)) > 1:
		return 0
	}
	n := 10
	if tens != "" {
		n = 10 * digit(tens)
	}
	return n + digit(ones)
}
