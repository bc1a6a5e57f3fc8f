package cell_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog/reading/cell"
)

func TestFormatCodes(t *testing.T) {
	for _, c := range []struct {
		code, number string
		want         cell.Format
	}{
		{"General", "1", cell.Format{}},
		{`General"人"`, "1", cell.Format{Unit: "人"}},
		{`0"万元"`, "1", cell.Format{Unit: "万元"}},
		{`0.0"万"`, "1", cell.Format{Unit: "万"}},
		{`0.0"%"`, "1", cell.Format{Unit: "%"}},
		{`0.00\%`, "1", cell.Format{Unit: "%"}},
		{`0.0%`, "1", cell.Format{Percent: true}},
		{`#,##0.00_);[Red]\(#,##0.00\)`, "1", cell.Format{}},
		{`¥#,##0.00`, "1", cell.Format{Currency: "¥"}},
		{`"￥"#,##0.00;"￥"\-#,##0.00`, "-1", cell.Format{Currency: "¥"}},
		{`[$$-409]#,##0.00`, "1", cell.Format{Currency: "$"}},
		{`[$¥-804]#,##0`, "1", cell.Format{Currency: "¥"}},
		{`_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, "1", cell.Format{}},
		{`0!.0,"万"`, "1", cell.Format{Unit: "万", Shift: 4}},
		{`0\.0,"万元"`, "1", cell.Format{Unit: "万元", Shift: 4}},
		{`#,##0,`, "1", cell.Format{Shift: 3}},
		{`#,##0.00,,"百万元"`, "1", cell.Format{Unit: "百万元", Shift: 6}},
		{`;;;`, "1", cell.Format{Hidden: true}},
		{`0;-0;;@`, "0", cell.Format{Hidden: true}},
		{`yyyy"年"m"月"d"日"`, "1", cell.Format{Date: true}},
		{`[h]:mm`, "1", cell.Format{Date: true}},
		{`0"（人）"`, "1", cell.Format{Unit: "人"}},
	} {
		if got := cell.ParseFormat(c.code, decimal.RequireFromString(c.number)); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.code, got, c.want)
		}
	}
}

func FuzzParseFormat(f *testing.F) {
	for _, code := range []string{`0"万元"`, `0!.0,"万"`, `;;;`, `[$¥-804]#,##0`, `_ * "-"??_ `, "\\", "[", `"`} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		got := cell.ParseFormat(code, decimal.NewFromInt(1))
		if got.Date && (got.Unit != "" || got.Shift != 0) {
			t.Errorf("%q: a date with a unit: %+v", code, got)
		}
	})
}

// What is written as separated text reads back, whatever stands in the fields.
func TestSeparatedReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		separator := rapid.SampledFrom([]rune{',', '\t', ';', '|', '，'}).Draw(t, "separator")
		field := rapid.SampledFrom([]string{"甲", "1,200.5", "a\"b", "项目；名", "带\n行", "x|y", "tab\there", "中，文", ""})
		want := make([][]string, rapid.IntRange(1, 5).Draw(t, "rows"))
		text := ""
		for i := range want {
			want[i] = append([]string{"首"}, rapid.SliceOfN(field, 1, 4).Draw(t, "fields")...)
			for j, f := range want[i] {
				if j > 0 {
					text += string(separator)
				}
				text += `"` + quoted(f) + `"`
				if f == "带\n行" {
					want[i][j] = "带行"
				}
			}
			text += "\n"
		}
		var got [][]string
		for _, r := range cell.Separated(text, separator) {
			got = append(got, r.Fields)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q (-want +got):\n%s", text, diff)
		}
	})
}

func quoted(s string) string {
	out := ""
	for _, r := range s {
		if r == '"' {
			out += `"`
		}
		out += string(r)
	}
	return out
}
