package pdf

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"ziping/export/document"
)

// producer is written into the file's properties.
const producer = "ziping"

// drawer writes laid-out pages with gofpdf. Each document has its own, with
// its own cut fonts: gofpdf writes into fonts it is given.
type drawer struct {
	pdf *gofpdf.Fpdf
	inventory
	mark     *watermark // nil without one
	tracking float64    // in force on the current page
}

func newDrawer(pages []*page) (*drawer, error) {
	inv, err := takeInventory(pages)
	if err != nil {
		return nil, err
	}
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // without it the order of objects changes from run to run
	d := &drawer{pdf: pdf, inventory: inv}
	for i, face := range d.faces {
		pdf.AddUTF8FontFromBytes(fontKey(i), "", face.Cut(d.codes[face]))
	}
	return d, nil
}

func fontKey(i int) string { return fmt.Sprintf("f%02d", i) }

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
	for _, b := range p.bookmarks {
		// The outline is encoded by the face in force.
		d.pdf.SetFont(fontKey(0), "", sizeBody)
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

func (d *drawer) run(r run) {
	d.pdf.SetFont(fontKey(d.number[r.face]), "", r.size)
	d.track(r.tracking)
	var text strings.Builder
	x, start := r.x, r.x
	flush := func() {
		if text.Len() > 0 {
			d.pdf.Text(start, r.y, text.String())
			text.Reset()
		}
		start = x
	}
	for _, g := range r.glyphs {
		code := rune(d.codes[r.face][g.shown])
		step := r.face.Advance(g.shown)*r.size + r.tracking
		if code == g.char {
			text.WriteRune(code)
			x += step
			continue
		}
		flush()
		d.pdf.RawWriteStr("/Span <</ActualText <FEFF" + hexadecimal(g.char) + ">>> BDC")
		d.pdf.Text(x, r.y, string(code))
		d.pdf.RawWriteStr("EMC")
		x += step
		start = x
	}
	flush()
}

// track sets the space after every character, in force until the page ends.
func (d *drawer) track(points float64) {
	if points != d.tracking {
		d.pdf.RawWriteStr(fmt.Sprintf("%.3f Tc", points))
		d.tracking = points
	}
}

func (d *drawer) output(w io.Writer) error { return d.pdf.Output(w) }

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
