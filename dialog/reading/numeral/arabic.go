package numeral

import "strings"

// grouping says what separated the thousands of a figure in ASCII digits.
type grouping uint8

const (
	ungrouped grouping = iota
	byComma
	bySpace
)

// arabicToken reads ASCII digits with at most one dot and correct groups of
// three. The text has only digits, dots, commas and spaces.
func arabicToken(piece string) (token, Code) {
	if strings.Count(piece, ".") > 1 {
		return token{}, MultiDot
	}
	whole, fraction, dotted := strings.Cut(piece, ".")
	if strings.ContainsAny(fraction, ", ") {
		return token{}, BadGrouping
	}
	if dotted && fraction == "" {
		return token{}, NotNumber
	}
	t := token{digits: whole, fraction: fraction}
	comma, space := strings.Contains(whole, ","), strings.Contains(whole, " ")
	switch {
	case comma && space:
		return token{}, BadGrouping
	case comma:
		t.grouping = byComma
	case space:
		t.grouping = bySpace
	default:
		return t, ""
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == ',' || r == ' ' })
	if len(groups) != 1+strings.Count(whole, ",")+strings.Count(whole, " ") || !areThousands(groups) {
		return token{}, BadGrouping
	}
	t.digits = strings.Join(groups, "")
	return t, ""
}

// areThousands checks 1–3 digits and then threes. A leading zero (0,5 or
// 0,123) is a decimal comma, not a group.
func areThousands(groups []string) bool {
	if len(groups[0]) > 3 || groups[0][0] == '0' {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}
