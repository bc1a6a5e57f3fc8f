package scoring_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

func townPack(t testing.TB) *scoring.Pack {
	t.Helper()
	p, err := packs.Find("town-2023")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shippedPacks(t testing.TB) []*scoring.Pack {
	t.Helper()
	var all []*scoring.Pack
	for _, info := range packs.List() {
		p, err := packs.Find(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func TestPointsStayWithinTheirRow(t *testing.T) {
	all := shippedPacks(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(all).Draw(t, "pack")
		r := scoring.Evaluate(p, anyEvaluation(t, p))
		var total decimal.Decimal
		complete := true
		for _, s := range r.Indicators {
			if !s.Points.Valid {
				complete = false
				if len(s.Missing) == 0 {
					t.Errorf("%s has neither points nor missing codes: %s", s.Code, s.Working)
				}
				continue
			}
			if s.Points.Decimal.IsNegative() || s.Points.Decimal.GreaterThan(s.Max) || len(s.Missing) > 0 {
				t.Errorf("%s: %s of %s, missing %v", s.Code, s.Points.Decimal, s.Max, s.Missing)
			}
			total = total.Add(s.Points.Decimal)
		}
		if !total.Equal(r.Total) || complete != r.Complete || complete != (r.Grade != "") {
			t.Errorf("total %s, sum %s, complete %v, grade %q", r.Total, total, r.Complete, r.Grade)
		}
	})
}

func TestEvaluateDependsOnNothingElse(t *testing.T) {
	p := townPack(t)
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvaluation(t, p)
		before := fmt.Sprint(e.Facts)
		first := scoring.Evaluate(p, e)
		// A map built in another order, and with an answer no pack asks for.
		other := e
		other.Facts = scoring.Facts{}
		codes := slices.Collect(maps.Keys(e.Facts))
		slices.Sort(codes)
		slices.Reverse(codes)
		for _, c := range codes {
			other.Facts[c] = e.Facts[c]
		}
		other.Facts["nobody_asks"] = scoring.Text("x")
		if diff := cmp.Diff(first, scoring.Evaluate(p, other)); diff != "" {
			t.Error(diff)
		}
		if fmt.Sprint(e.Facts) != before {
			t.Error("Evaluate changed its argument")
		}
	})
}

func TestActiveFactsOnce(t *testing.T) {
	p := townPack(t)
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvaluation(t, p)
		active := p.ActiveFacts(e.Facts)
		if diff := cmp.Diff(active, p.ActiveFacts(active)); diff != "" {
			t.Error(diff)
		}
		for i := range p.Sections {
			for j := range p.Sections[i].Fields {
				f := &p.Sections[i].Fields[j]
				if _, there := active[f.Code]; there && !p.Active(f, e.Facts) {
					t.Errorf("%s is not active but counts", f.Code)
				}
				if d, ok := p.Derived(f, e.Facts); ok && !active[f.Code].Number.Equal(d) {
					t.Errorf("%s is %v, derived %s", f.Code, active[f.Code], d)
				}
			}
		}
	})
}

func TestConsistentFiguresGiveNoError(t *testing.T) {
	p := townPack(t)
	rapid.Check(t, func(t *rapid.T) {
		e := consistent(t)
		r := scoring.Evaluate(p, e)
		if !r.Complete {
			t.Fatalf("missing %v", r.Missing)
		}
		// What the report states is what was computed.
		e.Claims.Total = &r.Total
		e.Claims.Grade = r.Grade
		for _, s := range r.Indicators {
			set(&e.Claims.Points, s.Code, s.Points.Decimal)
		}
		for _, f := range scoring.Evaluate(p, e).Findings {
			if f.Severity == scoring.Error {
				t.Errorf("%s: %s", f.Key, f.Message)
			}
		}
	})
}

// More of what is bad never gives more points.
func TestRulesAreMonotone(t *testing.T) {
	for name, rule := range map[string]struct {
		rule   string
		rising bool
	}{
		"bands":              {"{kind: bands, bands: [{le: 10, points: 10}, {gt: 10, le: 20, points: 4}, {gt: 20, points: 0}]}", false},
		"over":               {"{kind: over, threshold: 100, per_point: 0.7}", false},
		"over pro rata":      {"{kind: over, threshold: 100, per_point: 0.7, steps: pro_rata}", false},
		"step over":          {"{kind: step_over, target: 80, step: 7, deduct: 3}", false},
		"step below":         {"{kind: step_below, target: 80, step: 7, deduct: 3}", true},
		"proportion":         {"{kind: proportion}", true},
		"inverse proportion": {"{kind: inverse_proportion}", false},
		"formula":            {"{kind: formula_points, points: max - value / 100, best_at: 0}", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := withRow(t, "    formula: a / b\n    percent: true\n    rule: "+rule.rule+"\n")
			points := func(a, b decimal.Decimal) decimal.Decimal {
				s, _ := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"a": scoring.Number(a), "b": scoring.Number(b)}}).Score("X1")
				return s.Points.Decimal
			}
			rapid.Check(t, func(t *rapid.T) {
				b := decimal.NewFromInt(rapid.Int64Range(1, 10000).Draw(t, "b"))
				low := decimal.New(rapid.Int64Range(0, 3_000_000).Draw(t, "low"), -2)
				high := low.Add(decimal.New(rapid.Int64Range(0, 100_000).Draw(t, "more"), -2))
				if diff := points(high, b).Sub(points(low, b)); diff.IsPositive() != rule.rising && !diff.IsZero() {
					t.Errorf("%s/%s gives %s, %s/%s gives %s", low, b, points(low, b), high, b, points(high, b))
				}
			})
		})
	}
}

func TestAnswersRoundTrip(t *testing.T) {
	p := townPack(t)
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvaluation(t, p)
		text := writeAnswers(p, e)
		again, _, err := answers.Read("a.yaml", text, packs.Find, "")
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(e, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}

func TestResultJSONRoundTrip(t *testing.T) {
	p := townPack(t)
	sixDecimals := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Round(6).Equal(b.Round(6)) })
	rapid.Check(t, func(t *rapid.T) {
		r := scoring.Evaluate(p, anyEvaluation(t, p))
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var again scoring.Result
		if err := json.Unmarshal(data, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, sixDecimals, cmpopts.IgnoreFields(scoring.Finding{}, "Key", "Title", "Statement", "About")); diff != "" {
			t.Error(diff)
		}
	})
}
