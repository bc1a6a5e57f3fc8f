package numeral

import (
	"strings"
	"unicode"
)

// cleaned is an answer after the character map: ASCII digits and punctuation,
// simplified units, no invisible characters, spaces only where they could
// separate figures.
type cleaned struct {
	text string
	// blank is true when nothing but spaces was typed; a lone full stop also
	// leaves no text, but is not blank.
	blank bool
	// wideComma is true when a full-width comma stands among half-width digits:
	// phones type it both for grouping and between two figures.
	wideComma bool
}

// oneForm maps what phones produce to the one form the reader knows. It is a
// list and not NFKC on purpose: NFKC turns ① into 1, ½ into 1⁄2 and ² into 2.
// The full-width block U+FF01–U+FF5E is mapped by arithmetic in oneRune.
var oneForm = map[rune]rune{
	'。': '.', '｡': '.', '､': '、', '￥': '¥',
	'−': '-', '‐': '-', '‑': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '﹣': '-', '➖': '-',
	'〜': '~', '∼': '~', '﹪': '%', '﹢': '+', '➕': '+',
	'≧': '≥', '⩾': '≥', '≦': '≤', '⩽': '≤',
	'萬': '万', '億': '亿', '圆': '元', '圓': '元', '兩': '两', '點': '点', '個': '个',
	'負': '负', '約': '约', '餘': '余', '無': '无', '沒': '没', '幾': '几', '數': '数',
	'貳': '贰', '參': '叁', '叄': '叁', '陸': '陆', '項': '项', '塊': '块',
}

// clean applies the character map. It reports false when the text has control
// or direction characters: what is seen would differ from what is stored.
func clean(text string) (cleaned, bool) {
	var out []rune
	var wideComma, wideDigit bool
	for _, r := range text {
		switch {
		case isInvisible(r):
			continue
		case isSpace(r):
			out = append(out, ' ')
		case isBreak(r):
			// Two spaces: cells and lines pasted together never join as the
			// groups of one figure.
			out = append(out, ' ', ' ')
		case isForbidden(r):
			return cleaned{}, false
		default:
			wideComma = wideComma || r == '，'
			wideDigit = wideDigit || '０' <= r && r <= '９'
			out = append(out, oneRune(r))
		}
	}
	blank := strings.TrimSpace(string(out)) == ""
	out = dropSpaces(out)
	out = inContext(out)
	// “2179.77。” has one dot, not two.
	trimmed := strings.TrimRight(string(out), " .,;!、")
	return cleaned{text: trimmed, blank: blank, wideComma: wideComma && !wideDigit}, true
}

func oneRune(r rune) rune {
	if '！' <= r && r <= '～' {
		r -= '！' - '!'
	}
	if to, known := oneForm[r]; known {
		return to
	}
	return r
}

// isInvisible reports zero-width characters and emoji variation selectors,
// which carry no meaning and come along when text is copied.
func isInvisible(r rune) bool {
	return 0x200B <= r && r <= 0x200D || r == 0xFEFF || r == 0x2060 || r == 0xFE0E || r == 0xFE0F
}

func isSpace(r rune) bool {
	return r == ' ' || r == 0xA0 || 0x2000 <= r && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x3000
}

func isBreak(r rune) bool {
	return '\t' <= r && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isForbidden reports control, direction and private characters, combining
// marks and broken UTF-8. U+20E3, the frame of a keycap emoji, is an enclosing
// mark and stays.
func isForbidden(r rune) bool {
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Mn)
}

// dropSpaces removes every space that cannot separate two figures.
func dropSpaces(in []rune) []rune {
	out := make([]rune, 0, len(in))
	for i := 0; i < len(in); {
		if in[i] != ' ' {
			out = append(out, in[i])
			i++
			continue
		}
		end := i
		for end < len(in) && in[end] == ' ' {
			end++
		}
		separates := len(out) > 0 && end < len(in) &&
			isFigureRune(out[len(out)-1]) && isFigureRune(in[end]) && !isScale(in[end])
		if separates {
			out = append(out, in[i:end]...)
		}
		i = end
	}
	return out
}

// isFigureRune reports the characters a figure is made of.
func isFigureRune(r rune) bool {
	return isDigit(r) || isHanDigit(r) || isScale(r) || r == '.' || r == ','
}

// inContext rewrites the characters that belong to a figure only beside one:
// 点 as the dot, w as 万, ○ as the zero of 二○二三.
func inContext(rs []rune) []rune {
	at := func(i int) rune {
		if i < 0 || i >= len(rs) {
			return 0
		}
		return rs[i]
	}
	for i, r := range rs {
		before, after := at(i-1), at(i+1)
		switch r {
		case '○', '◯':
			if isHanDigit(before) || isHanDigit(after) {
				rs[i] = '〇'
			}
		case '点':
			if (isDigit(before) || isHanDigit(before) || isSmallScale(before)) && (isDigit(after) || isHanDigit(after)) {
				rs[i] = '.'
			}
		case 'w', 'W':
			if (isDigit(before) || isHanDigit(before)) && !isLatin(after) {
				rs[i] = '万'
			}
		}
	}
	return rs
}

// isDigit is an explicit range: unicode.IsDigit would take Arabic-Indic digits.
func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
