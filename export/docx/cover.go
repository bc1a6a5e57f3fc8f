package docx

import (
	"fmt"
	"strings"

	"ziping/export/document"
)

// Places on the cover, in twentieths of a point from what stands above.
const (
	coverTop     = 2400 // the title, from the type area's edge
	coverEntries = 2600 // the first entry, from the title
	coverFoot    = 1900 // the foot, from the last entry
	coverIndent  = 1000 // of the entries on both sides
)

// cover is a page of its own without a page number; numbering begins after it. The lines
// to fill in have a rule under them, as the printed forms do.
func (b *body) cover(doc *document.Document) {
	b.setup.cover = true
	b.add("CoverTitle", fmt.Sprintf(`<w:spacing w:before="%d" w:line="840" w:lineRule="exact"/>`, coverTop), broken(lines(doc.Title)))
	b.space(coverEntries)
	b.entries(doc.Cover.Entries)
	if foot := strings.Join(lines(doc.Cover.Foot), ""); foot != "" {
		b.add("CoverFoot", fmt.Sprintf(`<w:spacing w:before="%d" w:line="579" w:lineRule="exact"/>`, coverFoot), run(foot))
	}
	b.turn(section{draft: doc.Draft, first: true})
}

// space is an empty line of a height; room above a paragraph is lost before a table.
func (b *body) space(height int) {
	b.add("SectionEnd", fmt.Sprintf(`<w:spacing w:line="%d" w:lineRule="exact"/>`, height), "")
}

// entries are a table without a frame: labels, and a ruled line behind each.
func (b *body) entries(entries []document.Entry) {
	if len(entries) == 0 {
		return
	}
	label := 0
	for _, e := range entries {
		label = max(label, int((width(strings.Join(lines(e.Label), ""))+2.6)*float64(cell)))
	}
	all := areaWidth - 2*coverIndent
	label = min(label, all*2/3)
	fmt.Fprintf(&b.out, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>`+
		`<w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, all, label, all-label)
	for _, e := range entries {
		text := strings.Join(lines(e.Label), "")
		if text != "" {
			text += "："
		}
		fmt.Fprintf(&b.out, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>%s</w:tc>`,
			label, paragraph("CoverEntry", "", run(text)))
		fmt.Fprintf(&b.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>`+
			`<w:vAlign w:val="bottom"/></w:tcPr>%s</w:tc></w:tr>`, all-label, paragraph("CoverEntry", "", broken(lines(e.Value))))
	}
	b.out.WriteString(`</w:tbl>`)
}
