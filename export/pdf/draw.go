package pdf

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"ziping/export/document"
	"ziping/export/pdf/archive"
)

// producer is written into the file's properties.
const producer = "ziping"

// drawer writes laid-out pages with gofpdf, which builds the file: pages,
// outline, properties. Fonts and the text in them are ours, see embed and
// finish: the library would read every font twice, list widths and numbers of
// 65,536 characters for each, and compress them apart.
type drawer struct {
	pdf *gofpdf.Fpdf
	inventory
	content    content
	draft      bool
	properties archive.Properties
	root       *element // of the structure
	// unnumbered counts the pages of the cover.
	unnumbered int
	// marked are, for every page, the elements its marks belong to.
	marked [][]*element
}

func newDrawer(draft bool) *drawer {
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)  // without it the order of objects changes from run to run
	pdf.SetCompression(false) // finish does it
	return &drawer{pdf: pdf, inventory: newInventory(), draft: draft}
}

// describe takes the document's properties. They are written by finish: of text outside the pages
// the library knows but the basic plane, and no zone of a date.
func (d *drawer) describe(doc *document.Document) {
	clean := func(text string) string { return (&tally{}).clean(strings.ReplaceAll(text, "\n", "")) }
	d.properties = archive.Properties{
		Title: clean(doc.Title), Author: clean(doc.Unit), Subject: clean(doc.Subject),
		Keywords: clean(strings.Join(doc.Keywords, " ")), Producer: producer, Created: doc.Created,
	}
}

func (d *drawer) page(p *page) {
	d.pdf.AddPage()
	if p.number == 0 {
		d.unnumbered++
	}
	d.marked = append(d.marked, nil)
	d.content.reset()
	if d.draft {
		// First, so that it lies behind.
		d.content.operator("/Artifact BMC " + watermarkName + " Do EMC")
	}
	if p.turned != nil {
		d.turned(p.turned)
	}
	d.draw(p)
	d.content.endText()
	d.pdf.RawWriteStr(string(d.content.out))
}

// turned draws what is read with the page turned by 90° clockwise: the head of
// a wide table stands at the left. Pages are printed on both sides, so that
// is the binding edge of an odd page and the outer edge of an even one, as
// GB/T 9704-2012 §8 wants it; the page number stays upright.
func (d *drawer) turned(p *page) {
	d.content.turn(areaLeft+pageHeight-areaTop, pageHeight-areaBottom-areaLeft)
	d.draw(p)
	d.content.back()
}

func (d *drawer) draw(p *page) {
	for _, b := range p.bookmarks {
		d.pdf.Bookmark(textString(b.text), b.level, b.y)
	}
	if len(p.rules) > 0 {
		d.content.operator("/Artifact BMC")
		d.content.rules(p.rules)
		d.content.operator("EMC")
	}
	for i, r := range p.runs {
		if i == 0 || r.of != p.runs[i-1].of {
			d.mark(r.of)
		}
		d.run(r)
		if i+1 == len(p.runs) || p.runs[i+1].of != r.of {
			d.content.operator("EMC")
		}
	}
}

// mark begins what belongs to an element.
func (d *drawer) mark(e *element) {
	d.content.beginText()
	if e == nil {
		d.content.operator("/Artifact BMC")
		return
	}
	page := len(d.marked) - 1
	m := stretch{page: page, id: len(d.marked[page])}
	d.marked[page], e.marks = append(d.marked[page], e), append(e.marks, m)
	d.content.marked(e.kind, m.id)
}

// run draws a run; a face whose characters fill several fonts changes between
// them.
func (d *drawer) run(r run) {
	x, font := r.x, nothing
	for _, g := range r.glyphs {
		at := d.number(g)
		if at.font != font {
			if font != nothing {
				d.content.shown()
			}
			font = at.font
			d.content.show(font, r.size, r.tracking, x, r.y)
		}
		d.content.code(at.code)
		x += g.em*r.size + r.tracking
	}
	if font != nothing {
		d.content.shown()
	}
}

// buffers hold the library's files until they are finished.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (d *drawer) output(w io.Writer) error {
	raw, ok := buffers.Get().(*bytes.Buffer)
	if !ok {
		raw = new(bytes.Buffer)
	}
	defer buffers.Put(raw)
	raw.Reset()
	if err := d.pdf.Output(raw); err != nil {
		return err
	}
	file, err := newFinish(raw.Bytes())
	if err != nil {
		return err
	}
	for i, f := range d.fonts {
		if err := file.embed(i, f); err != nil {
			return err
		}
	}
	if d.draft {
		if err := file.watermark(); err != nil {
			return err
		}
	}
	if d.unnumbered > 0 {
		file.label(d.unnumbered)
	}
	if d.root != nil {
		file.tagged = file.structure(d.root, d.marked)
	}
	if err := file.describe(d.properties); err != nil {
		return err
	}
	finished, err := file.bytes()
	if err != nil {
		return err
	}
	_, err = w.Write(finished)
	return err
}

// textString is a text outside the pages, in UTF-16 with its mark (ISO 32000-1,
// 7.9.2.2).
func textString(text string) string {
	out := make([]byte, 2, 2+2*len(text))
	out[0], out[1] = 0xFE, 0xFF
	for _, r := range text {
		out = appendUTF16(out, r)
	}
	return string(out)
}

func appendUTF16(out []byte, r rune) []byte {
	if r > 0xFFFF {
		high, low := utf16.EncodeRune(r)
		return append(out, byte(high>>8), byte(high), byte(low>>8), byte(low))
	}
	return append(out, byte(r>>8), byte(r))
}
