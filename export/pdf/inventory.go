package pdf

import (
	"fmt"

	"ziping/export/fonts"
)

// inventory is which characters of which faces a document draws.
type inventory struct {
	faces  []*fonts.Face // in order of first use
	number map[*fonts.Face]int
	codes  map[*fonts.Face]map[rune]uint16
}

// Characters beyond the basic plane get private code points: gofpdf cannot
// draw them otherwise.
const (
	privateFirst = 0xE000
	privateLast  = 0xF8FF
)

func takeInventory(pages []*page) (inventory, error) {
	inv := inventory{number: map[*fonts.Face]int{}, codes: map[*fonts.Face]map[rune]uint16{}}
	private := map[*fonts.Face]uint16{}
	for _, p := range pages {
		for _, r := range p.runs {
			if _, known := inv.number[r.face]; !known {
				inv.number[r.face] = len(inv.faces)
				inv.faces = append(inv.faces, r.face)
				inv.codes[r.face], private[r.face] = map[rune]uint16{}, privateFirst
			}
			for _, g := range r.glyphs {
				if _, known := inv.codes[r.face][g.shown]; known {
					continue
				}
				code := uint16(g.shown)
				if g.shown >= privateFirst && g.shown <= privateLast || g.shown > 0xFFFD {
					code = private[r.face]
					private[r.face]++
					if code > privateLast {
						return inventory{}, fmt.Errorf("生僻字超过 %d 个，无法排版", privateLast-privateFirst+1)
					}
				}
				inv.codes[r.face][g.shown] = code
			}
		}
	}
	return inv, nil
}
