package numeral

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// figure is one numeral with its unit, found in a text.
type figure struct {
	raw    string // figure runes only
	source string // as it stands in the text, with unit
	unit   unit
	change decimal.Decimal // 角 and 分 after 元, in 元
	// negative is set by 百分之负三, approx by 100余万, spaced when a space was
	// skipped inside (5万 3千).
	negative, approx, spaced bool
}

// isLone reports a single Chinese character without a unit, which in prose is
// rarely a figure: 三公经费, 一般, 一年.
func (f figure) isLone() bool {
	return (f.unit.dimension == bare || f.unit.dimension == calendar) && utf8.RuneCountInString(f.raw) == 1 && !isDigit(rune(f.raw[0]))
}

// phrase is a text cut into figures and the words around them:
// words[0] figures[0] words[1] … figures[n-1] words[n].
type phrase struct {
	figures []figure
	words   []string
}

// scanner looks for figures in a cleaned text.
type scanner struct {
	rs []rune
}

// cut finds every figure of a cleaned text.
func cut(text string) phrase {
	s := scanner{[]rune(text)}
	var p phrase
	var words strings.Builder
	for i := 0; i < len(s.rs); {
		f, end := s.figureAt(i)
		if end == i {
			words.WriteRune(s.rs[i])
			i++
			continue
		}
		p.figures = append(p.figures, f)
		p.words = append(p.words, words.String())
		words.Reset()
		i = end
	}
	p.words = append(p.words, words.String())
	return p
}

// figureAt reads a figure that begins at i; end == i means none.
func (s scanner) figureAt(i int) (f figure, end int) {
	start, rs := i, s.rs
	for _, u := range prefixUnits {
		if strings.HasPrefix(string(rs[i:min(len(rs), i+3)]), u.text) {
			f.unit = u
			i += utf8.RuneCountInString(u.text)
			break
		}
	}
	if f.unit.dimension == percent && i < len(rs) && (rs[i] == '负' || rs[i] == '-') {
		f.negative = true
		i++
	}
	end = s.numeralAt(&f, i)
	if f.unit.dimension == percent && end == i && i < len(rs) && rs[i] == '百' {
		f.raw, end = "一百", i+1 // 百分之百
	}
	if f.raw == "" {
		return figure{}, start
	}
	end = s.suffixAt(&f, end)
	f.source = string(rs[start:end])
	return f, end
}

// numeralAt collects the figure runes from i into f.raw. A run without a digit
// (the 万 of 万元) is no figure, except 十.
func (s scanner) numeralAt(f *figure, i int) int {
	var raw []rune
	end := i
	for j := i; j < len(s.rs); {
		step, keep := s.numeralStep(f, i, j)
		if step == 0 {
			break
		}
		if keep {
			raw = append(raw, s.rs[j])
		}
		j += step
		end = j
	}
	for len(raw) > 0 && (raw[len(raw)-1] == '.' || raw[len(raw)-1] == ',') {
		raw = raw[:len(raw)-1]
		end--
	}
	if len(raw) == 0 || isScale(raw[0]) && scales[raw[0]] != 1 {
		return i
	}
	f.raw = string(raw)
	return end
}

// numeralStep says how many runes at j belong to the numeral that began at
// start, and whether they are kept.
func (s scanner) numeralStep(f *figure, start, j int) (step int, keep bool) {
	rs := s.rs
	at := func(k int) rune {
		if k < start || k >= len(rs) {
			return 0
		}
		return rs[k]
	}
	before, r, after := at(j-1), rs[j], at(j+1)
	inNumeral := isDigit(before) || isHanDigit(before) || isScale(before)
	switch {
	case r == '百' && hasAnyPrefix(string(rs[j:]), "百分比", "百分点"):
		return 0, false
	case isDigit(r) || isHanDigit(r) || isScale(r):
		return 1, true
	case r == '.':
		starts := before == 0 || before == '.' || isDigit(before) || isHanDigit(before) || isSmallScale(before)
		if starts && (isDigit(after) || isHanDigit(after) || after == '.' && before != 0) {
			return 1, true
		}
	case r == ',':
		if (isDigit(before) || before == ',') && (isDigit(after) || after == ',') {
			return 1, true
		}
	case r == ' ' && isDigit(before) && isDigit(after):
		if isGroupSpace(rs, start, j) {
			return 1, true
		}
	case r == ' ' && inNumeral && after != ' ':
		// 5万 3千: one figure or two, to be asked.
		f.spaced = true
		return 1, false
	case inNumeral && (r == '余' || r == '多' || r == '来') && isScale(after):
		f.approx = true
		return 1, false
	case inNumeral && r == '个' && after == '亿':
		return 1, false
	}
	return 0, false
}

// isGroupSpace reports whether the space at j separates thousands: one to three
// digits or whole groups before it, exactly three digits after it.
func isGroupSpace(rs []rune, start, j int) bool {
	digits := 0
	for k := j - 1; k >= start; k-- {
		if isDigit(rs[k]) {
			digits++
			continue
		}
		if rs[k] == '.' || rs[k] == ',' || rs[k] == ' ' && digits != 3 {
			return false
		}
		break
	}
	after := 0
	for k := j + 1; k < len(rs) && isDigit(rs[k]); k++ {
		after++
	}
	return digits >= 1 && digits <= 3 && after == 3
}

// suffixAt reads the unit after the numeral, with 余, 多 or 来 before it and 角
// and 分 after 元.
func (s scanner) suffixAt(f *figure, i int) int {
	rs := s.rs
	rest := string(rs[i:])
	particle := 0
	u := unitAt(rest)
	if u.dimension == bare && i < len(rs) && (rs[i] == '余' || rs[i] == '多' || rs[i] == '来') {
		if u = unitAt(string(rs[i+1:])); u.dimension != bare {
			particle, f.approx = 1, true
			rest = string(rs[i+1:])
		}
	}
	if u.dimension == bare {
		// 5万整
		if strings.HasPrefix(rest, "整") && !strings.HasPrefix(rest, "整体") {
			return i + 1
		}
		return i
	}
	end := i + particle + utf8.RuneCountInString(u.text)
	if f.unit.dimension == percent {
		// 百分之95%: the same said twice.
		if u.dimension != percent || u.shift != f.unit.shift {
			return i
		}
		u.loose = true
	}
	f.unit = u
	rest = rest[len(u.text):]
	if u.dimension == yuan {
		cents, used := changeAt(rest)
		f.change = cents
		end += utf8.RuneCountInString(rest[:used])
	}
	return end
}
