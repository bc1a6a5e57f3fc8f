package slip

import (
	"fmt"
	"slices"
	"unicode"

	"ziping/scoring/fact"
)

// leastRepeat is how many characters two places must share for a finding.
const leastRepeat = 60

// repeatBlock is half of it: whatever repeat of sixty characters there is holds one whole
// block of the first text, counted from its beginning.
const repeatBlock = leastRepeat / 2

// spot is a character in one of the texts.
type spot struct{ text, at int }

// repeatedTexts are places that say the same again for at least sixty characters, blanks
// apart. Explanations of findings are left out: one explanation may fit two of them.
func repeatedTexts(parts []*Part) []Slip {
	var texts []longText
	for _, p := range parts {
		texts = append(texts, p.compared().long...)
	}
	blocks := map[uint64]spot{}
	var found []Slip
	for i, text := range texts {
		for at, hash := range text.hashes {
			first, seen := blocks[hash]
			if !seen || !sameBlock(texts[first.text].runes, text.runes, first.at, at) {
				continue
			}
			from, n := shared(texts[first.text].runes, text.runes, first, spot{i, at})
			if n >= leastRepeat {
				found = append(found, Slip{Field: text.place.Field, Says: fmt.Sprintf("“%s”与“%s”都有“%s”（%d 字相同）",
					text.place.label(), texts[first.text].place.label(), fact.Cited(string(text.runes[from:from+n])), n)})
				break
			}
		}
		text.addBlocks(blocks, i)
	}
	for i, text := range texts {
		if s, ok := text.repeatsWithin(i); ok {
			found = append(found, s)
		}
	}
	return found
}

// longText is a text long enough to say the same as another, with a hash of each block of
// characters in it.
type longText struct {
	place  *Place
	runes  []rune // without blanks
	hashes []uint64
}

// addBlocks notes a text's blocks; where one stands twice the first counts.
func (t longText) addBlocks(blocks map[uint64]spot, i int) {
	for at := 0; at < len(t.hashes); at += repeatBlock {
		if _, there := blocks[t.hashes[at]]; !there {
			blocks[t.hashes[at]] = spot{i, at}
		}
	}
}

// blockHashes are the hashes of all blocks of a text, each from the one before it.
func blockHashes(text []rune) []uint64 {
	const base = 0x9e3779b97f4a7c15
	if len(text) < leastRepeat {
		return nil
	}
	top := uint64(1) // base to the power of what leaves the block
	for range repeatBlock - 1 {
		top *= base
	}
	hashes := make([]uint64, len(text)-repeatBlock+1)
	var hash uint64
	for i, r := range text {
		if i >= repeatBlock {
			hash -= top * uint64(text[i-repeatBlock])
		}
		hash = hash*base + uint64(r)
		if i >= repeatBlock-1 {
			hashes[i-repeatBlock+1] = hash
		}
	}
	return hashes
}

func sameBlock(a, b []rune, inA, inB int) bool {
	return slices.Equal(a[inA:inA+repeatBlock], b[inB:inB+repeatBlock])
}

// shared widens a shared block to both sides; it gives where it begins in b and its length.
func shared(a, b []rune, inA, inB spot) (from, n int) {
	i, j := inA.at, inB.at
	for i > 0 && j > 0 && a[i-1] == b[j-1] {
		i, j = i-1, j-1
	}
	for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] {
		n++
	}
	return j, n
}

// repeatsWithin finds a text that says the same twice itself.
func (t longText) repeatsWithin(i int) (Slip, bool) {
	if len(t.runes) < 2*leastRepeat {
		return Slip{}, false
	}
	blocks := map[uint64]spot{}
	t.addBlocks(blocks, i)
	for at, hash := range t.hashes {
		first, seen := blocks[hash]
		if !seen || at-first.at < leastRepeat || !sameBlock(t.runes, t.runes, first.at, at) {
			continue
		}
		from, n := shared(t.runes, t.runes, first, spot{i, at})
		if n = min(n, at-first.at); n >= leastRepeat {
			return Slip{Field: t.place.Field, Says: fmt.Sprintf("“%s”里两次写“%s”（%d 字相同）",
				t.place.label(), fact.Cited(string(t.runes[from:from+n])), n)}, true
		}
	}
	return Slip{}, false
}

func withoutBlanks(s string) []rune {
	out := make([]rune, 0, len(s)/2)
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}
