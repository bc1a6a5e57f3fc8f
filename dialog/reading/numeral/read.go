package numeral

import (
	"strings"
	"unicode/utf8"
)

// maxRunes is the longest answer that is looked at: no figure with its words is
// longer, and what is not looked at cannot be slow.
const maxRunes = 64

// Read reads the answer to a question that expects a figure of the kind. It
// never fails otherwise than by Status Invalid with a Code.
func Read(kind Kind, text string) Reading {
	return read(question{kind: kind, signed: kind == Rate}, text)
}

// ReadSigned is Read for a figure that may be below zero whatever its kind: a net cut of the
// budget, typed -120, 负120 or 减少120.
func ReadSigned(kind Kind, text string) Reading {
	return read(question{kind: kind, signed: true}, text)
}

// question is what a figure is read for.
type question struct {
	kind   Kind
	signed bool // below zero is an answer
}

func read(q question, text string) Reading {
	kind := q.kind
	if kind < Money || kind > Number {
		return invalid(NotNumber)
	}
	if utf8.RuneCountInString(text) > maxRunes {
		return invalid(TooLong)
	}
	if isCommand(text) {
		return Reading{Status: Command}
	}
	c, ok := clean(text)
	switch {
	case !ok:
		return invalid(BadChar)
	case c.blank:
		return invalid(Empty)
	}
	if r, found := readWord(kind, c.text); found {
		return r
	}
	switch {
	case hasExponent(c.text):
		return invalid(Exponent)
	case isForeign(c.text):
		return invalid(UnitMismatch)
	}
	p := cut(c.text)
	if len(p.figures) > 1 {
		if r, found := readSum(kind, p); found {
			return r
		}
		if isRange(p) {
			return invalid(RangeInput)
		}
		p = withoutLone(p)
	}
	switch {
	case len(p.figures) == 0 || isVague(p):
		return invalid(NotNumber)
	case len(p.figures) == 1:
		return readOne(q, p, c.wideComma)
	case kind == Money && len(p.figures) == 2 && isSaidTwice(p):
		return readOne(q, phrase{p.figures[:1], []string{p.words[0], strings.ReplaceAll(p.words[1]+p.words[2], "¥", "")}}, false)
	case !isProse(p.words...):
		return invalid(NotNumber)
	}
	return invalid(MultiNumber)
}

// isCommand reports a slash with a Latin letter; a lone slash means 不涉及.
func isCommand(text string) bool {
	text = strings.TrimSpace(text)
	slash, size := utf8.DecodeRuneInString(text)
	if slash != '/' && slash != '／' || len(text) == size {
		return false
	}
	letter, _ := utf8.DecodeRuneInString(text[size:])
	return isLatin(oneRune(letter))
}

// hasExponent finds 1e9, which a float parser would take.
func hasExponent(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] != 'e' && text[i] != 'E' || !isDigit(rune(text[i-1])) && text[i-1] != '.' {
			continue
		}
		rest := strings.TrimLeft(text[i+1:], "+-")
		if rest != "" && isDigit(rune(rest[0])) {
			return true
		}
	}
	return false
}

// readOne reads a text with a single figure.
func readOne(q question, p phrase, wideComma bool) Reading {
	kind, f := q.kind, p.figures[0]
	m := marksAround(p.words[0], p.words[1])
	if !isProse(m.before, m.after) || f.isLone() && (m.before != "" || m.after != "") {
		return invalid(NotNumber)
	}
	if m.yuanSign && f.unit.dimension == bare {
		f.unit = unit{dimension: yuan}
	}
	inBrackets := m.before == "(" && m.after == ")" && !m.approx && m.bound == "" && isBareFigure(f)
	below := m.negative() || f.negative || inBrackets
	switch {
	case m.minus && (m.falls || f.negative), m.minus && m.hasWords() && !q.signed:
		// “预算-5万” may be a dash or a minus.
		return invalid(NotNumber)
	case kind == Money && f.unit.dimension == bare && mentionsYuan(m):
		f.unit = unit{dimension: yuan}
		m.spoken = true
	}
	a, code := measure(kind, f)
	switch {
	case code != "":
		return invalid(code)
	case below && !q.signed:
		return invalid(Negative)
	}
	a.signed = q.signed
	if below {
		a.negate(inBrackets || m.minus && m.hasWords())
	}
	switch {
	case m.bound != "":
		a.code = Bound
	case m.approx || f.approx:
		a.code = Approx
	case m.hasWords():
		a.code = Extracted
	case wideComma && a.code == "" && isBareGrouped(f):
		a.code = Grouping
	}
	r := plausible(kind, a)
	r.Bound = m.bound
	if r.Status == Invalid {
		r.Bound = ""
	}
	return r
}

// negate turns the figure below zero. Brackets, and a minus behind words that
// may be a dash, are in doubt: then the figure above zero is offered too.
func (a *amount) negate(inDoubt bool) {
	above := a.value
	a.value = a.value.Neg()
	for i := range a.others {
		a.others[i] = a.others[i].Neg()
	}
	if inDoubt {
		a.others = append(a.others, above)
	}
}

// isBareFigure reports ASCII digits without a unit, or with %: what accountants
// put in brackets instead of a minus.
func isBareFigure(f figure) bool {
	return (f.unit.dimension == bare || f.unit.text == "%") && strings.Trim(f.raw, "0123456789.,") == ""
}

// isBareGrouped reports whole figures with commas and nothing else: 27,364.
func isBareGrouped(f figure) bool {
	return f.unit.dimension == bare && strings.Contains(f.raw, ",") && strings.Trim(f.raw, "0123456789,") == ""
}

// mentionsYuan reports “单位：元” beside a figure without a unit.
func mentionsYuan(m marks) bool {
	words := m.before + " " + m.after
	return strings.Contains(strings.ReplaceAll(words, "万元", ""), "元")
}
