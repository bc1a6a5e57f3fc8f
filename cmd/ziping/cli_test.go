package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog/store"
	"ziping/dialog/store/server"
	"ziping/scoring"
)

// seedFile is the published report of a town as an answers file.
const seedFile = "testdata/seed-2023.yaml"

// ziping runs the program and gives its exit code, results and messages.
func ziping(t *testing.T, args ...string) (code int, out, messages string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), terminal{&o, &e}, args)
	return code, o.String(), e.String()
}

func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.yaml")
	write(t, broken, "scheme: town-2023\nunit: 某镇\nyear: 2023\nanswers:\n  budget_initial: 100\n  budget_intial: 3\n")
	tests := []struct {
		args []string
		code int
		says string
	}{
		{nil, exitDone, "用法"},
		{[]string{"--help"}, exitDone, "  score       给一份答案文件计分"},
		{[]string{"score", "--help"}, exitDone, "--json"},
		{[]string{"nonsense"}, exitInput, "没有“nonsense”这个命令"},
		{[]string{"score"}, exitInput, "需要 1 个参数"},
		{[]string{"score", seedFile, "--jsn"}, exitInput, "没有 --jsn 这个参数"},
		{[]string{"score", "missing.yaml"}, exitInput, "missing.yaml"},
		{[]string{"score", broken}, exitInput, "broken.yaml:6"},
		{[]string{"score", seedFile, "--scheme", "nowhere"}, exitInput, "nowhere"},
		{[]string{"report", seedFile}, exitInput, "-o"},
		{[]string{"report", seedFile, "-o", filepath.Join(dir, "no", "such", "folder.pdf")}, exitFailed, "folder.pdf"},
		{[]string{"report", seedFile, "-o", "report.doc"}, exitInput, ".docx"},
		{[]string{"report", seedFile, "-o", filepath.Join(dir, "r.docx")}, exitDone, "r.docx"},
		{[]string{"report", seedFile, "-o", filepath.Join(dir, "r.xlsx")}, exitDone, "r.xlsx"},
		{[]string{"report", seedFile, "-o", filepath.Join(dir, "r.txt")}, exitDone, "r.txt"},
		{[]string{"template", "-o", "answers.txt"}, exitInput, ".xlsx"},
		{[]string{"template", "-o", filepath.Join(dir, "form.xlsx")}, exitDone, "form.xlsx"},
		{[]string{"scheme", "list"}, exitDone, "town-2023"},
		{[]string{"scheme", "show", "town-2023"}, exitDone, "预算控制率"},
		{[]string{"scheme", "check", "../../scoring/packs/town-2023"}, exitDone, "没有发现错误"},
		{[]string{"try", "--listen", "0.0.0.0:80"}, exitInput, "127.0.0.1"},
		{[]string{"serve", "--token", "", "--token-file", ""}, exitInput, "TELEGRAM_BOT_TOKEN"},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			code, out, messages := ziping(t, tt.args...)
			if code != tt.code || !strings.Contains(out+messages, tt.says) {
				t.Errorf("exit %d, want %d saying %q\n%s%s", code, tt.code, tt.says, out, messages)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// The JSON of the seed is the one programs rely on.
func TestScoreJSON(t *testing.T) {
	code, out, messages := ziping(t, "score", seedFile, "--json")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	var got struct {
		Scheme, Unit, Total, Max, Grade string
		Year                            int
		Complete                        bool
		Missing                         []string
		Indicators                      []map[string]any
		Findings                        []struct{ Check, Severity string }
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got.Total != "87" || got.Max != "100" || got.Grade != "良" || !got.Complete || got.Missing == nil || got.Year != 2023 {
		t.Errorf("%+v", got)
	}
	want := map[string]any{
		"code": "B2", "level1": "过程", "level2": "预算执行", "name": "预算控制率", "max": "5", "value": "20.135416", "value_used": "20",
		"points": "3", "lost": "2", "working": "364 ÷ 1807.76 = 20.14%，取整为 20%，在 10%～20%（含）档，得 3 分", "missing": []any{},
	}
	for _, ind := range got.Indicators {
		if ind["code"] == "B2" {
			if diff := cmp.Diff(want, ind); diff != "" {
				t.Error(diff)
			}
		}
	}
	found := map[string]bool{}
	for _, f := range got.Findings {
		found[f.Check] = true
	}
	for _, check := range []string{"A01", "A02", "A03", "A18", "B01", "P01", "T10", "T11"} {
		if !found[check] {
			t.Errorf("finding %s is missing", check)
		}
	}
}

func TestReportWritesAPDF(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.pdf")
	code, _, messages := ziping(t, "report", seedFile, "-o", path, "--draft")
	data, err := os.ReadFile(path)
	if code != exitDone || err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("exit %d, %v: %s", code, err, messages)
	}
}

// A file that cannot be scored leaves nothing behind, and what was there stays.
func TestReportWritesNothingWhenItFails(t *testing.T) {
	dir := t.TempDir()
	broken, path := filepath.Join(dir, "broken.yaml"), filepath.Join(dir, "report.pdf")
	write(t, broken, "scheme: town-2023\nunit: 某镇\nyear: 2023\nanswers:\n  nonsense: 1\n")
	write(t, path, "an earlier report")
	if code, _, messages := ziping(t, "report", broken, "-o", path); code != exitInput {
		t.Errorf("exit %d: %s", code, messages)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "an earlier report" {
		t.Errorf("%q, %v", data, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".ziping-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The empty template can be scored as it is: nothing is wrong in it, everything is missing.
func TestTemplateIsAnAnswersFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "answers.yaml")
	if code, _, messages := ziping(t, "template", "-o", path); code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	code, out, messages := ziping(t, "score", path, "--json")
	if code != exitDone || !strings.Contains(out, `"complete": false`) {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
}

// Units are created, listed, invited to, backed up and restored.
func TestUnitsAndBackup(t *testing.T) {
	first, second := embedded(t), embedded(t)
	do := func(url string, args ...string) string {
		t.Helper()
		code, out, messages := ziping(t, append(args, "--redis-url", url)...)
		if code != exitDone {
			t.Fatalf("%v: exit %d: %s", args, code, messages)
		}
		return out
	}
	do(first, "unit", "add", "某镇人民政府", "--year", "2023", "--deadline", "2024-03-31")
	do(first, "unit", "deadline", "某镇人民政府", "2024-04-10")
	do(first, "unit", "remind", "某镇人民政府", "--before", "5,1", "--at", "14:30", "--overdue=false")
	for _, wrong := range [][]string{{"--at", "22:00"}, {"--before", "5,99"}, {"--before", "x"}} {
		if code, _, messages := ziping(t, append([]string{"unit", "remind", "某镇人民政府", "--redis-url", first}, wrong...)...); code != exitInput {
			t.Errorf("%v: exit %d: %s", wrong, code, messages)
		}
	}
	token := strings.TrimSpace(do(first, "unit", "invite", "某镇人民政府", "--role", "staff"))
	if len(token) < 20 || strings.ContainsAny(token, " \n") {
		t.Errorf("invitation %q", token)
	}
	path := filepath.Join(t.TempDir(), "all.backup")
	do(first, "backup", "-o", path)
	do(second, "restore", path)
	var rows []unitRow
	if err := json.Unmarshal([]byte(do(second, "unit", "list", "--json")), &rows); err != nil {
		t.Fatal(err)
	}
	want := []unitRow{{Unit: "某镇人民政府", Year: 2023, Scheme: "town-2023", Status: "open", Deadline: "2024-04-10"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	err := (&config{redisURL: second}).withStorage(t.Context(), func(s *store.Store) error {
		e, err := findUnit(t.Context(), s, "某镇人民政府", 0)
		if diff := cmp.Diff(&scoring.Reminders{Before: []int{5, 1}, Hour: 14, Minute: 30}, e.Reminders); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if code, _, _ := ziping(t, "restore", path, "--redis-url", second); code == exitDone {
		t.Error("restored into a store that is not empty")
	}
	if code, _, messages := ziping(t, "unit", "invite", "别的镇", "--role", "staff", "--redis-url", first); code != exitInput {
		t.Errorf("exit %d: %s", code, messages)
	}
}

func embedded(t *testing.T) string {
	t.Helper()
	e, err := server.StartEmbedded()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e.URL()
}
