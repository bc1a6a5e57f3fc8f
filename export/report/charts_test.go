package report

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/export/chart"
	"ziping/export/document"
	"ziping/scoring"
)

// projectsOf are rows of the project list: name, budget, spent.
func projectsOf(rows ...[3]string) scoring.Value {
	var facts []scoring.Facts
	for _, row := range rows {
		facts = append(facts, scoring.Facts{"name": scoring.Text(row[0]), "budget": number(row[1]), "spent": number(row[2]), "evaluated": scoring.Yes(true)})
	}
	return scoring.RowsOf(facts...)
}

// charted is the pack with a template that has every figure.
func charted(pack *scoring.Pack) *scoring.Pack {
	p := *pack
	p.Report = "# 报告\n{{pointsFigure}}\n{{yearsFigure}}\n{{projectsFigure}}\n"
	return &p
}

func figures(tb testing.TB, pack *scoring.Pack, e scoring.Evaluation, opt Options) []document.Figure {
	tb.Helper()
	doc, err := Compose(charted(pack), e, scoring.Evaluate(pack, e), opt)
	if err != nil {
		tb.Fatal(err)
	}
	var out []document.Figure
	for _, block := range doc.Blocks {
		if f, ok := block.(document.Figure); ok {
			out = append(out, f)
		}
	}
	return out
}

func TestPacksChooseFigures(t *testing.T) {
	pack, e := seed(t)
	if got := figures(t, pack, e, Options{Date: reportDay}); len(got) != 1 || !strings.Contains(got[0].Caption, "87分") {
		t.Errorf("without projects and last year: %v", got)
	}
	full := with(e, scoring.Facts{"projects": projectsOf([3]string{"道路", "100", "100"}, [3]string{"保洁", "200", "199"}, [3]string{"绿化", "50", "40"})})
	if got := figures(t, pack, full, Options{Date: reportDay}); len(got) != 1 {
		t.Errorf("a chart of one project off its budget: %v", got)
	}
	last := scoring.Evaluate(pack, e)
	last.Year = 2022
	e = with(e, scoring.Facts{"projects": projectsOf([3]string{"道路", "100", "108.3"}, [3]string{"保洁", "200", "150"}, [3]string{"无预算", "0", "5"}, [3]string{"绿化", "50", "40"})})
	got := figures(t, pack, e, Options{Date: reportDay, LastYear: &last})
	if len(got) != 3 {
		t.Fatalf("%d figures, want 3", len(got))
	}
	if want := "保洁：75%；道路：108.3%；绿化：80%。"; got[2].Alt != want {
		t.Errorf("projects %s, want %s", got[2].Alt, want)
	}
	if !strings.Contains(got[1].Alt, "2023年53/65，2022年53/65") {
		t.Errorf("years %s", got[1].Alt)
	}
}

func TestOverspentProjectsAreHatched(t *testing.T) {
	pack, e := seed(t)
	e = with(e, scoring.Facts{"projects": projectsOf([3]string{"甲", "100", "100"}, [3]string{"乙", "99", "99.01"})})
	bars := tables{newComposer(pack, e, scoring.Result{}, Options{})}.projectBars()
	if bars.Groups[0].Bars[0].Pattern != chart.Solid || bars.Groups[1].Bars[0].Pattern != chart.Hatched || len(bars.Legend) != 2 {
		t.Errorf("bars %+v", bars)
	}
	if !bars.Mark.Valid || !bars.Mark.Decimal.Equal(decimal.NewFromInt(100)) {
		t.Errorf("mark %v", bars.Mark)
	}
}

func TestChartsAgreeWithTheResult(t *testing.T) {
	pack := town(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvaluation(t, pack)
		r := scoring.Evaluate(pack, e)
		total, complete := decimal.Zero, true
		for _, b := range pointsByBlock(&r) {
			complete = complete && b.points.Valid
			total = total.Add(b.points.Decimal)
		}
		if complete != r.Complete || !total.Equal(r.Total) {
			t.Fatalf("the chart adds up to %s (complete %v), the result to %s (%v)", total, complete, r.Total, r.Complete)
		}
	})
}

func TestChartsAreDrawnEverywhere(t *testing.T) {
	pack, e := seed(t)
	last := scoring.Evaluate(pack, e)
	e = with(e, scoring.Facts{"projects": projectsOf([3]string{"道路", "100", "108.3"})})
	r := scoring.Evaluate(pack, e)
	opt := Options{Date: reportDay, LastYear: &last}
	for name, draw := range map[string]func(*scoring.Pack, scoring.Evaluation, scoring.Result, Options) ([]byte, error){
		"points": PointsChart, "projects": pictured(tables.projectBars), "years": pictured(tables.yearsBars),
	} {
		data, err := draw(pack, e, r, opt)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := png.Decode(bytes.NewReader(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var pdf, docx bytes.Buffer
	if _, err := PDF(context.Background(), &pdf, charted(pack), e, r, opt); err != nil {
		t.Error(err)
	}
	if _, err := DOCX(context.Background(), &docx, charted(pack), e, r, opt); err != nil {
		t.Error(err)
	}
	if data, err := pictured(tables.yearsBars)(pack, e, r, Options{}); data != nil || err != nil {
		t.Errorf("a chart of last year without last year: %d bytes, %v", len(data), err)
	}
}

// pictured draws a chart of the report for a phone's screen.
func pictured(bars func(tables) chart.Bars) func(*scoring.Pack, scoring.Evaluation, scoring.Result, Options) ([]byte, error) {
	return func(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) ([]byte, error) {
		c := tables{newComposer(pack, e, r, opt)}
		return c.picture(bars(c))
	}
}
