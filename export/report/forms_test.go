package report

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"ziping/export/document"
	"ziping/scoring"
)

// docxText is the text of a .docx file without its structure.
func docxText(tb interface{ Fatal(...any) }, data []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	f, err := archive.Open("word/document.xml")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	for decoder := xml.NewDecoder(f); ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		}
		if err != nil {
			tb.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			out.Write(text)
		}
	}
}

var blanks = regexp.MustCompile(`\s+`)

// inOrder reports the first line of the text that other does not have after those before it.
func inOrder(lines []string, other string) (missing string) {
	for _, line := range lines {
		i := strings.Index(other, line)
		if i < 0 {
			return line
		}
		other = other[i+len(line):]
	}
	return ""
}

// drawn are evaluations for tests that are too slow for a hundred of them.
func drawn(pack *scoring.Pack) []scoring.Evaluation {
	all := make([]scoring.Evaluation, 12)
	for seed := range all {
		all[seed] = rapid.Custom(func(t *rapid.T) scoring.Evaluation { return drawEvaluation(t, pack) }).Example(seed)
	}
	return all
}

func TestAllWritersGiveOneText(t *testing.T) {
	pack := town(t)
	for i, e := range drawn(pack) {
		r := scoring.Evaluate(pack, e)
		opt := Options{Date: reportDay, Draft: i%2 == 0}
		doc, err := Compose(pack, e, r, opt)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := DOCX(context.Background(), &out, pack, e, r, opt); err != nil {
			t.Fatal(err)
		}
		// Merged cells and the list of attachments stand differently; everything else is the
		// same, in the same order.
		var lines []string
		for _, item := range document.Items(doc.Blocks) {
			switch b := item.Block.(type) {
			case document.Heading:
				lines = append(lines, item.Label+b.Text)
			case document.Paragraph:
				lines = append(lines, b.Text)
			case document.Attachment:
				lines = append(lines, item.Label+b.Title)
			}
		}
		for i := range lines {
			lines[i] = blanks.ReplaceAllString(lines[i], "")
		}
		if missing := inOrder(lines, blanks.ReplaceAllString(docxText(t, out.Bytes()), "")); missing != "" {
			t.Errorf("not in its place in the text document: %s", missing)
		}
	}
}

func TestWorkbookAgreesWithTheResult(t *testing.T) {
	pack := town(t)
	for _, e := range drawn(pack) {
		var out bytes.Buffer
		if _, err := Workbook(context.Background(), &out, pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		computed := 0
		for _, sheet := range f.GetSheetList() {
			computed += recompute(t, f, sheet)
		}
		if computed == 0 {
			t.Error("no formula in the workbook")
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// recompute lets the library compute every formula of a sheet and compares the stored value.
func recompute(t *testing.T, f *excelize.File, sheet string) int {
	raw := excelize.Options{RawCellValue: true}
	rows, err := f.GetRows(sheet, raw)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, row := range rows {
		for k, stored := range row {
			cell, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, err := f.GetCellFormula(sheet, cell); err != nil || formula == "" {
				continue
			}
			n++
			fresh, err := f.CalcCellValue(sheet, cell, raw)
			if err != nil {
				t.Fatalf("%s %s: %v", sheet, cell, err)
			}
			a, errA := decimal.NewFromString(stored)
			b, errB := decimal.NewFromString(fresh)
			if errA != nil || errB != nil || a.Sub(b).Abs().GreaterThan(decimal.New(1, -6)) {
				t.Errorf("%s %s: stored %q, computed %q", sheet, cell, stored, fresh)
			}
		}
	}
	return n
}

func TestWorkbookOfThePublishedEvaluation(t *testing.T) {
	pack, e := seed(t)
	e = with(e, scoring.Facts{"projects": projectsOf([3]string{"=道路", "100", "108.3"}, [3]string{"保洁", "200", "150"})})
	r := scoring.Evaluate(pack, e)
	write := func() []byte {
		var out bytes.Buffer
		if _, err := Workbook(context.Background(), &out, pack, e, r, Options{Date: reportDay}); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	data := write()
	if !bytes.Equal(data, write()) {
		t.Error("two workbooks of one evaluation differ")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formulas := map[string]bool{}
	for row := 4; row < 80; row++ {
		for sheet, column := range map[string]string{dataSheet: "C", scoreSheet: "E"} {
			formula, err := f.GetCellFormula(sheet, column+decimal.NewFromInt(int64(row)).String())
			if err != nil {
				t.Fatal(err)
			}
			formulas[regexp.MustCompile(`\d+`).ReplaceAllString(formula, "#")] = true
		}
	}
	for _, want := range []string{"C#+C#+C#+C#", "SUM('项目清单'!D#:D#)", "COUNTIF('项目清单'!G#:G#,\"是\")", "'基础数据表'!C#/'基础数据表'!C#"} {
		if !formulas[want] {
			t.Errorf("no formula %s", want)
		}
	}
	if formula, err := f.GetCellFormula(projectSheet, "F6"); err != nil || formula != "E6/D6" {
		t.Errorf("the rate of all projects is %q (%v)", formula, err)
	}
	if text, err := f.GetCellValue(projectSheet, "B4"); err != nil || text != "=道路" {
		t.Errorf("a name became %q (%v)", text, err)
	}
}

func TestTextIsTheWholeReport(t *testing.T) {
	pack, e := seed(t)
	e = with(e, scoring.Facts{"projects": projectsOf([3]string{"=HYPERLINK(1)", "100", "108.30"}), "achievements": scoring.Text("第一段\t。\n\n@第二段"), "budget_added": number("-12.5")})
	written := func(e scoring.Evaluation) string {
		var out bytes.Buffer
		if _, err := Text(context.Background(), &out, pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	text := written(e)
	for _, want := range []string{
		"（草稿）\n", "\n\n一、部门整体概况\n", "在预算配置方面，", "\t＝HYPERLINK(1)\t", "\t108.30\t", "第一段 。\n＠第二段。\n", "政府采购执行率\t10\t0\t", "\n\n自评核对底稿\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the text", want)
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "=") || strings.HasPrefix(line, "@") {
			t.Errorf("a line begins a formula: %s", line)
		}
	}
	for _, e := range drawn(pack) {
		text := written(e)
		for _, fault := range []string{"<nil>", "%!", string(tokenStart)} {
			if strings.Contains(text, fault) {
				t.Errorf("%q in the text", fault)
			}
		}
	}
}

func TestWritersStopWithTheirContext(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if _, err := DOCX(ctx, &out, pack, e, r, Options{Date: reportDay}); err == nil || out.Len() > 0 {
		t.Errorf("text document: %v, %d bytes", err, out.Len())
	}
	if _, err := Workbook(ctx, &out, pack, e, r, Options{Date: reportDay}); err == nil || out.Len() > 0 {
		t.Errorf("workbook: %v, %d bytes", err, out.Len())
	}
}

func BenchmarkWorkbook(b *testing.B) {
	pack, e := seed(b)
	r := scoring.Evaluate(pack, e)
	for b.Loop() {
		if _, err := Workbook(context.Background(), io.Discard, pack, e, r, Options{Date: reportDay}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDOCX(b *testing.B) {
	pack, e := seed(b)
	r := scoring.Evaluate(pack, e)
	for b.Loop() {
		if _, err := DOCX(context.Background(), io.Discard, pack, e, r, Options{Date: reportDay}); err != nil {
			b.Fatal(err)
		}
	}
}
