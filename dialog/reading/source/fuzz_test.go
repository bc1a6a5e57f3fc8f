package source_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"ziping/dialog/reading/source"
)

// limits small enough that a fuzzer meets them.
var fuzzLimits = source.Limits{
	Bytes: 1 << 20, Unpacked: 4 << 20, Part: 2 << 20, Parts: 100, Sheets: 8, Elements: 50_000, Cells: 5000,
	Rows: 300, Columns: 50, Text: 1 << 18, Pages: 20, Time: 20 * time.Second,
}

func FuzzFiles(f *testing.F) {
	for _, pattern := range []string{"../testdata/inputs/*", "../testdata/hostile/*.docx", "../testdata/*.pdf", "../testdata/*.docx"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			f.Fatalf("%s: %v", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(filepath.Ext(path), data)
		}
	}
	f.Fuzz(func(t *testing.T, ending string, data []byte) {
		doc, err := source.Read(t.Context(), "a"+ending, data, fuzzLimits)
		var refusal *source.Refusal
		if err != nil {
			if !errors.As(err, &refusal) || refusal.Text == "" {
				t.Errorf("not a sentence for the person: %v", err)
			}
			return
		}
		for _, s := range doc.Sheets {
			if len(s.Rows) > fuzzLimits.Rows {
				t.Errorf("%d rows", len(s.Rows))
			}
			for _, row := range s.Rows {
				for _, c := range row {
					if !utf8.ValidString(c.Text) {
						t.Errorf("not UTF-8: %q", c.Text)
					}
				}
			}
		}
	})
}

// Every cell of a separated text is in the records, whatever stands in it.
func FuzzText(f *testing.F) {
	f.Add("a,b\n1,\"2\n3\"\n")
	f.Add("sep=;\n甲;乙\n1;2")
	f.Add("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |")
	f.Fuzz(func(t *testing.T, text string) {
		doc := source.Text(text)
		for _, s := range doc.Sheets {
			if len(s.Rows) != len(s.Lines) {
				t.Errorf("%d rows, %d lines", len(s.Rows), len(s.Lines))
			}
		}
	})
}
