package numeral

import (
	"strings"

	"github.com/shopspring/decimal"
)

// withoutLone gives single Chinese characters back to the words around them.
func withoutLone(p phrase) phrase {
	out := phrase{words: p.words[:1:1]}
	for i, f := range p.figures {
		next := p.words[i+1]
		if f.isLone() {
			out.words[len(out.words)-1] += f.source + next
			continue
		}
		out.figures = append(out.figures, f)
		out.words = append(out.words, next)
	}
	return out
}

// rangeSigns are what stands between the ends of a range.
var rangeSigns = map[string]bool{"-": true, "--": true, "~": true, "~~": true, "至": true, "到": true, "~-": true, "--~": true}

// isRange reports two figures with a sign for “to” between them.
func isRange(p phrase) bool { return len(p.figures) == 2 && rangeSigns[p.words[1]] }

// readSum reads 876.36+1303.41, with or without “=2179.77” at the end. It
// reports false when the figures are not connected by plus signs.
func readSum(kind Kind, p phrase) (Reading, bool) {
	addends := p.figures
	var stated *figure
	last := len(p.figures) - 1
	if last >= 2 && p.words[last] == "=" {
		addends, stated = p.figures[:last], &p.figures[last]
	}
	for _, between := range p.words[1:len(addends)] {
		if between != "+" {
			return Reading{}, false
		}
	}
	m := marksAround(p.words[0], p.words[last+1])
	if m.before != "" || m.after != "" || m.negative() || m.yuanSign {
		// ¥100+200: whether the sign is meant for both is not known.
		return Reading{}, false
	}
	total, code := addUp(kind, addends, p.figures[last])
	if code != "" {
		return invalid(code), true
	}
	switch {
	case m.bound != "":
		total.code = Bound
	case m.approx:
		total.code = Approx
	default:
		total.code = Sum
	}
	if stated != nil {
		claim, code := measure(kind, withUnitOf(kind, *stated, addends[len(addends)-1]))
		if code != "" {
			return invalid(code), true
		}
		if !claim.value.Equal(total.value) {
			total.others = append(total.others, claim.value)
		}
	}
	r := plausible(kind, total)
	if r.Status == Confirm {
		r.Bound = m.bound
	}
	return r, true
}

// addUp sums the addends. Those without a unit have the unit of the final
// figure; a figure that needs a tap of its own cannot be part of a sum.
func addUp(kind Kind, addends []figure, final figure) (amount, Code) {
	total, unitless := amount{value: decimal.Zero}, false
	for _, f := range addends {
		a, code := measure(kind, withUnitOf(kind, f, final))
		switch {
		case code != "":
			return amount{}, code
		case a.code != "" || f.approx || f.negative:
			return amount{}, MultiNumber
		}
		unitless = unitless || !a.explicit
		total.value = total.value.Add(a.value)
		total.explicit = total.explicit || a.explicit
		total.inYuan = total.inYuan || a.inYuan
		total.converted = total.converted || a.converted
		total.inYi = total.inYi || a.inYi
	}
	if unitless && total.inYi {
		// 1.2+3亿: is the first in 亿 or in 万元?
		return amount{}, MultiNumber
	}
	return total, ""
}

// withUnitOf gives a figure without a unit the 元, 人 or % of another one. The
// 元 of 1303.41万元 is not passed on: without a unit 万元 is meant anyway.
func withUnitOf(kind Kind, f, other figure) figure {
	if f.unit.dimension != bare || kind == Money && strings.ContainsAny(f.raw+other.raw, "万亿") {
		return f
	}
	f.unit = other.unit
	return f
}

// isSaidTwice reports one sum written in two ways, as on receipts and in the
// echo: 5万元（大写：伍万元整）, 2,179.77 万元（21,797,700 元）.
func isSaidTwice(p phrase) bool {
	first, second := p.figures[0], p.figures[1]
	if strings.Contains(p.words[1], "¥") && second.unit.dimension == bare {
		second.unit = unit{dimension: yuan}
	}
	a, codeA := measure(Money, first)
	b, codeB := measure(Money, second)
	return codeA == "" && codeB == "" && a.explicit && b.explicit && a.value.Equal(b.value) && first.raw != second.raw
}
