package prose

import (
	"regexp"
	"strconv"
)

var yearPattern = regexp.MustCompile(`(20\d\d)年`)

// yearBefore is the year named last in the words before a figure; 0 for none.
func yearBefore(words string) int {
	found := yearPattern.FindAllStringSubmatch(words, -1)
	if len(found) == 0 {
		return 0
	}
	year, _ := strconv.Atoi(found[len(found)-1][1]) // four digits by the pattern
	return year
}

// YearOf is the year that a report names most; 0 when it names none.
func YearOf(text []Paragraph) int {
	cleaned := make([]Paragraph, len(text))
	for i, p := range text {
		cleaned[i].Text = clean(p.Text)
	}
	return yearOf(cleaned)
}

// yearOf is the year that a text names most, the later one of two that are named as often.
func yearOf(text []Paragraph) int {
	count := map[int]int{}
	best := 0
	for _, p := range text {
		for _, m := range yearPattern.FindAllStringSubmatch(p.Text, -1) {
			year, _ := strconv.Atoi(m[1]) // four digits by the pattern
			count[year]++
		}
	}
	for year, n := range count {
		if n > count[best] || n == count[best] && year > best {
			best = year
		}
	}
	return best
}
