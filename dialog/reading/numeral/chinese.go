package numeral

import "strings"

// hanDigits are the digits in small and capital letters.
var hanDigits = map[rune]byte{
	'〇': '0', '零': '0',
	'一': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9', '两': '2',
	'壹': '1', '贰': '2', '叁': '3', '肆': '4', '伍': '5', '陆': '6', '柒': '7', '捌': '8', '玖': '9',
}

// scales are the powers of ten a digit can be multiplied with.
var scales = map[rune]int{
	'十': 1, '百': 2, '千': 3, '拾': 1, '佰': 2, '仟': 3, '万': 4, '亿': 8,
	'廿': 1, '卅': 1,
}

// tens are the two characters that are a digit and a scale in one.
var tens = map[rune]byte{'廿': '2', '卅': '3'}

func isHanDigit(r rune) bool { _, known := hanDigits[r]; return known }

func isScale(r rune) bool { _, known := scales[r]; return known }

func isSmallScale(r rune) bool { power, known := scales[r]; return known && power < 4 }

// isFormal reports capital numerals (大写), which are used for sums in 元.
func isFormal(raw string) bool {
	return strings.ContainsAny(raw, "壹贰叁肆伍陆柒捌玖拾佰仟")
}

// token is a piece of a numeral: digits, a scale, or the 零 that fills a gap.
type token struct {
	power    int    // of a scale; 0 for digits and fillers
	filler   bool   // 零 after a scale: what follows is literal, 一百零五
	digits   string // whole part, ASCII
	fraction string // after the dot, ASCII
	spelled  bool   // several Chinese digits in a row: 三六四
	grouping grouping
}

func (t token) isNumber() bool { return t.power == 0 && !t.filler }

// tokenise cuts a numeral of figure runes into tokens.
func tokenise(raw string) ([]token, Code) {
	rs := []rune(raw)
	var out []token
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case tens[r] != 0:
			out = append(out, token{digits: string(tens[r])}, token{power: 1})
			i++
		case isScale(r):
			out = append(out, token{power: scales[r]})
			i++
		case isHanDigit(r):
			end := hanEnd(rs, i)
			pieces, code := hanTokens(string(rs[i:end]), len(out) > 0 && out[len(out)-1].power > 0)
			if code != "" {
				return nil, code
			}
			out = append(out, pieces...)
			i = end
		default:
			end, dotted := arabicEnd(rs, i)
			if dotted {
				// 十.五: the fraction of a numeral that ends in a scale.
				out = append(out, token{fraction: hanToASCII(string(rs[i+1 : end]))})
				i = end
				continue
			}
			number, code := arabicToken(string(rs[i:end]))
			if code != "" {
				return nil, code
			}
			out = append(out, number)
			i = end
		}
	}
	return out, ""
}

// hanEnd is the end of the Chinese digits at i, with their fraction.
func hanEnd(rs []rune, i int) int {
	for i < len(rs) && (isHanDigit(rs[i]) || rs[i] == '.') {
		i++
	}
	return i
}

// arabicEnd is the end of the ASCII piece at i; dotted means that it is a dot
// followed by Chinese digits.
func arabicEnd(rs []rune, i int) (end int, dotted bool) {
	if rs[i] == '.' && i+1 < len(rs) && isHanDigit(rs[i+1]) {
		end = i + 1
		for end < len(rs) && isHanDigit(rs[end]) {
			end++
		}
		return end, true
	}
	for end = i; end < len(rs) && !isHanDigit(rs[end]) && !isScale(rs[end]); end++ {
	}
	return end, false
}

// hanTokens reads Chinese digits with at most one dot. After a scale, leading
// zeros are fillers; elsewhere they are digits.
func hanTokens(piece string, afterScale bool) ([]token, Code) {
	whole, fraction, dotted := strings.Cut(hanToASCII(piece), ".")
	if strings.Contains(fraction, ".") {
		return nil, MultiDot
	}
	if dotted && fraction == "" {
		return nil, NotNumber
	}
	var out []token
	if afterScale && strings.HasPrefix(whole, "0") {
		out = append(out, token{filler: true})
		whole = strings.TrimLeft(whole, "0")
		if whole == "" && !dotted {
			return out, ""
		}
	}
	return append(out, token{digits: whole, fraction: fraction, spelled: len(whole) > 1}), ""
}

func hanToASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if d, known := hanDigits[r]; known {
			return rune(d)
		}
		return r
	}, s)
}

// isVaguePair reports 两三, 五六, 三五: spoken for “five or six”, not for 56.
func isVaguePair(digits string) bool {
	if len(digits) != 2 || digits[0] == '0' {
		return false
	}
	return digits[1] == digits[0]+1 || digits == "35"
}
