package pdf

import (
	"strconv"

	"ziping/export/document"
	"ziping/export/document/official"
)

// signature sets the list of attachments and the 署名 with the date, held
// together with the last two lines of the text: a page of signatures alone is
// not allowed.
func (c *composer) signature(doc *document.Document) {
	for i := max(len(c.boxes)-2, 0); i < len(c.boxes); i++ {
		if c.boxes[i].fill == nil {
			c.boxes[i].keep = true
		}
	}
	c.attachmentList(document.Attachments(doc.Blocks))
	full := measure{first: areaWidth, rest: areaWidth}
	units := c.typeset(bodyStyle, c.flat(doc.Signature.Unit), full)
	date := c.single(bodyStyle, c.flat(doc.Signature.Date))
	wide := 0.0
	for _, unit := range units {
		wide = max(wide, unit.width)
	}
	unitX, dateX := signaturePlaces(wide, date.width, doc.Signature.Sealed)
	c.blankLine(true)
	if doc.Signature.Sealed {
		c.blankLine(true) // the seal's upper half
	}
	c.begin(kindParagraph)
	for _, unit := range units {
		c.add(box{height: linePitch, keep: true, draw: func(p *page, top float64) {
			p.text(unitX, top+sizeBody/2, unit)
		}})
	}
	c.begin(kindParagraph)
	c.add(box{height: linePitch, draw: func(p *page, top float64) {
		p.text(dateX, top+sizeBody/2, date)
	}})
}

// numberGap is the space after the number of an attachment, in points.
const numberGap = sizeBody / 4

// signaturePlaces are where the unit and the date of these widths begin.
func signaturePlaces(unit, date float64, sealed bool) (unitX, dateX float64) {
	unitRight, dateRight := official.SignaturePlaces(unit/cell, date/cell, sealed)
	return max(areaRight-unitRight*cell-unit, areaLeft), max(areaRight-dateRight*cell-date, areaLeft)
}

// attachmentList is the 附件说明 (§7.3.4): names under each other, no
// punctuation after them.
func (c *composer) attachmentList(titles []string) {
	if len(titles) == 0 {
		return
	}
	c.blankLine(true)
	head := c.single(bodyStyle, "附件：")
	start := float64(indentCharacters)*cell + 3*cell
	for i, title := range titles {
		name := c.flat(title)
		number := line{size: sizeBody}
		x := start
		if len(titles) > 1 {
			number = c.single(bodyStyle, strconv.Itoa(i+1)+".")
			x += number.width + numberGap
		}
		c.begin(kindParagraph)
		width := areaWidth - x
		for k, l := range c.typeset(bodyStyle, name, measure{first: width, rest: width}) {
			c.add(box{height: linePitch, keep: true, draw: func(p *page, top float64) {
				if i == 0 && k == 0 {
					p.text(areaLeft+float64(indentCharacters)*cell, top+sizeBody/2, head)
				}
				if k == 0 && len(number.glyphs) > 0 {
					p.text(areaLeft+start, top+sizeBody/2, number)
				}
				p.text(areaLeft+x, top+sizeBody/2, l)
			}})
		}
	}
}
