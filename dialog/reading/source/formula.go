package source

import (
	"strconv"
	"strings"
)

// formula writes what the parts of an equation (ECMA-376 Part 1 §22.1) mean into the running text:
// 364/1807.76, x^2, √(…). An operator of a kind not known here is named as unread.
func (b *body) formula(e event) {
	switch e.name {
	case "sub":
		if b.inside("oMath") {
			b.write("_")
		}
	case "sup":
		if b.inside("oMath") {
			b.write("^")
		}
	case "rad":
		b.write("√")
	case "den":
		b.write("/")
	case "nary", "m", "eqArr", "limLow", "limUpp":
		if b.inside("oMath") {
			b.sayOnce("文件里有复杂公式，没有完整读取")
		}
	}
}

// closeFormula puts parts of a fraction or root that are more than one figure into brackets.
func (b *body) closeFormula(e element) {
	switch e.name {
	case "num", "den", "e", "deg":
	default:
		return
	}
	n := len(b.texts)
	if n == 0 || !b.inside("oMath") || b.texts[n-1].Len() < e.mark {
		return
	}
	part := b.texts[n-1].String()[e.mark:]
	sign := ""
	if e.name == "den" {
		sign, part = "/", strings.TrimPrefix(part, "/")
	}
	if strings.ContainsAny(part, "+-−×÷*/ ＋－") {
		b.takeBack(e.mark)
		b.write(sign + "(" + part + ")")
	}
}

var (
	raisedSigns  = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "+", "⁺", "-", "⁻", "n", "ⁿ")
	loweredSigns = strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
)

// raised keeps raised figures apart from those before them: 10⁴ is not 104.
func raised(text string) string { return raisedSigns.Replace(text) }

func lowered(text string) string { return loweredSigns.Replace(text) }

// symbol is a character of a symbol face: the boxes and ticks of forms, else its own code where
// that is no private one.
func symbol(e event) string {
	code, err := strconv.ParseUint(e.attr("char"), 16, 32)
	if err != nil {
		return ""
	}
	switch code {
	case 0xF0FE, 0xF052:
		return "☑"
	case 0xF0A8, 0xF06F, 0xF0A3:
		return "□"
	case 0xF0FC, 0xF050:
		return "√"
	}
	if code < 0x20 || code >= 0xD800 && code <= 0xF8FF || code > 0x10FFFF {
		return ""
	}
	return string(rune(code))
}
