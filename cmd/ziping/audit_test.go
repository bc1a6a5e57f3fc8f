package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The published report is read the same out of a text, a Word document and a PDF.
func TestAuditOfAReport(t *testing.T) {
	for _, ending := range []string{"txt", "docx", "pdf"} {
		t.Run(ending, func(t *testing.T) {
			out, code := audited(t, "../../dialog/reading/testdata/seed-report-2023."+ending)
			if code != exitDone {
				t.Fatalf("exit %d: %s", code, out)
			}
			for _, want := range []string{
				"2023年度", "预算执行率 写 100，复算 100.16%，不一致", "报告 87 分", "合计 87 分", "合计 86 分",
				"错误 A02", "服务对象满意度，只写“服务对象满意度指标达到目标”",
			} {
				if !strings.Contains(out, want) {
					t.Errorf("%q is missing:\n%s", want, out)
				}
			}
		})
	}
}

func TestAuditAsJSON(t *testing.T) {
	out, code := audited(t, "../../dialog/reading/testdata/seed-report-2023.txt", "--json")
	var got struct {
		Scheme string              `json:"scheme"`
		Read   []map[string]string `json:"read"`
		Claims []map[string]any    `json:"claims"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitDone {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	if got.Scheme != "town-2023" || len(got.Claims) != 9 || len(got.Read) < 50 {
		t.Errorf("%s, %d claims, %d read", got.Scheme, len(got.Claims), len(got.Read))
	}
	for _, r := range got.Read {
		if r["field"] == "" || r["place"] == "" || r["words"] == "" {
			t.Errorf("%v", r)
		}
	}
}

func TestAuditRefusesWhatItCannotRead(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.docx")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "nowhere.docx"), dir, empty} {
		if out, code := audited(t, path); code != exitInput || out == "" {
			t.Errorf("%s: exit %d, %q", path, code, out)
		}
	}
}

// audited is what the command wrote, results and messages.
func audited(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out strings.Builder
	code := run(t.Context(), terminal{&out, &out}, append([]string{"audit"}, args...))
	return out.String(), code
}
