package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup is private, may go to standard output, is checked without being restored, and a folder
// keeps the newest.
func TestBackups(t *testing.T) {
	t.Setenv("REDIS_URL", embedded(t))
	if code, _, messages := ziping(t, "unit", "add", "某镇", "--year", "2023"); code != exitDone {
		t.Fatal(messages)
	}
	dir := t.TempDir()
	file, folder := filepath.Join(dir, "a.backup"), filepath.Join(dir, "all")
	if code, _, messages := ziping(t, "backup", "-o", file); code != exitDone {
		t.Fatal(messages)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
	code, out, messages := ziping(t, "backup", "-o", "-")
	if code != exitDone || !strings.Contains(out, "某镇") || strings.Contains(out, "已备份") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("a file named - was written")
	}
	t.Setenv("REDIS_URL", "redis://127.0.0.1:1") // checking needs no store
	if code, out, messages := ziping(t, "restore", file, "--check"); code != exitDone || !strings.Contains(out, "完整") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
	write(t, file, string(read(t, file))[:200])
	if code, _, messages := ziping(t, "restore", file, "--check"); code != exitInput || !strings.Contains(messages, "不完整") {
		t.Errorf("a cut backup: exit %d: %s", code, messages)
	}
	if code, _, _ := ziping(t, "backup", "-o", file, "--keep", "3"); code != exitInput {
		t.Errorf("--keep for a file: exit %d", code)
	}

	t.Setenv("REDIS_URL", embedded(t))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, day := range []string{"01", "02", "03"} {
		write(t, filepath.Join(folder, "ziping-202301"+day+"-000000.backup"), "old")
	}
	write(t, filepath.Join(folder, "notes.txt"), "mine")
	if code, _, messages := ziping(t, "backup", "-o", folder, "--keep", "2"); code != exitDone {
		t.Fatal(messages)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 3 || left[0].Name() != "notes.txt" || left[1].Name() != "ziping-20230103-000000.backup" {
		t.Errorf("left %v, %v", left, err)
	}
}
