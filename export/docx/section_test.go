package docx

import (
	"regexp"
	"strings"
	"testing"

	"ziping/export/document"
)

var sectionMark = regexp.MustCompile(`<w:sectPr>.*?</w:sectPr>`)

func TestCoverHasNoNumberAndNumberingBeginsAfterIt(t *testing.T) {
	doc := sample()
	doc.Cover = &document.Cover{Entries: []document.Entry{{Label: "填报单位（盖章）", Value: "某镇 <人民> 政府"}, {Label: "年度"}}, Foot: "某区财政局制"}
	body := partOf(t, write(t, doc, builtin(t)), "word/document.xml")
	sections := sectionMark.FindAllString(body, -1)
	if len(sections) != 2 {
		t.Fatalf("%d sections", len(sections))
	}
	if strings.Contains(sections[0], "footerReference") || !strings.Contains(sections[0], "headerReference") {
		t.Errorf("the cover of a draft is set up as %s", sections[0])
	}
	if !strings.Contains(sections[1], "rIdFooterOdd") || !strings.Contains(sections[1], `<w:pgNumType w:start="1"/>`) {
		t.Errorf("the pages after it are set up as %s", sections[1])
	}
	got := strings.Join(plain(t, body), "\n")
	for _, want := range []string{"填报单位（盖章）：\t某镇 <人民> 政府", "年度：\t", "某区财政局制"} {
		if !strings.Contains(got, want) {
			t.Errorf("the cover lacks %s", want)
		}
	}
}

func TestWideAttachmentsLieAcross(t *testing.T) {
	doc := sample()
	doc.Draft = false
	list := document.Table{Columns: []document.Column{{Head: "甲"}, {Head: "乙"}}, Rows: [][]string{{"1", "2"}}}
	doc.Blocks = []document.Block{document.Paragraph{Text: "正文。"}, document.Attachment{Title: "表"},
		document.Attachment{Title: "清单", Wide: true}, list, document.Attachment{Title: "又一清单", Wide: true}, document.Attachment{Title: "末"}, list}
	body := partOf(t, write(t, doc, builtin(t)), "word/document.xml")
	sections := sectionMark.FindAllString(body, -1)
	if len(sections) != 3 {
		t.Fatalf("%d sections", len(sections))
	}
	for i, s := range sections {
		if wide := strings.Contains(s, `w:w="16838" w:h="11906" w:orient="landscape"`); wide != (i == 1) {
			t.Errorf("section %d: %s", i, s)
		}
		if strings.Contains(s, "pgNumType") {
			t.Errorf("section %d begins counting anew", i)
		}
	}
	if !strings.Contains(body, `<w:tblW w:w="12756"`) || !strings.Contains(body, `<w:tblW w:w="8844"`) {
		t.Error("tables are not as wide as their type areas")
	}
}

func TestTablesWithoutHeadKeepTheirSpans(t *testing.T) {
	doc := sample()
	doc.Blocks = []document.Block{document.Table{Columns: []document.Column{{Merge: true}, {}, {}},
		Rows: [][]string{{"项目", "名称", ""}, {"项目", "甲", "乙"}}, Spans: [][]int{{1, 2}}}}
	body := partOf(t, write(t, doc, builtin(t)), "word/document.xml")
	if strings.Contains(body, "tblHeader") || strings.Count(body, "<w:tc>") != 5 || !strings.Contains(body, `<w:gridSpan w:val="2"/>`) {
		t.Errorf("the table is %s", body[strings.Index(body, "<w:tbl>"):])
	}
}
