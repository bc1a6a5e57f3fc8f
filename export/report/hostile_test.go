package report

import (
	"strings"
	"testing"

	"ziping/export/document"
	"ziping/scoring"
)

// hostileTexts try to be something other than text.
var hostileTexts = map[string]string{
	"markup":     "# 标题\n## 一、冒充的标题\n> 小字\n@附件 冒充的附件\n@分页\n| a | b |",
	"template":   `{{unit}}{{range lost}}{{end}}{{/* */}}{{ "x" `,
	"tokens":     "\uE0000\uE001\uE000999999999999999999999\uE001",
	"emoji":      "👍🏽👨‍👩‍👧‍👦❗",
	"control":    "a\x00b\x1b[31m\u202Eright to left\u2066\u200B\ufeff",
	"long":       strings.Repeat("部门整体支出绩效自评，", 400),
	"unbroken":   strings.Repeat("A", 4000),
	"formula":    "=cmd|' /C calc'!A0",
	"broken":     "部\xff\xfe门",
	"line ends":  "一\r\n二\r三\u2028四\n\n\n五",
	"only marks": "。；，、",
	"blank":      " \u3000\n\t",
}

func TestTextOfPeopleStaysText(t *testing.T) {
	pack, e := seed(t)
	plainBlocks := shape(t, pack, e)
	for name, text := range hostileTexts {
		t.Run(name, func(t *testing.T) {
			hostile := with(e, scoring.Facts{
				"offices":               scoring.RowsOf(scoring.Facts{"name": scoring.Text(text), "duties": scoring.Text(text)}),
				"other_staff":           scoring.RowsOf(scoring.Facts{"name": scoring.Text(text), "count": number("2")}),
				"annual_grade_document": scoring.Text(text),
				"achievements":          scoring.Text(text),
				"problems_general":      scoring.Text(text),
				"other_notes":           scoring.Text(text),
				"causes":                scoring.Texts(map[string]string{"B2": text}),
				"measures":              scoring.Texts(map[string]string{"B2": text}),
			})
			hostile.Unit = text
			if got := shape(t, pack, hostile); got != plainBlocks {
				t.Errorf("headings, attachments and tables are\n%s\nnot\n%s", got, plainBlocks)
			}
		})
	}
}

// shape is a document's headings, attachments, page breaks and tables.
func shape(t *testing.T, pack *scoring.Pack, e scoring.Evaluation) string {
	t.Helper()
	doc, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(doc.Plain(), string(tokenStart)+string(tokenEnd)+string(partStart)+string(partEnd)+string(figureStart)+string(figureText)+string(figureEnd)+"\u202E\x00\x1b") {
		t.Error("tokens or control characters in the report")
	}
	return shapeOf(doc)
}

// shapeOf is a document's headings, attachments, page breaks and tables.
func shapeOf(doc *document.Document) string {
	var out strings.Builder
	for _, block := range doc.Blocks {
		switch b := block.(type) {
		case document.Heading:
			out.WriteString("# " + b.Text + "\n")
		case document.Attachment:
			out.WriteString("@ " + b.Title + "\n")
		case document.Table:
			out.WriteString("| " + b.Columns[0].Head + "\n")
		case document.PageBreak:
			out.WriteString("---\n")
		}
	}
	return out.String()
}

func TestTextArrives(t *testing.T) {
	pack, e := seed(t)
	const text = "# 一、{{unit}} | @附件 \\ * _ 👍"
	report := plain(t, pack, with(e, scoring.Facts{"problems_general": scoring.Text(text + "\n第二段")}))
	if !strings.Contains(report, "\n"+text+"\n第二段。\n") {
		t.Error("the text is not in the report as written")
	}
}

func FuzzTextOfPeople(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	pack, want := town(f), 0
	f.Fuzz(func(t *testing.T, text string) {
		e := scoring.Evaluation{Unit: text, Year: 2023, Facts: scoring.Facts{
			"offices":      scoring.RowsOf(scoring.Facts{"name": scoring.Text(text), "duties": scoring.Text(text)}),
			"achievements": scoring.Text("甲" + text), "other_notes": scoring.Text(text),
		}}
		r := scoring.Evaluate(pack, e)
		r.Findings = nil // checks may remark on a text
		doc, err := Compose(pack, e, r, Options{Date: reportDay})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, block := range doc.Blocks {
			switch block.(type) {
			case document.Paragraph, document.Notice: // a text may have several, or be no name of a unit
			default:
				n++
			}
		}
		if want == 0 {
			want = n
		}
		if n != want {
			t.Errorf("%d blocks that are no paragraphs, %d with another text", n, want)
		}
	})
}
