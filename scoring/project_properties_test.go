package scoring_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
)

var profileNames = []string{"mof-2020", "mof-2021", "form-2017", "execution-20", "suzhou-2022", "capped-2022", "open-90"}

func projectPacks(t testing.TB) []*scoring.Pack {
	var out []*scoring.Pack
	for _, name := range profileNames {
		out = append(out, projectPack(t, name))
	}
	return out
}

// anyProject is any row of the project list, consistent or not.
func anyProject(t *rapid.T, p *scoring.Pack) scoring.Facts {
	list, _ := p.Field("projects")
	out := scoring.Facts{}
	for i := range list.Columns {
		if v := anyValue(t, &list.Columns[i], 1); v.State != scoring.Missing {
			out[list.Columns[i].Code] = v
		}
	}
	if rapid.Bool().Draw(t, "readable") {
		for i, row := range out["indicators"].Rows {
			out["indicators"].Rows[i] = readable(t, row)
		}
	}
	return out
}

// readable is an indicator whose target and actual value are figures or options.
func readable(t *rapid.T, row scoring.Facts) scoring.Facts {
	row = with(row, scoring.Facts{"weight": scoring.Number(decimal.New(rapid.Int64Range(0, 900).Draw(t, "weight"), -1))})
	row["target"] = scoring.Text(decimal.New(rapid.Int64Range(0, 3000).Draw(t, "target"), -1).String())
	row["actual"] = scoring.Text(decimal.New(rapid.Int64Range(-100, 9000).Draw(t, "actual"), -1).String())
	if row["direction"].Text == "定性" {
		row["actual"] = scoring.Text(rapid.SampledFrom([]string{"达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差", "还好"}).Draw(t, "option"))
	}
	return row
}

func TestProjectPointsStayWithinBounds(t *testing.T) {
	all := projectPacks(t)
	hundred := decimal.NewFromInt(100)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "pack")
		got := evaluateProjects(p, anyProject(t, p)).Projects[0]
		if e := got.ExecutionPoints; e.Valid && (e.Decimal.IsNegative() || e.Decimal.GreaterThan(p.Projects.ExecutionMax)) {
			t.Errorf("execution %s", e.Decimal)
		}
		if got.Points.Valid && (got.Points.Decimal.IsNegative() || got.Points.Decimal.GreaterThan(hundred)) || got.Points.Valid != (got.Grade != "") {
			t.Errorf("total %s %s", got.Points.Decimal, got.Grade)
		}
		for _, i := range got.Indicators {
			if i.Points.Valid && (i.Points.Decimal.IsNegative() || i.Points.Decimal.GreaterThan(i.Weight.Decimal)) {
				t.Errorf("%s of %s: %s", i.Points.Decimal, i.Weight.Decimal, i.Working)
			}
			if i.Points.Valid == (len(i.Missing) > 0) || i.Working == "" {
				t.Errorf("points %v, missing %v, working %q", i.Points, i.Missing, i.Working)
			}
			if got.Points.Valid && !i.Points.Valid {
				t.Error("a total without all its points")
			}
		}
	})
}

// More of a target to reach never gives fewer points, more of a limit never more. Where a
// profile takes points off for over-achievement, that holds up to there.
func TestProjectPointsAreMonotone(t *testing.T) {
	all := projectPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "pack")
		direction := rapid.SampledFrom([]string{"≥", ">", "≤", "<"}).Draw(t, "direction")
		target := decimal.New(rapid.Int64Range(1, 20000).Draw(t, "target"), -2)
		low := decimal.New(rapid.Int64Range(-100, 50000).Draw(t, "low"), -2)
		high := low.Add(decimal.New(rapid.Int64Range(0, 9000).Draw(t, "more"), -2))
		if rising := direction == "≥" || direction == ">"; rising && p.Projects.Profile.ID == "capped-2022" {
			high = decimal.Min(high, target.Mul(decimal.New(129, -2)))
			low = decimal.Min(low, high)
		}
		weight := decimal.New(rapid.Int64Range(1, 9000).Draw(t, "weight"), -2)
		points := func(actual decimal.Decimal) decimal.Decimal {
			r := row("产出指标", "某项", direction, target.String(), actual.String(), weight.String(), "", "")
			i := evaluateProjects(p, with(tidyProject("甲"), scoring.Facts{"indicators": scoring.RowsOf(r)})).Projects[0].Indicators[0]
			if !i.Points.Valid {
				t.Fatalf("no points: %s", i.Working)
			}
			return i.Points.Decimal
		}
		diff := points(high).Sub(points(low))
		if direction == "≤" || direction == "<" {
			diff = diff.Neg()
		}
		if diff.IsNegative() {
			t.Errorf("%s %s of %s: %s gives %s, %s gives %s", direction, target, weight, low, points(low), high, points(high))
		}
	})
}

func TestProjectsDoNotDependOnTheirOrder(t *testing.T) {
	all := projectPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "pack")
		var list []scoring.Facts
		for range rapid.IntRange(1, 3).Draw(t, "projects") {
			list = append(list, anyProject(t, p))
		}
		shuffled := rapid.Permutation(list).Draw(t, "order")
		for i, f := range shuffled {
			if rows := f["indicators"].Rows; len(rows) > 1 {
				turned := slices.Clone(rows)
				slices.Reverse(turned)
				shuffled[i] = with(f, scoring.Facts{"indicators": {State: f["indicators"].State, Rows: turned}})
			}
		}
		totals := func(r scoring.Result) []string {
			var out []string
			for _, s := range r.Projects {
				out = append(out, s.Name+" "+nullText(s.ExecutionPoints.Decimal, s.ExecutionPoints.Valid)+" "+nullText(s.Points.Decimal, s.Points.Valid)+" "+s.Grade)
			}
			slices.Sort(out)
			return out
		}
		a, b := evaluateProjects(p, list...), evaluateProjects(p, shuffled...)
		if diff := cmp.Diff(totals(a), totals(b)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(findingsOf(a), findingsOf(b)); diff != "" {
			t.Error(diff)
		}
	})
}

