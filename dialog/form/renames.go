package form

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// TextMoved is what stands as typed where an answer was before its question got another code.
const TextMoved = "改版"

// KeyNow is the key an answer has under the pack's present codes.
func KeyNow(pack *scoring.Pack, key dialog.Key) dialog.Key {
	parts := strings.Split(string(key), "/")
	var path []string
	var at []int // where in parts each code of the path stands
	for i, part := range parts {
		if _, row := dialog.RowNumber(part); !row || i == 0 {
			path, at = append(path, part), append(at, i)
		}
	}
	now := strings.Split(pack.Now(strings.Join(path, ".")), ".")
	for i, code := range now {
		parts[at[i]] = code
	}
	return dialog.Key(strings.Join(parts, "/"))
}

// renamed are the answers that stand under a code of an earlier version: old key to present one.
// What was answered anew under the present code stays, and the old answer with it.
func renamed(pack *scoring.Pack, a dialog.Answers) map[dialog.Key]dialog.Key {
	if len(pack.Renames) == 0 {
		return nil
	}
	moves := map[dialog.Key]dialog.Key{}
	answered := map[string]bool{} // fields with an answer under their present code
	for k, answer := range a {
		switch now := KeyNow(pack, k); {
		case now != k && answer.Typed != TextMoved:
			moves[k] = now
		case now == k && answer.Value.State != scoring.Missing:
			answered[k.Field()] = true
		}
	}
	taken := map[dialog.Key]bool{} // two old codes may lead to one place: the first that has a value gets it
	for _, old := range slices.SortedFunc(maps.Keys(moves), func(k, l dialog.Key) int {
		return cmp.Or(cmp.Compare(empty(a[k]), empty(a[l])), cmp.Compare(k, l))
	}) {
		now := moves[old]
		fieldMoved := old.Field() != now.Field()
		if fieldMoved && answered[now.Field()] || a[now].Value.State != scoring.Missing || taken[now] {
			delete(moves, old)
		}
		taken[now] = true
	}
	return moves
}

// empty is 1 for an answer without a value and 0 for every other.
func empty(a dialog.Answer) int {
	if a.Value.State == scoring.Missing {
		return 1
	}
	return 0
}

// present are the answers by the pack's present codes. Revisions are those of the present keys,
// so that an answer given now is written over what is stored there.
func present(pack *scoring.Pack, a dialog.Answers) dialog.Answers {
	moves := renamed(pack, a)
	if len(moves) == 0 {
		return a
	}
	now := make(dialog.Answers, len(a))
	for k, answer := range a {
		if _, moved := moves[k]; !moved {
			now[k] = answer
		}
	}
	for old, k := range moves {
		answer := a[old]
		answer.Rev = a[k].Rev
		now[k] = answer
	}
	return now
}
