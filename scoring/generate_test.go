package scoring_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
)

// anyValue is any answer the field takes.
func anyValue(t *rapid.T, f *scoring.Field, depth int) scoring.Value {
	switch rapid.IntRange(0, 9).Draw(t, "state") {
	case 0:
		return scoring.Value{}
	case 1:
		if f.Kind != scoring.PerIndicator && f.Kind != scoring.PerFinding {
			return scoring.Value{State: scoring.Pending}
		}
	case 2:
		if f.NotApplicable {
			return scoring.Value{State: scoring.NotApplicable}
		}
	}
	switch f.Kind {
	case scoring.Money, scoring.Percent, scoring.Figure, scoring.Rate, scoring.Count:
		decimals := map[scoring.Kind]int32{scoring.Money: 6, scoring.Percent: 3, scoring.Figure: 3, scoring.Rate: 3}
		v := scoring.Number(figure(t, f.Negative || f.Kind == scoring.Rate, decimals[f.Kind]))
		if f.Refuse(v) != "" {
			return num("1")
		}
		return v
	case scoring.YesNo:
		return scoring.Yes(rapid.Bool().Draw(t, "yes"))
	case scoring.Choice:
		return scoring.Text(rapid.SampledFrom(f.Options).Draw(t, "choice"))
	case scoring.Checklist:
		var items []string
		for _, o := range f.Options {
			if rapid.Bool().Draw(t, "ticked") {
				items = append(items, o)
			}
		}
		return scoring.Items(items...)
	case scoring.ShortText:
		return scoring.Text(anyText(t, "[ -~\u4e00-\u4fff：“”￥’\u2028é]{1,12}"))
	case scoring.LongText:
		return scoring.Text(anyText(t, "(?s).{1,40}"))
	case scoring.Rows:
		rows := make([]scoring.Facts, rapid.IntRange(0, 3).Draw(t, "rows"))
		for i := range rows {
			rows[i] = scoring.Facts{}
			for j := range f.Columns {
				if v := anyValue(t, &f.Columns[j], depth+1); v.State != scoring.Missing {
					rows[i][f.Columns[j].Code] = v
				}
			}
		}
		return scoring.RowsOf(rows...)
	case scoring.PerIndicator:
		return scoring.Texts(map[string]string{"B2": anyText(t, ".{1,10}")})
	}
	return scoring.Texts(map[string]string{"A02": anyText(t, ".{1,10}")})
}

// figure is a figure with up to the given number of decimals, often a small whole one.
func figure(t *rapid.T, negative bool, decimals int32) decimal.Decimal {
	low := int64(0)
	if negative {
		low = -3000
	}
	if rapid.Bool().Draw(t, "small") {
		return decimal.NewFromInt(rapid.Int64Range(max(low, -5), 20).Draw(t, "whole"))
	}
	exp := rapid.Int32Range(0, decimals).Draw(t, "decimals")
	return decimal.New(rapid.Int64Range(low, 4_000_000_000).Draw(t, "digits"), -exp)
}

// anyText is a text that is an answer: not blank, and not one of the words for a state.
func anyText(t *rapid.T, pattern string) string {
	return rapid.StringMatching(pattern).Filter(func(s string) bool {
		trimmed := scoring.Text(s).Text
		for len(trimmed) > 0 && trimmed[0] <= ' ' {
			trimmed = trimmed[1:]
		}
		return trimmed != ""
	}).Draw(t, "text") + "。"
}

// anyEvaluation has any answers at all, consistent or not.
func anyEvaluation(t *rapid.T, p *scoring.Pack) scoring.Evaluation {
	e := scoring.Evaluation{Scheme: p.ID, Unit: anyText(t, "[ -~\u4e00-\u4fff]{1,8}"), Year: rapid.IntRange(2000, 2050).Draw(t, "year"), Facts: scoring.Facts{}}
	for i := range p.Sections {
		for j := range p.Sections[i].Fields {
			f := &p.Sections[i].Fields[j]
			if v := anyValue(t, f, 0); v.State != scoring.Missing {
				e.Facts[f.Code] = v
			}
		}
	}
	for _, c := range p.Claims {
		if rapid.Bool().Draw(t, "claimed") {
			set(&e.Claims.Figures, c.Code, figure(t, false, 2))
		}
	}
	for _, row := range p.Indicators {
		if rapid.Bool().Draw(t, "points claimed") {
			set(&e.Claims.Points, row.Code, decimal.New(rapid.Int64Range(0, row.Max.IntPart()*10).Draw(t, "points"), -1))
		}
	}
	if rapid.Bool().Draw(t, "total claimed") {
		total := decimal.NewFromInt(rapid.Int64Range(0, 100).Draw(t, "total"))
		e.Claims.Total = &total
	}
	return e
}

