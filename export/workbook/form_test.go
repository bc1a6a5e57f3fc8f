package workbook

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"ziping/scoring"
	"ziping/scoring/packs"
)

func town(tb testing.TB) *scoring.Pack {
	tb.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		tb.Fatal(err)
	}
	return pack
}

// filled is the pack's template with some cells written by a person.
func filled(tb testing.TB, pack *scoring.Pack, fill func(f *excelize.File, value func(code string, text any))) []byte {
	tb.Helper()
	blank, err := Template(pack)
	if err != nil {
		tb.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	places := map[string]string{}
	for i, field := range singles(pack) {
		places[field.Code] = Address(valueColumn, i+2)
	}
	fill(f, func(code string, text any) {
		if err := f.SetCellValue(dataSheet, places[code], text); err != nil {
			tb.Fatal(err)
		}
	})
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func TestFilledTemplateIsReadBack(t *testing.T) {
	pack := town(t)
	data := filled(t, pack, func(f *excelize.File, value func(string, any)) {
		value("staff_quota", 65)
		value("budget_initial", 1807.76)
		value("procurement_planned", "否")
		value("sangong_prev", "不涉及")
		for cell, v := range map[string]any{"A2": "村级组织经费", "C2": 120.5, "A4": "=道路养护"} {
			if err := f.SetCellValue("项目清单", cell, v); err != nil {
				t.Fatal(err)
			}
		}
	})
	form, err := Read(context.Background(), data, pack, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, entry := range form.Entries {
		got[entry.Code] = entry.Text
		if entry.Row < 2 {
			t.Errorf("%s stands in row %d", entry.Code, entry.Row)
		}
	}
	want := map[string]string{"staff_quota": "65", "budget_initial": "1807.76", "procurement_planned": "否", "sangong_prev": "不涉及"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(form.Problems) > 0 {
		t.Error(form.Problems)
	}
	rows := form.Lists["projects"]
	if len(rows) != 4 || rows[1][0] != "村级组织经费" || rows[1][2] != "120.5" || rows[2] != nil || rows[3][0] != "=道路养护" {
		t.Errorf("projects %q", rows)
	}
	if !strings.HasPrefix(rows[0][0], "项目名称") {
		t.Errorf("head %q", rows[0])
	}
	if _, ok := form.Lists["offices"]; ok {
		t.Error("an empty list was read")
	}
}

func TestEmptyTemplateHasNoEntries(t *testing.T) {
	pack := town(t)
	blank, err := Template(pack)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(blank)) > DefaultLimits.Bytes/4 {
		t.Errorf("the empty workbook has %d bytes", len(blank))
	}
	again, err := Template(pack)
	if err != nil || !bytes.Equal(blank, again) {
		t.Errorf("two empty workbooks differ (%v)", err)
	}
	form, err := Read(context.Background(), blank, pack, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if len(form.Entries)+len(form.Lists)+len(form.Problems) > 0 {
		t.Errorf("read %+v", form)
	}
}

func TestTemplateHelpsToFillIn(t *testing.T) {
	pack := town(t)
	blank, err := Template(pack)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(blank))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if visible, err := f.GetColVisible(dataSheet, "B"); err != nil || visible {
		t.Errorf("the codes are visible (%v)", err)
	}
	rules, err := f.GetDataValidations(dataSheet)
	if err != nil {
		t.Fatal(err)
	}
	choices := 0
	for _, rule := range rules {
		if strings.Contains(rule.Formula1, "是,否") || strings.Contains(rule.Formula1, "优秀") {
			choices++
		}
	}
	if choices < 2 {
		t.Errorf("%d lists of choices", choices)
	}
}

func TestReadNamesWhatIsWrong(t *testing.T) {
	pack := town(t)
	data := filled(t, pack, func(f *excelize.File, value func(string, any)) {
		value("staff_quota", 65)
		for cell, v := range map[string]any{"B300": "no_such_code", "E300": 1, "B301": "staff_quota", "E301": 66, "E302": "没有代码"} {
			if err := f.SetCellValue(dataSheet, cell, v); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := f.NewSheet("其他"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellValue("其他", "A1", 1); err != nil {
			t.Fatal(err)
		}
	})
	form, err := Read(context.Background(), data, pack, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range form.Problems {
		got = append(got, p.String())
	}
	want := []string{
		"工作表“基础数据”B300：代码“no_such_code”不在本指标体系中", "工作表“基础数据”E301：与第 2 行是同一项，以第 2 行为准",
		"工作表“基础数据”E302：这一行没有代码，不知道“没有代码”是哪一项", "工作表“其他”：不是填报表中的工作表，没有读取",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(form.Entries) != 1 || form.Entries[0].Text != "65" {
		t.Errorf("entries %v", form.Entries)
	}
}

func TestOtherWorkbooksAreRefused(t *testing.T) {
	data := build(t, func(f *excelize.File, sheet string) { _ = f.SetCellValue(sheet, "A1", 1) })
	if _, err := Read(context.Background(), data, town(t), DefaultLimits); err == nil {
		t.Error("no error")
	}
}

func TestSheetNamesDiffer(t *testing.T) {
	long := strings.Repeat("很长的清单名称", 6)
	pack := &scoring.Pack{Sections: []scoring.Section{{Fields: []scoring.Field{
		{Code: "a", Label: long, Kind: scoring.Rows}, {Code: "b", Label: long, Kind: scoring.Rows},
		{Code: "c", Label: "[/*?]", Kind: scoring.Rows}, {Code: "d", Label: "基础数据", Kind: scoring.Rows}, {Code: "e", Label: "'", Kind: scoring.Rows},
	}}}}
	seen := map[string]bool{}
	for code, name := range listSheets(pack) {
		if seen[name] || name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]'`) || name == dataSheet {
			t.Errorf("%s is called %q", code, name)
		}
		seen[name] = true
	}
}

func TestTextIsNeverAFormula(t *testing.T) {
	book := Book{Created: time.Unix(0, 0), Sheets: []Sheet{{Name: "表", Columns: []Column{{Head: "=1+1", Width: 10}, {Head: "数", Width: 10}},
		Rows:  [][]Cell{{Text("=cmd|' /C calc'!A0"), Figure(decimal.RequireFromString("-12.50"), Money)}, {Text("@SUM(1)\x00\x1b"), Computed("B4*2", decimal.RequireFromString("-25"), Money)}},
		Total: []Cell{Text("合计")}}}}
	data, err := book.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"A3": "", "A4": "", "A5": "", "B4": "", "B5": "B4*2"} {
		if got, err := f.GetCellFormula("表", cell); err != nil || got != want {
			t.Errorf("%s holds the formula %q (%v), want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{"A4": "=cmd|' /C calc'!A0", "A5": "@SUM(1)", "B4": "-12.5", "B5": "-25"} {
		if got, err := f.GetCellValue("表", cell, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", cell, got, err, want)
		}
	}
	if kind, err := f.GetCellType("表", "B5"); err != nil || kind == excelize.CellTypeFormula {
		t.Errorf("the stored value of a formula is a text: type %v (%v)", kind, err)
	}
	again, err := book.Bytes()
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("two files of one book differ (%v)", err)
	}
}

func FuzzFormIsRead(f *testing.F) {
	f.Add("65", "村级组织经费")
	f.Add("=1+1", "\x00\uFFFE'\"")
	pack := town(f)
	f.Fuzz(func(t *testing.T, value, name string) {
		data := filled(t, pack, func(file *excelize.File, set func(string, any)) {
			set("staff_quota", value)
			_ = file.SetCellStr("项目清单", "A2", name)
		})
		if _, err := Read(context.Background(), data, pack, DefaultLimits); err != nil && len(data) < int(DefaultLimits.Bytes) {
			t.Logf("refused: %v", err)
		}
	})
}

func BenchmarkTemplate(b *testing.B) {
	pack := town(b)
	for b.Loop() {
		if _, err := Template(pack); err != nil {
			b.Fatal(err)
		}
	}
}
