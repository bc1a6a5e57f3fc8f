package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// build makes a workbook with one sheet by hand.
func build(tb testing.TB, fill func(f *excelize.File, sheet string)) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f, "Sheet1")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// patched replaces a part of a workbook.
func patched(tb testing.TB, data []byte, name string, content func(w io.Writer)) []byte {
	tb.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range in.File {
		if f.Name == name {
			continue
		}
		if err := archive.Copy(f); err != nil {
			tb.Fatal(err)
		}
	}
	w, err := archive.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	content(w)
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

const (
	firstSheet = "xl/worksheets/sheet1.xml"
	sheetHead  = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	sheetFoot  = `</sheetData></worksheet>`
)

// sheetOf is a workbook whose sheet holds these rows of XML.
func sheetOf(tb testing.TB, rows string) []byte {
	return patched(tb, build(tb, func(*excelize.File, string) {}), firstSheet, func(w io.Writer) { io.WriteString(w, sheetHead+rows+sheetFoot) })
}

func read(tb testing.TB, data []byte) ([]Grid, []Problem) {
	tb.Helper()
	grids, problems, err := ReadGrids(context.Background(), data, DefaultLimits)
	if err != nil {
		tb.Fatal(err)
	}
	return grids, problems
}

func TestCellsComeAsTyped(t *testing.T) {
	data := build(t, func(f *excelize.File, sheet string) {
		style := func(format string) int {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		set := func(cell string, value any, format string) {
			if err := f.SetCellValue(sheet, cell, value); err != nil {
				t.Fatal(err)
			}
			if format != "" {
				if err := f.SetCellStyle(sheet, cell, cell, style(format)); err != nil {
					t.Fatal(err)
				}
			}
		}
		set("A1", "1,807.76", "")
		set("B1", 1807.765, "#,##0.00")
		set("C1", 0.951234, "0%")
		set("D1", 0.1+0.2, "")
		set("E1", 45356, "yyyy-mm-dd")
		set("F1", true, "")
		set("G1", "=1+1", "")
		set("H1", -12.5, "#,##0.00;(#,##0.00)")
		set("I1", "007", "")
		set("J1", 20, "0.00")
		set("A4", "村级组织经费", "")
	})
	grids, problems := read(t, data)
	if len(problems) > 0 {
		t.Error(problems)
	}
	want := []Grid{{Name: "Sheet1", Rows: [][]string{
		{"1,807.76", "1807.765", "95.1234%", "0.3", "2024-03-05", "是", "=1+1", "-12.5", "007", "20"}, nil, nil, {"村级组织经费"},
	}}}
	if diff := cmp.Diff(want, grids); diff != "" {
		t.Error(diff)
	}
}

func TestFormulasAreNotComputed(t *testing.T) {
	grids, problems := read(t, sheetOf(t, `<row r="1"><c r="A1"><f>1+1</f><v>5</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>IF(1,"","")</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1"><v>7</v></c></row>`))
	if diff := cmp.Diff([]string{"5", "", "", "", "7"}, grids[0].Rows[0]); diff != "" {
		t.Error(diff)
	}
	var texts []string
	for _, p := range problems {
		texts = append(texts, p.String())
	}
	want := []string{"工作表“Sheet1”D1：单元格是错误值 #DIV/0!", "工作表“Sheet1”B1：公式没有保存计算结果；请在表格软件中打开并保存一次，或直接填写数值"}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Error(diff)
	}
}

func TestMergedCellsAreNamed(t *testing.T) {
	data := build(t, func(f *excelize.File, sheet string) {
		if err := f.SetCellValue(sheet, "B2", "合并"); err != nil {
			t.Fatal(err)
		}
		if err := f.MergeCell(sheet, "B2", "C4"); err != nil {
			t.Fatal(err)
		}
	})
	grids, problems := read(t, data)
	if len(problems) != 1 || problems[0].Row != 2 || problems[0].Column != 2 || !strings.Contains(problems[0].Text, "B2:C4") {
		t.Errorf("problems %v", problems)
	}
	if diff := cmp.Diff([][]string{nil, {"", "合并"}}, grids[0].Rows); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenSheetsAreNotRead(t *testing.T) {
	data := build(t, func(f *excelize.File, sheet string) {
		if _, err := f.NewSheet("隐藏"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("隐藏", false); err != nil {
			t.Fatal(err)
		}
	})
	if grids, _ := read(t, data); len(grids) != 1 || grids[0].Name != "Sheet1" {
		t.Errorf("read %v", grids)
	}
}

// bombs are files that cost a careless reader much memory or time.
func bombs(tb testing.TB) map[string][]byte {
	base := build(tb, func(*excelize.File, string) {})
	blanks := func(megabytes int) func(io.Writer) {
		return func(w io.Writer) {
			io.WriteString(w, sheetHead)
			for range megabytes {
				w.Write(bytes.Repeat([]byte(" "), 1<<20))
			}
			io.WriteString(w, sheetFoot)
		}
	}
	rows := func(n int, row string) []byte {
		var out strings.Builder
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&out, row, i)
		}
		return sheetOf(tb, out.String())
	}
	return map[string][]byte{
		"sheet padded with blanks": patched(tb, base, firstSheet, blanks(64)),
		"part nobody asks for":     patched(tb, base, "xl/media/image1.bin", blanks(64)),
		"size of a part belied":    belied(tb, patched(tb, base, firstSheet, blanks(64))),
		"too many rows":            rows(6000, `<row r="%[1]d"><c r="A%[1]d"><v>1</v></c></row>`),
		"a cell far right in many": rows(4000, `<row r="%[1]d"><c r="XFD%[1]d"><v>1</v></c></row>`),
		"one cell far away":        sheetOf(tb, `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
		"row beyond the last":      sheetOf(tb, `<row r="99999999"><c r="A99999999"><v>1</v></c></row>`),
		"deep nesting":             sheetOf(tb, strings.Repeat("<row>", 100000)),
		"entities": patched(tb, base, firstSheet, func(w io.Writer) {
			io.WriteString(w, `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row></sheetData></worksheet>`)
		}),
		"string beyond the table": sheetOf(tb, `<row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c></row>`),
		"no workbook":             []byte(strings.Repeat("x", 1000)),
		"empty":                   nil,
		"truncated":               base[:len(base)/2],
		"larger than allowed":     make([]byte, DefaultLimits.Bytes+1),
		"many parts":              manyParts(tb),
	}
}

// belied writes small sizes into the directory of an archive.
func belied(tb testing.TB, data []byte) []byte {
	tb.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range in.File {
		header := f.FileHeader
		header.UncompressedSize64 = min(header.UncompressedSize64, 1000)
		header.UncompressedSize = uint32(header.UncompressedSize64) //nolint:staticcheck // the lie under test stands in both
		w, err := archive.CreateRaw(&header)
		if err != nil {
			tb.Fatal(err)
		}
		r, err := f.OpenRaw()
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func manyParts(tb testing.TB) []byte {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for i := range DefaultLimits.Parts + 1 {
		if _, err := archive.Create(fmt.Sprint(i)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func TestBombsAreRefusedOrHarmless(t *testing.T) {
	harmless := map[string]bool{"string beyond the table": true, "entities": true, "row beyond the last": true, "deep nesting": true}
	for name, data := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, _, err := ReadGrids(context.Background(), data, DefaultLimits)
			runtime.ReadMemStats(&after)
			if err == nil && !harmless[name] {
				t.Error("not refused")
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 400<<20 {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := ReadGrids(ctx, build(t, func(*excelize.File, string) {}), DefaultLimits); err == nil {
		t.Error("no error")
	}
	limits := DefaultLimits
	limits.Time = time.Nanosecond
	if _, _, err := ReadGrids(context.Background(), build(t, func(*excelize.File, string) {}), limits); err == nil {
		t.Error("no error after the time limit")
	}
}

func TestPanicBecomesAnErrorAndGivesItsSlotBack(t *testing.T) {
	for range cap(slots) + 1 {
		_, err := guarded(context.Background(), DefaultLimits, func(context.Context) (int, error) { panic("fault") })
		if err == nil || !strings.Contains(err.Error(), "fault") {
			t.Fatalf("error %v", err)
		}
	}
}

func FuzzReadGrids(f *testing.F) {
	f.Add(`<row r="1"><c r="A1"><f>1+1</f><v>5</v></c></row>`)
	f.Add(`<row r="1"><c r="ZZZ1" t="s"><v>-5</v></c></row>`)
	f.Add(`<row r="0"/><row r="-3"><c/></row><c r="A1" t="b"><v>2</v></c>`)
	f.Add(`</sheetData><mergeCells><mergeCell ref="A1:B"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, rows string) {
		grids, problems, err := ReadGrids(context.Background(), sheetOf(t, rows), DefaultLimits)
		if err != nil {
			return
		}
		for _, p := range problems {
			_ = p.String()
		}
		for _, g := range grids {
			if len(g.Rows) > DefaultLimits.Rows {
				t.Errorf("%d rows", len(g.Rows))
			}
		}
	})
}

func FuzzReadFile(f *testing.F) {
	f.Add(build(f, func(file *excelize.File, sheet string) { _ = file.SetCellValue(sheet, "A1", 1) }))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _, _ = ReadGrids(context.Background(), data, DefaultLimits)
	})
}

func BenchmarkRead(b *testing.B) {
	data := build(b, func(f *excelize.File, sheet string) {
		for row := range 500 {
			for column := range 10 {
				_ = f.SetCellValue(sheet, Address(column, row+1), fmt.Sprintf("单位%d", row*column))
			}
		}
	})
	for b.Loop() {
		if _, _, err := ReadGrids(context.Background(), data, DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