func set(m *map[string]decimal.Decimal, key string, d decimal.Decimal) {
	if *m == nil {
		*m = map[string]decimal.Decimal{}
	}
	(*m)[key] = d
}

// consistent is an evaluation of the town pack whose figures all tie.
func consistent(t *rapid.T) scoring.Evaluation {
	facts := scoring.Facts{}
	whole := func(code string, low, high int64) int64 {
		n := rapid.Int64Range(low, high).Draw(t, code)
		facts[code] = scoring.Number(decimal.NewFromInt(n))
		return n
	}
	// Money in 分 of 万元, so that sums are exact.
	cents := func(code string, low, high int64) int64 {
		n := rapid.Int64Range(low, high).Draw(t, code)
		facts[code] = scoring.Number(decimal.New(n, -2))
		return n
	}
	staff := whole("staff_admin", 1, 60) + whole("staff_institution", 1, 60) + whole("staff_agency", 0, 5) + whole("staff_contract", 0, 5)
	facts["staff_total"] = scoring.Number(decimal.NewFromInt(staff))
	whole("staff_quota", staff, staff+20)
	for _, code := range []string{"interns", "retired", "dispatched"} {
		whole(code, 0, 30)
	}
	var budget, spent int64
	for _, kind := range []string{"shared_transfer_central_", "shared_transfer_province_", "shared_transfer_city_", "special_transfer_central_", "special_transfer_province_", "special_transfer_city_", "bond_"} {
		b := cents(kind+"budget", 0, 20000)
		budget, spent = budget+b, spent+cents(kind+"spent", 0, b)
	}
	other := rapid.Int64Range(200000, 900000).Draw(t, "other")
	otherSpent := rapid.Int64Range(100000, other).Draw(t, "other spent")
	budget, spent = budget+other, spent+otherSpent
	carry := cents("carry_in", 0, 5000)
	facts["carry_out"] = scoring.Number(decimal.New(budget-spent, -2))
	initial := rapid.Int64Range((budget-carry)*10/13+1, budget-carry).Draw(t, "initial")
	facts["budget_initial"], facts["budget_added"] = scoring.Number(decimal.New(initial, -2)), scoring.Number(decimal.New(budget-carry-initial, -2))
	facts["budget_total"], facts["spent_total"] = scoring.Number(decimal.New(budget, -2)), scoring.Number(decimal.New(spent, -2))
	cents("running_actual", 1, 50000)
	cents("running_budget", 1, 60000)
	sangong := cents("sangong_budget", 1, 3000)
	cents("sangong_prev", 1, 3000)
	cents("sangong_actual", 0, sangong)
	facts["procurement_planned"] = scoring.Yes(true)
	cents("procurement_budget", 1, 9000)
	cents("procurement_actual", 0, 9000)
	projects := whole("projects_count", 1, 40)
	whole("added_count", 0, projects)
	if facts["budget_added"].Number.IsZero() {
		facts["added_count"] = scoring.Number(decimal.Zero)
	}
	facts["projects_evaluated"] = scoring.Number(decimal.NewFromInt(projects))
	projectsBudget := cents("projects_budget", 1, budget)
	cents("projects_spent", 0, min(spent, projectsBudget))
	facts["goal_quality"], facts["systems"], facts["disclosure"] = scoring.Items("格式符合要求"), scoring.Items("有效执行"), scoring.Items()
	whole("violations", 0, 7)
	tasks := whole("key_tasks_planned", 0, 30)
	whole("key_tasks_done", 0, tasks)
	facts["efficiency"], facts["annual_grade"] = scoring.Text("一般"), scoring.Text("优秀")
	facts["annual_grade_document"] = scoring.Text("某委〔2024〕5号")
	cents("satisfaction", 0, 10000)
	whole("satisfaction_sample", 30, 500)
	return scoring.Evaluation{Scheme: "town-2023", Unit: "某镇", Year: 2023, Facts: facts}
}
