package scoring_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// tidy is the published report with everything put right: no check finds anything.
func tidy(t *testing.T) scoring.Facts {
	t.Helper()
	data, err := os.ReadFile("testdata/seed-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := answers.Read("seed-2023.yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(e.Facts, scoring.Facts{
		"budget_added": num("100"), "budget_total": num("1907.76"), "spent_total": num("1900"), "carry_out": num("7.76"), "procurement_planned": scoring.Yes(true),
		"procurement_budget": num("40"), "procurement_actual": num("39"), "annual_grade_document": scoring.Text("某委〔2024〕5号"),
		"satisfaction_sample": num("120"),
	})
	return e.Facts
}

type facts = scoring.Facts

var pending = scoring.Value{State: scoring.Pending}

var checkCases = map[string]struct {
	facts  facts
	claims string // YAML
	want   []string
}{
	"nothing wrong":             {facts{}, "", nil},
	"a cause that is none":      {facts{"causes": scoring.Texts(map[string]string{"B2": "因未完成目标任务，下一步加强管理"})}, "", []string{"T06.no_cause.B2"}},
	"one cause for all":         {facts{"causes": scoring.Texts(map[string]string{"B2": "上级追加专项资金", "D1": "上级追加专项资金。", "D3": "上级追加 专项资金"})}, "", []string{"T06.one_cause"}},
	"two of one cause":          {facts{"causes": scoring.Texts(map[string]string{"B2": "上级追加专项资金", "D1": "上级追加专项资金。", "D3": "样本少"})}, "", nil},
	"parts in a text":           {facts{"achievements": scoring.Text("全年支出1900万元，其中人员1000万元、项目800万元。")}, "", []string{"A05.text"}},
	"parts in a text tie":       {facts{"achievements": scoring.Text("全年支出1900万元，其中人员1000万元、项目900万元。")}, "", nil},
	"bought above all spent":    {facts{"procurement_actual": num("1901"), "procurement_budget": num("1901")}, "", []string{"A05.procurement"}},
	"change of 三公":              {facts{"sangong_prev": num("12"), "sangong_budget": num("12"), "sangong_actual": num("12")}, "{sangong_change_rate: 100}", []string{"A11.sangong"}},
	"change of 三公, as printed":  {facts{"sangong_prev": num("12"), "sangong_budget": num("11"), "sangong_actual": num("11")}, "{sangong_change_rate: -8.3}", nil},
	"evaluated, stated":         {facts{}, "{self_evaluation_rate: 90}", []string{"A11.evaluated"}},
	"key tasks, stated":         {facts{"key_tasks_planned": num("20"), "key_tasks_done": num("20")}, "{key_task_rate: 95}", []string{"A11.key_tasks"}},
	"basic rate, stated":        {facts{"budget_detail": scoring.Yes(true), "basic_budget": num("1031.40"), "basic_spent": num("1023.64"), "projects_spent": num("876.36")}, "{basic_execution_rate: 100}", []string{"A01.basic"}},
	"basic rate, as printed":    {facts{"budget_detail": scoring.Yes(true), "basic_budget": num("1031.40"), "basic_spent": num("1023.64"), "projects_spent": num("876.36")}, "{basic_execution_rate: 99.25}", nil},
	"running above basic":       {facts{"budget_detail": scoring.Yes(true), "basic_spent": num("1023.64"), "projects_spent": num("876.36"), "running_budget": num("1030"), "running_actual": num("1024")}, "", []string{"A05.basic_running"}},
	"key projects above all":    {facts{"budget_detail": scoring.Yes(true), "key_projects_spent": num("877")}, "", []string{"A05.key_projects"}},
	"received above the budget": {facts{"budget_detail": scoring.Yes(true), "budget_received": num("1908")}, "", []string{"A05.received"}},
	"transfers above all spent": {facts{"bond_budget": num("1907.76"), "bond_spent": num("1905")}, "", []string{"A05.transfers_spent"}},
	"no base for a change":      {facts{"sangong_prev": num("0"), "sangong_change_points": num("7")}, "{sangong_change_rate: 100}", []string{"A12", "B09"}},
	"no base for control":       {facts{"budget_initial": num("0"), "budget_added": num("1907.76"), "budget_control_points": num("5")}, "{budget_control_rate: 100}", []string{"A12.control"}},
	"initial in 元":              {facts{"budget_initial": num("18077600")}, "", []string{"A03", "A18.B2", "A20.initial"}},
	"running in 元":              {facts{"running_actual": num("1800000")}, "", []string{"A05.running", "A20.running", "B04"}},
	"三公 in 元":                   {facts{"sangong_actual": num("120000")}, "", []string{"A19", "A20.sangong"}},
	"all of it running":         {facts{"projects_count": num("0"), "projects_evaluated": num("0"), "projects_budget": num("0"), "projects_spent": num("0"), "added_count": num("0"), "running_budget": num("900"), "running_actual": num("900")}, "", []string{"B05"}},
	"三公 budgeted in vain":       {facts{"sangong_prev": num("9"), "sangong_budget": num("12"), "sangong_actual": num("6")}, "", []string{"B09", "B10"}},
	"claimed high, with errors": {facts{"budget_total": num("1907.70")}, "{total: 98}", []string{"A03", "T01.claimed"}},
	"claimed, nothing said":     {facts{"efficiency": {}, "causes": {}, "problems_general": scoring.Text("暂无。")}, "{total: 98}", []string{"T08.claimed"}},
	"count of projects":         {facts{"budget_detail": scoring.Yes(true), "projects_before": num("8"), "added_count": num("8"), "projects_count": num("15"), "projects_evaluated": num("15")}, "", []string{"A08.initial"}},
	"basic spending over":       {facts{"budget_detail": scoring.Yes(true), "basic_budget": num("1031.40"), "basic_spent": num("1031.41"), "projects_spent": num("868.59")}, "", []string{"A02.basic"}},
	"other funds explain it":    {facts{"budget_detail": scoring.Yes(true), "other_funds": num("8.01"), "budget_total": num("1915.77"), "spent_total": num("1915.77")}, "", nil},
	"money left":                {facts{"carry_out": num("0")}, "", []string{"A03.unspent"}},
	"more than there was":       {facts{"carry_out": num("7.78")}, "", []string{"A03.carried"}},
	"carried, as it ties":       {facts{"carry_out": num("7.77")}, "", nil},
	"projects overspent":        {facts{"projects_budget": num("187.36"), "projects_spent": num("353.75")}, "", []string{"A02.projects"}},
	"added above all":           {facts{"added_count": num("28")}, "", []string{"A08.added"}},
	"added, but nothing":        {facts{"budget_added": num("0"), "budget_total": num("1807.76"), "spent_total": num("1807.76")}, "", []string{"A08.nothing"}},
	"execution as printed":      {facts{}, "{execution_rate: 99.6}", nil},
	"claims that agree":         {facts{}, "{execution_rate: 99.59, budget_control_rate: 5.5, staff_control_rate: 100, total: 98, points: {B2: 4}, grade: 优}", nil},
	"execution, last digit":     {facts{}, "{execution_rate: 99.60}", nil},
	"execution, next digit":     {facts{}, "{execution_rate: 99.61}", []string{"A01"}},
	"execution claimed full":    {facts{}, "{execution_rate: 100}", []string{"A01"}},
	"project execution":         {facts{"projects_spent": num("870")}, "{project_execution_rate: 100}", []string{"A01.projects"}},
	"spent beyond budget":       {facts{"spent_total": num("1907.77")}, "", []string{"A02"}},
	"spent to the last cent":    {facts{"spent_total": num("1907.76")}, "", nil},
	"a cent in the sum":         {facts{"budget_total": num("1907.77")}, "", nil},
	"two cents in the sum":      {facts{"budget_total": num("1907.78")}, "", []string{"A03"}},
	"carried in, not listed":    {facts{"carry_in": num("8")}, "", []string{"A03"}},
	"nothing carried":           {facts{"carry_in": {State: scoring.NotApplicable}}, "", nil},
	"one source overspent":      {facts{"special_transfer_city_budget": num("10"), "special_transfer_city_spent": num("10.5")}, "", []string{"A04.special"}},
	"shared source":             {facts{"shared_transfer_province_spent": num("1")}, "", []string{"A04"}},
	"bond":                      {facts{"bond_spent": num("1"), "bond_budget": {State: scoring.NotApplicable}}, "", []string{"A04.bond"}},
	"other money overspent":     {facts{"bond_budget": num("50"), "bond_spent": num("10")}, "", []string{"A04.other"}},
	"other money, total too":    {facts{"bond_budget": num("50"), "bond_spent": num("10"), "spent_total": num("1908")}, "", []string{"A02"}},
	"parts above the total":     {facts{"bond_budget": num("1950"), "bond_spent": num("1900")}, "", []string{"A05"}},
	"project parts":             {facts{"projects_budget": num("1950"), "projects_spent": num("1901")}, "", []string{"A05.projects_budget", "A05.projects_spent"}},
	"running above all":         {facts{"running_actual": num("1901"), "running_budget": num("1901")}, "", []string{"A05.running"}},
	"evaluated too many":        {facts{"projects_evaluated": num("28")}, "", []string{"A05.projects"}},
	"done too many":             {facts{"key_tasks_done": num("21")}, "", []string{"A05.key_tasks"}},
	"staff do not add up":       {facts{"staff_total": num("64")}, "", []string{"A09"}},
	"retired counted":           {facts{"staff_total": num("90"), "staff_quota": num("90")}, "", []string{"A09", "B13"}},
	"all others counted":        {facts{"staff_total": num("114"), "staff_quota": num("120")}, "", []string{"A09", "B13"}},
	"no quota":                  {facts{"staff_quota": pending}, "", []string{"B13.quota"}},
	"staff rate":                {facts{"staff_quota": num("70")}, "{staff_control_rate: 93}", nil},
	"staff rate, wrong":         {facts{"staff_quota": num("70")}, "{staff_control_rate: 92}", []string{"A10"}},
	"control rate, rounded":     {facts{}, "{budget_control_rate: 6}", nil},
	"control rate, as 5.5":      {facts{}, "{budget_control_rate: 5.50}", []string{"A11"}},
	"sum of points":             {facts{}, "{total: 99}", []string{"A13"}},
	"sum with claimed":          {facts{}, "{total: 97, points: {D3: 3}}", []string{"A17.D3"}},
	"grade of the total":        {facts{}, "{total: 98, grade: 良}", []string{"A13.grade"}},
	"points not by the rule":    {facts{}, "{points: {B2: 5, D4: 5}}", []string{"A17.B2"}},
	"rounded onto full":         {facts{"budget_added": num("5"), "budget_total": num("1812.76"), "spent_total": num("1800")}, "", []string{"A18.B2"}},
	"half a point away":         {facts{"satisfaction": num("90.5")}, "", []string{"A18.edge.D4"}},
	"more than half":            {facts{"satisfaction": num("90.51")}, "", nil},
	"on the edge":               {facts{"satisfaction": num("90")}, "", nil},
	"rounding, incomplete":      {facts{"budget_added": num("5"), "budget_total": num("1812.76"), "spent_total": num("1800"), "violations": pending}, "", []string{"A18.open.B2"}},
	"三公 overspent":              {facts{"sangong_actual": num("12.01")}, "", []string{"A19"}},
	"三公 none":                   {facts{"sangong_prev": {State: scoring.NotApplicable}, "sangong_budget": {State: scoring.NotApplicable}, "sangong_actual": {State: scoring.NotApplicable}}, "", nil},
	"三公 up":                     {facts{"sangong_prev": num("11.99")}, "", []string{"B09"}},
	"added 10 %":                {facts{"budget_initial": num("1000"), "budget_added": num("100"), "budget_total": num("1100"), "spent_total": num("1100")}, "", nil},
	"added 11 %":                {facts{"budget_initial": num("1000"), "budget_added": num("110"), "budget_total": num("1110"), "spent_total": num("1110")}, "", []string{"B01"}},
	"added 25 %":                {facts{"budget_initial": num("1000"), "budget_added": num("250"), "budget_total": num("1250"), "spent_total": num("1200")}, "", []string{"B01.over20"}},
	"added 40 %":                {facts{"budget_initial": num("1000"), "budget_added": num("400"), "budget_total": num("1400"), "spent_total": num("1300")}, "", []string{"B01.over30"}},
	"added 40 %, all spent":     {facts{"budget_initial": num("1000"), "budget_added": num("400"), "budget_total": num("1400"), "spent_total": num("1399")}, "", []string{"B01.over30", "B02"}},
	"no initial budget":         {facts{"budget_initial": num("0"), "budget_added": num("1907.76")}, "", nil},
	"net cut":                   {facts{"budget_added": num("-100"), "budget_total": num("1707.76"), "spent_total": num("1700")}, "", nil},
	"over quota":                {facts{"staff_quota": num("64")}, "", []string{"B12"}},
	"errors at 97 points":       {facts{"spent_total": num("1907.77")}, "", []string{"A02", "T01"}},
	"nothing planned":           {facts{"procurement_planned": scoring.Yes(false), "procurement_actual": num("0")}, "", []string{"P01"}},
	"bought without plan":       {facts{"procurement_planned": scoring.Yes(false)}, "", []string{"P01", "P02"}},
	"planned nothing":           {facts{"procurement_budget": num("0"), "procurement_actual": num("0")}, "", []string{"P01.zero"}},
	"bought without budget":     {facts{"procurement_budget": num("0")}, "", []string{"P01.zero", "P02"}},
	"no sample":                 {facts{"satisfaction_sample": pending}, "", []string{"T10"}},
	"small sample":              {facts{"satisfaction_sample": num("29")}, "", []string{"T10.small"}},
	"sample of thirty":          {facts{"satisfaction_sample": num("30")}, "", nil},
	"all content":               {facts{"satisfaction": num("100")}, "", []string{"T10.full"}},
	"no document":               {facts{"annual_grade_document": pending}, "", []string{"T11"}},
	"works among projects": {facts{"added_count": num("1"), "projects_count": num("1"), "projects_evaluated": num("1"), "projects_budget": num("10"), "projects_spent": num("10"), "procurement_planned": scoring.Yes(false), "procurement_actual": num("0"), "projects": scoring.RowsOf(
		facts{"name": scoring.Text("道路建设工程"), "budget": num("10"), "spent": num("10"), "evaluated": scoring.Yes(true)})}, "", []string{"P01", "P02.projects"}},
}

func TestChecks(t *testing.T) {
	for name, c := range checkCases {
		t.Run(name, func(t *testing.T) {
			p := townPack(t)
			e := scoring.Evaluation{Facts: tidy(t)}
			maps.Copy(e.Facts, c.facts)
			if _, own := c.facts["carry_out"]; !own { // what is not spent is carried out
				left := e.Facts["budget_total"].Number.Sub(e.Facts["spent_total"].Number)
				e.Facts["carry_out"] = scoring.Number(decimal.Max(left, decimal.Zero))
			}
			if c.claims != "" {
				claimed, err := read(head + "claims: " + c.claims + "\n")
				if err != nil {
					t.Fatal(err)
				}
				e.Claims = claimed.Claims
			}
			var got []string
			for _, f := range scoring.Evaluate(p, e).Findings {
				if f.Check != "T01" || slices.Contains(c.want, f.Key) { // follows from the other findings
					got = append(got, f.Key)
				}
				if strings.Contains(f.Message, "（未填）") || strings.Contains(f.Message, "{") {
					t.Errorf("message of %s: %s", f.Key, f.Message)
				}
				check, ok := p.Check(f.Key)
				if !ok || check.Title == "" || !strings.HasPrefix(f.Key, f.Check) {
					t.Errorf("finding %s of check %s has no check", f.Key, f.Check)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A suggestion of points at stake stands first among findings of one severity.
func TestFindingsAreSorted(t *testing.T) {
	p := townPack(t)
	e := scoring.Evaluation{Facts: tidy(t)}
	maps.Copy(e.Facts, scoring.Facts{"staff_quota": num("60"), "sangong_actual": num("12.5"), "procurement_planned": scoring.Yes(false), "satisfaction": num("100")})
	var got []string
	for _, f := range scoring.Evaluate(p, e).Findings {
		got = append(got, f.Key+" "+f.Lost.String())
	}
	want := []string{"P01 10", "P02 10", "B12 4", "A19 4", "T10.full 0"}
	if !slices.Equal(got, want) && !slices.Equal(got, []string{"P01 10", "P02 10", "A19 4", "B12 4", "T10.full 0"}) {
		t.Errorf("got %v", got)
	}
}
