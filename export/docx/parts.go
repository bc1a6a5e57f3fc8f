package docx

import (
	"fmt"
	"strings"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

	namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`

	wordType       = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
	packageType    = `application/vnd.openxmlformats-package.`
	relationType   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	relationsStart = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="` + packageType + `relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + wordType + `fontTable+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="` + wordType + `footer+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordType + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="` + packageType + `core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

const packageRelations = relationsStart +
	`<Relationship Id="rId1" Type="` + relationType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relationType + `extended-properties" Target="docProps/app.xml"/></Relationships>`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>ziping</Application></Properties>`

// settingsPart tells odd from even pages and lets punctuation be squeezed as the grid needs.
const settingsPart = xmlHead + `<w:settings ` + namespaces + `><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>` +
	`<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="289"/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/>` +
	`<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>` +
	`<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// fontTablePart names a face to use where an office lacks the one that is asked for.
var fontTablePart = fontTable([][2]string{
	{titleFont, "华文中宋"}, {bodyFont, "仿宋"}, {kaiFont, "楷体"}, {heiFont, "SimHei"}, {songFont, "SimSun"}, {romanFont, "Times"},
})

func fontTable(faces [][2]string) string {
	var out strings.Builder
	out.WriteString(xmlHead + `<w:fonts ` + namespaces + `>`)
	for _, face := range faces {
		fmt.Fprintf(&out, `<w:font w:name="%s"><w:altName w:val="%s"/></w:font>`, face[0], face[1])
	}
	out.WriteString(`</w:fonts>`)
	return out.String()
}

// relations of the document's body to the other parts.
func (b *body) relations() string {
	var out strings.Builder
	out.WriteString(relationsStart)
	add := func(id, kind, target string) {
		fmt.Fprintf(&out, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relationType, kind, target)
	}
	add("rIdStyles", "styles", "styles.xml")
	add("rIdSettings", "settings", "settings.xml")
	add("rIdFonts", "fontTable", "fontTable.xml")
	add("rIdFooterOdd", "footer", "footer1.xml")
	add("rIdFooterEven", "footer", "footer2.xml")
	add("rIdHeader", "header", "header1.xml")
	for i := range b.pictures {
		add(fmt.Sprintf("rIdImage%d", i+1), "image", fmt.Sprintf("media/image%d.png", i+1))
	}
	out.WriteString(`</Relationships>`)
	return out.String()
}
