package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ziping/cmd/ziping/office"
)

func TestWorkdays(t *testing.T) {
	file := filepath.Join(t.TempDir(), "2027.txt")
	if err := os.WriteFile(file, []byte("2027-01-01 至 2027-01-03 放假 元旦\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	december := time.Date(2026, 12, 5, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		file string
		now  time.Time
		warn bool
	}{{"", december, true}, {"", december.AddDate(0, -2, 0), false}, {file, december, false}} {
		var said bytes.Buffer
		days, err := office.Workdays(test.file, test.now, slog.New(slog.NewTextHandler(&said, nil)))
		if err != nil {
			t.Fatal(err)
		}
		if warned := strings.Contains(said.String(), "2027"); warned != test.warn {
			t.Errorf("%q in %s: %s", test.file, test.now, &said)
		}
		if !days.Covers(2026) || days.Covers(2027) != (test.file != "") {
			t.Errorf("%q: years %v", test.file, days.Years())
		}
	}
}

func TestWorkdaysThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "2027.txt")
	if err := os.WriteFile(file, []byte("# 明年\n2027年1月1日 放假\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{file: "第 2 行：“2027年1月1日”不是日期", file + "x": "读不了节假日文件"} {
		_, err := office.Workdays(name, time.Now(), slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), want) || !isInput(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
