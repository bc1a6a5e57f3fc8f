package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/scoring/packs"
)

// Every pack can be had out of the program, passes the check as it is, and serves as the beginning of
// a bureau's own.
func TestPacksComeOutOfTheProgram(t *testing.T) {
	dir := t.TempDir()
	for _, info := range packs.List() {
		folder := filepath.Join(dir, "out", info.ID)
		if code, _, messages := ziping(t, "scheme", "export", info.ID, folder); code != exitDone {
			t.Fatalf("%s: exit %d: %s", info.ID, code, messages)
		}
		if code, out, messages := ziping(t, "scheme", "check", folder); code != exitDone || !strings.HasPrefix(out, info.ID+"：没有发现错误") {
			t.Errorf("%s: exit %d: %s%s", info.ID, code, out, messages)
		}
	}
	own := filepath.Join(dir, "own")
	if err := os.Mkdir(own, 0o700); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(own, "our-2025")
	if code, out, messages := ziping(t, "scheme", "new", "our-2025", folder, "--from", "sichuan-80-20"); code != exitDone || !strings.Contains(out, "底本 sichuan-80-20") {
		t.Fatalf("exit %d: %s%s", code, out, messages)
	}
	t.Setenv("ZIPING_SCHEMES", own)
	if _, out, messages := ziping(t, "scheme", "list"); !strings.Contains(out, "our-2025") {
		t.Errorf("%s%s", out, messages)
	}
	if _, err := os.Stat(filepath.Join(folder, packs.SchemaFile)); err != nil {
		t.Error(err)
	}
	for _, args := range [][]string{
		{"scheme", "export", "nowhere", filepath.Join(dir, "x")}, {"scheme", "export", "town-2023", own},
		{"scheme", "new", "我们的", filepath.Join(dir, "y")}, {"scheme", "new", "../up", filepath.Join(dir, "z")},
	} {
		if code, _, messages := ziping(t, args...); code != exitInput {
			t.Errorf("%v: exit %d: %s", args, code, messages)
		}
	}
}
