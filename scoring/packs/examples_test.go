package packs_test

import (
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// Evaluations worked out by hand from the printed standards, one a pack. What of them is
// published stands at the head of each file.
var examples = map[string]struct {
	total, grade string
	points       map[string]string
	findings     []string // of the pack's own concern; shared checks have their own tests
	working      map[string]string
}{
	"hunan-10-60-30": {
		"79.2", "中",
		map[string]string{
			"T1": "5", "T2": "0", "G1": "5", "G2": "0", "G3": "5", "G4": "5", "M1": "7", "M2": "7",
			"M3": "6", "M4": "6", "M5": "5", "M6": "5", "C1": "7.2", "C2": "9", "C3": "3", "C4": "4",
		},
		[]string{"B01.over30", "B09"},
		map[string]string{
			"M1": "203.40 ÷ 200 = 101.7%，高出 1.7 个百分点，计 1 个完整百分点，每点扣 1 分，扣 1 分，得 7 分（如按比例扣分则得 6.3 分）",
			"G1": "(19.80 ＋ 1922.76 ＋ 767.86 − 19.80) ÷ (19.80 ＋ 1922.76 ＋ 767.86) = 99.27%，低于 100% 计 0.73 个百分点，不足 5 个百分点，不扣分，得 5 分",
		},
	},
	"hunan-13-61-26": {
		"73.6", "中",
		map[string]string{
			"T1": "1", "T2": "5.6", "G1": "5", "G2": "0", "G3": "3", "G4": "5", "M1": "0", "M2": "8",
			"M3": "3", "M4": "8", "M5": "6", "M6": "4", "C1": "8", "C2": "5", "C3": "6", "C4": "6",
		},
		[]string{"B01.over30", "B12", "B15"},
		map[string]string{
			"T1": "50 ÷ 46 = 108.7%，高出 8.7 个百分点，计 8 个完整百分点，每点扣 0.5 分，扣 4 分，得 1 分（如按比例扣分则得 0.65 分）",
			"M3": "没有政府采购预算，也没有实际采购，评分标准没有规定，由填报单位评定，得 3 分",
		},
	},
	"chongqing-10-30-60": {
		"93.7", "优",
		map[string]string{
			"E0": "9.5", "K1": "2", "K2": "2", "K3": "1", "K4": "1.8", "K5": "1", "K6": "2", "K7": "2", "K8": "2",
			"K9": "2", "K10": "3", "K11": "4", "K12": "1", "K13": "2", "K14": "1.9", "D0": "56.5",
		},
		[]string{"T20.procurement"},
		map[string]string{
			"K1": "60 ÷ 65 = 92.31%，得分系数 100%，2 × 100%，得 2 分",
			"D0": "自设指标 6 行，权重合计 60 分，得分 5 + 10 + 4.5 + 9.5 + 10 + 17.5 = 56.5，“安全生产检查次数”失 0.5 分，" +
				"“矛盾纠纷调处率”失 0.5 分，“农村道路硬化里程”失 2.5 分，得 56.5 分",
		},
	},
	"own-20-80": {
		"94.67", "优", map[string]string{"E1": "20", "O1": "74.67"}, []string{},
		map[string]string{"O1": "自设指标 6 行，权重合计 80 分，得分 10 + 20 + 6.67 + 8 + 10 + 20 = 74.67，“解决群众问题时间”失 3.33 分，“改善人居环境”失 2 分，得 74.67 分"},
	},
	"own-10-90": {
		"95.17", "优", map[string]string{"E1": "9.5", "O1": "85.67"}, []string{},
		map[string]string{"E1": "950 ÷ 1000 = 95%，按比例计分，10 × 95%，得 9.5 分"},
	},
	"own-10-50-30-10": {
		"98.86", "优", map[string]string{"E1": "9.5", "O1": "50", "O2": "29.36", "O3": "10"}, []string{}, nil,
	},
	"sichuan-80-20": {
		"82.65", "良",
		map[string]string{
			"B1": "7.5", "B2": "8", "B3": "9.8", "B4": "5", "B5": "7.5", "B6": "9", "B7": "9.85", "B8": "9",
			"A1": "8", "A2": "5", "A3": "4",
		},
		[]string{"A17.B1", "T04.quantity"},
		map[string]string{"B3": "2 ÷ 1000 = 0.2%，按计分公式计算，得 9.8 分"},
	},
}

func readExample(t testing.TB, id string) (scoring.Evaluation, *scoring.Pack) {
	t.Helper()
	data, err := os.ReadFile("../testdata/packs/" + id + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, p, err := answers.Read(id+".yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	return e, p
}

func TestExamples(t *testing.T) {
	for id, want := range examples {
		t.Run(id, func(t *testing.T) {
			e, p := readExample(t, id)
			r := scoring.Evaluate(p, e)
			if r.Total.String() != want.total || r.Grade != want.grade || !r.Complete {
				t.Errorf("total %s, grade %s, missing %v; want %s, %s", r.Total, r.Grade, r.Missing, want.total, want.grade)
			}
			points := map[string]string{}
			for _, s := range r.Indicators {
				points[s.Code] = s.Points.Decimal.String()
			}
			if diff := cmp.Diff(want.points, points); diff != "" {
				t.Error(diff)
			}
			for code, working := range want.working {
				if s, _ := r.Score(code); s.Working != working {
					t.Errorf("working of %s\n got %s\nwant %s", code, s.Working, working)
				}
			}
			found := map[string]bool{}
			for _, f := range r.Findings {
				found[f.Key] = true
			}
			for _, key := range want.findings {
				if !found[key] {
					t.Errorf("no finding %s in %v", key, found)
				}
			}
		})
	}
}

// Every pack but the default one has an example.
func TestEveryPackHasAnExample(t *testing.T) {
	for _, info := range packs.List() {
		if _, ok := examples[info.ID]; !ok && info.ID != "town-2023" {
			t.Errorf("%s has no example", info.ID)
		}
	}
}

// The points of self-set rows are given when, and only when, the weights make up the row's
// maximum; the check says by how much they miss.
func TestOwnRowsMustMakeUpSixty(t *testing.T) {
	for drop, message := range map[int]string{
		0: "",
		1: "履职个性指标 5 行，权重合计 40 分，应为 60 分，相差 20 分",
		6: "履职个性指标 0 行，权重合计 0 分，应为 60 分，相差 60 分",
	} {
		e, p := readExample(t, "chongqing-10-30-60")
		v := e.Facts["duty_indicators"]
		v.Rows = v.Rows[:len(v.Rows)-drop]
		e.Facts["duty_indicators"] = v
		r := scoring.Evaluate(p, e)
		s, _ := r.Score("D0")
		if s.Points.Valid != (drop == 0) || r.Complete != (drop == 0) {
			t.Errorf("%d rows less: points %v, complete %v (%s)", drop, s.Points, r.Complete, s.Working)
		}
		got := ""
		for _, f := range r.Findings {
			if f.Check == "A14" {
				got = f.Message
			}
		}
		if got != message {
			t.Errorf("%d rows less: finding %q, want %q", drop, got, message)
		}
	}
}

// A coefficient is computed where there are figures: half of the target is not a whole point.
func TestOwnCoefficientIsNotBelieved(t *testing.T) {
	e, p := readExample(t, "chongqing-10-30-60")
	rows := slices.Clone(e.Facts["duty_indicators"].Rows)
	rows[4] = maps.Clone(rows[4])
	rows[4]["target"], rows[4]["actual"], rows[4]["coefficient"] = scoring.Text("≥95%"), scoring.Text("50%"), scoring.Number(dec("100"))
	e.Facts["duty_indicators"] = scoring.RowsOf(rows...)
	r := scoring.Evaluate(p, e)
	if s, _ := r.Score("D0"); !s.Points.Decimal.Equal(dec("51.76")) { // 10 × 50 ÷ 95 = 5.26 in place of 10
		t.Errorf("D0: %s", s.Working)
	}
	if !slices.ContainsFunc(r.Findings, func(f scoring.Finding) bool {
		return f.Message == "部门整体自评表第 5 个指标“服务对象满意度”自评 10 分，应为 5.26 分：完成 50%，指标值≥95%，50 ÷ 95 × 10 分，得 5.26 分"
	}) {
		t.Errorf("findings %+v", r.Findings)
	}
}

// What a published table leaves open is asked, and only then.
func TestOpenQuestionsOfTheTables(t *testing.T) {
	zero, one := scoring.Number(dec("0")), scoring.Number(dec("1"))
	for _, c := range []struct {
		pack, field string
		changes     scoring.Facts
	}{
		{"hunan-10-60-30", "staff_control_points", scoring.Facts{"staff_quota": zero}},
		{"hunan-10-60-30", "budget_control_points", scoring.Facts{"budget_added": scoring.Number(dec("-10"))}},
		{"hunan-10-60-30", "budget_control_points", scoring.Facts{"budget_initial": zero}},
		{"hunan-10-60-30", "sangong_change_points", scoring.Facts{"sangong_prev": zero}},
		{"hunan-13-61-26", "sangong_change_points", scoring.Facts{"sangong_prev": {State: scoring.NotApplicable}}},
		{"hunan-10-60-30", "procurement_points", scoring.Facts{"procurement_budget": zero, "procurement_actual": zero}},
		{"sichuan-80-20", "accuracy_points", scoring.Facts{"budget_initial": zero}},
		{"sichuan-80-20", "adjustment_points", scoring.Facts{"surplus_returned": zero, "surplus_cancelled": zero}},
	} {
		e, p := readExample(t, c.pack)
		f, ok := p.Field(c.field)
		if !ok {
			t.Fatalf("%s has no %s", c.pack, c.field)
		}
		if p.Active(f, e.Facts) {
			t.Errorf("%s asks for %s without need", c.pack, c.field)
		}
		for code, v := range c.changes {
			e.Facts[code] = v
		}
		r := scoring.Evaluate(p, e)
		if !p.Active(f, e.Facts) || r.Complete || !slices.Contains(r.Missing, c.field) {
			t.Errorf("%s with %v: asked %v, missing %v", c.pack, c.changes, p.Active(f, e.Facts), r.Missing)
		}
		e.Facts[c.field] = one
		if r := scoring.Evaluate(p, e); !r.Complete {
			t.Errorf("%s with %v and %s: missing %v", c.pack, c.changes, c.field, r.Missing)
		}
	}
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }
