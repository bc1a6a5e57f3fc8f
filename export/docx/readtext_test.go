package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/export/document"
)

// packed is a package of parts, by name.
func packed(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := archive.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// minimal is a body in as small a package as programs write.
func minimal(tb testing.TB, body string) []byte {
	return packed(tb, map[string]string{
		"[Content_Types].xml": contentTypes,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + namespaces +
			` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/header1.xml":   `<w:hdr ` + namespaces + `><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>`,
		"word/comments.xml":  `<w:comments ` + namespaces + `><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comments>`,
		"word/footnotes.xml": `<w:footnotes ` + namespaces + `><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnotes>`,
	})
}

func read(data []byte) (string, error) { return ReadText(bytes.NewReader(data), int64(len(data))) }

func TestReadTextOfABody(t *testing.T) {
	const r = `<w:r><w:t>`
	const end = `</w:t></w:r>`
	for name, test := range map[string]struct{ body, want string }{
		"paragraphs":      {`<w:p>` + r + `甲` + end + r + `乙` + end + `</w:p><w:p/><w:p>` + r + `丙` + end + `</w:p>`, "甲乙\n\n丙"},
		"tabs and breaks": {`<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t xml:space="preserve"> 丙 </w:t><w:noBreakHyphen/></w:r></w:p>`, "甲\t乙\n 丙 -"},
		"table": {`<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/><w:p>` + r + `预算` + end + `</w:p><w:p>` + r + `（万元）` + end + `</w:p></w:tc><w:tc><w:p/></w:tc><w:tc><w:p>` + r + `1 2` + end + `</w:p></w:tc></w:tr>` +
			`<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p>` + r + `删去的行` + end + `</w:p></w:tc></w:tr></w:tbl><w:p>` + r + `后` + end + `</w:p>`, "预算 （万元）\t\t1 2\n后"},
		"table in a cell":      {`<w:tbl><w:tr><w:tc><w:p>` + r + `外` + end + `</w:p><w:tbl><w:tr><w:tc><w:p>` + r + `内` + end + `</w:p></w:tc><w:tc><w:p>` + r + `里` + end + `</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>`, "外 内 里"},
		"revisions":            {`<w:p><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2">` + r + `新` + end + `</w:ins><w:moveFrom>` + r + `移走` + end + `</w:moveFrom><w:moveTo>` + r + `移来` + end + `</w:moveTo></w:p>`, "新移来"},
		"joined by a revision": {`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>` + r + `前` + end + `</w:p><w:p>` + r + `后` + end + `</w:p>`, "前后"},
		"fields":               {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE \* MERGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r + `7` + end + `<w:fldSimple w:instr="DATE">` + r + `今日` + end + `</w:fldSimple></w:p>`, "7今日"},
		"hidden":               {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>现</w:t></w:r></w:p>`, "现"},
		"prompt":               {`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>` + r + `单击此处输入` + end + `</w:p></w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent><w:p>` + r + `已填` + end + `</w:p></w:sdtContent></w:sdt>`, "已填"},
		"alternatives":         {`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p>` + r + `文本框` + end + `</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>` + r + `文本框` + end + `</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + r + `旁` + end + `</w:p>`, "文本框旁"},
		"symbols":              {`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>否</w:t><w:sym w:char="F0FF"/><w:sym w:char="2103"/><w:sym w:char="zz"/></w:r></w:p>`, "☑是□否℃"},
		"formula":              {`<w:p><m:oMath><m:r><m:t>B÷A</m:t></m:r></m:oMath></w:p>`, "B÷A"},
		"ruby":                 {`<w:p><w:r><w:ruby><w:rt>` + r + `hàn` + end + `</w:rt><w:rubyBase>` + r + `汉` + end + `</w:rubyBase></w:ruby></w:r></w:p>`, "汉"},
		"entities":             {`<w:p>` + r + `&lt;预算&gt; &amp; &#8220;三公&#8221;` + end + `</w:p>`, "<预算> & “三公”"},
		"nothing":              {``, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(minimal(t, test.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadTextFindsTheBody(t *testing.T) {
	const body = `<w:document ` + namespaces + `><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>`
	const links = `<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>`
	for name, parts := range map[string]map[string]string{
		"linked":      {"_rels/.rels": links, "word/document2.xml": body, "word/document.xml": "<x"},
		"usual":       {"word/document.xml": body},
		"broken link": {"_rels/.rels": "<x", "word/document.xml": body},
		"backslash":   {`word\Document.xml`: body},
		"outside":     {"_rels/.rels": strings.Replace(links, "/word/document2.xml", "../../etc/passwd", 1), "word/document.xml": body},
	} {
		if got, err := read(packed(t, parts)); err != nil || got != "正文" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestReadTextRefusesInChinese(t *testing.T) {
	deep := strings.Repeat("<w:smartTag>", 600) + strings.Repeat("</w:smartTag>", 600)
	many := map[string]string{}
	for i := range mostEntries + 1 {
		many["x/"+strings.Repeat("a", i)] = ""
	}
	for name, test := range map[string]struct {
		data  []byte
		want  string
		wraps bool
	}{
		"empty":     {nil, "文件是空的", true},
		"old":       {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "旧的 .doc 或 .wps 文件，不是 .docx 文件；请用 Word 或 WPS 打开，另存为 .docx", true},
		"locked":    {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), utf16("EncryptedPackage")...), "打开密码", false},
		"rtf":       {[]byte(`{\rtf1`), "RTF", true},
		"pdf":       {[]byte("%PDF-1.7"), "PDF", true},
		"web page":  {[]byte("<html>"), "另存为 .docx", true},
		"workbook":  {packed(t, map[string]string{"xl/workbook.xml": ""}), "表格", true},
		"slides":    {packed(t, map[string]string{"ppt/presentation.xml": ""}), "演示文稿", true},
		"odt":       {packed(t, map[string]string{"content.xml": ""}), ".odt", true},
		"archive":   {packed(t, map[string]string{"a.txt": "x"}), "不是 .docx", true},
		"damaged":   {[]byte("PK\x03\x04 and no more"), "已损坏", false},
		"no XML":    {packed(t, map[string]string{"word/document.xml": "<w:document><w:p>"}), "内容有误", false},
		"entity":    {packed(t, map[string]string{"word/document.xml": `<!DOCTYPE a [<!ENTITY b "c">]><a><t>&b;</t></a>`}), "内容有误", false},
		"too deep":  {minimal(t, deep), "嵌套超过", false},
		"too long":  {minimal(t, `<w:p><w:r><w:t>`+strings.Repeat("字", 2<<20)+`</w:t></w:r></w:p>`), "文字太多", false},
		"too large": {minimal(t, "<!--"+strings.Repeat(" ", mostPartBytes)+"-->"), "解压后太大", false},
		"too many":  {packed(t, many), "最多 2000 个", false},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := read(test.data)
			if err == nil || !strings.Contains(err.Error(), test.want) || errors.Is(err, ErrNotDocument) != test.wraps || text != "" {
				t.Errorf("%d bytes, error %v; want %s", len(text), err, test.want)
			}
		})
	}
	if _, err := ReadText(bytes.NewReader(nil), mostFileBytes+1); err == nil || !strings.Contains(err.Error(), "最多 20 MB") {
		t.Errorf("a large file: %v", err)
	}
}

// What is hidden again and again must not make reading slow: this is one of the ways to try.
func TestReadTextIsNotSlowedByNesting(t *testing.T) {
	body := `<w:p><w:r><w:t>` + strings.Repeat("字", 100_000) + `</w:t></w:r>` + strings.Repeat(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>`, 20_000) + `</w:p>`
	text, err := read(minimal(t, body))
	if err != nil || len(text) != 300_000 {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}

func TestReadTextOfOwnFiles(t *testing.T) {
	doc := sample()
	doc.Cover = &document.Cover{Entries: []document.Entry{{Label: "填报单位", Value: "某镇"}}}
	text, err := read(write(t, doc, builtin(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"填报单位：\t某镇\n", "一、概况\n（一）收支 & <预算>\n", "正文“引号”—— 364 ÷ 1807.76 = 20.14%。\n", "基本\t12.50\t甲\n", "合计\t15.50", "2024年3月5日\n附件1\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "草稿") || strings.Contains(text, "PAGE") {
		t.Error("the header or a field code is in the text")
	}
}

func TestOwnTextComesBack(t *testing.T) {
	set := builtin(t)
	word := rapid.StringMatching(`[甲乙丙0-9<>&"'.%]{1,9}`)
	rapid.Check(t, func(t *rapid.T) {
		doc := &document.Document{Created: time.Unix(0, 0)}
		var want []string
		for range rapid.IntRange(1, 6).Draw(t, "paragraphs") {
			text := word.Draw(t, "text")
			doc.Blocks, want = append(doc.Blocks, document.Paragraph{Text: text}), append(want, text)
		}
		got, err := read(write(t, doc, set))
		if err != nil || strings.TrimLeft(got, "\n") != strings.Join(want, "\n") {
			t.Fatalf("%q (%v), want %q", got, err, want)
		}
	})
}

func TestReadTextOfAnOfficeSuite(t *testing.T) {
	office := program(t, "soffice")
	dir := t.TempDir()
	page := `<html><head><meta charset="utf-8"></head><body><h1>绩效自评报告</h1><p>年初预算数1807.76万元，<b>全年执行数</b>2183.25万元。</p><table border="1"><tr><td>项目</td><td>金额</td></tr><tr><td>村级经费</td><td>120.50</td></tr></table></body></html>`
	if err := os.WriteFile(filepath.Join(dir, "a.html"), []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := func(to string) {
		t.Helper()
		c := exec.Command(office, "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", to, "--outdir", dir, filepath.Join(dir, "a.html"))
		c.Env = append(os.Environ(), "HOME="+dir)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	convert("docx")
	convert("odt")
	data, err := os.ReadFile(filepath.Join(dir, "a.docx"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"绩效自评报告\n", "年初预算数1807.76万元，全年执行数2183.25万元。", "项目\t金额\n村级经费\t120.50"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in:\n%s", want, text)
		}
	}
	odt, err := os.ReadFile(filepath.Join(dir, "a.odt"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := read(odt); !errors.Is(err, ErrNotDocument) {
		t.Errorf("an .odt: %v", err)
	}
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add(minimal(f, `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if text, err := read(data); err == nil && len(text) > 2*mostTextBytes {
			t.Errorf("%d bytes of text", len(text))
		}
	})
}

// The XML is fuzzed apart: hardly any change of a package leaves it one.
func FuzzReadBody(f *testing.F) {
	f.Add(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t><w:tab/></w:r></w:p>`)
	f.Add(`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr></w:sdt>`)
	f.Fuzz(func(t *testing.T, body string) {
		if _, err := read(packed(t, map[string]string{"word/document.xml": "<w:body>" + body + "</w:body>"})); err != nil && !strings.Contains(err.Error(), "文") {
			t.Errorf("not a sentence for people: %v", err)
		}
	})
}
