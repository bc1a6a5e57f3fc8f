package slip

import (
	"fmt"
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
func repeatedTexts(l Look) []Slip {
	var places []Place
	var texts [][]rune
	for _, p := range l.Written {
		if p.Kind == fact.LongText {
			places, texts = append(places, p), append(texts, withoutBlanks(p.Text))
		}
	}
	blocks := map[string]spot{}
	var found []Slip
	for i, text := range texts {
		for at := 0; at+repeatBlock <= len(text); at++ {
			first, seen := blocks[string(text[at:at+repeatBlock])]
			if !seen {
				continue
			}
			from, n := shared(texts[first.text], text, first, spot{i, at})
			if n >= leastRepeat {
				found = append(found, Slip{places[i].Field, fmt.Sprintf("“%s”与“%s”都有“%s”（%d 字相同）",
					places[i].Label, places[first.text].Label, fact.Cited(string(text[from:from+n])), n)})
				break
			}
		}
		addBlocks(blocks, text, i)
	}
	return append(found, repeatsWithin(places, texts)...)
}

// addBlocks notes a text's blocks; where one stands twice the first counts.
func addBlocks(blocks map[string]spot, text []rune, i int) {
	for at := 0; at+repeatBlock <= len(text); at += repeatBlock {
		block := string(text[at : at+repeatBlock])
		if _, there := blocks[block]; !there {
			blocks[block] = spot{i, at}
		}
	}
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

// repeatsWithin are texts that say the same twice themselves.
func repeatsWithin(places []Place, texts [][]rune) []Slip {
	var found []Slip
	for i, text := range texts {
		blocks := map[string]spot{}
		addBlocks(blocks, text, i)
		for at := 0; at+repeatBlock <= len(text); at++ {
			first, seen := blocks[string(text[at:at+repeatBlock])]
			if !seen || at-first.at < leastRepeat {
				continue
			}
			if from, n := shared(text, text, first, spot{i, at}); min(n, at-first.at) >= leastRepeat {
				n = min(n, at-first.at)
				found = append(found, Slip{places[i].Field, fmt.Sprintf("“%s”里两次写“%s”（%d 字相同）",
					places[i].Label, fact.Cited(string(text[from:from+n])), n)})
				break
			}
		}
	}
	return found
}

func withoutBlanks(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	return out
}
