package scoring_test

import (
	"testing"

	"ziping/scoring"
)

func TestProjectScores(t *testing.T) {
	text := scoring.Text
	indicator := func(direction, target, actual, weight string) scoring.Facts {
		return scoring.Facts{"direction": text(direction), "target": text(target), "actual": text(actual), "weight": num(weight)}
	}
	for name, c := range map[string]struct {
		budget, spent     string
		indicators        []scoring.Facts
		execution, points string
		grade             string
	}{
		"all met":                {"120.5", "120.5", []scoring.Facts{indicator("≥", "12", "12", "50"), indicator("=", "3", "4", "40")}, "10", "100", "优"},
		"half spent":             {"310.2", "154.74", nil, "4.99", "", ""},
		"more than budget":       {"100", "130", nil, "10", "", ""},
		"no budget":              {"0", "5", nil, "", "", ""},
		"below a target":         {"10", "10", []scoring.Facts{indicator("≥", "98%", "49%", "90")}, "10", "55", "差"},
		"above a limit":          {"10", "10", []scoring.Facts{indicator("≤", "90", "100", "90")}, "10", "90", "优"},
		"twice the limit":        {"10", "10", []scoring.Facts{indicator("<", "90", "180", "90")}, "10", "10", "差"},
		"zero wanted, zero done": {"10", "10", []scoring.Facts{indicator("=", "0", "0", "90")}, "10", "100", "优"},
		"zero wanted, some done": {"10", "10", []scoring.Facts{indicator("=", "0", "2", "90")}, "10", "10", "差"},
		"qualitative, met":       {"10", "10", []scoring.Facts{indicator("定性", "改善", "达成年度指标", "90")}, "10", "100", "优"},
		"qualitative, partly":    {"10", "10", []scoring.Facts{indicator("定性", "改善", "部分达成", "90")}, "10", "", ""},
		"weights below 100":      {"10", "10", []scoring.Facts{indicator("≥", "1", "1", "80")}, "10", "", ""},
		"a figure in words":      {"10", "10", []scoring.Facts{indicator("≥", "12", "完成", "90")}, "10", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			row := scoring.Facts{"name": text("甲"), "budget": num(c.budget), "spent": num(c.spent), "indicators": scoring.RowsOf(c.indicators...)}
			r := scoring.Evaluate(townPack(t), scoring.Evaluation{Facts: scoring.Facts{"projects": scoring.RowsOf(row)}})
			got := r.Projects[0]
			show := func(valid bool, s string) string {
				if !valid {
					return ""
				}
				return s
			}
			if e := show(got.ExecutionPoints.Valid, got.ExecutionPoints.Decimal.String()); e != c.execution {
				t.Errorf("execution %q, want %q", e, c.execution)
			}
			if p := show(got.Points.Valid, got.Points.Decimal.String()); p != c.points || got.Grade != c.grade || got.Name != "甲" {
				t.Errorf("%q: points %q, grade %q; want %q, %q", got.Name, p, got.Grade, c.points, c.grade)
			}
		})
	}
}
