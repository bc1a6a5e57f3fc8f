package workbook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestReadCSV(t *testing.T) {
	const text = "项目名称,全年预算数\n村级组织经费,120.5\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"项目名称", "全年预算数"}, {"村级组织经费", "120.5"}}
	for name, data := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\uFEFF" + text, "GB18030": gb, "UTF-16": wide,
		"tabs": strings.ReplaceAll(text, ",", "\t"), "semicolons": strings.ReplaceAll(text, ",", ";"),
		"carriage returns": strings.ReplaceAll(text, "\n", "\r\n"), "old line ends": strings.ReplaceAll(text, "\n", "\r"),
		"empty cells at the end": strings.ReplaceAll(text, "\n", ",,\n"), "quotes": "\"项目名称\",\"全年预算数\"\n\"村级组织经费\",120.5",
	} {
		got, err := ReadCSV([]byte(data), DefaultLimits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestCSVKeepsLineNumbers(t *testing.T) {
	got, err := ReadCSV([]byte("甲,乙\n\n\"两\n行\",1\n,,\n丙,\"半角\"\"引号\"\"\"\n"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"甲", "乙"}, nil, {"两\n行", "1"}, nil, nil, {"丙", `半角"引号"`}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCSVSeparatorInsideQuotesDoesNotCount(t *testing.T) {
	got, err := ReadCSV([]byte("\"一,二,三\";2\n"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"一,二,三", "2"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestCSVRefusesWhatIsNoText(t *testing.T) {
	for name, data := range map[string][]byte{
		"picture":          []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff"),
		"too many rows":    []byte(strings.Repeat("1\n", DefaultLimits.Rows+1)),
		"too many columns": []byte(strings.Repeat(",", DefaultLimits.Columns+1)),
		"too large":        make([]byte, DefaultLimits.Bytes+1),
	} {
		if _, err := ReadCSV(data, DefaultLimits); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("甲,乙\n\"1\n2\";3\t"))
	f.Add([]byte("\xFF\xFE1\x00"))
	f.Add([]byte("\xb4\xe5,1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadCSV(data, DefaultLimits)
		if err == nil && len(rows) > DefaultLimits.Rows {
			t.Errorf("%d rows", len(rows))
		}
	})
}
