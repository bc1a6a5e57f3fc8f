package source_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"ziping/dialog/reading/source"
)

// What cannot be read is answered by a sentence that says what to do.
func TestRefusalsSayWhatToDo(t *testing.T) {
	old := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512)
	for _, c := range []struct{ name, data, want string }{
		{"a.xls", old, "另存为 .xlsx"},
		{"a.et", old, "另存为 .xlsx"},
		{"a.doc", old, "另存为 .docx"},
		{"a.wps", old, "另存为 .docx"},
		{"a.xlsx", "", "空的"},
		{"a.xlsx", "not a workbook", "重新另存"},
		{"a.rtf", "{\\rtf1 text}", "另存为 .docx"},
		{"a.png", "\x89PNG\r\n\x1a\n....", "图片"},
		{"a.zip", zipOf(t, map[string]string{"readme.txt": "x"}), "解压"},
		{"a.ods", zipOf(t, map[string]string{"content.xml": "<a/>"}), "另存为 .xlsx"},
		{"a.pdf", "%PDF-1.4\ntrailer << /Encrypt 5 0 R >>", "加了密码"},
		{"a.pdf", "%PDF-1.4\nnothing", "重新导出"},
		{"a.pdf", "%PDF-1.4\n1 0 obj << /Filter [/ASCII85Decode /FlateDecode] >> stream\nx", "压缩方式"},
		{"a.pdf", "%PDF-1.4\n1 0 obj << /Filter 5 0 R >> stream\nx", "压缩方式"},
		{"a.pdf", "%PDF-1.4\n1 0 obj << /F#69lter /FlateDecode >> stream\nx", "压缩方式"},
		{"a.txt", " \n\t ", "没有文字"},
		{"a.bin", "\x01\x02\xff\xfe\xfd\x00\x00\x00\xff", "UTF-8"},
	} {
		_, err := source.Read(t.Context(), c.name, []byte(c.data), source.DefaultLimits)
		var refusal *source.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := source.Read(t.Context(), "a.xlsx", load(t, "inputs/xlsx-encrypted.xlsx"), source.DefaultLimits); err == nil || !strings.Contains(err.Error(), "密码") {
		t.Errorf("encrypted: %v", err)
	}
}

func zipOf(t testing.TB, parts map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// workbookOf is a workbook with the given sheet and nothing else.
func workbookOf(t testing.TB, sheets, data string) []byte {
	return []byte(zipOf(t, map[string]string{
		"_rels/.rels":                `<R><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></R>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets>` + sheets + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<R><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></R>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + data + `</sheetData></worksheet>`,
	}))
}

// hostile are files made to cost memory or time, by name.
func hostile(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	paths, err := filepath.Glob("../testdata/hostile/*")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no hostile files: %v", err)
	}
	for _, path := range paths {
		if files[filepath.Base(path)], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	one := `<sheet name="s" sheetId="1" r:id="r1"/>`
	files["manysheets.xlsx"] = workbookOf(t, strings.Repeat(one, 100_000), "")
	files["samesheet.xlsx"] = workbookOf(t, strings.Repeat(one, 60), strings.Repeat(`<row><c><v>1</v></c></row>`, 4900))
	files["farcell.xlsx"] = workbookOf(t, one, `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`)
	files["bomb.pdf"] = bombPDF(t)
	files["diagonal.xlsx"] = workbookOf(t, one, diagonal())
	return files
}

// bombPDF is a page whose content unpacks to a hundred million bytes of shown text.
func bombPDF(t testing.TB) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(bytes.Repeat([]byte("(aaaaaaaaaaaaaaaa) Tj\n"), 5_000_000)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj << /Length %d /Filter /FlateDecode >> stream\n%s\nendstream endobj\n", packed.Len(), packed.Bytes())
}

func diagonal() string {
	var b strings.Builder
	for i := 1; i <= 5000; i++ {
		fmt.Fprintf(&b, `<row r="%d"><c r="GR%d"><v>1</v></c></row>`, i, i)
	}
	return b.String()
}

// Reading a hostile file costs less than 64 MB above what is in use, whatever comes of it.
func TestHostileFilesCostLittle(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that what is measured is in use, not garbage
	for name, data := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			peak := watchHeap()
			doc, err := source.Read(t.Context(), name, data, source.DefaultLimits)
			most := peak()
			runtime.ReadMemStats(&after)
			if above := int64(most) - int64(before.HeapAlloc); above > 64<<20 {
				t.Errorf("%d MB above idle (%v)", above>>20, err)
			}
			var refusal *source.Refusal
			if err != nil && !errors.As(err, &refusal) {
				t.Errorf("not for people: %v", err)
			}
			if err == nil && len(doc.Sheets)+len(doc.Paragraphs)+len(doc.Unread) == 0 && name != "widerows.xlsx" {
				t.Error("nothing read and nothing said")
			}
		})
	}
}

// watchHeap notes the largest live heap until the returned function is called.
func watchHeap() (stop func() uint64) {
	quit, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-quit:
				done <- most
				return
			default:
				runtime.Gosched()
			}
		}
	}()
	return func() uint64 { close(quit); return <-done }
}

// A formatted empty row at the end of a sheet, and thousands of them, are nothing.
func TestOnlyRowsWithAValueCount(t *testing.T) {
	rows := strings.Repeat(`<row><c s="1"/><c s="1"/></row>`, 6000) + `<row r="1048576"><c r="A1048576" s="1"/></row>`
	data := workbookOf(t, `<sheet name="s" sheetId="1" r:id="r1"/>`, `<row><c><v>1.5</v></c></row>`+rows)
	doc, err := source.Read(t.Context(), "a.xlsx", data, source.DefaultLimits)
	if err != nil || len(doc.Sheets) != 1 || len(doc.Sheets[0].Rows) != 1 {
		t.Errorf("%v %+v", err, doc)
	}
}

// What a workbook has and the reader does not take is named with its place.
func TestUnreadCellsAreNamed(t *testing.T) {
	data := workbookOf(t, `<sheet name="表" sheetId="1" r:id="r1"/><sheet name="隐" sheetId="2" state="hidden" r:id="r1"/>`,
		`<row r="3"><c r="B3"><f>A1+1</f></c><c r="C3" t="e"><v>#REF!</v></c><c r="D3"><v>2</v></c><c r="ZZ3"><v>1</v></c></row>`)
	doc, err := source.Read(t.Context(), "a.xlsx", data, source.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(doc.Unread, "\n")
	for _, want := range []string{"B3 是公式", "C3 是错误值 #REF!", "ZZ3 在第 200 列以外", "“隐”是隐藏的"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said: %s in\n%s", want, said)
		}
	}
}