// Projects whose figures tie, whatever they are, give no finding of error level.
func TestConsistentProjectsGiveNoError(t *testing.T) {
	all := projectPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "pack")
		var list []scoring.Facts
		for i := range rapid.IntRange(1, 4).Draw(t, "projects") {
			list = append(list, consistentProject(t, p, string(rune('甲'+i))))
		}
		r := evaluateProjects(p, list...)
		for i, s := range r.Projects {
			if !s.Points.Valid {
				t.Errorf("no total: %+v", s)
				continue
			}
			if s.Points.Decimal.IsNegative() || s.Points.Decimal.GreaterThan(decimal.NewFromInt(100)) {
				t.Errorf("total %s: %s", s.Points.Decimal, s.Working)
			}
			// What the form states is what was computed.
			list[i] = with(list[i], scoring.Facts{"points": scoring.Number(s.Points.Decimal), "execution_points": scoring.Number(s.ExecutionPoints.Decimal)})
		}
		for _, f := range evaluateProjects(p, list...).Findings {
			if f.Severity == scoring.Error {
				t.Errorf("%s: %s", f.Key, f.Message)
			}
		}
	})
}

func consistentProject(t *rapid.T, p *scoring.Pack, name string) scoring.Facts {
	cents := func(label string, most int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(0, most).Draw(t, label), -2)
	}
	out := scoring.Facts{"name": scoring.Text(name), "evaluated": scoring.Yes(true), "reason": scoring.Text("情况说明")}
	fiscal, carried := cents("fiscal", 90000).Add(decimal.NewFromInt(1)), cents("carried", 9000)
	budget := fiscal.Add(carried)
	spent := decimal.Min(budget, cents("spent", 100000))
	out["budget"], out["spent"] = scoring.Number(budget), scoring.Number(spent)
	out["budget_initial"], out["budget_adjusted"] = scoring.Number(fiscal), scoring.Number(carried)
	out["funds_budget_fiscal"], out["funds_budget_carried"] = scoring.Number(fiscal), scoring.Number(carried)
	left := decimal.NewFromInt(100).Sub(p.Projects.ExecutionMax)
	n := rapid.Int64Range(1, 8).Draw(t, "indicators")
	each := left.Div(decimal.NewFromInt(n)).Truncate(1)
	var rows []scoring.Facts
	for i := range n {
		weight := each
		if i == n-1 {
			weight = left.Sub(each.Mul(decimal.NewFromInt(n - 1)))
		}
		rows = append(rows, consistentIndicator(t, weight))
	}
	out["indicators"] = scoring.RowsOf(rows...)
	return out
}

func consistentIndicator(t *rapid.T, weight decimal.Decimal) scoring.Facts {
	level := rapid.SampledFrom([]string{"成本指标", "产出指标", "效益指标", "满意度指标"}).Draw(t, "level")
	direction := rapid.SampledFrom([]string{"≥", ">", "=", "≤", "<", "定性"}).Draw(t, "direction")
	figure := func(label string) string {
		return decimal.New(rapid.Int64Range(0, 20000).Draw(t, label), -2).String()
	}
	r := row(level, "某项", direction, figure("target"), figure("actual"), weight.String(), "", "情况说明")
	if direction == "定性" {
		i := rapid.IntRange(0, 2).Draw(t, "option")
		r["target"] = scoring.Text("改善")
		r["actual"] = scoring.Text([]string{"达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"}[i])
		// 90 %, 70 % and 30 % of the weight lie within the bands of every profile.
		r["points"] = scoring.Number(weight.Mul(decimal.New([]int64{9, 7, 3}[i], -1)).Round(2))
	}
	return r
}

// Whatever is written in a project's texts, it is scored or what is missing is named.
func FuzzProjectTexts(f *testing.F) {
	for _, text := range []string{"12", "≥98%", "完成", "-3", "1e9", "共支出89.97万元，其中30万元、30万元", "999999999999.999999元", "达成年度指标", "\xff\x00"} {
		f.Add(text, "12", "≥")
		f.Add("12", text, "≤")
		f.Add("0", "1", text)
	}
	p := projectPack(f, "capped-2022")
	f.Fuzz(func(t *testing.T, target, actual, direction string) {
		r := row(target, actual, direction, target, actual, "90", "", "")
		r["unit"] = scoring.Text(direction)
		project := scoring.Facts{
			"name": scoring.Text(target), "budget": num("3"), "spent": num("2"), "evaluated": scoring.Yes(true),
			"achieved": scoring.Text(target + actual), "problems": scoring.Text(actual), "indicators": scoring.RowsOf(r),
		}
		result := evaluateProjects(p, project)
		i := result.Projects[0].Indicators[0]
		if i.Points.Valid == (len(i.Missing) > 0) || i.Points.Decimal.IsNegative() || i.Points.Decimal.GreaterThan(i.Weight.Decimal) {
			t.Errorf("%+v", i)
		}
		for _, found := range result.Findings {
			if _, ok := p.Check(found.Key); !ok || found.Message == "" {
				t.Errorf("%+v", found)
			}
		}
	})
}
