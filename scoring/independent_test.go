package scoring_test

import (
	"fmt"
	"io/fs"
	"math/big"
	"path"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// rawRows are a pack's indicators as its files have them, without the loader.
func rawRows(t *testing.T, id string) []map[string]any {
	t.Helper()
	read := func(name string) map[string]any {
		data, err := fs.ReadFile(packs.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]any
		if err := yaml.Unmarshal(data, &m); err != nil {
			t.Fatal(err)
		}
		return m
	}
	pack := read(path.Join(id, "pack.yaml"))
	shared := map[string]map[string]any{}
	for _, name := range pack["include"].([]any) {
		part := read(name.(string))
		if rows, ok := part["indicators"].([]any); ok {
			for _, r := range rows {
				row := r.(map[string]any)
				shared[row["code"].(string)] = row
			}
		}
	}
	var rows []map[string]any
	for _, r := range pack["indicators"].([]any) {
		row := r.(map[string]any)
		if use, ok := row["use"].(string); ok {
			row = shared[use]
		}
		row["steps of the pack"] = pack["steps"]
		rows = append(rows, row)
	}
	return rows
}

func ratOf(v any) *big.Rat {
	d, ok := new(big.Rat).SetString(fmt.Sprint(v))
	if !ok {
		panic(fmt.Sprintf("%v is no number", v))
	}
	return d
}

var ratHundred = big.NewRat(100, 1)

// roundRat rounds half away from zero.
func roundRat(d *big.Rat, places int) *big.Rat {
	s, _ := new(big.Rat).SetString(d.FloatString(places)) // FloatString rounds half away from zero
	return s
}

func clampRat(d, most *big.Rat) *big.Rat {
	if d.Sign() < 0 {
		return new(big.Rat)
	}
	if d.Cmp(most) > 0 {
		return most
	}
	return d
}

// pointsByHand scores one raw row; false when it cannot be scored.
func pointsByHand(row map[string]any, facts scoring.Facts, yesNo map[string]bool) (*big.Rat, bool) {
	most := ratOf(row["max"])
	open := false
	for _, c := range list(row["cases"]) {
		v, err := evalExpr(c["when"].(string), facts, yesNo, nil)
		if err != nil {
			open = open || !strings.Contains(c["when"].(string), "/")
			continue
		}
		if open || !v.(bool) {
			continue
		}
		if ask, ok := c["ask"].(string); ok {
			answer := facts[ask]
			return clampRat(answer.Number.Rat(), most), answer.State == scoring.Known
		}
		if c["points"] == "full" {
			return most, true
		}
		return ratOf(c["points"]), true
	}
	if open {
		return nil, false
	}
	r := row["rule"].(map[string]any)
	if field, ok := r["field"].(string); ok {
		answer := facts[field]
		if answer.State != scoring.Known {
			return nil, false
		}
		return answerByHand(r, answer, most)
	}
	v, err := evalExpr(row["formula"].(string), facts, yesNo, nil)
	if err != nil {
		return nil, false
	}
	value := v.(*big.Rat)
	if row["percent"] == true {
		value = new(big.Rat).Mul(value, ratHundred)
	}
	if row["round"] != nil {
		value = roundRat(value, row["round"].(int))
	}
	return valueByHand(r, row, value, most)
}

func list(v any) []map[string]any {
	var out []map[string]any
	if all, ok := v.([]any); ok {
		for _, one := range all {
			out = append(out, one.(map[string]any))
		}
	}
	return out
}

func answerByHand(r map[string]any, answer scoring.Value, most *big.Rat) (*big.Rat, bool) {
	half := func(points *big.Rat) *big.Rat { return new(big.Rat).Quo(points, big.NewRat(2, 1)) }
	switch r["kind"] {
	case "checklist":
		ticked, sum := map[string]bool{}, new(big.Rat)
		for _, item := range answer.Items {
			ticked[item] = true
		}
		for _, it := range list(r["items"]) {
			if label := it["label"].(string); ticked[label] {
				sum.Add(sum, ratOf(it["points"]))
			} else if ticked[label+"（部分符合）"] {
				sum.Add(sum, half(ratOf(it["points"])))
			}
		}
		return sum, true
	case "per_case":
		lost := new(big.Rat).Mul(answer.Number.Rat(), ratOf(r["deduct"]))
		return clampRat(new(big.Rat).Sub(most, lost), most), true
	case "grade", "manual":
		options := append(list(r["grades"]), list(r["options"])...)
		for _, o := range options {
			if o["label"] == answer.Text {
				return ratOf(o["points"]), true
			}
		}
		return clampRat(answer.Number.Rat(), most), len(options) == 0
	case "coefficient":
		return clampRat(new(big.Rat).Quo(new(big.Rat).Mul(most, answer.Number.Rat()), ratHundred), most), true
	}
	panic(fmt.Sprintf("the second reader does not know %v", r["kind"]))
}

func valueByHand(r, row map[string]any, value, most *big.Rat) (*big.Rat, bool) {
	floor := func(d *big.Rat) *big.Rat { return new(big.Rat).SetInt(new(big.Int).Div(d.Num(), d.Denom())) }
	less := func(deduct *big.Rat) (*big.Rat, bool) { return clampRat(new(big.Rat).Sub(most, deduct), most), true }
	switch kind := r["kind"]; kind {
	case "bands":
		for _, b := range list(r["bands"]) {
			in := true
			for key, holds := range map[string]func(c int) bool{
				"eq": func(c int) bool { return c == 0 }, "ge": func(c int) bool { return c >= 0 }, "gt": func(c int) bool { return c > 0 },
				"le": func(c int) bool { return c <= 0 }, "lt": func(c int) bool { return c < 0 },
			} {
				if b[key] != nil && !holds(value.Cmp(ratOf(b[key]))) {
					in = false
				}
			}
			if in {
				return ratOf(b["points"]), true
			}
		}
		return nil, false
	case "over":
		above := new(big.Rat).Sub(value, ratOf(r["threshold"]))
		if above.Sign() <= 0 {
			return most, true
		}
		steps := r["steps"]
		if steps == nil {
			steps = row["steps of the pack"]
		}
		if steps != "pro_rata" {
			above = floor(above)
		}
		return less(above.Mul(above, ratOf(r["per_point"])))
	case "step_below", "step_over", "step_off_target":
		off := new(big.Rat).Sub(value, ratOf(r["target"]))
		if kind == "step_below" && off.Sign() >= 0 || kind == "step_over" && off.Sign() <= 0 {
			return most, true
		}
		steps := floor(new(big.Rat).Quo(off.Abs(off), ratOf(r["step"])))
		return less(steps.Mul(steps, ratOf(r["deduct"])))
	case "proportion":
		return clampRat(new(big.Rat).Quo(new(big.Rat).Mul(most, value), ratHundred), most), true
	case "inverse_proportion":
		if value.Cmp(ratHundred) <= 0 {
			return most, true
		}
		return new(big.Rat).Quo(new(big.Rat).Mul(most, ratHundred), value), true
	case "formula_points":
		v, err := evalExpr(r["points"].(string), nil, nil, map[string]*big.Rat{"value": value, "max": most})
		if err != nil {
			return nil, false
		}
		return clampRat(v.(*big.Rat), most), true
	}
	panic(fmt.Sprintf("the second reader does not know %v", r["kind"]))
}

// An independent reader of every pack's table comes to the engine's points. Run with
// -rapid.checks=100000 to try as many evaluations.
func TestAnIndependentReaderAgrees(t *testing.T) {
	for _, info := range packs.List() {
		t.Run(info.ID, func(t *testing.T) {
			rows := rawRows(t, info.ID)
			p, err := packs.Find(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			yesNo := map[string]bool{}
			for _, code := range p.Codes() {
				f, _ := p.Field(code)
				yesNo[code] = f.Kind == scoring.YesNo
			}
			rapid.Check(t, func(t *rapid.T) {
				e := scoringFacts(t, p)
				active := p.ActiveFacts(e.Facts)
				for i, s := range scoring.Evaluate(p, e).Indicators {
					if rows[i]["rule"].(map[string]any)["kind"] == "rows" {
						continue // see TestOwnRowsByHand
					}
					want, ok := pointsByHand(rows[i], active, yesNo)
					if ok != s.Points.Valid || ok && roundRat(want, int(p.PointDecimals)).Cmp(s.Points.Decimal.Rat()) != 0 {
						t.Fatalf("%s: %v by hand (%v), %v by the engine: %s", s.Code, want, ok, s.Points, s.Working)
					}
				}
			})
		})
	}
}

// scoringFacts are answers of which most are known figures, so that most rows can be scored.
func scoringFacts(t *rapid.T, p *scoring.Pack) scoring.Evaluation {
	e := scoring.Evaluation{Scheme: p.ID, Unit: "某镇", Year: 2023, Facts: scoring.Facts{}}
	for i := range p.Sections {
		for j := range p.Sections[i].Fields {
			f := &p.Sections[i].Fields[j]
			switch {
			case f.Kind == scoring.Rows || f.Kind == scoring.LongText || f.Kind == scoring.PerIndicator || f.Kind == scoring.PerFinding:
			case rapid.IntRange(0, 19).Draw(t, "odd") == 0:
				if v := anyValue(t, f, 0); v.State != scoring.Missing {
					e.Facts[f.Code] = v
				}
			case f.Kind.Numeric():
				whole := rapid.Int64Range(0, 130).Draw(t, f.Code)
				v := num(fmt.Sprint(whole))
				if f.Kind != scoring.Count && rapid.Bool().Draw(t, "cents") {
					v = num(fmt.Sprintf("%d.%02d", whole, rapid.IntRange(0, 99).Draw(t, "cent")))
				}
				if f.Refuse(v) == "" {
					e.Facts[f.Code] = v
				}
			default:
				if v := anyValue(t, f, 0); v.State == scoring.Known {
					e.Facts[f.Code] = v
				}
			}
		}
	}
	return e
}
