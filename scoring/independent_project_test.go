package scoring_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// A second reader of the ways to score projects and a unit's own indicators: the profiles as their files
// have them, without the loader, over exact fractions.

// rawProfiles are the profiles of the shared files, each with what it has from the one it is like.
func rawProfiles(t *testing.T) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for _, name := range []string{"shared/profiles.yaml", "shared/own.yaml"} {
		data, err := fs.ReadFile(packs.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ Profiles []map[string]any }
		if err := yaml.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		for _, raw := range file.Profiles {
			// The ministry's method, where neither says anything.
			f := map[string]any{"execution": 10, "reverse": "excess", "qualitative": []any{
				map[string]any{"name": "达成年度指标", "from": 80, "to": 100},
				map[string]any{"name": "部分达成年度指标并具有一定效果", "from": 60, "to": 80},
				map[string]any{"name": "未达成年度指标且效果较差", "from": 0, "to": 60},
			}}
			if like, ok := raw["like"].(string); ok {
				maps.Copy(f, all[like])
			}
			maps.Copy(f, raw)
			all[raw["id"].(string)] = f
		}
	}
	return all
}

// drawnRow is a drawn indicator: figures are in hundredths.
type drawnRow struct {
	level, direction       string
	target, actual, weight int64
	unit, actualUnit       string
	option                 int
	own                    *big.Rat // of a 定性 one; nil when it is the best and nothing is stated
}

func cents(n int64) *big.Rat { return big.NewRat(n, 100) }

// scoreByHand gives a drawn indicator its points by a profile.
func (r drawnRow) scoreByHand(f map[string]any) *big.Rat {
	w, a, b := big.NewRat(r.weight, 1), cents(r.target), cents(r.actual)
	part := func(x, y *big.Rat) *big.Rat { return roundRat(new(big.Rat).Quo(new(big.Rat).Mul(w, x), y), 2) }
	twice := new(big.Rat).Add(a, a)
	bands := list(f["satisfaction"])
	switch limit := r.direction == "≤" || r.direction == "<"; {
	case r.direction == "定性" && r.own != nil:
		return r.own
	case r.direction == "定性":
		return w
	case r.level == "满意度指标" && len(bands) > 0:
		for _, band := range bands {
			if b.Cmp(ratOf(band["from"])) >= 0 {
				return part(ratOf(band["share"]), ratHundred)
			}
		}
		panic("the bands do not begin at 0")
	case limit && b.Cmp(a) <= 0:
		return w
	case limit && a.Sign() == 0 || r.direction == "=" && a.Sign() == 0 && b.Sign() > 0:
		return new(big.Rat)
	case limit && f["reverse"] == "ratio":
		return part(a, b)
	case limit && b.Cmp(twice) >= 0:
		return new(big.Rat)
	case limit:
		return part(new(big.Rat).Sub(twice, b), a)
	case b.Cmp(a) < 0:
		return part(b, a)
	}
	points := w
	for _, step := range list(f["over"]) {
		reached := new(big.Rat).Mul(a, ratOf(step["at"]))
		hit := new(big.Rat).Mul(b, ratHundred).Cmp(reached) >= 0
		if a.Sign() == 0 { // 130 % of nothing is 30
			hit = r.direction != "=" && new(big.Rat).Add(b, ratHundred).Cmp(ratOf(step["at"])) >= 0
		}
		if hit && step["deduct"] != nil {
			points = clampRat(new(big.Rat).Sub(points, ratOf(step["deduct"])), w)
		}
	}
	return points
}

