package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"

	"ziping/export/document"
	"ziping/export/fonts"
)

// producer is written into the file's properties.
const producer = "ziping"

// drawer writes laid-out pages with gofpdf. Each document has its own, with
// its own cut fonts: gofpdf writes into fonts it is given.
type drawer struct {
	pdf *gofpdf.Fpdf
	inventory
	keys     []string   // what the library calls the fonts
	mark     *watermark // nil without one
	tracking float64    // in force on the current page
}

func newDrawer(pages []*page) *drawer {
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true)  // without it the order of objects changes from run to run
	pdf.SetCompression(false) // finish does it
	d := &drawer{pdf: pdf, inventory: takeInventory(pages)}
	for i, f := range d.fonts {
		d.keys = append(d.keys, fmt.Sprintf("f%02d", i))
		pdf.AddUTF8FontFromBytes(d.keys[i], "", fonts.Cut(f.glyphs))
	}
	return d
}

func (d *drawer) describe(doc *document.Document) {
	clean := func(text string) string {
		return surrogated((&tally{}).clean(strings.ReplaceAll(text, "\n", "")))
	}
	d.pdf.SetTitle(clean(doc.Title), true)
	d.pdf.SetAuthor(clean(doc.Unit), true)
	d.pdf.SetSubject(clean(doc.Subject), true)
	d.pdf.SetKeywords(clean(strings.Join(doc.Keywords, " ")), true)
	d.pdf.SetCreator(producer, true)
	d.pdf.SetProducer(producer, true)
	d.pdf.SetCreationDate(doc.Created)
	d.pdf.SetModificationDate(doc.Created)
}

func (d *drawer) page(p *page) {
	d.pdf.AddPage()
	d.tracking = 0
	if d.mark != nil {
		d.watermark(d.mark)
	}
	if p.turned != nil {
		d.turned(p.turned)
	}
	d.content(p)
}

// turned draws what is read with the page turned by 90° clockwise: the head of
// a wide table stands at the left. Pages are printed on both sides, so that
// is the binding edge of an odd page and the outer edge of an even one, as
// GB/T 9704-2012 §8 wants it; the page number stays upright.
func (d *drawer) turned(p *page) {
	d.pdf.RawWriteStr(fmt.Sprintf("q 0 1 -1 0 %.3f %.3f cm",
		areaLeft+pageHeight-areaTop, pageHeight-areaBottom-areaLeft))
	d.content(p)
	d.pdf.RawWriteStr("Q")
	d.tracking = 0
}

func (d *drawer) content(p *page) {
	for _, b := range p.bookmarks {
		// The outline is encoded by the face in force.
		d.pdf.SetFont(d.keys[0], "", sizeBody)
		d.pdf.Bookmark(surrogated(b.text), b.level, b.y)
	}
	for _, r := range p.rules {
		d.pdf.SetLineWidth(r.weight)
		d.pdf.Line(r.x1, r.y1, r.x2, r.y2)
	}
	for _, r := range p.runs {
		d.run(r)
	}
}

// run draws a run; a face whose characters fill several fonts changes between
// them.
func (d *drawer) run(r run) {
	codes := make([]byte, 0, 3*len(r.glyphs))
	x, start, font := r.x, r.x, -1
	show := func() {
		if len(codes) > 0 {
			d.pdf.SetFont(d.keys[font], "", r.size)
			d.track(r.tracking)
			d.pdf.Text(start, r.y, string(codes))
		}
		codes, start = codes[:0], x
	}
	for _, g := range r.glyphs {
		at := d.place[drawn{r.face, g.char, g.shown}]
		if at.font != font {
			show()
			font = at.font
		}
		codes = utf8.AppendRune(codes, rune(at.code))
		x += r.face.Advance(g.shown)*r.size + r.tracking
	}
	show()
}

// track sets the space after every character, in force until the page ends.
func (d *drawer) track(points float64) {
	if points != d.tracking {
		d.pdf.RawWriteStr(fmt.Sprintf("%.3f Tc", points))
		d.tracking = points
	}
}

func (d *drawer) output(w io.Writer) error {
	var raw bytes.Buffer
	if err := d.pdf.Output(&raw); err != nil {
		return err
	}
	maps := make([]string, len(d.fonts))
	for i, f := range d.fonts {
		maps[i] = f.unicodeMap()
	}
	file, err := finish(raw.Bytes(), maps)
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// hexadecimal is UTF-16BE as a PDF hex string has it.
func hexadecimal(r rune) string {
	if r > 0xFFFF {
		high, low := utf16.EncodeRune(r)
		return fmt.Sprintf("%04X%04X", high, low)
	}
	return fmt.Sprintf("%04X", r)
}

// surrogated writes characters beyond the basic plane as two surrogates of
// three bytes each, which gofpdf turns into correct UTF-16 (it reads four-byte
// sequences wrongly).
func surrogated(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r <= 0xFFFF {
			out.WriteRune(r)
			continue
		}
		high, low := utf16.EncodeRune(r)
		for _, unit := range []rune{high, low} {
			out.Write([]byte{0xE0 | byte(unit>>12), 0x80 | byte(unit>>6)&0x3F, 0x80 | byte(unit)&0x3F})
		}
	}
	return out.String()
}
