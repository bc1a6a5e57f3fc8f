package report

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/export/document"
	"ziping/scoring"
	"ziping/scoring/packs"
)

// imperative matches what must not stand over a signature: words to the clerk, how the self-check
// works, what is missing.
var imperative = regexp.MustCompile(`(^|[^申])请[^假]|须|应当|需要核实|系统会|标黄|标红|待补|原报告|不取整|档界|建议：|错误类|提醒类|※`)

// settled is an evaluation with everything answered and every point and finding explained.
func settled(t *rapid.T, pack *scoring.Pack) scoring.Evaluation {
	e := drawEvaluation(t, pack)
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			f := &pack.Sections[i].Fields[j]
			switch v := e.Facts[f.Code]; {
			case f.Kind == scoring.Rows, f.Kind == scoring.PerIndicator, v.State != scoring.Known:
				e.Facts[f.Code] = whole(sampleValue(pack, f, rapid.Int64Range(1, 40).Draw(t, f.Code+" filled")), weights[f.Code])
			}
		}
	}
	if list, ok := pack.Field("own_indicators"); ok {
		e.Facts[list.Code] = ownIndicators(pack, sampleValue(pack, list, 1).Rows[0])
	}
	explanations := map[string]string{}
	for range 2 { // what is written may itself be found fault with
		for _, f := range scoring.Evaluate(pack, e).Findings {
			explanations[f.Key] = "情况属实，系年中政策调整所致"
		}
		for i := range pack.Sections {
			for j := range pack.Sections[i].Fields {
				if f := &pack.Sections[i].Fields[j]; f.Kind == scoring.PerFinding {
					e.Facts[f.Code] = scoring.Texts(explanations)
				}
			}
		}
	}
	return e
}

// weights are what the indicators of a list have together.
var weights = map[string]int64{"projects": 90, "duty_indicators": 60}

// ownIndicators has one indicator for every block of the pack but the execution of the budget, with
// all its points.
func ownIndicators(pack *scoring.Pack, sample scoring.Facts) scoring.Value {
	var rows []scoring.Facts
	for _, b := range pack.Blocks[1:] {
		row := whole(scoring.RowsOf(maps.Clone(sample)), b.Max.IntPart()).Rows[0]
		row["level1"] = scoring.Text(strings.TrimSuffix(b.Name, "指标"))
		if row["level1"].Text == "绩效" {
			row["level1"] = scoring.Text("产出")
		}
		rows = append(rows, row)
	}
	return scoring.RowsOf(rows...)
}

// whole is a list without its empty rows, its targets and results figures.
func whole(v scoring.Value, weight int64) scoring.Value {
	if len(v.Rows) == 0 {
		return v
	}
	row := maps.Clone(v.Rows[0])
	for code, inner := range row {
		row[code] = whole(inner, weight)
		if code == "target" || code == "actual" {
			row[code], row["direction"] = scoring.Text("12"), scoring.Text("≥")
			row["weight"] = scoring.Number(decimal.NewFromInt(weight))
		}
	}
	return scoring.RowsOf(row)
}

func TestWordsOverASignature(t *testing.T) {
	for _, info := range packs.List() {
		t.Run(info.ID, func(t *testing.T) {
			pack, err := packs.Find(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			final, drafts := 0, ""
			rapid.Check(t, func(t *rapid.T) {
				e := settled(t, pack)
				doc, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})
				if err != nil {
					t.Fatal(err)
				}
				if doc.Draft {
					_, drafts, _ = strings.Cut(doc.Plain(), workingTitle)
					return
				}
				final++
				for line := range strings.SplitSeq(doc.Plain(), "\n") {
					if found := imperative.FindString(line); found != "" {
						t.Errorf("%q in a final report: %s", found, line)
					}
				}
			})
			if final == 0 {
				t.Errorf("no evaluation was final: %s", drafts)
			}
		})
	}
}

func TestWorkingPaperTellsEveryFindingOnce(t *testing.T) {
	pack := town(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvaluation(t, pack)
		r := scoring.Evaluate(pack, e)
		doc, err := Compose(pack, e, r, Options{Date: reportDay, Check: true})
		if err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		for _, b := range doc.Blocks {
			if table, ok := b.(document.Table); ok {
				rows = append(rows, table.Rows...)
			}
		}
		if len(rows) != len(r.Findings) {
			t.Fatalf("%d rows for %d findings", len(rows), len(r.Findings))
		}
		for i, f := range r.Findings {
			if rows[i][2] != f.Check || rows[i][3] != message(f)+"。" {
				t.Errorf("row %v for %s %s", rows[i], f.Check, f.Message)
			}
		}
		if doc.Signature != nil || doc.Cover != nil {
			t.Error("the working paper is signed")
		}
	})
}

// An error nobody explained makes a draft; an explanation under the number that lists show counts.
func TestADraftByItself(t *testing.T) {
	pack, e := seed(t)
	e.Claims = scoring.Claims{}
	if !composed(t, pack, e, Options{Date: reportDay}).Draft {
		t.Error("what lacks causes is final")
	}
	open := paper{newComposer(pack, e, scoring.Evaluate(pack, e), Options{Date: reportDay})}.openErrors()
	if open == 0 {
		t.Fatal("the published report has no open error")
	}
	explained := with(e, scoring.Facts{"explanations": scoring.Texts(map[string]string{"A02": "年末追加指标未及入账", "A03": "上年结转已使用", "A07": "上年结余"})})
	if now := (paper{newComposer(pack, explained, scoring.Evaluate(pack, explained), Options{Date: reportDay})}).openErrors(); now >= open {
		t.Errorf("%d open errors, %d when two are explained", open, now)
	}
}
