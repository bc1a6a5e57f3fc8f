package report

import (
	"strings"
	"testing"

	"ziping/export/document"
	"ziping/scoring"
)

// evaluatedProject is a project with indicators of its own.
func evaluatedProject() scoring.Facts {
	text := scoring.Text
	return scoring.Facts{
		"name": text("垃圾清运"), "budget_initial": number("100"), "budget": number("120.5"), "spent": number("110.25"),
		"evaluated": scoring.Yes(true), "reason": text("尾款结转下年支付。"),
		"goal": text("覆盖全镇。\n村容整洁。"), "achieved": text("已覆盖。"),
		"indicators": scoring.RowsOf(
			scoring.Facts{"level1": text("产出指标"), "level2": text("数量指标"), "name": text("清运次数"), "direction": text("≥"),
				"target": text("12"), "unit": text("次"), "actual": text("11"), "weight": number("60"), "reason": text("雨季停运。")},
			scoring.Facts{"level1": text("效益指标"), "level2": text("社会效益"), "name": text("村容"), "direction": text("定性"),
				"target": text("改善"), "actual": text("达成年度指标"), "weight": number("30")},
		),
	}
}

func TestProjectForm(t *testing.T) {
	pack, e := seed(t)
	plainProject := scoring.Facts{"name": scoring.Text("村级组织经费"), "budget": number("10"), "spent": number("10"), "evaluated": scoring.Yes(true)}
	e = with(e, scoring.Facts{"projects": scoring.RowsOf(evaluatedProject(), plainProject, evaluatedProject())})
	doc, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})
	if err != nil {
		t.Fatal(err)
	}
	table := tableAfter(t, doc, "项目支出绩效自评表")
	var rows []string
	for _, row := range table.Rows {
		rows = append(rows, strings.ReplaceAll(strings.Join(row, "|"), "\n", ""))
	}
	got := strings.Join(rows, "\n")
	for _, want := range []string{
		"项目名称|垃圾清运|",
		"主管部门|某镇人民政府|||实施单位|某镇人民政府|",
		"年度资金总额||100|120.50|110.25|10|91.49%|9.15",
		"覆盖全镇。村容整洁。||||已覆盖。",
		"产出指标|数量指标|清运次数|≥12次|11次|60|",
		"|雨季停运。",
		"效益指标|社会效益|村容|改善|达成年度指标|30|",
		"总分||||||100|",
		"偏差原因|尾款结转下年支付。|",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the form lacks %q:\n%s", want, got)
		}
	}
}

// The forms share an attachment; each is kept whole.
func TestFormsOfFewAndOfManyProjects(t *testing.T) {
	pack, e := seed(t)
	for _, projects := range []int{1, 2, 9, 10, 27} {
		var rows []scoring.Facts
		for range projects {
			rows = append(rows, evaluatedProject())
		}
		own := with(e, scoring.Facts{"projects": scoring.RowsOf(rows...)})
		doc, err := Compose(pack, own, scoring.Evaluate(pack, own), Options{Date: reportDay})
		if err != nil {
			t.Fatal(err)
		}
		forms, attachments := 0, 0
		for _, block := range doc.Blocks {
			switch b := block.(type) {
			case document.Table:
				if b.Headless() {
					if forms++; !strings.HasSuffix(b.Caption, "项目支出绩效自评表（2023年度）") || !b.Whole {
						t.Errorf("form %d is headed %s", forms, b.Caption)
					}
				}
			case document.Attachment:
				if strings.HasSuffix(b.Title, "项目支出绩效自评表") {
					attachments++
				}
			}
		}
		if forms != projects || attachments != 1 {
			t.Errorf("of %d projects %d forms in %d attachments", projects, forms, attachments)
		}
	}
}

func TestNoFormsWithoutIndicators(t *testing.T) {
	pack, e := seed(t)
	text := plain(t, pack, with(e, scoring.Facts{"projects": scoring.RowsOf(manyProjects(2)...)}))
	if strings.Contains(text, "项目支出绩效自评表") || !strings.Contains(text, "项目清单") {
		t.Error("the attachments do not follow from the list")
	}
	if !strings.Contains(text, "执行率得分") {
		t.Error("the list has no points for the execution")
	}
}

func TestTargetsAreWrittenAsFormsWriteThem(t *testing.T) {
	text := scoring.Text
	for want, indicator := range map[string]scoring.Facts{
		"≥12次":   {"direction": text("≥"), "target": text("12"), "unit": text("次")},
		"≤1.2万元": {"direction": text("≤"), "target": text("1.2万元"), "unit": text("万元")},
		">=3个":   {"direction": text("≥"), "target": text(">=3"), "unit": text("个")},
		"明显改善":   {"direction": text("定性"), "target": text("明显改善")},
		"待补":     {"direction": text("≥")},
	} {
		if got := targetText(indicator); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
