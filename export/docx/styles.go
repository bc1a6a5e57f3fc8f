package docx

import (
	"fmt"
	"strings"
)

// The faces offices have for the styles of GB/T 9704-2012 §5.2 and §7.
const (
	titleFont = "方正小标宋简体"
	bodyFont  = "仿宋_GB2312"
	kaiFont   = "楷体_GB2312"
	heiFont   = "黑体"
	songFont  = "宋体"
	romanFont = "Times New Roman"
)

// style is one paragraph style.
type style struct {
	id, name string
	font     string
	size     int // half points
	// properties of the paragraph, in the order of the schema.
	properties string
	// quick styles are offered in the word processor's gallery.
	quick bool
}

// The section declares the grid of 22 × 28; the styles set the same lines and characters
// by exact measures, because word processors differ in how they put 16 pt characters into
// cells of 15.8 pt.
const (
	exactLine = offGrid + `<w:spacing w:line="579" w:lineRule="exact"/>`
	indent    = `<w:ind w:firstLine="632" w:firstLineChars="200"/>`
	keepNext  = `<w:keepNext/>`
	offGrid   = `<w:snapToGrid w:val="0"/>`

	// No mark hangs over the edge, no gap is set between Chinese and figures.
	chineseLines = `<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`
)

// heading is the properties of a heading's style: real outline levels fill the
// navigation and a table of contents.
func heading(level int) string {
	return keepNext + exactLine + indent + fmt.Sprintf(`<w:outlineLvl w:val="%d"/>`, level)
}

var styles = []style{
	{"Title", "Title", titleFont, sizeTitle, keepNext + offGrid + `<w:spacing w:line="720" w:lineRule="exact"/><w:jc w:val="center"/>`, true},
	{"Heading1", "heading 1", heiFont, sizeBody, heading(0), true},
	{"Heading2", "heading 2", kaiFont, sizeBody, heading(1), true},
	{"Heading3", "heading 3", bodyFont, sizeBody, heading(2), true},
	{"Heading4", "heading 4", bodyFont, sizeBody, heading(3), true},
	{"BodyText", "Body Text", bodyFont, sizeBody, exactLine + indent, true},
	{"Flush", "主送机关", bodyFont, sizeBody, exactLine, true},
	{"Notice", "说明", songFont, sizeTable, offGrid + `<w:spacing w:line="320" w:lineRule="exact"/><w:ind w:firstLine="420" w:firstLineChars="200"/>`, true},
	{"Caption", "caption", heiFont, sizeCaption, offGrid + `<w:spacing w:before="60" w:after="60" w:line="440" w:lineRule="exact"/><w:jc w:val="center"/>`, true},
	{"TableNote", "表格单位", songFont, sizeTable, keepNext + offGrid + `<w:spacing w:line="320" w:lineRule="exact"/><w:jc w:val="right"/>`, true},
	{"TableHead", "表头", heiFont, sizeTable, offGrid + `<w:spacing w:line="294" w:lineRule="exact"/><w:jc w:val="center"/>`, true},
	{"TableText", "表格文字", songFont, sizeTable, offGrid + `<w:spacing w:line="294" w:lineRule="exact"/><w:jc w:val="left"/>`, true},
	{"TableHeadSmall", "表头小五", heiFont, sizeSmall, offGrid + `<w:spacing w:line="252" w:lineRule="exact"/><w:jc w:val="center"/>`, false},
	{"TableTextSmall", "表格文字小五", songFont, sizeSmall, offGrid + `<w:spacing w:line="252" w:lineRule="exact"/><w:jc w:val="left"/>`, false},
	{"AfterTable", "表后空行", songFont, sizeTable, offGrid + `<w:spacing w:line="240" w:lineRule="exact"/>`, false},
	{"Figure", "图", bodyFont, sizeTable, keepNext + offGrid + `<w:spacing w:before="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`, true},
	{"AttachmentList", "附件说明", bodyFont, sizeBody, keepNext + exactLine, true},
	{"Attachment", "附件", heiFont, sizeBody, keepNext + `<w:pageBreakBefore/>` + exactLine + `<w:outlineLvl w:val="0"/>`, true},
	{"Signature", "Signature", bodyFont, sizeBody, `<w:keepLines/>` + exactLine + `<w:jc w:val="right"/>`, true},
	{"CoverTitle", "封面标题", titleFont, sizeCover, keepNext + offGrid + `<w:spacing w:line="840" w:lineRule="exact"/><w:jc w:val="center"/>`, true},
	{"CoverEntry", "封面栏目", bodyFont, sizeBody, offGrid + `<w:spacing w:line="800" w:lineRule="exact"/><w:jc w:val="left"/>`, true},
	{"CoverFoot", "封面落款", kaiFont, sizeBody, exactLine + `<w:jc w:val="center"/>`, true},
	{"SectionEnd", "节尾", songFont, sizeSmall, offGrid + `<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>`, false},
	{"Header", "header", bodyFont, sizeSmall, offGrid, false},
	{"PageNumberOdd", "页码单", songFont, sizePageNumber, offGrid + `<w:ind w:right="316" w:rightChars="100"/><w:jc w:val="right"/>`, false},
	{"PageNumberEven", "页码双", songFont, sizePageNumber, offGrid + `<w:ind w:left="316" w:leftChars="100"/><w:jc w:val="left"/>`, false},
}

func stylesPart() string {
	var out strings.Builder
	out.WriteString(xmlHead + `<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + face(bodyFont, sizeBody) +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>` +
		`<w:pPr>` + chineseLines + `<w:jc w:val="both"/></w:pPr><w:rPr>` + face(bodyFont, sizeBody) + `</w:rPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>`)
	for _, s := range styles {
		quick := ""
		if s.quick {
			quick = `<w:qFormat/>`
		}
		fmt.Fprintf(&out, `<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>%s<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`,
			s.id, s.name, quick, s.properties, face(s.font, s.size))
	}
	out.WriteString(`</w:styles>`)
	return out.String()
}

// face sets Latin letters and figures beside a Chinese face.
func face(font string, size int) string {
	tracking := 0 // every style says so, or it would inherit that of Normal
	if size == sizeBody {
		tracking = -5 // 28 characters of 15.75 pt fit into 442.2 pt
	}
	return fmt.Sprintf(`<w:rFonts w:ascii="%s" w:eastAsia="%s" w:hAnsi="%s" w:cs="%s" w:hint="eastAsia"/><w:spacing w:val="%d"/><w:sz w:val="%d"/><w:szCs w:val="%d"/>`,
		latin(font), font, latin(font), romanFont, tracking, size, size)
}

// latin is the face beside a Chinese one: titles and 黑体 have figures of their own
// weight.
func latin(font string) string {
	if font == heiFont || font == titleFont {
		return font
	}
	return romanFont
}
