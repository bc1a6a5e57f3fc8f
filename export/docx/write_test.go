package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/export/chart"
	"ziping/export/document"
	"ziping/export/fonts"
)

func builtin(tb testing.TB) *fonts.Set {
	tb.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

func sample() *document.Document {
	bars := chart.Bars{Unit: "分", Groups: []chart.Group{{Label: "投入", Bars: []chart.Bar{{Value: decimal.NewNullDecimal(decimal.NewFromInt(15)), Text: "15/20"}}}}}
	return &document.Document{
		Title: "某镇人民政府\n2023年度部门整体绩效自评报告", Unit: "某镇人民政府", Subject: "自评", Keywords: []string{"绩效", "自评"},
		Created: time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC), Draft: true,
		Signature: &document.Signature{Unit: "某镇人民政府", Date: "2024年3月5日"},
		Blocks: []document.Block{
			document.Paragraph{Text: "区财政局：", Flush: true},
			document.Heading{Level: 1, Text: "概况"}, document.Heading{Level: 2, Text: "收支 & <预算>"},
			document.Paragraph{Text: "正文“引号”—— 364 ÷ 1807.76 = 20.14%。"},
			document.Table{Caption: "项目支出", Note: "单位：万元",
				Columns: []document.Column{{Head: "类别", Merge: true}, {Head: "预算数\n（万元）", Align: document.Decimal}, {Head: "说明"}},
				Rows:    [][]string{{"基本", "12.50", "甲"}, {"基本", "3", ""}, {"项目", "—", "乙"}},
				Total:   []string{"合计", "", "15.50"}},
			document.Figure{Caption: "得分情况", Alt: bars.Alt(), Drawing: bars},
			document.Notice{Text: "注：含上年结转。"}, document.PageBreak{},
			document.Attachment{Title: "评分表"}, document.Paragraph{Text: "附件正文。"}, document.Attachment{Title: "清单"},
		},
	}
}

