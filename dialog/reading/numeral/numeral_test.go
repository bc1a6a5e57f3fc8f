package numeral_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/dialog/reading/numeral"
)

// fieldKinds are the field names of the tables in testdata.
var fieldKinds = map[string]numeral.Kind{
	"金额(万元)": numeral.Money, "人数/个数": numeral.Count, "百分比": numeral.Percent,
	"变动率(%)": numeral.Rate, "分数": numeral.Score, "数值": numeral.Number,
}

// allKinds in order.
var allKinds = []numeral.Kind{
	numeral.Money, numeral.Count, numeral.Percent, numeral.Rate, numeral.Score, numeral.Number,
}

// tableRow is one line of a table: a kind, an input, and the further cells.
type tableRow struct {
	kind  numeral.Kind
	input string
	cells []string
}

// readTable reads a table of testdata: field, input as a quoted Go string, then
// the expected reading.
func readTable(tb testing.TB, name string, columns int) []tableRow {
	tb.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	var rows []tableRow
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			tb.Fatalf("%s:%d has %d cells, want %d", name, i+2, len(cells), columns)
		}
		kind, known := fieldKinds[cells[0]]
		input, err := strconv.Unquote(cells[1])
		if !known || err != nil {
			tb.Fatalf("%s:%d: field %q, input %s: %v", name, i+2, cells[0], cells[1], err)
		}
		rows = append(rows, tableRow{kind, input, cells[2:]})
	}
	return rows
}

// TestReadAgreedTable holds the agreed readings: status, value, code, note.
func TestReadAgreedTable(t *testing.T) {
	rows := readTable(t, "number-input.tsv", 6)
	if len(rows) < 100 {
		t.Fatalf("only %d rows", len(rows))
	}
	for _, row := range rows {
		t.Run(row.input, func(t *testing.T) {
			got := numeral.Read(row.kind, row.input)
			if diff := cmp.Diff(row.cells[:3], []string{got.Status.String(), valueText(got), string(got.Code)}); diff != "" {
				t.Errorf("Read(%q) -want +got:\n%s", row.input, diff)
			}
		})
	}
}

// TestReadPhoneTable holds every further decision: status, value,
// alternatives, code, converted, bound.
func TestReadPhoneTable(t *testing.T) {
	for _, row := range readTable(t, "phone-input.tsv", 8) {
		t.Run(row.input, func(t *testing.T) {
			got := numeral.Read(row.kind, row.input)
			converted := ""
			if got.Converted {
				converted = "yes"
			}
			var others []string
			for _, v := range got.Alternatives {
				others = append(others, v.String())
			}
			cells := []string{
				got.Status.String(), valueText(got), strings.Join(others, " "), string(got.Code), converted, got.Bound,
			}
			if diff := cmp.Diff(row.cells, cells); diff != "" {
				t.Errorf("Read(%q) -want +got:\n%s", row.input, diff)
			}
		})
	}
}

// valueText is the value of a reading that has one.
func valueText(r numeral.Reading) string {
	if r.Status != numeral.OK && r.Status != numeral.Confirm {
		return ""
	}
	return r.Value.String()
}

func TestReadTooLong(t *testing.T) {
	fits, long := strings.Repeat("0", 63)+"5", strings.Repeat("0", 64)+"5"
	if got := numeral.Read(numeral.Money, fits); got.Status != numeral.OK || !got.Value.Equal(decimal.New(5, 0)) {
		t.Errorf("64 characters: %+v", got)
	}
	for _, kind := range allKinds {
		if got := numeral.Read(kind, long); got.Code != numeral.TooLong {
			t.Errorf("65 characters: %+v", got)
		}
	}
}

func TestReadOfNoKind(t *testing.T) {
	for _, kind := range []numeral.Kind{0, 99} {
		if got := numeral.Read(kind, "5"); got.Status != numeral.Invalid {
			t.Errorf("Read(%d) = %+v", kind, got)
		}
	}
}

// TestZeroReadingIsNothing guards against an unset Reading being stored as 0.
func TestZeroReadingIsNothing(t *testing.T) {
	var r numeral.Reading
	if r.Status == numeral.OK || r.Status.String() != "NONE" {
		t.Errorf("zero Reading has status %v", r.Status)
	}
}

func BenchmarkRead(b *testing.B) {
	inputs := []string{"2,179.77万元", "贰仟壹佰柒拾玖万柒仟柒佰元整", "876.36+1303.41", "年初预算约2179.77万元（含上级）", "好的"}
	for _, text := range inputs {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				numeral.Read(numeral.Money, text)
			}
		})
	}
}
