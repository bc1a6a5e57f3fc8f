package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"ziping/cmd/ziping/office"
)

// What the program contains of others is given out with its licence.
func TestLicences(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "bash", "deploy/release.sh", "--licences").Output()
	if err != nil {
		t.Fatal(err)
	}
	faces, err := filepath.Glob("../../export/fonts/faces/*/OFL.txt")
	if err != nil || len(faces) == 0 {
		t.Fatalf("no faces, %v", err)
	}
	want := []string{"Go go1.", "github.com/redis/go-redis/v9 ", "github.com/jung-kurt/gofpdf "}
	for _, face := range faces {
		want = append(want, filepath.Base(filepath.Dir(face)))
	}
	works := strings.Split(string(out), "\n==== ")[1:]
	for _, name := range want {
		found := false
		for _, work := range works {
			title, text, _ := strings.Cut(work, "\n")
			found = found || strings.HasPrefix(title, name) && len(text) > 500
		}
		if !found {
			t.Errorf("no licence of %s", name)
		}
	}
}

// The archive that is given out is all that a machine needs: its program is static and does its
// work in an empty environment.
func TestReleaseArchive(t *testing.T) {
	dir := t.TempDir()
	name := "ziping-check-" + runtime.GOOS + "-" + runtime.GOARCH
	unpack(t, releaseArchive(t, name), dir)
	folder := filepath.Join(dir, name)
	for _, file := range []string{
		"LICENSE", "README.md", "THIRD-PARTY-LICENSES.txt", "ziping.1", "ziping.service", "ziping-backup.service", "ziping-backup.timer",
		"alerts.yaml", "dashboard.json", "completions/ziping.bash",
	} {
		if info, err := os.Stat(filepath.Join(folder, file)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", file, err)
		}
	}
	program := filepath.Join(folder, "ziping")
	f, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if libraries, err := f.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("the program is not static: %v, %v", libraries, err)
	}

	write(t, filepath.Join(dir, "seed.yaml"), string(read(t, seedFile)))
	var list strings.Builder
	list.WriteString("单位,年度,填报人数,负责人数\n")
	for i := range 120 {
		fmt.Fprintf(&list, "某县第%d单位,2023,2,1\n", i+1)
	}
	write(t, filepath.Join(dir, "单位.csv"), list.String())
	redis := embedded(t)
	for _, step := range []struct{ args, says string }{
		{"--version", "ziping check "},
		{"scheme show " + office.DefaultScheme, "预算控制率"},
		{"score seed.yaml", "87"},
		{"report seed.yaml -o 报告.pdf", "报告.pdf"},
		{"unit import 单位.csv -o 邀请.xlsx", "新建 120 个单位；新邀请 240 份"},
		{"unit list", "某县第120单位"},
		{"backup -o all.backup", "已备份"},
		{"restore all.backup --check", "完整"},
		{"completion bash", "ziping"},
	} {
		cmd := exec.CommandContext(t.Context(), program, strings.Fields(step.args)...)
		cmd.Dir, cmd.Env = dir, []string{"REDIS_URL=" + redis}
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), step.says) {
			t.Errorf("ziping %s: %v: %s", step.args, err, out)
		}
	}
}

// releaseArchive is the archive for this machine, whose sum has been checked. ZIPING_RELEASE names a folder
// in which it has been made already; without one it is made here, which takes minutes, in CI only.
func releaseArchive(t *testing.T, name string) string {
	t.Helper()
	out := os.Getenv("ZIPING_RELEASE")
	if out == "" {
		if os.Getenv("CI") != "true" {
			t.Skip("only in CI: it builds the whole program anew; ZIPING_RELEASE may name a folder with its archive")
		}
		out = t.TempDir()
		build := exec.CommandContext(t.Context(), "bash", "deploy/release.sh", "check", out, runtime.GOOS+"/"+runtime.GOARCH)
		if said, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
	}
	archive := filepath.Join(out, name+".tar.gz")
	sum := fmt.Sprintf("%x  %s\n", sha256.Sum256(read(t, archive)), name+".tar.gz")
	if sums := string(read(t, filepath.Join(out, "SHA256SUMS"))); !strings.Contains(sums, sum) {
		t.Fatalf("the sum is not\n%s", sum)
	}
	return archive
}

// unpack takes an archive of the release apart.
func unpack(t *testing.T, archive, dir string) {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewReader(plain)
	for {
		h, err := files.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.Clean("/"+h.Name))
		if h.Typeflag == tar.TypeDir {
			if err := os.MkdirAll(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		data, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, h.FileInfo().Mode()); err != nil {
			t.Fatal(err)
		}
	}
}
