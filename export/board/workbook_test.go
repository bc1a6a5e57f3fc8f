package board

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"ziping/scoring"
)

// reportDay dates the books of the tests.
var reportDay = time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)

func someUnits() []UnitRow {
	china := time.FixedZone("CST", 8*3600)
	return []UnitRow{
		{Unit: "城关镇人民政府", Year: 2023, State: "已通过", Done: 8, Sections: 8, Score: decimal.NewNullDecimal(decimal.RequireFromString("87.5")), Grade: "良",
			Errors: 4, Warnings: 2, Deadline: time.Date(2024, 3, 31, 23, 59, 0, 0, china), LastChange: time.Date(2024, 3, 5, 0, 30, 0, 0, china), People: []string{"张三", "李四"}},
		{Unit: "=HYPERLINK(\"x\")\n某乡", Year: 2023, State: "未开始", Sections: 8, Missing: 46},
	}
}

func opened(t *testing.T, write func(io.Writer) error) *excelize.File {
	t.Helper()
	var first, second bytes.Buffer
	if err := write(&first); err != nil {
		t.Fatal(err)
	}
	if err := write(&second); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("two books differ (%v)", err)
	}
	book, err := excelize.OpenReader(&first)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return book
}

func TestBoardWorkbook(t *testing.T) {
	book := opened(t, func(w io.Writer) error {
		return Workbook(w, Book{Title: "某区2023年度自评进度", Note: "截至2024年3月5日", Created: reportDay, Units: someUnits()})
	})
	const sheet = "单位情况"
	for cell, want := range map[string]string{
		"A1": "某区2023年度自评进度", "A3": "单位", "M3": "填报人", "A4": "城关镇人民政府", "B4": "2023", "D4": "8", "G4": "87.5", "H4": "良",
		"K4": "2024-03-31", "L4": "2024-03-05 00:30", "M4": "张三、李四", "A5": `=HYPERLINK("x")某乡`, "G5": "—", "K5": "", "F5": "46",
	} {
		if got, err := book.GetCellValue(sheet, cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	for _, cell := range []string{"B4", "D4", "G4", "I4", "K4", "L4"} {
		kind, err := book.GetCellType(sheet, cell)
		if err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
			t.Errorf("%s is a text (%v)", cell, err)
		}
	}
	if formula, err := book.GetCellFormula(sheet, "A5"); err != nil || formula != "" {
		t.Errorf("a name became the formula %s (%v)", formula, err)
	}
	panes, err := book.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("the head is not frozen: %+v (%v)", panes, err)
	}
	filtered := ""
	for _, name := range book.GetDefinedName() {
		if strings.Contains(name.Name, "FilterDatabase") {
			filtered = name.RefersTo
		}
	}
	if !strings.Contains(filtered, "$A$3:$M$5") {
		t.Errorf("the filter is over %q", filtered)
	}
}

func TestDigestWorkbook(t *testing.T) {
	d := DigestBook{Title: "2023年度问题汇总", Created: reportDay,
		Findings: []FindingRow{
			{Check: "A02", Title: "实际支出大于全年预算", Severity: scoring.Error, Units: 3, Count: 4, Lost: decimal.NewNullDecimal(decimal.RequireFromString("3.5")), Names: []string{"甲镇", "乙镇"}},
			{Check: "T05", Title: "满分偏多", Severity: scoring.Warning, Units: 2, Count: 2},
		},
		Units: someUnits(),
	}
	book := opened(t, func(w io.Writer) error { return DigestWorkbook(w, d) })
	if got := strings.Join(book.GetSheetList(), "|"); got != "问题汇总|单位情况" {
		t.Errorf("sheets %s", got)
	}
	for cell, want := range map[string]string{"B4": "错误", "D4": "3", "F4": "3.5", "G4": "甲镇、乙镇", "F5": "—"} {
		if got, err := book.GetCellValue("问题汇总", cell); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	empty := opened(t, func(w io.Writer) error { return DigestWorkbook(w, DigestBook{}) })
	if got := strings.Join(empty.GetSheetList(), "|"); got != "问题汇总" {
		t.Errorf("sheets %s", got)
	}
}
