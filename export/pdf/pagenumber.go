package pdf

import (
	"strconv"

	"ziping/export/fonts"
)

// numberPages puts — 1 — under every page: 四号, its dashes 7 mm below the type
// area, one character from the right edge on odd pages, from the left on even
// ones (GB/T 9704-2012 §7.5).
func (f *flow) numberPages(c *composer) {
	st := style{role: fonts.Song, size: sizePageNumber}
	for i, p := range f.pages {
		l := c.single(st, "— "+strconv.Itoa(i+1)+" —")
		x := areaRight - cell - l.width
		if i%2 == 1 {
			x = areaLeft + cell
		}
		dash, _ := l.glyphs[0].face.Box('—')
		p.text(x, areaBottom+numberDrop+dash.Top*l.size-l.centre, l)
	}
}
