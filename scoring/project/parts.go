package project

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// A text gives a total and its parts: 「投入100万元，其中：道路30万元…」, or the parts and then the total:
// 「道路30万元、绿化40万元，合计70万元」.

// Unequal is a total and what its parts come to, in 万元.
type Unequal struct{ Total, Sum decimal.Decimal }

var (
	endOfSentence = regexp.MustCompile(`[。\n]+\s*`)
	// partsFollow are the words after a total that announce its parts.
	partsFollow = regexp.MustCompile(`其中|包括|包含|分别为|分别是|分别用于|一是|^\s*\(`)
	// someOf are words that say that the parts are not all.
	someOf = regexp.MustCompile(`主要|重点|等`)
	// sumsUp stands between the last part and the total.
	sumsUp = regexp.MustCompile(`[，,、；;:(]\s*(?:以上|上述|各项|三项|两项)?(?:合计|共计|总计)[为是:：]?(?:人民币)?\s*$`)
)

// sentences cuts a text; what begins with 其中 belongs to the sentence before.
func sentences(text string) []string {
	var out []string
	for _, s := range endOfSentence.Split(text, -1) {
		if strings.HasPrefix(s, "其中") && len(out) > 0 {
			out[len(out)-1] += "，" + s
		} else {
			out = append(out, s)
		}
	}
	return out
}

// UnequalParts finds totals in a text that their parts do not add up to.
func UnequalParts(text string) []Unequal {
	var out []Unequal
	for _, s := range sentences(halfWidth(text)) {
		all := amountsIn(s)
		for i := range all {
			if sum, wrong := partsBehind(s, all, i); wrong {
				out = append(out, Unequal{all[i].units, sum})
			}
			if sum, wrong := partsBefore(s, all, i); wrong {
				out = append(out, Unequal{all[i].units, sum})
			}
		}
	}
	return out
}

// partsBehind adds up what follows an amount as its parts; false when nothing does, or they tie.
func partsBehind(s string, all []amount, i int) (sum decimal.Decimal, wrong bool) {
	if i+1 == len(all) {
		return sum, false
	}
	total := all[i]
	gap := s[total.end:all[i+1].start]
	word := partsFollow.FindStringIndex(gap)
	if word == nil || len([]rune(gap[:word[0]])) > 12 {
		return sum, false
	}
	parts := []amount{all[i+1]}
	for j := i + 2; j < len(all) && all[j].depth >= all[i+1].depth; j++ {
		between := s[all[j-1].end:all[j].start]
		if strings.Contains(between, "其中") && all[j].depth == all[i+1].depth || sumsUp.MatchString(between) {
			break
		}
		if all[j].depth == all[i+1].depth {
			parts = append(parts, all[j])
		}
	}
	bracket := strings.Contains(gap[word[0]:word[1]], "(") && !strings.Contains(gap, "其中")
	if bracket && !inOneRow(s, parts) {
		return sum, false
	}
	sum, ok := total.adds(parts)
	over := sum.GreaterThan(total.units.Add(total.slack))
	some := someOf.MatchString(s[total.end:parts[len(parts)-1].start]) || strings.HasPrefix(s[parts[len(parts)-1].end:], "等")
	if ok || !over && (some || len(parts) < 2) {
		return sum, false
	}
	return sum, true
}

// inOneRow reports whether nothing but 、 stands between the parts.
func inOneRow(s string, parts []amount) bool {
	if len(parts) < 2 {
		return false
	}
	for i := 1; i < len(parts); i++ {
		between := s[parts[i-1].end:parts[i].start]
		if !strings.HasPrefix(strings.TrimSpace(between), "、") || strings.ContainsAny(between, "，,；;") {
			return false
		}
	}
	return true
}

// partsBefore adds up what stands before an amount that sums up.
func partsBefore(s string, all []amount, i int) (sum decimal.Decimal, wrong bool) {
	if i < 2 || !sumsUp.MatchString(s[all[i-1].end:all[i].start]) {
		return sum, false
	}
	before := slices.Clone(all[:i])
	slices.Reverse(before)
	sum, ok := all[i].adds(before)
	return sum, !ok
}
