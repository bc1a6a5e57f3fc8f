package pdf

import (
	"strconv"

	"ziping/export/document/official"
	"ziping/export/fonts"
)

// numberPages puts — 1 — under every page: 四号, its dashes 7 mm below the type
// area, one character from the right edge on odd pages, from the left on even
// ones (GB/T 9704-2012 §7.5). The first is page 1: a cover has no number.
func numberPages(pages []*page, c *composer) {
	st := style{role: fonts.Song, size: sizePageNumber}
	for i, p := range pages {
		p.number, p.of = i+1, nil
		l := c.single(st, "— "+strconv.Itoa(p.number)+" —")
		x := areaRight - cell - l.width
		if p.even() {
			x = areaLeft + cell
		}
		dash, _ := l.glyphs[0].face.Box('—')
		p.text(x, areaBottom+official.NumberDrop+dash.Top*l.size-l.centre, l)
	}
}
