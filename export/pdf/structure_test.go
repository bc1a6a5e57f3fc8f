package pdf

import (
	"regexp"
	"strings"
	"testing"

	"ziping/export/chart"
	"ziping/export/document"
)

// What is read of a file's structure: kinds and texts in the order of the document.
func TestStructureFollowsTheDocument(t *testing.T) {
	d := sampleDocument()
	d.Cover = sampleCover()
	d.Blocks = []document.Block{
		document.Heading{Level: 1, Text: "概况"}, document.Heading{Level: 2, Text: "职能"},
		document.Paragraph{Text: strings.Repeat("一段很长的正文，", 200) + "到此为止。"},
		document.Attachment{Title: "清单"},
		document.Table{Caption: "项目", Note: "单位：万元", Columns: []document.Column{{Head: "类别", Merge: true}, {Head: "金额", Align: document.Decimal}},
			Rows: [][]string{{"道路", "1.50"}, {"道路", "2.50"}, {"保洁", "3.00"}}, Total: []string{"合计", "7.00"}},
		document.Figure{Caption: "执行率", Alt: "道路：90%。", Drawing: chart.Bars{Groups: []chart.Group{{Label: "道路", Bars: []chart.Bar{{Text: "90%"}}}}}},
	}
	text := read(t, d, "pdfinfo", "-struct-text", "{}")
	rest := text
	for _, want := range []string{
		"Document", `"填报`, "H1", `"一、概况"`, "H2", `"（一）职能"`, "P (block)", `"一段很长的正文，`, "到此为止。", "H1", `"清单"`,
		"Table", "Caption", `"项目"`, "TR", "TH", `"类别"`, "TH", `"金额"`, "TR", "TD", `"道路"`, "TD", `"1.50"`, "TR", "TD", `"2.50"`, "TR", `"保洁"`, `"合计"`, `"7.00"`, "Figure", "Caption", `"执行率"`,
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("no %s after the parts before it:\n%s", want, text)
		}
		rest = after
	}
	if n := strings.Count(text, "类别"); n != 1 {
		t.Errorf("the head of the table is read %d times", n)
	}
	if strings.Contains(text, "— 1 —") {
		t.Error("page numbers are read")
	}
}

var (
	structure = regexp.MustCompile(`/S /(\w+)`)
	opened    = regexp.MustCompile(`(?m) BDC$| BMC$`)
	closed    = regexp.MustCompile(`(?m)^EMC$`)
	shown     = regexp.MustCompile(`(?m)\)Tj$|[Ss]$`)
)

// Every object that a tagged file must have is there; on every page all that is drawn is marked, as
// part of an element or as an artifact.
func TestEverythingIsTagged(t *testing.T) {
	d := sampleDocument()
	d.Cover, d.Draft = sampleCover(), true
	file := read(t, d, "qpdf", "--qdf", "--object-streams=disable", "{}", "-")
	for _, part := range []string{"/StructTreeRoot", "/Marked true", "/ParentTree", "/RoleMap", "/Title /P", "/Scope /Column", "/MCID 0", "/ColSpan", "/RowSpan"} {
		if !strings.Contains(file, part) {
			t.Errorf("%s is missing", part)
		}
	}
	kinds := map[string]int{}
	for _, m := range structure.FindAllStringSubmatch(file, -1) {
		kinds[m[1]]++
	}
	if kinds["Document"] != 1 || kinds["TH"] == 0 || kinds["TD"] == 0 || kinds["H1"] == 0 || kinds["TR"] == 0 {
		t.Errorf("elements %v", kinds)
	}
	if pages := strings.Count(file, "/Type /Page\n"); strings.Count(file, "/StructParents") != pages {
		t.Errorf("%d pages, %d of them in the structure", pages, strings.Count(file, "/StructParents"))
	}
	for _, m := range operands.FindAllStringSubmatch(file, -1) {
		content := m[1]
		if !strings.Contains(content, " Tf\n") {
			continue
		}
		if a, b := len(opened.FindAllString(content, -1)), len(closed.FindAllString(content, -1)); a != b {
			t.Errorf("%d marks begin, %d end", a, b)
		}
		depth := 0
		for line := range strings.SplitSeq(content, "\n") {
			switch {
			case strings.HasPrefix(line, "/Artifact BMC ") && strings.HasSuffix(line, " EMC"): // the watermark
			case opened.MatchString(line):
				depth++
			case line == "EMC":
				depth--
			case shown.MatchString(line) && depth == 0:
				t.Fatalf("drawn outside every mark: %q", line)
			}
		}
	}
}