// drawOwnRows draws indicators of these levels that weigh so much together.
func drawOwnRows(t *rapid.T, f map[string]any, level string, left int64) []drawnRow {
	var rows []drawnRow
	for left > 0 {
		r := drawnRow{
			level: level, weight: min(left, rapid.Int64Range(1, 40).Draw(t, "weight")),
			direction: rapid.SampledFrom([]string{"≥", ">", "=", "≤", "<", "定性"}).Draw(t, "direction"),
			target:    rapid.Int64Range(0, 20_000).Draw(t, "target"), actual: rapid.Int64Range(0, 40_000).Draw(t, "actual"),
			unit: rapid.SampledFrom([]string{"", "个", "%", "万元"}).Draw(t, "unit"),
		}
		left -= r.weight
		r.actualUnit = r.unit
		if r.unit == "万元" && rapid.Bool().Draw(t, "in 元") {
			r.actualUnit = "元"
		}
		if r.direction == "定性" {
			options := list(f["qualitative"])
			r.option = rapid.IntRange(0, len(options)-1).Draw(t, "option")
			w := big.NewRat(r.weight, 100)
			low, high := new(big.Rat).Mul(w, ratOf(options[r.option]["from"])), new(big.Rat).Mul(w, ratOf(options[r.option]["to"]))
			share := big.NewRat(rapid.Int64Range(0, 90).Draw(t, "share"), 100)
			r.own = roundRat(new(big.Rat).Add(low, share.Mul(share, new(big.Rat).Sub(high, low))), 2)
			if r.option == 0 && rapid.Bool().Draw(t, "not stated") {
				r.own = nil
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// written is the indicator as a form has it.
func (r drawnRow) written(f map[string]any, i int) scoring.Facts {
	actual := cents(r.actual)
	if r.actualUnit == "元" {
		actual.Mul(actual, big.NewRat(10_000, 1))
	}
	row := scoring.Facts{
		"level1": scoring.Text(r.level), "name": scoring.Text(fmt.Sprint("指标", i)), "direction": scoring.Text(r.direction),
		"target": scoring.Text(cents(r.target).FloatString(2) + r.unit), "actual": scoring.Text(actual.FloatString(2) + r.actualUnit),
		"weight": num(fmt.Sprint(r.weight)),
	}
	if r.direction == "定性" {
		row["target"], row["actual"] = scoring.Text("改善"), scoring.Text(list(f["qualitative"])[r.option]["name"].(string))
		if r.own != nil {
			row["points"] = num(r.own.FloatString(2))
		}
	}
	return row
}

func TestProfilesByHand(t *testing.T) {
	for id, f := range rawProfiles(t) {
		if strings.HasPrefix(id, "own-") {
			continue
		}
		t.Run(id, func(t *testing.T) {
			p := projectPack(t, id)
			rapid.Check(t, func(t *rapid.T) {
				most := ratOf(f["execution"])
				budget, spent := rapid.Int64Range(1, 1_000_000).Draw(t, "budget"), rapid.Int64Range(0, 1_200_000).Draw(t, "spent")
				execution := clampRat(roundRat(new(big.Rat).Mul(most, big.NewRat(spent, budget)), 2), most)
				var rows []drawnRow
				for _, level := range []string{"产出指标", "效益指标", "满意度指标"} {
					n := int64(30)
					if level == "满意度指标" {
						n = 100 - 60 - most.Num().Int64()
					}
					rows = append(rows, drawOwnRows(t, f, level, n)...)
				}
				total, cells := new(big.Rat).Set(execution), []scoring.Facts{}
				for i, r := range rows {
					total.Add(total, r.scoreByHand(f))
					cells = append(cells, r.written(f, i))
				}
				for _, c := range list(f["caps"]) {
					if new(big.Rat).Mul(big.NewRat(spent, budget), ratHundred).Cmp(ratOf(c["below"])) < 0 && total.Cmp(ratOf(c["most"])) > 0 {
						total = ratOf(c["most"])
					}
				}
				got := evaluateProjects(p, scoring.Facts{
					"name": scoring.Text("甲"), "budget": num(cents(budget).FloatString(2)), "spent": num(cents(spent).FloatString(2)),
					"indicators": scoring.RowsOf(cells...),
				}).Projects[0]
				if got.ExecutionPoints.Decimal.Rat().Cmp(execution) != 0 {
					t.Errorf("execution %s by hand, %s", execution.FloatString(2), got.ExecutionWorking)
				}
				for i, r := range rows {
					if want := r.scoreByHand(f); !got.Indicators[i].Points.Valid || got.Indicators[i].Points.Decimal.Rat().Cmp(want) != 0 {
						t.Errorf("%+v: %s by hand, %s", r, want.FloatString(2), got.Indicators[i].Working)
					}
				}
				if !got.Points.Valid || got.Points.Decimal.Rat().Cmp(total) != 0 {
					t.Errorf("total %s by hand, %s", total.FloatString(2), got.Working)
				}
			})
		})
	}
}

// A unit's own indicators, row by row of the table they stand in.
func TestOwnRowsByHand(t *testing.T) {
	profiles := rawProfiles(t)
	levels := map[string]map[string]string{
		"own-20-80": {"O1": "产出指标"}, "own-10-90": {"O1": "产出指标"}, "own-10-50-30-10": {"O1": "产出指标", "O2": "效益指标", "O3": "满意度指标"},
	}
	for id, rows := range levels {
		t.Run(id, func(t *testing.T) {
			p, err := packs.Find(id)
			if err != nil {
				t.Fatal(err)
			}
			f := profiles[id]
			rapid.Check(t, func(t *rapid.T) {
				want, cells := map[string]*big.Rat{}, []scoring.Facts{}
				for code, level := range rows {
					row, _ := p.Indicator(code)
					want[code] = new(big.Rat)
					for _, r := range drawOwnRows(t, f, level, row.Max.IntPart()) {
						want[code].Add(want[code], r.scoreByHand(f))
						cells = append(cells, r.written(f, len(cells)))
					}
				}
				result := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{"own_indicators": scoring.RowsOf(cells...)}})
				for code := range rows {
					if s, _ := result.Score(code); !s.Points.Valid || s.Points.Decimal.Rat().Cmp(want[code]) != 0 {
						t.Fatalf("%s %s by hand: %s", code, want[code].FloatString(2), s.Working)
					}
				}
			})
		})
	}
}
