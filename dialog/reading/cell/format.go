package cell

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Format is what a number's format code says about it, digits apart (ECMA-376 Part 1 §18.8.31).
// The figure is always the stored number: a format rounds, hides and decorates, it never changes it.
type Format struct {
	Percent  bool   // a % outside quotes: the stored 0.9 is 90 %
	Date     bool   // the number is a day
	Currency string // ¥, $, US$ …; empty: none
	Unit     string // letters that the format adds behind the number: 万元, %, 人
	// Shift is by how many tens the shown number is smaller than the stored one (a trailing comma
	// is three, 0!.0, four).
	Shift int32
	// Hidden says that the format shows nothing of the number (;;;).
	Hidden bool
}

// builtin are the formats that have a number only (§18.8.30), where they say more than digits.
var builtin = map[int]Format{
	9: {Percent: true}, 10: {Percent: true},
	5: {Currency: "¥"}, 6: {Currency: "¥"}, 7: {Currency: "¥"}, 8: {Currency: "¥"}, 42: {Currency: "¥"}, 44: {Currency: "¥"},
}

// BuiltinFormat is the format of a number below 164 that the file does not spell out.
func BuiltinFormat(id int) Format {
	if 14 <= id && id <= 22 || 27 <= id && id <= 36 || 45 <= id && id <= 47 || 50 <= id && id <= 58 {
		return Format{Date: true}
	}
	return builtin[id]
}

// ParseFormat reads the section of a format code that holds for a number: positive, negative, zero.
func ParseFormat(code string, number decimal.Decimal) Format {
	sections := formatSections(code)
	section := sections[0]
	switch {
	case number.IsNegative() && len(sections) > 1:
		section = sections[1]
	case number.IsZero() && len(sections) > 2:
		section = sections[2]
	}
	s := formatScanner{rest: section}
	for s.rest != "" {
		s.step()
	}
	return s.finish(len(sections) > 1)
}

// formatSections cuts a code at the semicolons that are not quoted.
func formatSections(code string) []string {
	var sections []string
	start, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!':
			i++
		case c == ';':
			sections = append(sections, code[start:i])
			start = i + 1
		}
	}
	return append(sections, code[min(start, len(code)):])
}

// formatScanner goes through one section.
type formatScanner struct {
	rest              string
	f                 Format
	digits            int  // digit places seen
	afterLiteralPoint int  // digit places behind a point that is only drawn
	literalPoint      bool // such a point was seen
	commas            int  // commas since the last digit place
	general           bool
	letters           strings.Builder // behind the number
	before            strings.Builder // before it
}

func (s *formatScanner) step() {
	switch c := s.rest[0]; {
	case c == '"':
		text, rest, _ := strings.Cut(s.rest[1:], `"`)
		s.literal(text)
		s.rest = rest
	case c == '\\' || c == '!':
		text := firstRune(s.rest[1:])
		s.literal(text)
		s.rest = s.rest[1+len(text):]
	case c == '_' || c == '*':
		s.rest = s.rest[1+len(firstRune(s.rest[1:])):] // a blank as wide as, or a run of
	case c == '[':
		text, rest, _ := strings.Cut(s.rest[1:], "]")
		s.bracket(text)
		s.rest = rest
	case c == '0' || c == '#' || c == '?':
		s.digits++
		s.commas = 0
		if s.literalPoint {
			s.afterLiteralPoint++
		}
		s.rest = s.rest[1:]
	case c == ',':
		s.commas++
		s.rest = s.rest[1:]
	case c == '%':
		s.f.Percent = true
		s.rest = s.rest[1:]
	case len(s.rest) >= 7 && strings.EqualFold(s.rest[:7], "General"):
		s.general = true
		s.rest = s.rest[7:]
	case c == '@':
		s.general = true
		s.rest = s.rest[1:]
	case strings.IndexByte("yYmMdDhHsS", c) >= 0 && s.digits == 0:
		s.f.Date = true
		s.rest = s.rest[1:]
	default:
		text := firstRune(s.rest)
		if text != "." && text != " " && text != "/" {
			s.literal(text)
		}
		s.rest = s.rest[len(text):]
	}
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// literal takes letters that the format only draws.
func (s *formatScanner) literal(text string) {
	if text == "." && s.digits > 0 {
		s.literalPoint = true
		return
	}
	if s.digits > 0 || s.general {
		s.letters.WriteString(text)
		return
	}
	s.before.WriteString(text)
}

// bracket reads [$¥-804], [Red], [>100], [h].
func (s *formatScanner) bracket(text string) {
	switch {
	case strings.HasPrefix(text, "$"):
		currency, _, _ := strings.Cut(text[1:], "-")
		s.before.WriteString(currency)
	case strings.EqualFold(text, "h"), strings.EqualFold(text, "mm"), strings.EqualFold(text, "ss"), strings.EqualFold(text, "hh"):
		s.f.Date = true
	}
}

func (s *formatScanner) finish(sectioned bool) Format {
	f := s.f
	f.Currency, f.Unit = currencyIn(s.before.String()), Trim(s.letters.String())
	if c := currencyIn(f.Unit); c != "" && f.Unit == c {
		f.Currency, f.Unit = c, ""
	}
	f.Unit = strings.Trim(f.Unit, "()（）")
	f.Shift = int32(3*s.commas + s.afterLiteralPoint)
	f.Hidden = sectioned && s.digits == 0 && !s.general && !f.Date && f.Unit == "" && s.before.Len() == 0
	if f.Date {
		f.Unit, f.Shift = "", 0
	}
	return f
}

// currencyIn is the sign of a currency among the letters before a number.
func currencyIn(text string) string {
	text = strings.NewReplacer("￥", "¥", "CNY", "¥", "RMB", "¥", "人民币", "¥").Replace(Trim(text))
	for _, sign := range []string{"US$", "HK$", "NT$", "$", "€", "£", "¥"} {
		if strings.Contains(text, sign) {
			return sign
		}
	}
	return ""
}
