// Package archive makes the parts of a PDF file that an archive asks for and a viewer does not
// need (ISO 19005-2, PDF/A-2u): the description in XMP, the profile its greys are meant in, and
// the file's identifier. It knows no pages.
package archive

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// Properties describe a file. The same words stand in its information dictionary and in its XMP
// description, as ISO 19005-2, 6.6.2 wants them to agree.
type Properties struct {
	Title, Author, Subject, Keywords string
	Producer                         string
	Created                          time.Time // with the office's zone
}

// Language of the text, as BCP 47 names it.
const Language = "zh-CN"

// Metadata is the file's description as an XMP packet (ISO 16684-1), that of a file of PDF/A-2u:
// the conformance level u says that all text can be copied as Unicode.
func (p Properties) Metadata() []byte {
	date := p.Created.Format("2006-01-02T15:04:05-07:00")
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n" +
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"" +
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n" +
		"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>U</pdfaid:conformance>\n<dc:format>application/pdf</dc:format>\n")
	list(&b, "dc:language", "Bag", "", Language)
	list(&b, "dc:title", "Alt", ` xml:lang="x-default"`, p.Title)
	list(&b, "dc:creator", "Seq", "", p.Author)
	list(&b, "dc:description", "Alt", ` xml:lang="x-default"`, p.Subject)
	element(&b, "pdf:Keywords", p.Keywords)
	element(&b, "pdf:Producer", p.Producer)
	element(&b, "xmp:CreatorTool", p.Producer)
	element(&b, "xmp:CreateDate", date)
	element(&b, "xmp:ModifyDate", date)
	element(&b, "xmp:MetadataDate", date)
	b.WriteString("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// list writes a property that is a list of one value; nothing for an empty one.
func list(b *strings.Builder, name, kind, attribute, value string) {
	if value != "" {
		fmt.Fprintf(b, "<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n", name, kind, attribute, escaped(value), kind, name)
	}
}

func element(b *strings.Builder, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "<%s>%s</%s>\n", name, escaped(value), name)
	}
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

// Date is a moment as PDF writes it, with its zone (ISO 32000-1, 7.9.4).
func Date(at time.Time) string {
	zone := at.Format("-07'00'")
	return "D:" + at.Format("20060102150405") + zone
}
