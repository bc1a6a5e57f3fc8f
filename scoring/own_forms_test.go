package scoring_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// kept is an indicator that was met, written in one of the ways that forms write it.
func kept(t *rapid.T, level string, n int, weight int64) scoring.Facts {
	a := rapid.Int64Range(1, 900).Draw(t, "target")
	b := a + rapid.Int64Range(0, a/5).Draw(t, "more")
	row := scoring.Facts{
		"level1": scoring.Text(level), "name": scoring.Text(fmt.Sprintf("办结第%d类事项", n)), "direction": scoring.Text("≥"),
		"weight": scoring.Number(decimal.NewFromInt(weight)), "points": scoring.Number(decimal.NewFromInt(weight)),
	}
	cells := rapid.SampledFrom([][3]string{
		{"≥", fmt.Sprint(a), fmt.Sprint(b)}, {"≥", fmt.Sprintf("%d件", a), fmt.Sprintf("%d件", b)}, {"≥", fmt.Sprintf("≥%d户", a), fmt.Sprintf("%d户", b)},
		{"≥", fmt.Sprintf("不少于%d场", a), fmt.Sprintf("已完成%d场。", b)}, {"≥", fmt.Sprintf("%d公里", a), fmt.Sprintf("%d米", b*1000)},
		{"≥", fmt.Sprintf("1,%03d人", a), fmt.Sprintf("１,%03d人次", a)}, {"=", fmt.Sprintf("%d～%d次", a, b+1), fmt.Sprintf("%d次", b)},
		{"≤", fmt.Sprintf("%d万元", b), fmt.Sprintf("%d元", a*10000)}, {"≤", fmt.Sprintf("≤%d天", b), fmt.Sprintf("%d天", a)},
		{"≤", "12月底前", "11月20日"}, {"≤", "2023年12月31日前", "2023年12月"}, {"定性", "有效改善", "有效改善"}, {"定性", "显著提高", "达成预期指标"},
	}).Draw(t, "cells")
	row["direction"], row["target"], row["actual"] = scoring.Text(cells[0]), scoring.Text(cells[1]), scoring.Text(cells[2])
	return row
}

// A unit's own form in which everything ties gives no finding, however its cells are written.
func TestConsistentOwnFormsGiveNothing(t *testing.T) {
	levels := map[string]map[string]int64{
		"own-20-80": {"产出指标": 50, "效益指标": 30}, "own-10-90": {"产出指标": 60, "效益指标": 30},
		"own-10-50-30-10": {"产出指标": 60, "效益指标": 30},
	}
	for id, shares := range levels {
		t.Run(id, func(t *testing.T) {
			p, err := packs.Find(id)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(t *rapid.T) {
				var rows []scoring.Facts
				for _, level := range []string{"产出指标", "效益指标"} {
					for left := shares[level]; left > 0; {
						weight := min(left, rapid.Int64Range(5, 20).Draw(t, "weight"))
						left -= weight
						rows = append(rows, kept(t, level, len(rows), weight))
					}
				}
				money := func(cents int64) scoring.Value { return scoring.Number(decimal.New(cents, -2)) }
				basic, projects := rapid.Int64Range(10_000, 500_000).Draw(t, "basic"), rapid.Int64Range(10_000, 500_000).Draw(t, "projects")
				left := rapid.Int64Range(0, projects/20).Draw(t, "left")
				total, spent := basic+projects, basic+projects-left
				text := fmt.Sprintf("全年支出%d.%02d万元，其中：基本支出%d.%02d万元、项目支出%d.%02d万元；办结事项%d件。",
					spent/100, spent%100, basic/100, basic%100, (projects-left)/100, (projects-left)%100, total%1000)
				r := scoring.Evaluate(p, scoring.Evaluation{Year: 2023, Facts: scoring.Facts{
					"budget_initial": money(total), "budget_total": money(total), "spent_total": money(spent), "carry_out": money(left),
					"basic_budget": money(basic), "basic_spent": money(basic), "projects_budget": money(projects), "projects_spent": money(projects - left),
					"annual_goals": scoring.Text("办结群众事项，整治村庄环境。"), "goals_result": scoring.Text(text), "own_indicators": scoring.RowsOf(rows...),
				}})
				for _, f := range r.Findings {
					t.Errorf("%s: %s", f.Key, f.Message)
				}
			})
		})
	}
}
