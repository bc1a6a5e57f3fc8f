package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// clocks are the only files that look at the machine's clock, with what for. Everything else is told
// the time: what people see is by the office's zone, wherever the machine stands.
var clocks = map[string]string{
	"cmd/ziping/office/forms.go":        "the office's clock",
	"bot/instant.go":                    "measuring",
	"bot/bot.go":                        "the default of an option",
	"dialog/store/open.go":              "the default of an option",
	"bot/sandbox/server.go":             "the default of an option",
	"bot/sandbox/sandboxtest/server.go": "the default of an option",
}

func TestOneClock(t *testing.T) {
	root := "../.."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if strings.Contains(code, "time.Now") && clocks[filepath.ToSlash(name)] == "" {
				t.Errorf("%s:%d looks at the machine's clock", name, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
