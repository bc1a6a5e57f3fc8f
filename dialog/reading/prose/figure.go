package prose

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
	"ziping/scoring"
)

// figure is a figure in a sentence, with the words around it.
type figure struct {
	begin, end int // bytes of digits and unit in the sentence
	digits     string
	unit       string // as written: 万元, 人, %, 个, 分; empty for none
}

var (
	figurePattern = regexp.MustCompile(`(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)(亿元|百万元|千元|万元|亿|万|元|%|‰|个百分点|人|名|个|项|件|家|分|次|份)?`)
	// notFigure follows digits that count nothing: a year, a date, a document, a duration, an article.
	notFigure = regexp.MustCompile(`^(年|月|日|号|天|周|时|点|期|届|章|条|款|级|楼|元旦|分钟|个月|个工作日|个方面|-|—|至|〕|\]|/|:)`)
)

// figures finds the figures of a sentence. Digits of dates, documents and ranges are none.
func figures(s string) []figure {
	var out []figure
	for _, at := range figurePattern.FindAllStringSubmatchIndex(s, -1) {
		f := figure{begin: at[0], end: at[1], digits: s[at[2]:at[3]]}
		if at[4] >= 0 {
			f.unit = s[at[4]:at[5]]
		}
		before, behind := s[:at[0]], s[at[3]:]
		switch {
		case notFigure.MatchString(behind), isListMark(before, behind), endsInRange(before), isPartOfCode(before):
			continue
		case strings.HasPrefix(f.digits, "-") && endsInDigit(before):
			continue
		}
		out = append(out, f)
	}
	return out
}

// isListMark reports the number of an item: 1、 or 2. or （3） at the beginning.
func isListMark(before, behind string) bool {
	opening := before == "" || strings.HasSuffix(before, "（") || strings.HasSuffix(before, "(") || endsInStop(before)
	return opening && (strings.HasPrefix(behind, "、") || strings.HasPrefix(behind, ".") ||
		strings.HasPrefix(behind, "）") || strings.HasPrefix(behind, ")"))
}

func endsInStop(s string) bool {
	for _, stop := range []string{"：", ":", "。", "；", "，"} {
		if strings.HasSuffix(s, stop) {
			return true
		}
	}
	return false
}

// endsInRange reports the second figure of a range (10 至 20, 2022-2023).
func endsInRange(before string) bool {
	for _, mark := range []string{"至", "—", "～", "~"} {
		if rest, ok := strings.CutSuffix(before, mark); ok && (endsInDigit(rest) || strings.HasSuffix(rest, "%")) {
			return true
		}
	}
	return false
}

func endsInDigit(s string) bool { return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' }

// isPartOfCode reports digits inside a document's number or a word of letters: 〔2018, B2, No.3.
func isPartOfCode(before string) bool {
	if strings.HasSuffix(before, "〔") || strings.HasSuffix(before, "[") || strings.HasSuffix(before, "第") {
		return true
	}
	if before == "" {
		return false
	}
	last := before[len(before)-1]
	return 'a' <= last && last <= 'z' || 'A' <= last && last <= 'Z' || last == '/' || last == '.'
}

// class of units: what a figure with the unit may answer.
type class uint8

const (
	bare class = 1 << iota
	money
	people
	things
	percent
	points
	copies
)

var classes = map[string]class{
	"": bare, "元": money, "千元": money, "万元": money, "百万元": money, "亿元": money, "亿": money, "万": money,
	"人": people, "名": people, "个": things, "项": things, "件": things, "家": things, "次": things,
	"%": percent, "‰": percent, "个百分点": percent, "分": points, "份": copies,
}

func (f figure) class() class { return classes[f.unit] }

// perUnit are the units of money that the figures' reader takes for numerals of their own.
var perUnit = map[string]decimal.Decimal{
	"千元": decimal.New(1, -1), "百万元": decimal.New(100, 0),
}

// numeralKinds are the kinds of questions by what the figures' reader calls them.
var numeralKinds = map[scoring.Kind]numeral.Kind{
	scoring.Money: numeral.Money, scoring.Count: numeral.Count, scoring.Percent: numeral.Percent,
	scoring.Rate: numeral.Rate, scoring.Figure: numeral.Number,
}

// value is the figure in the unit of questions of the kind. Not ok: it is none, or only a guess.
func (f figure) value(kind scoring.Kind) (string, bool) {
	if factor, ok := perUnit[f.unit]; ok && kind == scoring.Money {
		d, err := decimal.NewFromString(strings.ReplaceAll(f.digits, ",", ""))
		return d.Mul(factor).String(), err == nil
	}
	text := f.digits + f.unit
	if kind == scoring.Count || kind == scoring.Figure {
		text = f.digits // the classifier was looked at already
	}
	if kind == scoring.Rate && f.unit == "" {
		text += "%"
	}
	read := numeral.ReadSigned(numeralKinds[kind], text)
	switch read.Code {
	case "", numeral.Over100, numeral.UnitWan: // a report that writes 元 or 108% means it
		return read.Value.String(), read.Status == numeral.OK || read.Status == numeral.Confirm
	}
	return "", false
}
