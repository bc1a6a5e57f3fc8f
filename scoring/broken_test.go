package scoring_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
)

// consistentInFull adds to a consistent evaluation what is optional: details of the budget,
// dates and texts; and keeps its figures away from the limits of warnings, so that nothing at
// all is found.
func consistentInFull(t *rapid.T) scoring.Evaluation {
	e := consistent(t)
	figure := func(code string) decimal.Decimal { return e.Facts[code].Number }
	set := func(code string, d decimal.Decimal) { e.Facts[code] = scoring.Number(d.Round(2)) }
	share := func(name string, low, high int64) decimal.Decimal {
		return decimal.New(rapid.Int64Range(low, high).Draw(t, name), -3)
	}
	// All money is spent, source by source, and little of it was added.
	for code := range e.Facts {
		if before, found := cutSuffix(code, "_spent"); found && before != "projects" {
			e.Facts[code] = e.Facts[before+"_budget"]
		}
	}
	total := figure("budget_total")
	set("spent_total", total)
	set("carry_out", decimal.Zero)
	set("budget_added", figure("budget_total").Sub(figure("carry_in")).Mul(share("added", 20, 80)))
	set("budget_initial", total.Sub(figure("carry_in")).Sub(figure("budget_added")))
	set("projects_budget", total.Mul(share("projects", 100, 500)))
	set("projects_spent", figure("projects_budget"))
	set("basic_spent", total.Sub(figure("projects_spent")))
	set("basic_budget", total.Sub(figure("projects_budget")))
	set("other_funds", decimal.Zero)
	set("projects_before", figure("projects_count").Sub(figure("added_count")))
	set("key_projects_spent", figure("projects_spent").Mul(share("key projects", 950, 1000)))
	set("budget_received", total.Mul(share("received", 850, 1000)))
	set("spent_june", total.Mul(share("june", 420, 550)))
	set("spent_september", total.Mul(share("september", 650, 780)))
	set("spent_october", total.Mul(share("october", 850, 950)))
	set("running_budget", total.Mul(share("running", 50, 200)))
	set("running_actual", figure("running_budget").Mul(share("running spent", 800, 1000)))
	set("sangong_prev", figure("sangong_budget"))
	set("sangong_actual", figure("sangong_budget"))
	set("procurement_budget", total.Mul(share("procurement", 10, 50)))
	set("procurement_actual", figure("procurement_budget"))
	set("satisfaction", share("satisfaction", 91000, 99900))
	set("staff_quota", figure("staff_total").Add(decimal.NewFromInt(1)))
	set("retired", decimal.NewFromInt(50))
	set("dispatched", decimal.Zero)
	set("interns", decimal.Zero)
	yes := scoring.Yes(true)
	for code, v := range map[string]scoring.Value{
		"budget_detail": yes, "management_detail": yes, "asset_inventory": yes, "approval_date": scoring.Text("2023-02-10"),
		"disclosure_date": scoring.Text("2023年2月24日"), "report_date": scoring.Text("2024.3.15"),
		"achievements": scoring.Text("全年完成招商3项，新增就业120人，修路4公里。"), "other_notes": scoring.Text("无"),
	} {
		e.Facts[code] = v
	}
	return e
}

func cutSuffix(s, suffix string) (string, bool) {
	if len(s) > len(suffix) && s[len(s)-len(suffix):] == suffix {
		return s[:len(s)-len(suffix)], true
	}
	return s, false
}

