// Package pdf typesets a document as an official document (公文) after
// GB/T 9704-2012: type area of 22 lines of 28 characters, Chinese line
// breaking, numbered headings, tables, signature, attachments.
//
// Pages are laid out completely before anything is drawn, with the metrics of
// package fonts; gofpdf only puts text and lines at given places.
package pdf

import (
	"fmt"
	"io"

	"ziping/export/document"
	"ziping/export/fonts"
)

// Write typesets doc with the faces of set and writes a PDF file. Nothing is
// written when it fails before the file is complete. Equal documents and
// equal faces give equal bytes. It is safe for concurrent use.
func Write(doc *document.Document, set *fonts.Set, w io.Writer) (report Report, err error) {
	// gofpdf panics where it could return an error.
	defer func() {
		if fault := recover(); fault != nil {
			report, err = Report{}, fmt.Errorf("生成 PDF 时出错：%v", fault)
		}
	}()
	if err := doc.Check(); err != nil {
		return Report{}, fmt.Errorf("报告内容有误：%w", err)
	}
	pages, c := layOut(doc, set)
	d := newDrawer(doc.Draft)
	d.describe(doc)
	d.root = c.root
	for _, p := range pages {
		d.page(p)
	}
	if err := d.output(w); err != nil {
		return Report{}, fmt.Errorf("写 PDF：%w", err)
	}
	report = c.tally.report(len(pages))
	report.Coverage = c.shaper.coverage()
	return report, nil
}

// layOut decides where everything stands.
func layOut(doc *document.Document, set *fonts.Set) ([]*page, *composer) {
	c := newComposer(set, newTally())
	var cover []*page
	if doc.Cover != nil {
		cover = filled(c.cover(doc))
	}
	c.boxes = nil
	pages := filled(c.compose(doc))
	numberPages(pages, c)
	return append(cover, pages...), c
}
