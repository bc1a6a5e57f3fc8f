package pdf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Report is what became of a document.
type Report struct {
	Pages int
	// Fallbacks are characters the face of their role lacks, drawn in another.
	Fallbacks []Character
	// Missing are characters no face has, drawn as 〓. Text extraction still
	// gives the character itself.
	Missing []Character
	// Dropped counts control, zero-width and direction characters and emoji
	// variation selectors that were left out.
	Dropped int
	// Coverage says for each role in use which faces drew it.
	Coverage []Coverage
}

// Character is a character and how often it was set.
type Character struct {
	Rune  rune
	Count int
}

// Notes says in Chinese, for whoever made the document, what is not as typed.
func (r Report) Notes() []string {
	var notes []string
	if len(r.Missing) > 0 {
		notes = append(notes, fmt.Sprintf("字库中没有下列字，已用“%c”代替，请核对：%s", missingMark, list(r.Missing)))
	}
	if len(r.Fallbacks) > 0 {
		notes = append(notes, "下列字用相近字体补齐："+list(r.Fallbacks))
	}
	if r.Dropped > 0 {
		notes = append(notes, fmt.Sprintf("已略去 %d 个不可见字符", r.Dropped))
	}
	return notes
}

func list(characters []Character) string {
	parts := make([]string, len(characters))
	for i, c := range characters {
		parts[i] = fmt.Sprintf("%c（U+%04X，%d 处）", c.Rune, c.Rune, c.Count)
	}
	return strings.Join(parts, "、")
}

// tally counts while a document is laid out.
type tally struct {
	fallbacks, missing map[rune]int
	dropped            int
}

func newTally() *tally {
	return &tally{fallbacks: map[rune]int{}, missing: map[rune]int{}}
}

// count takes note of a character that was replaced.
func (t *tally) count(g *glyph) {
	if g.shown != g.char {
		t.missing[g.char]++
	} else {
		t.fallbacks[g.char]++
	}
}

func (t *tally) report(pages int) Report {
	return Report{Pages: pages, Fallbacks: sorted(t.fallbacks), Missing: sorted(t.missing), Dropped: t.dropped}
}

func sorted(counts map[rune]int) []Character {
	var characters []Character
	for _, r := range slices.Sorted(maps.Keys(counts)) {
		characters = append(characters, Character{Rune: r, Count: counts[r]})
	}
	slices.SortStableFunc(characters, func(a, b Character) int { return cmp.Compare(b.Count, a.Count) })
	return characters
}
