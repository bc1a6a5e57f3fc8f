package docx

import (
	"fmt"
	"math"
	"strings"
	"ziping/export/document/official"
)

// The page of package official in twentieths of a point.
var (
	pageWidth    = twips(official.PageWidth)
	pageHeight   = twips(official.PageHeight)
	marginTop    = twips(official.AreaTop)
	marginBottom = twips(official.PageHeight - official.AreaTop - official.AreaHeight)
	marginRight  = twips(official.PageWidth - official.AreaLeft - official.AreaWidth)
	areaWidth    = int(math.Floor(official.AreaWidth * 20))
	marginLeft   = pageWidth - areaWidth - marginRight
	// wideArea is the width of the type area of a page that lies across.
	wideArea = pageHeight - marginTop - marginBottom

	cell = twips(official.Cell)
	// linePitch is rounded down, so that 22 lines fit into every program's type area.
	linePitch = int(math.Floor(official.LinePitch * 20))
)

func twips(points float64) int { return int(math.Round(points * 20)) }

const (
	// cellSpace is what a character of 16 pt is narrower in the grid, in 1/4096 pt.
	cellSpace = -860
	// The dashes of the page number stand 7 mm under the type area (§7.5).
	footerDistance = 1180
	// Under a table that lies across the sheet there is less room.
	footerDistanceWide = 720
	headerDistance     = 851

	emuPerTwip = 635
)

// Type sizes in half points.
const (
	sizeCover      = 2 * official.SizeCover
	sizeTitle      = 2 * official.SizeTitle
	sizeBody       = 2 * official.SizeBody
	sizePageNumber = 2 * official.SizePageNumber
	sizeCaption    = 2 * official.SizeCaption
	sizeTable      = 2 * official.SizeTable
	sizeSmall      = 2 * official.SizeSmallTable
)

// section is a part of the document with a page setup of its own.
type section struct {
	// draft puts the watermark behind the pages; the header carries it.
	draft bool
	// cover has no page number; first begins counting after it.
	cover, first bool
	// wide lies across the sheet.
	wide bool
}

// xml is the page setup that ends a section.
func (s section) xml() string {
	var out strings.Builder
	out.WriteString(`<w:sectPr>`)
	if s.draft {
		out.WriteString(`<w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="even" r:id="rIdHeader"/>`)
	}
	if !s.cover {
		out.WriteString(`<w:footerReference w:type="default" r:id="rIdFooterOdd"/><w:footerReference w:type="even" r:id="rIdFooterEven"/>`)
	}
	out.WriteString(`<w:type w:val="nextPage"/>`)
	wide, high, turned := pageWidth, pageHeight, ""
	top, right, bottom, left := marginTop, marginRight, marginBottom, marginLeft
	if s.wide {
		// The sheet is turned to the left: its top margin becomes the left one.
		wide, high, turned = high, wide, ` w:orient="landscape"`
		top, right, bottom, left = left, top, right, bottom
	}
	fmt.Fprintf(&out, `<w:pgSz w:w="%d" w:h="%d"%s/>`, wide, high, turned)
	fmt.Fprintf(&out, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/>`,
		top, right, bottom, left, headerDistance, s.footerDistance())
	if s.first {
		out.WriteString(`<w:pgNumType w:start="1"/>`)
	}
	fmt.Fprintf(&out, `<w:docGrid w:type="linesAndChars" w:linePitch="%d" w:charSpace="%d"/></w:sectPr>`, linePitch, cellSpace)
	return out.String()
}

func (s section) footerDistance() int {
	if s.wide {
		return footerDistanceWide
	}
	return footerDistance
}

// footer is the page number — 1 — in a style for odd or even pages.
func footer(style string) string {
	number := `<w:r><w:t xml:space="preserve">— </w:t></w:r>` +
		`<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>` +
		`<w:r><w:t xml:space="preserve"> —</w:t></w:r>`
	return xmlHead + `<w:ftr ` + namespaces + `>` + paragraph(style, "", number) + `</w:ftr>`
}

// header is empty or holds 草稿 as a word picture behind the text.
func header(draft bool) string {
	content := ""
	if draft {
		content = watermark
	}
	return xmlHead + `<w:hdr ` + namespaces + `>` + paragraph("Header", "", content) + `</w:hdr>`
}

// watermark is what word processors insert themselves as a text watermark (VML).
const watermark = `<w:r><w:rPr><w:noProof/></w:rPr><w:pict>` +
	`<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">` +
	`<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>` +
	`<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>` +
	`<v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>` +
	`<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>` +
	`<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>` +
	`<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"` +
	` style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:200pt;rotation:315;z-index:-251658240;` +
	`mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"` +
	` o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".6"/>` +
	`<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="草稿"/></v:shape></w:pict></w:r>`
