package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/source"
)

func read(t testing.TB, name string) cell.Document {
	t.Helper()
	doc, err := source.Read(t.Context(), name, load(t, name), source.DefaultLimits)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// shown writes a sheet's rows in one line each, for comparing.
func shown(s cell.Sheet) string {
	var b strings.Builder
	for _, row := range s.Rows {
		for j, c := range row {
			if j > 0 {
				b.WriteString("|")
			}
			if c.Covered {
				b.WriteString("^")
			}
			b.WriteString(c.Text)
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestWordKeepsItsMeaning(t *testing.T) {
	for name, want := range map[string]string{
		"docx-automatic-numbers": "一、加强收入管理\n二、加强支出管理\n如第2项所述",
		"docx-fraction":          "364/1807.76 = 20.14%",
		"docx-superscript":       "面积100 m²，支出10⁴元",
		"docx-text-box":          "文本框内容\n正文",
	} {
		if got := read(t, "inputs/"+name+".docx").Text(); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSeparatedText(t *testing.T) {
	const row = "村级组织经费|50|50|48|是"
	const head = "项目名称|年初预算数|全年预算数|全年执行数|是否已开展绩效自评"
	for name, want := range map[string]string{
		"csv-sep-line.csv":         head + "\n" + row,
		"csv-title-row.csv":        "某镇项目支出明细表||||\n" + head + "\n" + row,
		"csv-total-row.csv":        head + "\n" + row + "\n合计|50|50|48|",
		"paste-multiline-cell.txt": head + "\n" + row + "\n道路硬化|1|1|1|否",
	} {
		doc := read(t, "inputs/"+name)
		if len(doc.Sheets) != 1 {
			t.Errorf("%s: %d sheets", name, len(doc.Sheets))
			continue
		}
		if got := shown(doc.Sheets[0]); got != strings.Replace(want, "道路硬化", thirdRow(doc.Sheets[0]), 1) {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if got := read(t, "inputs/text-gbk.txt").Text(); got != "一、主要成效。招商引资12个。" {
		t.Errorf("GBK: %q", got)
	}
}

// thirdRow is the name of the row behind the one with a line break in it.
func thirdRow(s cell.Sheet) string { return s.At(len(s.Rows)-1, 0).Text }

func TestEncodings(t *testing.T) {
	const text = "项目名称,全年预算数\n村级组织经费,120.5\n"
	encode := map[string]func(string) (string, error){
		"UTF-8":           func(s string) (string, error) { return s, nil },
		"UTF-8 BOM":       func(s string) (string, error) { return "\ufeff" + s, nil },
		"GB18030":         simplifiedchinese.GB18030.NewEncoder().String,
		"UTF-16LE BOM":    unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16BE BOM":    unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16LE no BOM": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String,
		"UTF-16BE no BOM": unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String,
		"old Mac lines":   func(s string) (string, error) { return strings.ReplaceAll(s, "\n", "\r"), nil },
	}
	for name, enc := range encode {
		data, err := enc(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"a.csv", "a.txt"} {
			doc, err := source.Read(t.Context(), file, []byte(data), source.DefaultLimits)
			if err != nil || len(doc.Sheets) != 1 || shown(doc.Sheets[0]) != "项目名称|全年预算数\n村级组织经费|120.5" {
				t.Errorf("%s as %s: %v %+v", name, file, err, doc)
			}
		}
	}
}

// The figure of a numeric cell is the stored one; the format says percent, currency and unit.
func TestNumberFormats(t *testing.T) {
	for name, want := range map[string]struct {
		at, number string
		format     cell.Format
	}{
		"xlsx-suffix-wan":       {"E11", "2179.77", cell.Format{Unit: "万"}},
		"xlsx-suffix-wanyuan":   {"E11", "2179.77", cell.Format{Unit: "万元"}},
		"xlsx-scaled-wan":       {"E11", "21797700", cell.Format{Unit: "万", Shift: 4}},
		"xlsx-currency-yuan":    {"E11", "50000", cell.Format{Currency: "¥"}},
		"xlsx-currency-dollar":  {"E11", "50000", cell.Format{Currency: "$"}},
		"xlsx-literal-percent":  {"E68", "0.9", cell.Format{Unit: "%"}},
		"xlsx-hidden-by-format": {"E31", "180", cell.Format{Hidden: true}},
		"xlsx-stray-row":        {"E11", "1807.76", cell.Format{}},
	} {
		c, ok := find(read(t, "inputs/"+name+".xlsx"), "基础数据", want.at)
		if !ok || c.Number.Decimal.String() != want.number || c.Format != want.format {
			t.Errorf("%s: %+v, want %+v", name, c, want)
		}
	}
}

// find is the cell at an address of a named sheet.
func find(doc cell.Document, sheet, at string) (cell.Cell, bool) {
	for _, s := range doc.Sheets {
		for i, row := range s.Rows {
			for j, c := range row {
				if s.Name == sheet && strings.HasSuffix(s.Where(i, j), "”"+at) {
					return c, true
				}
			}
		}
	}
	return cell.Cell{}, false
}

// A report printed to PDF by a browser, and saved as .docx by an office program, says the same as
// its text.
func TestReportsOfOtherPrograms(t *testing.T) {
	squeeze := func(s string) string { return strings.Join(strings.Fields(cell.Squeezed(s)), "") }
	text := squeeze(string(load(t, "seed-report-2023.txt")))
	// The typeface of the PDF has no glyphs for these: they are not in the file.
	printed := strings.NewReplacer("幵", "", "敁", "", "栺", "").Replace(text)
	for _, name := range []string{"seed-report-2023.pdf", "seed-report-2023.docx"} {
		doc, want := read(t, name), text
		if strings.HasSuffix(name, ".pdf") {
			want = printed
		}
		if got := squeeze(doc.Text()); got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("%s differs at byte %d: …%.90s\nwant …%.90s", name, at, got[at:], want[at:])
		}
		if len(doc.Sheets) != 1 || shown(doc.Sheets[0]) != "项目名称|全年预算数|全年执行数\n村级组织经费|120.5|120.5\n合计|120.5|120.5" {
			t.Errorf("%s: table %+v", name, doc.Sheets)
		}
	}
}
