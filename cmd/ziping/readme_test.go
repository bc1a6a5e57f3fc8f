package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated parts of README anew")

// The table of settings in README is the one the program reads its settings by.
func TestReadmeShowsTheSettings(t *testing.T) {
	const file, begin, end = "../../README.md", "<!-- settings -->\n", "<!-- /settings -->"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	shown, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README has no place for the settings")
	}
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+configTable()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != configTable() {
		t.Errorf("README shows:\n%s\nwant:\n%s", shown, configTable())
	}
}

// configTable is the table of settings as README shows it.
func configTable() string {
	var b strings.Builder
	b.WriteString("| environment | flag | default | |\n|---|---|---|---|\n")
	for _, s := range settings() {
		fallback := ""
		if s.fallback != "" {
			fallback = "`" + s.fallback + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `--%s` | %s | %s |\n", s.env, s.flag, fallback, s.help)
	}
	return b.String()
}
