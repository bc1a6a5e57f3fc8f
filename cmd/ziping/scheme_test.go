package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/scoring/packs"
)

// The table tells rules, exceptions and how sure each row is, and the checks in groups.
func TestSchemeShow(t *testing.T) {
	code, out, messages := ziping(t, "scheme", "show", "town-2023")
	if code != exitDone {
		t.Fatalf("exit %d: %s", code, messages)
	}
	for _, says := range []string{
		"※B2", "由公开数据反推", "取值：年中追加金额 ÷ 年初预算数 × 100%，先取整到个位再计分",
		"计分：分档：0% 得 5 分；0%～10%（含）得 4 分", "例外：全年净调减预算，评分标准没有规定，由填报人填写得分",
		"每低于 100% 满 5 个百分点扣 2 分", "以当地财政部门下发表为准",
		"  数字与勾稽\n", "  文字与格式\n", "（每个指标）", "  每个项目\n",
	} {
		if !strings.Contains(out, says) {
			t.Errorf("the table does not say %q", says)
		}
	}
	if n := strings.Count(out, "自评得分与评分标准不符"); n != 1 {
		t.Errorf("the check of every indicator stands %d times", n)
	}
}

// Every shipped pack's rules can be told in words; none is left out.
func TestEveryRuleHasWords(t *testing.T) {
	for _, info := range packs.List() {
		p, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Indicators {
			if p.Indicators[i].RuleWords() == "" {
				t.Errorf("%s %s (%s) has no words", info.ID, p.Indicators[i].Code, p.Indicators[i].Rule.Kind())
			}
		}
	}
}

// All defects are told at once, with how many there are.
func TestSchemeCheckTellsAllDefects(t *testing.T) {
	data, err := os.ReadFile("../../scoring/testdata/guide/our-town/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "our-town")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("max: 50}", "max: 55}", "visits / households", "visist / households", "kind: checklist\n", "kind: checklists\n").Replace(string(data))
	write(t, filepath.Join(dir, "pack.yaml"), text)
	code, _, messages := ziping(t, "scheme", "check", dir)
	if code != exitInput {
		t.Errorf("exit %d", code)
	}
	for _, says := range []string{"应为 55 分", "是不是“visits”？", "是不是“checklist”？", " 处要改", "pack.yaml:"} {
		if !strings.Contains(messages, says) {
			t.Errorf("not told: %q in\n%s", says, messages)
		}
	}
	write(t, filepath.Join(dir, "pack.yaml"), strings.Replace(string(data), "    max: 20\n", "    max：20\n", 1))
	if _, _, messages = ziping(t, "scheme", "check", dir); !strings.Contains(messages, "中文冒号") {
		t.Errorf("told: %s", messages)
	}
}

// What is wrong with the report is told beside what is wrong with the table.
func TestSchemeCheckTellsOfTheReportToo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "our-town")
	if code, _, messages := ziping(t, "scheme", "new", "our-town", dir); code != exitDone {
		t.Fatal(messages)
	}
	for file, change := range map[string][2]string{
		"pack.yaml": {"{name: 投入, max: 15}", "{name: 投入, max: 16}"}, "report.md": {`"staff_quota"`, `"staff_qota"`},
	} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil || !strings.Contains(string(data), change[0]) {
			t.Fatal(file, err)
		}
		write(t, filepath.Join(dir, file), strings.ReplaceAll(string(data), change[0], change[1]))
	}
	code, _, messages := ziping(t, "scheme", "check", dir)
	if code != exitInput || !strings.Contains(messages, "一级指标“投入”应为 16 分") || !strings.Contains(messages, "“staff_qota”不是字段代码") {
		t.Errorf("exit %d: %s", code, messages)
	}
}
