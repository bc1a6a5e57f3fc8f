package docx

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/export/document"
	"ziping/export/document/official"
	"ziping/export/fonts"
)

// body collects the content of the document.
type body struct {
	out      strings.Builder
	set      *fonts.Set
	pictures [][]byte
	// setup is the page setup of the pages being written.
	setup section
	// used is how much of the page stands above the next block, in points, as estimated; unknownPlace
	// where text of any length came before.
	used float64
}

func (b *body) xml() string {
	return xmlHead + `<w:document ` + namespaces + `><w:body>` + b.out.String() + b.setup.xml() + `</w:body></w:document>`
}

// area is the width of the type area.
func (b *body) area() int {
	if b.setup.wide {
		return wideArea
	}
	return areaWidth
}

// turn ends the section when the next pages have another setup.
func (b *body) turn(next section) {
	if next == b.setup {
		return
	}
	b.add("SectionEnd", b.setup.xml(), "")
	b.setup = next
}

// unknownPlace is a place on a page that cannot be estimated.
const unknownPlace = -1

// stand notes the height of what was set.
func (b *body) stand(height float64) {
	if b.used != unknownPlace {
		b.used += height
	}
}

func (b *body) add(style, properties, content string) {
	b.out.WriteString(paragraph(style, properties, content))
}

// blank is an empty line of the grid.
func (b *body) blank() { b.add("Flush", "", "") }

func (b *body) document(doc *document.Document) error {
	b.setup, b.used = section{draft: doc.Draft}, unknownPlace
	if doc.Cover != nil {
		b.cover(doc)
	}
	b.blank()
	b.title(doc.Title)
	b.blank()
	signed := doc.Signature == nil
	sign := func() {
		if !signed {
			signed = true
			b.signature(doc)
		}
	}
	items := document.Items(doc.Blocks)
	last := lastOfText(items)
	for i, item := range items {
		switch block := item.Block.(type) {
		case document.Heading:
			b.add(fmt.Sprintf("Heading%d", block.Level), "", run(item.Label+block.Text))
		case document.Paragraph:
			b.paragraphs(block, i == last && !signed)
		case document.Notice:
			for _, line := range lines(block.Text) {
				b.add("Notice", "", run(line))
				b.stand(noticeHeight(line, b.area()))
			}
		case document.Table:
			b.table(block)
		case document.Figure:
			if err := b.figure(block); err != nil {
				return err
			}
		case document.PageBreak:
			b.add("Flush", "", `<w:r><w:br w:type="page"/></w:r>`)
		case document.Attachment:
			sign()
			b.attachment(item.Label, block.Wide)
			b.blank()
			b.title(block.Title)
			b.used = 2*official.LinePitch + official.TitlePitch
		}
	}
	sign()
	return nil
}

// lastOfText is the place of the last block of the text, which its signature is not left without.
func lastOfText(items []document.Item) int {
	for i, item := range items {
		if _, ok := item.Block.(document.Attachment); ok {
			return i - 1
		}
	}
	return len(items) - 1
}

// attachment begins an attachment on a new page, lying across the sheet when it is wide.
func (b *body) attachment(label string, wide bool) {
	next, properties := b.setup, ""
	if next.wide != wide {
		next.wide, next.first = wide, false
		b.turn(next)
		properties = `<w:pageBreakBefore w:val="0"/>` // the section begins one already
	}
	b.add("Attachment", properties, run(label))
}

// title keeps its author's lines.
func (b *body) title(text string) {
	if parts := lines(text); len(parts) > 0 {
		b.add("Title", "", broken(parts))
	}
}

// paragraphs are a block of text; the last one before a signature is held to it.
func (b *body) paragraphs(p document.Paragraph, last bool) {
	style := "BodyText"
	if p.Flush {
		style = "Flush"
	}
	b.used = unknownPlace
	parts := lines(p.Text)
	for i, line := range parts {
		properties := ""
		if last && i == len(parts)-1 {
			properties = keepNext
		}
		b.add(style, properties, run(line))
	}
}

// signature is the 附件说明, the 署名 and the 成文日期 (GB/T 9704-2012 §7.3.4, §7.3.5).
func (b *body) signature(doc *document.Document) {
	b.attachmentList(document.Attachments(doc.Blocks))
	b.add("Flush", keepNext, "")
	if doc.Signature.Sealed {
		b.add("Flush", keepNext, "") // the seal's upper half
	}
	unit, date := strings.Join(lines(doc.Signature.Unit), ""), strings.Join(lines(doc.Signature.Date), "")
	unitRight, dateRight := official.SignaturePlaces(width(unit), width(date), doc.Signature.Sealed)
	b.add("Signature", keepNext+rightIndent(unitRight), run(unit))
	b.add("Signature", rightIndent(dateRight), run(date))
}

func rightIndent(characters float64) string {
	return fmt.Sprintf(`<w:ind w:right="%d"/>`, int(max(characters, 0)*float64(cell)))
}

// width is how many Chinese characters wide a text is; figures and letters are half as wide.
func width(text string) float64 {
	w := 0.0
	for _, r := range text {
		if fonts.IsRoman(r) {
			w += 0.5
		} else {
			w++
		}
	}
	return w
}

// attachmentList names the attachments under each other, without punctuation after them.
func (b *body) attachmentList(titles []string) {
	if len(titles) == 0 {
		return
	}
	b.add("Flush", keepNext, "")
	for i, title := range titles {
		text := strings.Join(lines(title), "")
		hang, left := 3.0, 5.0 // in characters: 附件： stands before the first
		if len(titles) > 1 {
			number := strconv.Itoa(i+1) + "."
			text = number + text
			hang += width(number)
			left += width(number)
		}
		if i == 0 {
			text = "附件：" + text
		} else {
			hang -= 3
		}
		properties := fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%d"/>`, int(left*float64(cell)), int(hang*float64(cell)))
		b.add("AttachmentList", properties, run(text))
	}
}
