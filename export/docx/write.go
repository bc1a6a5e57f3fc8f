// Package docx writes a document as an editable text document (Office Open XML,
// ISO/IEC 29500) with the page, grid, type and styles of an official document
// after GB/T 9704-2012, so that an office can go on working in it.
//
// Faces are named as offices have them (方正小标宋简体, 仿宋_GB2312, …) and not
// embedded. Numbers of headings are part of the text, as the model makes them.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"ziping/export/document"
	"ziping/export/fonts"
)

// part is one file of the package.
type part struct {
	name string
	data []byte
}

// Write writes doc as a .docx file. The faces of set are used for drawings only,
// which are pictures in it. Nothing is written when it fails before the file is
// complete. Equal documents and faces give equal bytes. It is safe for
// concurrent use.
func Write(doc *document.Document, set *fonts.Set, w io.Writer) error {
	if err := doc.Check(); err != nil {
		return fmt.Errorf("报告内容有误：%w", err)
	}
	b := &body{set: set}
	if err := b.document(doc); err != nil {
		return err
	}
	parts := []part{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(packageRelations)},
		{"docProps/core.xml", []byte(coreProperties(doc))},
		{"docProps/app.xml", []byte(appProperties)},
		{"word/document.xml", []byte(b.xml())},
		{"word/styles.xml", []byte(stylesPart())},
		{"word/settings.xml", []byte(settingsPart)},
		{"word/fontTable.xml", []byte(fontTablePart)},
		{"word/footer1.xml", []byte(footer("PageNumberOdd"))},
		{"word/footer2.xml", []byte(footer("PageNumberEven"))},
		{"word/header1.xml", []byte(header(doc.Draft))},
		{"word/_rels/document.xml.rels", []byte(b.relations())},
	}
	for i, picture := range b.pictures {
		parts = append(parts, part{fmt.Sprintf("word/media/image%d.png", i+1), picture})
	}
	packed, err := pack(parts, doc.Created)
	if err != nil {
		return fmt.Errorf("写 DOCX：%w", err)
	}
	if _, err := w.Write(packed); err != nil {
		return fmt.Errorf("写 DOCX：%w", err)
	}
	return nil
}

// pack makes the archive; the order and the dates of its parts are fixed.
func pack(parts []part, created time.Time) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: created.UTC()})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// coreProperties are the metadata; the day of the report stands for the time of writing.
func coreProperties(doc *document.Document) string {
	day := doc.Created.UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(strings.ReplaceAll(doc.Title, "\n", "")) + `</dc:title>` +
		`<dc:subject>` + escaped(doc.Subject) + `</dc:subject>` +
		`<dc:creator>` + escaped(doc.Unit) + `</dc:creator>` +
		`<cp:keywords>` + escaped(strings.Join(doc.Keywords, " ")) + `</cp:keywords>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + day + `</dcterms:created>` +
		`<dcterms:modified xsi:type="dcterms:W3CDTF">` + day + `</dcterms:modified>` +
		`<dc:language>zh-CN</dc:language></cp:coreProperties>`
}
