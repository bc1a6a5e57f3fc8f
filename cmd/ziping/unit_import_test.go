package main

import (
	"encoding/csv"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ziping/bot/sandbox"
	"ziping/bot/sandbox/sandboxtest"
)

// A whole district is brought in from a table, with an invitation a role; doing it again changes
// nothing, and what is wrong in a table is told by row before anything is done.
func TestUnitImport(t *testing.T) {
	phones := sandboxtest.New(sandbox.Options{Token: "1:right"})
	server := httptest.NewServer(phones.Handler())
	t.Cleanup(func() { phones.Close(); server.Close() })
	t.Setenv("REDIS_URL", embedded(t))
	t.Setenv("TELEGRAM_API_URL", server.URL)
	t.Setenv("TELEGRAM_BOT_TOKEN", "1:right")
	dir := t.TempDir()
	list, codes, book := filepath.Join(dir, "单位.csv"), filepath.Join(dir, "邀请.csv"), filepath.Join(dir, "邀请.xlsx")
	var b strings.Builder
	b.WriteString("单位,年度,指标体系,截止日期,填报人数,负责人数\n")
	for i := range 120 {
		fmt.Fprintf(&b, "某县第%d单位,2023,sichuan-80-20,2024-03-31,3,1\n", i+1)
	}
	write(t, list, b.String())
	code, out, messages := ziping(t, "unit", "import", list, "-o", codes)
	if code != exitDone || out != "" || !strings.Contains(messages, "新建 120 个单位；新邀请 240 份") {
		t.Fatalf("exit %d: %s%s", code, out, messages)
	}
	if info, err := os.Stat(codes); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the codes: %v, %v", info.Mode(), err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(read(t, codes)), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 241 || rows[1][0] != "某县第1单位" || rows[1][2] != "填报人" || rows[1][3] != "3" ||
		rows[1][5] != "https://t.me/ziping_bot?start="+rows[1][4] {
		t.Errorf("%d rows, %q, %v", len(rows), rows[1], err)
	}
	code, out, messages = ziping(t, "unit", "import", list)
	if code != exitDone || out != "" || !strings.Contains(messages, "新建 0 个单位，已有 120 个（没有改动）；新邀请 0 份") {
		t.Errorf("again: exit %d: %s%s", code, out, messages)
	}
	kept := string(read(t, codes))
	if code, _, messages = ziping(t, "unit", "import", list, "-o", codes); code != exitDone || string(read(t, codes)) != kept || !strings.Contains(messages, "没有新的邀请") {
		t.Errorf("again into the file that was handed out: exit %d: %s", code, messages)
	}
	write(t, list, "单位,年度\n又一单位,2023\n")
	beside := filepath.Join(dir, "邀请-2.csv")
	if code, _, messages = ziping(t, "unit", "import", list, "-o", codes); code != exitDone || string(read(t, codes)) != kept ||
		!strings.Contains(string(read(t, beside)), "又一单位") || !strings.Contains(messages, beside) {
		t.Errorf("more into the file that was handed out: exit %d: %s", code, messages)
	}
	write(t, list, "单位,年度,指标体系,截止日期\n某县第1单位,2023,town-2023,2024-04-30\n新单位,2023,,\n")
	code, out, messages = ziping(t, "unit", "import", list, "-o", book)
	if code != exitDone || !strings.Contains(messages, "用的是 sichuan-80-20，没有改") || !strings.Contains(messages, "截止日期不同，没有改") || !strings.Contains(messages, "新建 1 个单位") {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if cells, err := f.GetRows("邀请"); err != nil || len(cells) != 5 || cells[3][0] != "新单位" {
		t.Errorf("%q, %v", cells, err)
	}
	write(t, list, "单位,年度\n,2023\n再一个,二三\n好的,2023\n")
	code, _, messages = ziping(t, "unit", "import", list)
	if code != exitInput || !strings.Contains(messages, "第 2 行：没有写单位名称") || !strings.Contains(messages, "第 3 行：年度“二三”不对") || !strings.Contains(messages, "一个单位也没有新建") {
		t.Errorf("exit %d: %s", code, messages)
	}
	if _, out, _ := ziping(t, "unit", "list"); strings.Contains(out, "好的") {
		t.Error("a table with mistakes was half done")
	}
	for _, args := range [][]string{{"unit", "import", "missing.csv"}, {"unit", "import", list, "-o", "codes.pdf"}, {"unit", "import", "unit_import.go"}} {
		if code, _, messages := ziping(t, args...); code != exitInput {
			t.Errorf("%v: exit %d: %s", args, code, messages)
		}
	}
	if code, _, messages = ziping(t, "unit", "add", "屏幕", "--year", "2023"); code != exitDone {
		t.Errorf("exit %d: %s", code, messages)
	}
	write(t, list, "单位,年度,负责人数\n屏幕,2023,0\n")
	if code, out, messages = ziping(t, "unit", "import", list); code != exitDone || strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, "屏幕\tstaff\t") || !strings.Contains(out, "\thttps://t.me/") {
		t.Errorf("exit %d: %q %s", code, out, messages)
	}
}