func write(tb interface{ Fatal(...any) }, doc *document.Document, set *fonts.Set) []byte {
	var out bytes.Buffer
	if err := Write(doc, set, &out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func partOf(tb interface{ Fatal(...any) }, data []byte, name string) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	f, err := archive.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// wanted are the lines of Plain as a writer gives them: without empty ones.
func wanted(doc *document.Document) []string {
	var lines []string
	for line := range strings.SplitSeq(doc.Plain(), "\n") {
		if strings.Trim(line, " ") != "" {
			lines = append(lines, strings.TrimSuffix(line, " "))
		}
	}
	return lines
}

func TestTextIsThatOfTheDocument(t *testing.T) {
	doc := sample()
	got := plain(t, partOf(t, write(t, doc, builtin(t)), "word/document.xml"))
	if diff := cmp.Diff(wanted(doc), got); diff != "" {
		t.Error(diff)
	}
}

func TestTextOfAnyDocument(t *testing.T) {
	set := builtin(t)
	word := rapid.StringMatching(`[甲乙丙0-9<>&"'.%]{1,9}`)
	rapid.Check(t, func(t *rapid.T) {
		doc := &document.Document{Title: word.Draw(t, "title"), Created: time.Unix(0, 0)}
		if rapid.Bool().Draw(t, "signed") {
			doc.Signature = &document.Signature{Unit: word.Draw(t, "unit"), Date: word.Draw(t, "date"), Sealed: rapid.Bool().Draw(t, "sealed")}
		}
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			text := word.Draw(t, "text")
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				doc.Blocks = append(doc.Blocks, document.Heading{Level: rapid.IntRange(0, 6).Draw(t, "level"), Text: "题" + text})
			case 1:
				doc.Blocks = append(doc.Blocks, document.Paragraph{Text: text, Flush: rapid.Bool().Draw(t, "flush")})
			case 2:
				doc.Blocks = append(doc.Blocks, document.Attachment{Title: text})
			case 3:
				doc.Blocks = append(doc.Blocks, document.Notice{Text: text}, document.PageBreak{})
			default:
				doc.Blocks = append(doc.Blocks, drawTable(t, word))
			}
		}
		got := plain(t, partOf(t, write(t, doc, set), "word/document.xml"))
		if diff := cmp.Diff(wanted(doc), got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func drawTable(t *rapid.T, word *rapid.Generator[string]) document.Table {
	table := document.Table{Caption: word.Draw(t, "caption")}
	columns := rapid.IntRange(1, 9).Draw(t, "columns")
	for range columns {
		table.Columns = append(table.Columns, document.Column{Head: word.Draw(t, "head"), Align: document.Align(rapid.IntRange(0, 3).Draw(t, "align")), Merge: rapid.Bool().Draw(t, "merge")})
	}
	cell := rapid.SampledFrom([]string{"甲", "乙", "1.5", "20", "丙\n丁"})
	row := func() []string {
		cells := make([]string, columns)
		for k := range cells {
			cells[k] = cell.Draw(t, "cell")
		}
		return cells
	}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		table.Rows = append(table.Rows, row())
	}
	if rapid.Bool().Draw(t, "totalled") {
		table.Total = row()
		for k := 1; k < rapid.IntRange(1, columns).Draw(t, "empty"); k++ {
			table.Total[k] = ""
		}
	}
	return table
}

func TestEveryPartIsWellFormed(t *testing.T) {
	data := write(t, sample(), builtin(t))
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		decoder := xml.NewDecoder(strings.NewReader(partOf(t, data, f.Name)))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	set := builtin(t)
	first := write(t, sample(), set)
	for range 3 {
		if !bytes.Equal(first, write(t, sample(), set)) {
			t.Fatal("two files of one document differ")
		}
	}
}

func TestStructureOfAnOfficialDocument(t *testing.T) {
	data := write(t, sample(), builtin(t))
	body, styles, settings := partOf(t, data, "word/document.xml"), partOf(t, data, "word/styles.xml"), partOf(t, data, "word/settings.xml")
	for what, holds := range map[string]bool{
		"margins":           strings.Contains(body, `w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`),
		"grid":              strings.Contains(body, `<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-860"/>`),
		"repeated head":     strings.Contains(body, `<w:tblHeader/>`),
		"merged cells":      strings.Contains(body, `<w:vMerge w:val="restart"/>`) && strings.Contains(body, `<w:vMerge/>`),
		"total spans":       strings.Contains(body, `<w:gridSpan w:val="2"/>`),
		"title face":        strings.Contains(styles, `w:eastAsia="方正小标宋简体"`),
		"body face":         strings.Contains(styles, `w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"`),
		"outline":           strings.Contains(styles, `w:styleId="Heading2"`) && strings.Contains(styles, `<w:outlineLvl w:val="1"/>`),
		"indent":            strings.Contains(styles, `w:firstLineChars="200"`),
		"odd and even":      strings.Contains(settings, `<w:evenAndOddHeaders/>`),
		"page number":       strings.Contains(partOf(t, data, "word/footer1.xml"), `PAGE`),
		"watermark":         strings.Contains(partOf(t, data, "word/header1.xml"), `string="草稿"`),
		"picture has words": strings.Contains(body, `descr="投入：15/20。"`),
		"properties":        strings.Contains(partOf(t, data, "docProps/core.xml"), `<dc:creator>某镇人民政府</dc:creator>`),
	} {
		if !holds {
			t.Errorf("%s is missing", what)
		}
	}
	final := sample()
	final.Draft = false
	if strings.Contains(partOf(t, write(t, final, builtin(t)), "word/header1.xml"), "草稿") {
		t.Error("a final report is marked 草稿")
	}
}

func TestWhatXMLForbidsIsLeftOut(t *testing.T) {
	doc := sample()
	doc.Blocks = []document.Block{document.Paragraph{Text: "甲\x00\x1b\uFFFE乙\xff丙\x7f"}}
	doc.Signature = nil
	got := plain(t, partOf(t, write(t, doc, builtin(t)), "word/document.xml"))
	if diff := cmp.Diff("甲乙丙", got[len(got)-1]); diff != "" {
		t.Error(diff)
	}
}

func FuzzTextIsWellFormed(f *testing.F) {
	f.Add("甲<乙>&\"'\x00\r\n\u2028\U0001F600")
	set := builtin(f)
	f.Fuzz(func(t *testing.T, text string) {
		doc := &document.Document{Title: text, Unit: text, Subject: text, Keywords: []string{text}, Draft: true,
			Signature: &document.Signature{Unit: text, Date: text},
			Blocks:    []document.Block{document.Heading{Text: text}, document.Paragraph{Text: text}, document.Table{Columns: []document.Column{{Head: text, Merge: true}}, Rows: [][]string{{text}, {text}}}, document.Attachment{Title: text}}}
		data := write(t, doc, set)
		plain(t, partOf(t, data, "word/document.xml"))
		plain(t, partOf(t, data, "docProps/core.xml"))
	})
}

func TestUndrawableDocumentIsRefused(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&document.Document{Blocks: []document.Block{document.Figure{Caption: "空"}}}, builtin(t), &out); err == nil || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}

// program is a program on PATH; without it the test is skipped, in CI it fails.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("CI needs %s on PATH", name)
		}
		t.Skipf("no %s on PATH", name)
	}
	return path
}

func TestOfficeSuiteOpensIt(t *testing.T) {
	office, extract := program(t, "soffice"), program(t, "pdftotext")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.docx"), write(t, sample(), builtin(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, "a.docx"))
	convert.Env = append(os.Environ(), "HOME="+dir)
	if out, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := exec.Command(extract, "-layout", filepath.Join(dir, "a.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	squeezed := strings.Join(strings.Fields(string(text)), "")
	for _, want := range []string{"某镇人民政府", "一、概况", "（一）收支&<预算>", "12.50", "合计", "—1—", "2024年3月5日", "附件2"} {
		if !strings.Contains(squeezed, want) {
			t.Errorf("%s is not in the converted text", want)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	set := builtin(b)
	doc := sample()
	for b.Loop() {
		if err := Write(doc, set, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
