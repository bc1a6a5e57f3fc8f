package pdf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/export/fonts"
)

// Coverage is how the characters of one role were drawn.
type Coverage struct {
	Role fonts.Role
	// Face is what the role's own face is called.
	Face string
	// Own counts the different characters the role's own face drew.
	Own int
	// Others are the characters other faces drew, by what the faces are called:
	// Latin ones by the Latin face, and what the own face lacks.
	Others []Borrowed
	// Missing are those no face has.
	Missing []rune
}

// Borrowed are the characters a role took from another face.
type Borrowed struct {
	Face string
	// Latin says that the face is meant for them.
	Latin      bool
	Characters []rune
}

// coverage looks at every character that was shaped.
func (s *shaper) coverage() []Coverage {
	var all []Coverage
	for role := range fonts.Role(fonts.Roles) {
		c := Coverage{Role: role, Face: s.set.Face(role).Name()}
		seen, others := map[rune]bool{}, map[*fonts.Face][]rune{}
		for st, glyphs := range s.styles {
			if st.role != role {
				continue
			}
			for _, g := range glyphs.all {
				char := g.char
				switch {
				case seen[char]:
					continue
				case g.shown != g.char:
					c.Missing = append(c.Missing, char)
				case g.face == s.set.Face(role):
					c.Own++
				default:
					others[g.face] = append(others[g.face], char)
				}
				seen[char] = true
			}
		}
		if len(seen) == 0 {
			continue
		}
		for _, face := range slices.SortedFunc(maps.Keys(others), func(a, b *fonts.Face) int { return cmp.Compare(a.Name(), b.Name()) }) {
			slices.Sort(others[face])
			c.Others = append(c.Others, Borrowed{Face: face.Name(), Latin: face == s.set.Face(fonts.Roman), Characters: others[face]})
		}
		slices.Sort(c.Missing)
		all = append(all, c)
	}
	return all
}

// CoverageNotes says in Chinese which face drew each role, and which
// characters came from which other face.
func (r Report) CoverageNotes() []string {
	var notes []string
	for _, c := range r.Coverage {
		parts := []string{fmt.Sprintf("%s：%s，%d 字", c.Role, c.Face, c.Own)}
		for _, b := range c.Others {
			if b.Latin {
				parts = append(parts, fmt.Sprintf("西文和数字用%s，%d 字", b.Face, len(b.Characters)))
				continue
			}
			parts = append(parts, fmt.Sprintf("用%s补：%s", b.Face, spelled(b.Characters)))
		}
		if len(c.Missing) > 0 {
			parts = append(parts, "缺字："+spelled(c.Missing))
		}
		notes = append(notes, strings.Join(parts, "；"))
	}
	return notes
}

func spelled(characters []rune) string {
	parts := make([]string, len(characters))
	for i, r := range characters {
		parts[i] = fmt.Sprintf("%c（U+%04X）", r, r)
	}
	return strings.Join(parts, "、")
}
