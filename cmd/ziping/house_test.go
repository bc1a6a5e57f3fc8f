package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A package that a reader can hold in mind has at most so many files and lines, tests apart.
const (
	mostFiles = 25
	mostLines = 2500
)

// larger are the packages beyond that, each with why.
var larger = map[string]string{
	"ziping/bot":           "receiving and delivering share the API, its limits and what failed: ten names each way; a cut there buys nothing",
	"ziping/bot/sandbox":   "the Bot API's methods, one a file, over one state behind one lock",
	"ziping/dialog/store":  "all keys, codecs and scripts of one layout; a backup names 63 of them",
	"ziping/export/pdf":    "the stages of one layout, tied by its tolerances and the page's geometry",
	"ziping/export/report": "one composition with its template language",
	"ziping/scoring":       "the facade that everything above is written against, with the domain's functions",
}

func TestHouseHasNoHalls(t *testing.T) {
	const format = "{{.ImportPath}} {{.Dir}}{{range .GoFiles}} {{.}}{{end}}{{range .IgnoredGoFiles}} {{.}}{{end}}"
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", format, "ziping/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg, dir, files := words[0], words[1], words[2:]
		lines := 0
		for _, name := range files {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			lines += strings.Count(string(data), "\n")
		}
		if larger[pkg] == "" && (len(files) > mostFiles || lines > mostLines) {
			t.Errorf("%s has %d files and %d lines: part it, or say in larger why not", pkg, len(files), lines)
		}
	}
}
