// Package hint names what a person most likely meant when a name is not known.
package hint

import (
	"maps"
	"slices"
)

// nearest is the name among known that was most likely meant by name: the one with the
// fewest changed letters, at most a third of them. Empty when none is near.
func nearest(name string, known []string) string {
	best, least := "", max(1, len([]rune(name))/3)
	for _, k := range slices.Sorted(slices.Values(known)) {
		if d := editDistance(name, k, least); d <= least && d < len([]rune(k)) && (best == "" || d < least) {
			best, least = k, d
		}
	}
	return best
}

// Meant is a hint naming the nearest known name, or how to find out.
func Meant(name string, known []string, otherwise string) string {
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

// Names are the keys of a map in alphabetical order, so that no message depends on a map's.
func Names[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
