package scoring

import (
	"sort"
	"strings"
)

// nearest is the name among known that was most likely meant by name: the one with the
// fewest changed letters, at most a third of them. Empty when none is near.
func nearest(name string, known []string) string {
	best, least := "", max(1, len([]rune(name))/3)
	for _, k := range sorted(known) {
		if d := editDistance(name, k, least); d <= least && d < len([]rune(k)) && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// meant is a hint naming the nearest known name, or how to find out.
func meant(name string, known []string, otherwise string) string {
	if n := nearest(name, known); n != "" {
		return "是不是“" + n + "”？"
	}
	return otherwise
}

// editDistance counts inserted, removed, changed and swapped letters between a and b;
// once it is certain to exceed limit, limit+1 is returned.
func editDistance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d > limit || -d > limit {
		return limit + 1
	}
	row := func(first int) []int {
		r := make([]int, len(t)+1)
		r[0] = first
		return r
	}
	before, twoBefore := row(0), row(0)
	for j := range before {
		before[j] = j
	}
	for i := range s {
		now := row(i + 1)
		for j := range t {
			change := before[j]
			if s[i] != t[j] {
				change++
			}
			now[j+1] = min(change, before[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				now[j+1] = min(now[j+1], twoBefore[j-1]+1)
			}
		}
		twoBefore, before = before, now
	}
	return min(before[len(t)], limit+1)
}

// sorted is a sorted copy of names, so that messages do not depend on a map's order.
func sorted(names []string) []string {
	out := append([]string(nil), names...)
	sort.Strings(out)
	return out
}

// join lists names in a fixed order for a message.
func join(names []string) string { return strings.Join(sorted(names), "、") }
