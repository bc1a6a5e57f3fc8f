package scoring_test

import (
	"maps"
	"slices"
	"testing"

	"ziping/scoring"
)

func TestActive(t *testing.T) {
	p := townPack(t)
	for _, c := range []struct {
		code  string
		facts scoring.Facts
		want  bool
	}{
		{"budget_initial", nil, true},
		{"procurement_budget", nil, false},
		{"procurement_budget", scoring.Facts{"procurement_planned": scoring.Yes(false)}, false},
		{"procurement_budget", scoring.Facts{"procurement_planned": scoring.Yes(true)}, true},
		// What decides is kept but irrelevant itself, so it does not count.
		{"procurement_points", scoring.Facts{"procurement_planned": scoring.Yes(false), "procurement_budget": num("0"), "procurement_actual": num("0")}, false},
		{"procurement_points", scoring.Facts{"procurement_planned": scoring.Yes(true), "procurement_budget": num("0"), "procurement_actual": num("0")}, true},
		{"budget_control_points", scoring.Facts{"budget_added": num("-1")}, true},
		{"budget_control_points", scoring.Facts{"budget_added": num("1")}, false},
		{"satisfaction_sample", scoring.Facts{"satisfaction": num("90")}, true},
		{"annual_grade_document", scoring.Facts{"annual_grade": {State: scoring.Pending}}, false},
	} {
		f, ok := p.Field(c.code)
		if !ok {
			t.Fatalf("no field %s", c.code)
		}
		if got := p.Active(f, c.facts); got != c.want {
			t.Errorf("%s under %v: %v, want %v", c.code, c.facts, got, c.want)
		}
	}
}

func TestOffersAndDerivedFigures(t *testing.T) {
	p := townPack(t)
	facts := scoring.Facts{
		"staff_admin": num("26"), "staff_institution": num("36"), "staff_agency": num("1"), "staff_contract": num("2"),
		"budget_initial": num("1807.76"), "budget_added": num("364"), "carry_in": {State: scoring.NotApplicable},
		"projects_count": num("9"), "projects_budget": num("5"),
		"projects": scoring.RowsOf(
			scoring.Facts{"budget": num("1.5"), "evaluated": scoring.Yes(true)},
			scoring.Facts{"budget": num("2"), "evaluated": scoring.Yes(false), "spent": num("2")}),
	}
	get := map[string]func(*scoring.Field, scoring.Facts) (string, bool){
		"offer": func(f *scoring.Field, x scoring.Facts) (string, bool) { d, ok := p.Offer(f, x); return d.String(), ok },
		"derive": func(f *scoring.Field, x scoring.Facts) (string, bool) {
			d, ok := p.Derived(f, x)
			return d.String(), ok
		},
	}
	for _, c := range []struct {
		how, code, want string
		drop            string
	}{
		{"offer", "staff_total", "65", ""}, {"offer", "staff_total", "", "staff_agency"}, {"offer", "budget_total", "2171.76", ""},
		{"offer", "spent_total", "", ""}, {"derive", "projects_count", "2", ""}, {"derive", "projects_evaluated", "1", ""},
		{"derive", "projects_budget", "3.5", ""}, {"derive", "projects_spent", "", ""}, {"derive", "projects_count", "", "projects"},
	} {
		x := maps.Clone(facts)
		delete(x, c.drop)
		f, _ := p.Field(c.code)
		got, ok := get[c.how](f, x)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s of %s without %q: %s %v, want %q", c.how, c.code, c.drop, got, ok, c.want)
		}
	}
	active := p.ActiveFacts(facts)
	if got := active["projects_count"].Number.String(); got != "2" {
		t.Errorf("the list's count is %s", got)
	}
}

func TestLookups(t *testing.T) {
	p := townPack(t)
	if s, ok := p.SectionOf("spent_total"); !ok || s.Title != "预算收支" {
		t.Errorf("section of spent_total: %v", s)
	}
	if _, ok := p.Section("budget"); !ok {
		t.Error("no section budget")
	}
	for _, missing := range []bool{has(p.Field("x")), has(p.Section("x")), has(p.SectionOf("x")), has(p.Indicator("x")), has(p.Check("x")), has(p.Claim("x"))} {
		if missing {
			t.Error("x was found")
		}
	}
	r := p.Reads("budget_added")
	if !slices.Contains(r.Indicators, "B2") || !slices.Contains(r.Checks, "A03") || !slices.Contains(r.Checks, "A11") || !slices.Contains(r.Checks, "A18.B2") {
		t.Errorf("readers of budget_added: %+v", r)
	}
	for code, unit := range map[string]string{"spent_total": "万元", "staff_total": "人", "projects_count": "个", "satisfaction": "%", "annual_grade": ""} {
		f, _ := p.Field(code)
		if got := p.Unit(f); got != unit {
			t.Errorf("unit of %s: %q", code, got)
		}
	}
}

func has[V any](_ V, ok bool) bool { return ok }

// A column's condition reads the other cells of its row.
func TestColumnsHaveConditionsToo(t *testing.T) {
	p := mustLoad(t, change(t, "{code: done, label: 完成, kind: yesno}", "{code: done, label: 完成, kind: yesno}\n          - {code: why, label: 原因, kind: text, when: not done}\n          - {code: half, label: 半数, kind: money, offer: sum / 2}"))
	list, _ := p.Field("list")
	why, half := &list.Columns[3], &list.Columns[4]
	if p.Active(why, scoring.Facts{}) || p.Active(why, scoring.Facts{"done": scoring.Yes(true)}) || !p.Active(why, scoring.Facts{"done": scoring.Yes(false)}) {
		t.Error("the column's condition does not follow its row")
	}
	if d, ok := p.Offer(half, scoring.Facts{"sum": num("3")}); !ok || d.String() != "1.5" {
		t.Errorf("offer %s %v", d, ok)
	}
}