// breaks change one figure of a consistent evaluation; each has to give exactly these
// findings, besides those that follow from points and other findings (T01, A18, B01).
var breaks = map[string]struct {
	change func(f scoring.Facts)
	want   []string
}{
	"spent above the budget": {add("spent_total", "1"), []string{"A02", "A07"}},
	"the budget's sum":       {add("budget_total", "5"), []string{"A03", "A03.unspent", "A07.budget"}},
	"carried in":             {add("carry_in", "5"), []string{"A03"}},
	"spent zero":             {to("spent_total", "0"), []string{"A05.progress", "A06.spent", "A07"}},
	"project budget zero":    {to("projects_budget", "0"), []string{"A06.projects"}},
	"basic spending":         {add("basic_spent", "0.02"), []string{"A02.basic", "A07"}},
	"more staff":             {add("staff_total", "1"), []string{"A09"}},
	"one more in a kind":     {add("staff_admin", "1"), []string{"A09"}},
	"quota one too few":      {like("staff_quota", "staff_total", "-1"), []string{"B12"}},
	"no quota":               {put("staff_quota", pending), []string{"B13.quota"}},
	"spent in 元":             {times("spent_total", "10000"), []string{"A02", "A07", "A20", "B08.last_quarter"}},
	"procurement in 元":       {like("procurement_actual", "budget_total", "*procurement"), []string{"A20.procurement", "P03"}},
	"三公 over":                {add("sangong_actual", "0.01"), []string{"A19"}},
	"三公 up":                  {like("sangong_prev", "sangong_budget", "-0.01"), []string{"B09"}},
	"running over":           {like("running_actual", "running_budget", "0.01"), []string{"B04"}},
	"a tenth carried out":    {like("carry_out", "budget_total", "*0.11"), []string{"A03.carried", "B06"}},
	"a quarter carried out":  {like("carry_out", "budget_total", "*0.25"), []string{"A03.carried", "B06.over20"}},
	"not received":           {like("budget_received", "budget_total", "*0.79"), []string{"B07"}},
	"slow in June":           {like("spent_june", "budget_total", "*0.39"), []string{"B08"}},
	"slow in September":      {like("spent_september", "budget_total", "*0.59"), []string{"B08.last_quarter", "B08.september"}},
	"slow in October":        {like("spent_october", "budget_total", "*0.79"), []string{"B08.october"}},
	"June above October":     {like("spent_june", "budget_total", "*0.99"), []string{"A05.progress"}},
	"few key projects":       {like("key_projects_spent", "projects_spent", "*0.89"), []string{"B11"}},
	"one project left":       {add("projects_evaluated", "-1"), []string{"T12"}},
	"one project too many":   {add("projects_evaluated", "1"), []string{"A05.projects"}},
	"many helpers":           {like("dispatched", "staff_total", "1"), []string{"B14"}},
	"little bought":          {like("procurement_actual", "procurement_budget", "*0.5"), []string{"P03"}},
	"no inventory":           {put("asset_inventory", scoring.Yes(false)), []string{"P05"}},
	"published late":         {put("disclosure_date", scoring.Text("2023-03-03")), []string{"P06"}},
	"published at once":      {put("disclosure_date", scoring.Text("2023-02-09")), []string{"P06.early"}},
	"a date in words":        {put("disclosure_date", scoring.Text("二月底")), []string{"P06.form"}},
	"a date that is none":    {put("report_date", scoring.Text("2024-02-30")), []string{"P06.form"}},
	"reported too early":     {put("report_date", scoring.Text("2023-12-31")), []string{"X02"}},
	"no sample":              {put("satisfaction_sample", pending), []string{"T10"}},
	"a small sample":         {to("satisfaction_sample", "29"), []string{"T10.small"}},
	"no document":            {put("annual_grade_document", pending), []string{"T11"}},
	"nothing planned":        {put("procurement_planned", scoring.Yes(false)), []string{"P01", "P02"}},
}

func put(code string, v scoring.Value) func(scoring.Facts) {
	return func(f scoring.Facts) { f[code] = v }
}

func to(code, figure string) func(scoring.Facts) { return put(code, num(figure)) }

func add(code, figure string) func(scoring.Facts) {
	return func(f scoring.Facts) {
		f[code] = scoring.Number(f[code].Number.Add(decimal.RequireFromString(figure)))
	}
}

func times(code, factor string) func(scoring.Facts) {
	return func(f scoring.Facts) {
		f[code] = scoring.Number(f[code].Number.Mul(decimal.RequireFromString(factor)))
	}
}

// like makes one figure another one plus something, or times something; *procurement makes
// the budget a ten-thousandth of what was bought, which is twice the total budget.
func like(code, other, change string) func(scoring.Facts) {
	return func(f scoring.Facts) {
		d := f[other].Number
		switch {
		case change == "*procurement":
			f["procurement_budget"] = scoring.Number(d.Mul(decimal.RequireFromString("0.0002")).Round(6))
			f[code] = scoring.Number(d.Mul(decimal.NewFromInt(2)))
		case change[0] == '*':
			f[code] = scoring.Number(d.Mul(decimal.RequireFromString(change[1:])).Round(2))
		default:
			f[code] = scoring.Number(d.Add(decimal.RequireFromString(change)))
		}
	}
}

// findingKeys are the findings that stand for themselves.
func findingKeys(r scoring.Result) []string {
	keys := []string{}
	for _, f := range r.Findings {
		if f.Check != "T01" && f.Check != "A18" && f.Check != "B01" {
			keys = append(keys, f.Key)
		}
	}
	slices.Sort(keys)
	return keys
}

func TestConsistentInFullGivesNothing(t *testing.T) {
	p := townPack(t)
	rapid.Check(t, func(t *rapid.T) {
		e := consistentInFull(t)
		for _, f := range scoring.Evaluate(p, e).Findings {
			t.Errorf("%s: %s", f.Key, f.Message)
		}
	})
}

func TestOneFigureBroken(t *testing.T) {
	p := townPack(t)
	names := slices.Sorted(maps.Keys(breaks))
	rapid.Check(t, func(t *rapid.T) {
		e := consistentInFull(t)
		facts := e.Facts
		first := rapid.IntRange(0, len(names)-1).Draw(t, "first")
		for i := range 8 { // a few at a time: all together take long
			name := names[(first+i*5)%len(names)]
			e.Facts = maps.Clone(facts)
			breaks[name].change(e.Facts)
			if got := findingKeys(scoring.Evaluate(p, e)); !slices.Equal(got, breaks[name].want) {
				t.Errorf("%s: found %v, want %v", name, got, breaks[name].want)
			}
		}
	})
}
