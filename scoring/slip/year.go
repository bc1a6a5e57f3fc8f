package slip

import (
	"regexp"
	"strconv"
)

var (
	// Titles of documents name the years of the documents.
	titlesAndNumbers = regexp.MustCompile(`《[^》]*》|〔[0-9]{4}〕`)
	anyYear          = regexp.MustCompile(`(20[0-9]{2})年`)
	// Words that make a year the year under evaluation.
	asThisYear = []*regexp.Regexp{
		regexp.MustCompile(`(?:今年|本年度?|当年|评价年度)[（(为是：:]*(20[0-9]{2})年`),
		regexp.MustCompile(`(20[0-9]{2})年度?[^，。；\n]{0,6}(?:部门|单位)?整体(?:支出)?(?:绩效|自评)`),
		regexp.MustCompile(`(20[0-9]{2})年(?:年?末|年?底|12月31日)[^，。；\n]{0,8}(?:实有|在职|现有|在编)`),
		regexp.MustCompile(`以(20[0-9]{2})年[^，。；\n]{0,20}为评价内容`),
	}
	opensASentence = regexp.MustCompile(`(?:^|[。；\n])\s*(?:[0-9一二三四五六七八九十]{1,3}[、.．]\s*)?(20[0-9]{2})年度?(?:以来)?[，,我全本，]`)
)

// wrongYears are places that speak of another year as the year under evaluation: words such
// as 本年度 beside it, or a text that opens with an earlier year and never names the right one.
// Comparisons with last year and plans for the next are not meant.
func wrongYears(p *Part) []Slip {
	if p.year == 0 {
		return nil
	}
	return p.eachText(years, func(place *Place) (Slip, bool) {
		if !place.prose() {
			return Slip{}, false
		}
		what := wrongYear(titlesAndNumbers.ReplaceAllString(place.Text, ""), p.year)
		if what == "" {
			return Slip{}, false
		}
		return place.slip(what), true
	})
}

func wrongYear(text string, year int) string {
	for _, pattern := range asThisYear {
		for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
			if yearAt(text, m) != year {
				return text[m[0]:m[1]]
			}
		}
	}
	for _, m := range anyYear.FindAllStringSubmatchIndex(text, -1) {
		if yearAt(text, m) == year {
			return ""
		}
	}
	if m := opensASentence.FindStringSubmatchIndex(text); m != nil && yearAt(text, m) < year {
		return around(text, m[2], m[1])
	}
	return ""
}

func yearAt(text string, match []int) int {
	n, err := strconv.Atoi(text[match[2]:match[3]])
	if err != nil {
		return 0 // the pattern matches digits only
	}
	return n
}
