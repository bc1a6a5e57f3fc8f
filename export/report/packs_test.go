package report

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

var updateReports = flag.Bool("update-reports", false, "write the reports of the packs' examples anew")

// packExamples are where the packs' worked examples lie.
const packExamples = "../../scoring/testdata/packs/"

func example(t *testing.T, id string) (*scoring.Pack, scoring.Evaluation) {
	t.Helper()
	data, err := os.ReadFile(packExamples + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, pack, err := answers.Read(id+".yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	return pack, e
}

// Every pack's report has the headings of its region, in their order; with everything
// filled in nothing is left open.
func TestReportsOfTheRegions(t *testing.T) {
	hunan := "部门基本情况|机构设置和主要职责|人员编制情况|部门整体支出概况|收入支出情况|公用经费和“三公”经费|项目支出和政府采购|" +
		"部门整体支出绩效目标|绩效目标实施情况|存在的问题及原因|改进措施和有关建议|其他需要说明的情况|部门整体支出绩效评价指标评分表|基础数据表"
	for id, headings := range map[string]string{
		"hunan-10-60-30": hunan,
		"hunan-13-61-26": hunan,
		"chongqing-10-30-60": "基本情况|部门概况|资金情况|预算执行情况|绩效目标及完成情况|年初绩效目标|调整后绩效目标|绩效目标完成情况|" +
			"绩效指标完成情况|共性管理指标|履职个性指标|存在的问题|改进措施|其他需要说明的问题|部门整体绩效自评表|基础数据表",
		"sichuan-80-20": "部门概况|机构组成和机构职能|人员概况|部门财政资金收支情况|部门财政资金收入情况|部门财政资金支出情况|部门整体绩效分析|" +
			"部门预算管理|绩效结果应用|自评质量|评价结论及建议|评价结论|存在的问题|改进建议|部门整体支出绩效自评得分表|基础数据表",
	} {
		t.Run(id, func(t *testing.T) {
			pack, e := example(t, id)
			text := plain(t, pack, e)
			rest := "\n" + text
			for _, h := range strings.Split(headings, "|") {
				_, after, found := strings.Cut(rest, h+"\n")
				if !found {
					t.Fatalf("no heading %s after the one before it:\n%s", h, text)
				}
				rest = "\n" + after
			}
			body, _, _ := strings.Cut(text, "部门整体支出绩效评价指标评分表\n")
			for _, bad := range []string{missingWord, "。。", "，。", "：。", "；。", "，，", "<no value>"} {
				if strings.Contains(body, bad) {
					t.Errorf("the report has %q:\n%s", bad, text)
				}
			}
		})
	}
}

// Rows that were not read in a published table are named in the working paper, and nowhere else.
func TestUnreadRowsAreNamed(t *testing.T) {
	for id, row := range map[string]string{"hunan-10-60-30": "公用经费控制率", "hunan-13-61-26": "行政效能", "sichuan-80-20": "支出控制"} {
		pack, e := example(t, id)
		text := workingPaper(t, pack, e)
		_, after, found := strings.Cut(text, "以当地财政部门下发的表为准：")
		after, _, _ = strings.Cut(after, "\n")
		if !found || !strings.Contains(after, row) || strings.Contains(after, "三公经费变动率") {
			t.Errorf("%s: %s is not named, or a wrong one: %s", id, row, after)
		}
		if strings.Contains(plain(t, pack, e), "以当地财政") {
			t.Errorf("%s: the report itself says so", id)
		}
	}
	pack, e := example(t, "chongqing-10-30-60")
	if strings.Contains(workingPaper(t, pack, e), "未见于已公布的文件") {
		t.Error("chongqing-10-30-60: every weight was read, none should be named")
	}
}

// The body of one report, as a whole.
func TestBodyOfAReport(t *testing.T) {
	const id = "chongqing-10-30-60"
	pack, e := example(t, id)
	body, _, _ := strings.Cut(plain(t, pack, e), "附件1\n")
	file := packExamples + id + ".report.txt"
	if *updateReports {
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if body != string(want) {
		t.Errorf("the report differs from %s; -update-reports writes it anew. Now:\n%s", file, body)
	}
}

// Every example can be typeset.
func TestExamplesAsPDF(t *testing.T) {
	for _, info := range packs.List() {
		if info.ID == "town-2023" {
			continue
		}
		pack, e := example(t, info.ID)
		var out bytes.Buffer
		made, err := PDF(context.Background(), &out, pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})
		if err != nil || out.Len() < 10_000 || len(made.Notes) > 0 {
			t.Errorf("%s: %d bytes, notes %v, error %v", info.ID, out.Len(), made.Notes, err)
		}
	}
}
