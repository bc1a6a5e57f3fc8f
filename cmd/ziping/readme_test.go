package main

import (
	"flag"
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
