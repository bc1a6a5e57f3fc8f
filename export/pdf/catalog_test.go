package pdf

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"ziping/export/document"
)

// What ISO 19005-2 (PDF/A-2u) asks of the whole file, object by object. The file is read as it
// stands, with all streams that qpdf can open opened.
func TestFileIsFitForAnArchive(t *testing.T) {
	covered, draft := sampleDocument(), sampleDocument()
	covered.Cover, draft.Draft = sampleCover(), true
	plain := bodyOf(document.Paragraph{Text: "没有书签的正文。"})
	for name, d := range map[string]*document.Document{"covered": covered, "draft": draft, "plain": plain} {
		t.Run(name, func(t *testing.T) {
			raw, _ := written(t, d)
			if !bytes.HasPrefix(raw, []byte(version)) || !bytes.HasSuffix(raw, []byte("%%EOF\n")) {
				t.Errorf("begins with %q", raw[:20])
			}
			file := read(t, d, "qpdf", "--qdf", "--object-streams=disable", "{}", "-")
			for _, part := range []string{
				"/Lang (zh-CN)", "/Type /Metadata", "/S /GTS_PDFA1", "/DestOutputProfile", "/DisplayDocTitle true",
				"<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>U</pdfaid:conformance>", "/ID [",
			} {
				if !strings.Contains(file, part) {
					t.Errorf("%s is missing", part)
				}
			}
			for _, part := range []string{"/EmbeddedFiles", "/Encrypt", "/JavaScript", "/LZWDecode", "/SMask", "/Launch", "/DeviceRGB", "/DeviceCMYK", "/AA"} {
				if strings.Contains(file, part) {
					t.Errorf("%s is not allowed", part)
				}
			}
		})
	}
}

var (
	fontObject = regexp.MustCompile(`/Subtype /Type0`)
	colours    = regexp.MustCompile(`(?m)(^| )(rg|RG|k|K|cs|CS|sc|scn|SC|SCN|gs|sh)$`)
	operands   = regexp.MustCompile(`(?s)stream\n(.*?)endstream`)
)

// Every font is embedded with what its codes stand for, and nothing is drawn in a colour that the
// profile of greys does not cover.
func TestFontsAndColoursAreThoseOfAnArchive(t *testing.T) {
	file := read(t, sampleDocument(), "qpdf", "--qdf", "--object-streams=disable", "{}", "-")
	fonts := len(fontObject.FindAllString(file, -1))
	if fonts == 0 || strings.Count(file, "/ToUnicode") != fonts || strings.Count(file, "/FontFile2") != fonts {
		t.Errorf("%d fonts, %d with text, %d embedded", fonts, strings.Count(file, "/ToUnicode"), strings.Count(file, "/FontFile2"))
	}
	pages := 0
	for _, m := range operands.FindAllStringSubmatch(file, -1) {
		if !strings.Contains(m[1], " Tf\n") {
			continue
		}
		pages++
		if found := colours.FindString(m[1]); found != "" {
			t.Errorf("operator %q on a page", found)
		}
	}
	if pages == 0 {
		t.Error("no page was looked at")
	}
}

// A file's identifier follows from its content, and from nothing else.
func TestIdentifierFollowsFromTheContent(t *testing.T) {
	id := regexp.MustCompile(`/ID \[<([0-9A-F]{32})> <([0-9A-F]{32})>\]`)
	one, _ := written(t, sampleDocument())
	two, _ := written(t, bodyOf(document.Paragraph{Text: "另一份。"}))
	a, b := id.FindSubmatch(one), id.FindSubmatch(two)
	if a == nil || b == nil || bytes.Equal(a[1], b[1]) || !bytes.Equal(a[1], a[2]) {
		t.Errorf("identifiers %q and %q", a, b)
	}
}
