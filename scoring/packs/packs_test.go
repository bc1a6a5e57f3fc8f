package packs_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"ziping/scoring"
	"ziping/scoring/packs"
	"ziping/scoring/project"
)

// Every pack that ships loads, and offers for every row and check what the report needs.
func TestShippedPacks(t *testing.T) {
	infos := packs.List()
	folders, err := filepath.Glob("*/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if _, err := packs.Find(filepath.Dir(f)); err != nil {
			t.Error(err)
		}
	}
	if len(infos) != len(folders) {
		t.Fatalf("%d packs listed, %d folders", len(infos), len(folders))
	}
	for _, info := range infos {
		t.Run(info.ID, func(t *testing.T) {
			p, err := packs.Find(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			if p.ID != info.ID || p.Title == "" || p.Issuer == "" || p.Notice == "" || len(p.Sources) == 0 {
				t.Errorf("the pack does not say what it is: %+v", info)
			}
			for _, row := range p.Indicators {
				if row.Standard == "" {
					t.Errorf("%s has no standard", row.Code)
				}
				suggestions(t, row.Code, row.Causes, row.Measures, 2)
				for _, cause := range row.Causes {
					if !project.NamesCause(cause) {
						t.Errorf("%s suggests %q, which a check would say is no cause", row.Code, cause)
					}
				}
			}
			for _, c := range p.Checks {
				suggestions(t, c.ID, c.Causes, c.Measures, 1)
				if c.Basis == "" || c.Title == "" {
					t.Errorf("check %s has no basis or title", c.ID)
				}
			}
		})
	}
}

// suggestions checks typical causes and measures: there are some, short enough for a
// list of buttons, and none twice.
func suggestions(t *testing.T, of string, causes, measures []string, least int) {
	t.Helper()
	for what, texts := range map[string][]string{"causes": causes, "measures": measures} {
		if len(texts) < least || len(texts) > 4 {
			t.Errorf("%s has %d %s", of, len(texts), what)
		}
		seen := map[string]bool{}
		for _, s := range texts {
			if seen[s] || utf8.RuneCountInString(s) > 60 || utf8.RuneCountInString(s) < 8 || strings.ContainsAny(s, "。\n") {
				t.Errorf("%s: %s %q", of, what, s)
			}
			seen[s] = true
		}
	}
}

// The codes and labels that programs and people rely on.
func TestTownFields(t *testing.T) {
	p, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	for section, fields := range map[string]string{
		"单位职责": "offices=内设机构及职责 rows",
		"人员情况": `staff_quota=编制数 count|staff_admin=行政编制 count|staff_institution=事业编制 count|staff_agency=人事代理 count|staff_contract=聘用制 count|
			staff_total=实有在职人员合计 count|interns=见习生 count|retired=退休人员 count|dispatched=劳务派遣 count|other_staff=其他人员（如校车司机） rows`,
		"预算收支": `budget_initial=年初预算数 money|added_count=年中追加项目数 count|budget_added=年中追加金额 money|carry_in=上年结转 money|carry_out=年末结转结余 money|
			budget_total=全年预算（申请预算资金） money|spent_total=实际支出 money|shared_transfer_central_budget=共同财政事权转移支付（中央）预算数 money|
			special_transfer_city_spent=专项转移支付（市）支出数 money|bond_budget=债券资金预算数 money|bond_spent=债券资金支出数 money|
			running_budget=公用经费预算 money|running_actual=公用经费实际 money|
			sangong_prev=“三公”经费上年预算 money|sangong_budget=“三公”经费本年预算 money|sangong_actual=“三公”经费本年实际 money`,
		"政府采购": "procurement_planned=是否编制年初政府采购计划（预算） yesno|procurement_budget=政府采购预算 money|procurement_actual=实际采购金额 money",
		"项目":   "projects_count=项目个数 count|projects_evaluated=已自评个数 count|projects_budget=金额合计 money|projects_spent=实际支出 money|projects=项目清单 rows",
		"绩效管理": "goal_quality=绩效目标规范性 checklist|systems=管理制度健全性 checklist|disclosure=信息公开 checklist|violations=资金使用违规事项数 count",
		"职责履行": `key_tasks_planned=重点工作交办数 count|key_tasks_done=重点工作办结数 count|efficiency=行政效能 choice|annual_grade=年度考核等次 choice|
			annual_grade_document=考核通报文号 text|satisfaction=服务对象满意度 percent|satisfaction_sample=调查样本数 count`,
		"总结": `achievements=主要工作成效 longtext|causes=失分原因 per_indicator|measures=改进措施 per_indicator|explanations=问题说明 per_finding|
			problems_general=其他问题和建议 longtext|other_notes=其他需要说明的问题 longtext`,
	} {
		for _, want := range strings.Split(fields, "|") {
			code, rest, _ := strings.Cut(strings.TrimSpace(want), "=")
			f, ok := p.Field(code)
			if !ok {
				t.Errorf("no field %s", code)
				continue
			}
			if s, _ := p.SectionOf(code); f.Label+" "+string(f.Kind) != rest || s.Title != section {
				t.Errorf("%s is %s %s in %s, want %s in %s", code, f.Label, f.Kind, s.Title, rest, section)
			}
		}
	}
	group := 0
	for _, s := range p.Sections {
		for _, f := range s.Fields {
			if f.Group == "transfers" {
				group++
			}
		}
	}
	if group != 14 {
		t.Errorf("%d figures can be answered with 0 together, want the twelve transfers and the two bond figures", group)
	}
}

func TestFindUnknown(t *testing.T) {
	for _, id := range []string{"", "none", "shared", "../packs/town-2023", "."} {
		if _, err := packs.Find(id); err == nil || !strings.Contains(err.Error(), "town-2023") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "our-town")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("town-2023/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "pack.yaml")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// What it includes ships with the program.
	write(strings.Replace(string(data), "id: town-2023", "id: our-town", 1))
	for _, name := range []string{dir, file, dir + "/"} {
		p, err := packs.Open(name)
		if err != nil || p.ID != "our-town" {
			t.Errorf("open %s: %v", name, err)
		}
	}
	write(strings.Replace(string(data), "max: 8\n", "max: 9\n", 1))
	_, err = packs.Open(file)
	var defects scoring.Defects
	if !errors.As(err, &defects) || defects[0].File != file || !strings.Contains(err.Error(), "合计 101 分") {
		t.Errorf("error %v", err)
	}
	if _, err := packs.Open(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	other := filepath.Join(dir, "rules.yaml")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := packs.Open(other); err == nil {
		t.Error("a file of another name was opened")
	}
}
