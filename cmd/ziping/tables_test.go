package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ownTables is a folder with one pack of a bureau's own, our-town.
func ownTables(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "ours"), os.DirFS("../../scoring/testdata/guide/our-town")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A bureau's own table is there for every command, by the setting alone.
func TestEveryCommandKnowsTheTables(t *testing.T) {
	url, dir := embedded(t), t.TempDir()
	t.Setenv("ZIPING_SCHEMES", ownTables(t))
	answers := filepath.Join(dir, "a.yaml")
	for _, args := range [][]string{
		{"scheme", "show", "our-town"},
		{"template", "--scheme", "our-town", "-o", filepath.Join(dir, "t.xlsx")},
		{"template", "--scheme", "our-town", "-o", answers},
		{"score", answers},
		{"unit", "add", "某局", "--year", "2024", "--scheme", "our-town", "--redis-url", url},
	} {
		if code, _, messages := ziping(t, args...); code != exitDone {
			t.Errorf("%v: exit %d: %s", args, code, messages)
		}
	}
	for _, args := range [][]string{{"scheme", "list"}, {"unit", "list", "--redis-url", url}} {
		if _, out, _ := ziping(t, args...); !strings.Contains(out, "our-town") {
			t.Errorf("%v does not name the table:\n%s", args, out)
		}
	}
	t.Setenv("ZIPING_DEFAULT_SCHEME", "our-town")
	if code, out, messages := ziping(t, "template", "-o", answers); code != exitDone || !strings.Contains(out, "our-town") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
}

// What is wrong with the settings is said before anything is done.
func TestTablesThatCannotBeUsed(t *testing.T) {
	url, broken := embedded(t), ownTables(t)
	write(t, filepath.Join(broken, "ours", "pack.yaml"), "id: x\nnonsense: 1\n")
	for name, tt := range map[string]struct{ schemes, usual, says string }{
		"no folder":   {filepath.Join(broken, "none"), "", "ZIPING_SCHEMES"},
		"faulty pack": {broken, "", "pack.yaml:2"},
		"no default":  {"", "nowhere", "ZIPING_DEFAULT_SCHEME：没有“nowhere”"},
	} {
		t.Setenv("ZIPING_SCHEMES", tt.schemes)
		t.Setenv("ZIPING_DEFAULT_SCHEME", tt.usual)
		for _, args := range [][]string{{"serve", "--token", "1:x", "--redis-url", url}, {"unit", "add", "某局", "--year", "2024", "--redis-url", url}} {
			if code, _, messages := ziping(t, args...); code != exitInput || !strings.Contains(messages, tt.says) {
				t.Errorf("%s: %v: exit %d: %s", name, args, code, messages)
			}
		}
	}
	t.Setenv("ZIPING_SCHEMES", "")
	t.Setenv("ZIPING_DEFAULT_SCHEME", "")
	folder := filepath.Join(ownTables(t), "ours") // only where every process finds it a unit may have it
	if code, _, messages := ziping(t, "unit", "add", "某局", "--year", "2024", "--scheme", folder, "--redis-url", url); code != exitInput || !strings.Contains(messages, "ZIPING_SCHEMES") {
		t.Errorf("exit %d: %s", code, messages)
	}
}
