// Package label tells which question or column the words of a form mean, by likeness: forms write
// the same thing with other endings, brackets, blanks and synonyms.
package label

import (
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/cell"
	"ziping/scoring"
)

// Name is something that forms have a word for.
type Name struct {
	Code  string
	Words []string // the label first, then other words for it

	bare []string // the words without what does not matter; nil: not made yet
}

// Of is the name of a field or column.
func Of(f *scoring.Field) Name {
	n := Name{Code: f.Code, Words: append([]string{f.Label}, f.Also...)}
	n.bare = n.bareWords()
	return n
}

func (n Name) bareWords() []string {
	bare := make([]string, len(n.Words))
	for i, w := range n.Words {
		bare[i] = Bare(w)
	}
	return bare
}

// Enough is the likeness from which words are taken to mean a name; Sure is that of the same words
// but for an ending.
const (
	Enough = 0.7
	Sure   = 0.9
)

// Likeness is how alike the words of a form are to a name, from 0 to 1.
func (n Name) Likeness(words string) float64 {
	words = cell.Trim(words)
	if words == n.Code && words != "" {
		return 1
	}
	return n.alike(Bare(words))
}

// alike is the likeness of bare words.
func (n Name) alike(words string) float64 {
	known := n.bare
	if known == nil {
		known = n.bareWords()
	}
	best := 0.0
	for _, w := range known {
		if best = max(best, likeness(words, w)); best == 1 {
			break
		}
	}
	return best
}

// leastPart is the length of a name's word, in characters, from which words that have more or less to
// them may mean it.
const leastPart = 3

// likeness compares the bare words of a form with those of a name.
func likeness(a, b string) float64 {
	switch {
	case a == "" || b == "":
		return 0
	case a == b:
		return 1
	case core(a) == core(b):
		return 0.95
	case len([]rune(b)) < leastPart:
		return 0 // 行政 is no part of 行政运行
	}
	short, long := []rune(core(a)), []rune(core(b))
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) >= 2 && strings.Contains(string(long), string(short)) {
		if part := float64(len(short)) / float64(len(long)); part >= 0.5 {
			return 0.55 + 0.35*part
		}
	}
	return 0.85 * dice(short, long)
}

// dice is the share of neighbouring pairs of characters that two words have in common.
func dice(a, b []rune) float64 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := 1; i < len(a); i++ {
		pairs[[2]rune{a[i-1], a[i]}]++
	}
	common := 0
	for i := 1; i < len(b); i++ {
		if p := [2]rune{b[i-1], b[i]}; pairs[p] > 0 {
			pairs[p]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b)-2)
}

var brackets = regexp.MustCompile(`[（(【\[〔][^（(【\[〔）)】\]〕]*[）)】\]〕]`)

// Bare is a label without blanks, quotes, marks and what stands in brackets.
func Bare(s string) string {
	s = cell.Squeezed(s)
	if bare := brackets.ReplaceAllString(s, ""); bare != "" {
		s = bare
	}
	return Plain(s)
}

// Plain is a label without blanks, quotes and marks, with what stands in brackets: what tells
// 转移支付（省） from 转移支付（市）.
func Plain(s string) string {
	s = cell.Squeezed(s)
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("“”\"'‘’*＊※:：、，,。.；;《》<>()（）【】", r):
			return -1
		case '！' <= r && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, strings.ToLower(s))
}

// endings mean nothing at the end of a label.
var endings = []string{"情况", "金额", "资金", "总额", "合计", "数额", "人员", "数", "额", "值", "率%", "人数"}

// core is a bare label without an ending, where two characters at least are left.
func core(s string) string {
	for _, e := range endings {
		if rest, ok := strings.CutSuffix(s, e); ok && len([]rune(rest)) >= 2 {
			return rest
		}
	}
	return s
}

// Best is the name that words mean. ok is false when none is like them; two that are equally like
// are no answer either, and come back as rivals.
func Best(words string, names []Name) (code string, score float64, rivals []Name) {
	if exact := slices.DeleteFunc(slices.Clone(names), func(n Name) bool { return Plain(n.Words[0]) != Plain(words) }); len(exact) == 1 {
		return exact[0].Code, 1, nil
	}
	var best []Name
	bare := Bare(words)
	for _, n := range names {
		s := n.alike(bare)
		if n.Code == words {
			s = 1
		}
		switch {
		case s < Enough || s < score-0.02:
		case s > score+0.02:
			best, score = []Name{n}, s
		default:
			best = append(best, n)
		}
	}
	switch len(best) {
	case 0:
		return "", 0, nil
	case 1:
		return best[0].Code, score, nil
	}
	return "", score, best
}

// moneyUnits are the units of money that forms are written in, longest first.
var moneyUnits = []string{"百万元", "千万元", "亿元", "万元", "千元", "元"}

var unitNote = regexp.MustCompile(`单位[:：]?(?:人民币|金额)?[(（]?(百万元|千万元|亿元|万元|千元|元|万)`)

// Unit is the unit that a head or a line says figures are in: 年初预算数（元）, 单位：万元, 金额/元;
// empty when it says none.
func Unit(words string) string {
	s := cell.Squeezed(words)
	if m := unitNote.FindStringSubmatch(s); m != nil {
		if m[1] == "万" {
			return "万元"
		}
		return m[1]
	}
	for _, part := range brackets.FindAllString(s, -1) {
		inner := strings.Trim(part, "（()）【】[]〔〕")
		for _, piece := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune("，,；;:：/、", r) }) {
			if u := unitWord(piece); u != "" {
				return u
			}
		}
	}
	if _, behind, ok := strings.Cut(strings.ReplaceAll(s, "／", "/"), "/"); ok {
		return unitWord(behind)
	}
	return ""
}

// unitWord is a text that is nothing but a unit.
func unitWord(s string) string {
	s = strings.TrimPrefix(s, "单位")
	switch {
	case slices.Contains(moneyUnits, s), s == "人", s == "个", s == "%", s == "分":
		return s
	case s == "％":
		return "%"
	case s == "万":
		return "万元"
	}
	return ""
}
