package scoring_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// After any edits an Evaluator holds what Evaluate gives for the answers as they are then.
func TestEvaluatorEqualsEvaluate(t *testing.T) {
	var all []*scoring.Pack
	for _, info := range packs.List() {
		p, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	rapid.Check(t, func(t *rapid.T) { checkEdits(t, all[rapid.IntRange(0, len(all)-1).Draw(t, "pack")]) })
}

func checkEdits(t *rapid.T, p *scoring.Pack) {
	e := anyEvaluation(t, p)
	v := scoring.NewEvaluator(p, e)
	if diff := cmp.Diff(scoring.Evaluate(p, e), v.Result()); diff != "" {
		t.Fatalf("before any edit: %s", diff)
	}
	var fields []*scoring.Field
	for i := range p.Sections {
		for j := range p.Sections[i].Fields {
			fields = append(fields, &p.Sections[i].Fields[j])
		}
	}
	facts := with(e.Facts, nil)
	for range rapid.IntRange(1, 3).Draw(t, "edits") {
		changes := scoring.Facts{}
		for range rapid.IntRange(1, 2).Draw(t, "fields at once") {
			f := fields[rapid.IntRange(0, len(fields)-1).Draw(t, "field")]
			changes[f.Code] = anyValue(t, f, 0)
		}
		facts = with(facts, changes)
		got := v.Update(changes)
		now := e
		now.Facts = facts
		if diff := cmp.Diff(scoring.Evaluate(p, now), got); diff != "" {
			t.Fatalf("after %v: %s", changes, diff)
		}
	}
}

// What nobody asks changes nothing, and an answer may be taken away again.
func TestEvaluatorUpdate(t *testing.T) {
	e, p := readSeed(t)
	v := scoring.NewEvaluator(p, e)
	before := v.Result()
	if diff := cmp.Diff(before, v.Update(scoring.Facts{"nobody_asks": num("1")})); diff != "" {
		t.Error(diff)
	}
	after := v.Update(scoring.Facts{"budget_added": {}})
	if after.Complete || before.Grade != "良" {
		t.Errorf("complete %v without the added budget, grade before %q", after.Complete, before.Grade)
	}
	if !e.Facts.Known("budget_added") {
		t.Error("the caller's facts were changed")
	}
	if diff := cmp.Diff(before, v.Update(scoring.Facts{"budget_added": e.Facts["budget_added"]})); diff != "" {
		t.Error(diff)
	}
	if empty := scoring.NewEvaluator(p, scoring.Evaluation{}).Update(scoring.Facts{"violations": num("0")}); empty.Total.String() != "5" {
		t.Errorf("total %s", empty.Total)
	}
}

// townOfProjects is the published report with n projects of m indicators each.
func townOfProjects(tb testing.TB, n, m int) (scoring.Evaluation, *scoring.Pack) {
	e, p := readSeed(tb)
	rows := make([]scoring.Facts, n)
	for i := range rows {
		rows[i] = manyIndicators("项目"+strconv.Itoa(i+1), m, decimal.NewFromInt(int64(20+i)))
	}
	e.Facts = with(e.Facts, scoring.Facts{
		"projects": scoring.RowsOf(rows...), "projects_count": {}, "projects_evaluated": {}, "projects_budget": {}, "projects_spent": {},
	})
	return e, p
}

func manyIndicators(name string, m int, spent decimal.Decimal) scoring.Facts {
	out := tidyProject(name)
	out["budget"], out["spent"] = num("50"), scoring.Number(spent)
	each := decimal.NewFromInt(90).DivRound(decimal.NewFromInt(int64(m)), 2)
	var rows []scoring.Facts
	for j := range m {
		rows = append(rows, row("产出指标", fmt.Sprintf("指标%d", j+1), []string{"≥", "≤"}[j%2], "10", strconv.Itoa(8+j%5), each.String(), "", "天气原因"))
	}
	out["indicators"] = scoring.RowsOf(rows...)
	return out
}

func BenchmarkEvaluateProjects(b *testing.B) {
	e, p := townOfProjects(b, 27, 8)
	b.ReportAllocs()
	for b.Loop() {
		scoring.Evaluate(p, e)
	}
}

func BenchmarkUpdate(b *testing.B) {
	e, p := townOfProjects(b, 27, 8)
	edited := make([]scoring.Facts, len(e.Facts["projects"].Rows))
	copy(edited, e.Facts["projects"].Rows)
	edited[13] = with(edited[13], scoring.Facts{"spent": num("49")})
	for name, pair := range map[string][2]scoring.Facts{
		"one figure":        {{"violations": num("1")}, {"violations": num("0")}},
		"a figure of many":  {{"spent_total": num("2000")}, {"spent_total": num("2100")}},
		"one project of 27": {{"projects": scoring.RowsOf(edited...)}, {"projects": e.Facts["projects"]}},
	} {
		b.Run(name, func(b *testing.B) {
			v := scoring.NewEvaluator(p, e)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				v.Update(pair[i%2])
			}
		})
	}
}
