package scoring_test

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

func readSeed(t testing.TB) (scoring.Evaluation, *scoring.Pack) {
	t.Helper()
	data, err := os.ReadFile("testdata/seed-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, p, err := answers.Read("seed-2023.yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	return e, p
}

// The published report of 2023 gives 87 points: 3 of 5 for 预算控制率, none for 政府采购执行率,
// 4 of 5 for 机关工作整体满意度, everything else in full.
func TestPublishedReportGivesItsOwnPoints(t *testing.T) {
	e, p := readSeed(t)
	r := scoring.Evaluate(p, e)
	if r.Total.String() != "87" || r.Grade != "良" || !r.Complete || len(r.Missing) != 0 || r.Max.String() != "100" {
		t.Errorf("total %s of %s, grade %q, complete %v, missing %v", r.Total, r.Max, r.Grade, r.Complete, r.Missing)
	}
	lost := map[string]string{"B2": "3", "B5": "0", "D3": "4"}
	for _, s := range r.Indicators {
		want, ok := lost[s.Code]
		if !ok {
			want = s.Max.String()
		}
		if !s.Points.Valid || s.Points.Decimal.String() != want {
			t.Errorf("%s: %v points, want %s (%s)", s.Code, s.Points.Decimal, want, s.Working)
		}
	}
	s, _ := r.Score("B2")
	const working = "364 ÷ 1807.76 = 20.14%，取整为 20%，在 10%～20%（含）档，得 3 分"
	if s.Working != working {
		t.Errorf("working of B2\n got %s\nwant %s", s.Working, working)
	}
}

func TestPublishedReportFindings(t *testing.T) {
	e, p := readSeed(t)
	r := scoring.Evaluate(p, e)
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Key+" "+string(f.Severity)+" "+f.Lost.String()+" "+f.Message)
		if len(f.Causes) < 1 || len(f.Measures) < 1 || len(f.Fields) < 1 {
			t.Errorf("%s has no causes, measures or fields", f.Key)
		}
	}
	want := []string{
		"P01 error 10 年初未编制政府采购计划（预算），政府采购执行率无法考核",
		"A01 error 0 原报告写预算执行率 100%，按实际支出 2183.25 万元、全年预算 2179.77 万元计算为 100.16%",
		"A02 error 0 实际支出 2183.25 万元大于全年预算 2179.77 万元，超 3.48 万元",
		"A03 error 0 年初预算 1807.76 万元、追加 364 万元、上年结转 0 万元合计 2171.76 万元，与全年预算 2179.77 万元相差 8.01 万元",
		"A18.B2 warning 2 预算控制率为 20.14%，离 20% 的档界不超过 0.5 个百分点；取整为 20% 得 3 分，不取整得 2 分，总分为 86 分",
		"B01.over20 warning 2 年中追加 364 万元，占年初预算 1807.76 万元的 20.14%，超过 20%，年初预算编制明显不足，须逐项说明追加原因",
		"T11 warning 1 年度考核等次“良好”没有考核通报文号，请附区委考核结果通报",
		"T10 warning 0 服务对象满意度 95%，没有调查样本数，结果缺少依据",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestResultAsJSON(t *testing.T) {
	e, p := readSeed(t)
	data, err := json.Marshal(scoring.Evaluate(p, e))
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Total, Max string
		Missing    []string
		Indicators []map[string]any
		Projects   []any
		Findings   []map[string]any
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.Total != "87" || r.Missing == nil || r.Projects == nil {
		t.Errorf("total %q, missing %v, projects %v", r.Total, r.Missing, r.Projects)
	}
	i := slices.IndexFunc(r.Indicators, func(s map[string]any) bool { return s["code"] == "B2" })
	want := map[string]any{
		"code": "B2", "level1": "过程", "level2": "预算执行", "name": "预算控制率", "max": "5",
		"value": "20.135416", "value_used": "20", "points": "3", "lost": "2",
		"working": "364 ÷ 1807.76 = 20.14%，取整为 20%，在 10%～20%（含）档，得 3 分", "missing": []any{},
	}
	if diff := cmp.Diff(want, r.Indicators[i]); diff != "" {
		t.Error(diff)
	}
	if f := r.Findings[0]; f["check"] != "P01" || f["severity"] != "error" || f["lost"] != "10" || f["key"] != nil {
		t.Errorf("first finding: %v", f)
	}
}

// Leaving one answer out leaves the indicators that read it open, and names the code.
func TestIncompleteNamesWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		drop  []string
		codes map[string][]string // by indicator
	}{
		{[]string{"budget_added"}, map[string][]string{"B2": {"budget_added"}}},
		{[]string{"budget_added", "budget_initial"}, map[string][]string{"B2": {"budget_initial", "budget_added"}}},
		{[]string{"violations"}, map[string][]string{"M2": {"violations"}}},
		{[]string{"procurement_planned", "procurement_budget"}, map[string][]string{"B5": {"procurement_planned", "procurement_actual"}}},
		{[]string{"sangong_prev"}, map[string][]string{"A2": {"sangong_prev"}}},
	} {
		e, p := readSeed(t)
		for _, code := range c.drop {
			delete(e.Facts, code)
		}
		delete(e.Facts, "procurement_actual")
		if c.codes["B5"] == nil {
			e.Facts["procurement_actual"] = scoring.Value{State: scoring.Pending}
		}
		r := scoring.Evaluate(p, e)
		if r.Complete || r.Grade != "" {
			t.Errorf("without %v: complete %v, grade %q", c.drop, r.Complete, r.Grade)
		}
		for _, s := range r.Indicators {
			want := c.codes[s.Code]
			if want == nil {
				want = []string{}
			}
			if diff := cmp.Diff(want, s.Missing); diff != "" {
				t.Errorf("without %v, %s: %s", c.drop, s.Code, diff)
			}
			if s.Points.Valid != (len(want) == 0) {
				t.Errorf("without %v, %s has points: %v", c.drop, s.Code, s.Points)
			}
		}
	}
}

func TestEmptyEvaluation(t *testing.T) {
	_, p := readSeed(t)
	r := scoring.Evaluate(p, scoring.Evaluation{})
	if r.Complete || !r.Total.IsZero() || len(r.Findings) != 0 {
		t.Errorf("complete %v, total %s, findings %v", r.Complete, r.Total, r.Findings)
	}
	for _, s := range r.Indicators {
		if s.Points.Valid || len(s.Missing) == 0 {
			t.Errorf("%s: points %v, missing %v", s.Code, s.Points, s.Missing)
		}
	}
}
