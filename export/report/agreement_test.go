package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/export/document"
	"ziping/scoring"
)

// tableAfter is the table that follows the attachment of a title.
func tableAfter(tb interface{ Fatalf(string, ...any) }, doc *document.Document, title string) document.Table {
	found := false
	for _, block := range doc.Blocks {
		switch b := block.(type) {
		case document.Attachment:
			found = b.Title == title
		case document.Table:
			if found {
				return b
			}
		}
	}
	tb.Fatalf("no table after %s", title)
	return document.Table{}
}

// drawEvaluation draws answers of any state for any field.
func drawEvaluation(t *rapid.T, pack *scoring.Pack) scoring.Evaluation {
	e := scoring.Evaluation{Scheme: pack.ID, Unit: "某镇人民政府", Year: 2023, Facts: scoring.Facts{}}
	missing := rapid.IntRange(0, 4).Draw(t, "missing of 8")
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			f := &pack.Sections[i].Fields[j]
			switch state := rapid.IntRange(0, 7).Draw(t, f.Code+" state"); {
			case state < missing:
			case state == 7:
				e.Facts[f.Code] = notApplicable
			case f.Kind == scoring.Money, f.Kind == scoring.Percent:
				cents := rapid.Int64Range(0, 400000).Draw(t, f.Code)
				e.Facts[f.Code] = scoring.Number(decimal.New(cents, -2))
			default:
				e.Facts[f.Code] = sampleValue(pack, f, rapid.Int64Range(0, 40).Draw(t, f.Code))
			}
		}
	}
	return e
}

func TestReportAgreesWithTheResult(t *testing.T) {
	pack := town(t)
	rapid.Check(t, func(t *rapid.T) {
		e := drawEvaluation(t, pack)
		r := scoring.Evaluate(pack, e)
		doc, err := Compose(pack, e, r, Options{Date: reportDay})
		if err != nil {
			t.Fatalf("compose: %v", err)
		}
		table := tableAfter(t, doc, "部门整体支出绩效评价得分表")
		if len(table.Rows) != len(r.Indicators) {
			t.Fatalf("%d rows for %d indicators", len(table.Rows), len(r.Indicators))
		}
		for i, s := range r.Indicators {
			row := table.Rows[i]
			if !strings.HasPrefix(row[2], s.Name) || !same(row[3], s.Max) {
				t.Errorf("row %v of %s", row, s.Name)
			}
			if got := row[4]; s.Points.Valid != (got != missingCell) || s.Points.Valid && !same(got, s.Points.Decimal) {
				t.Errorf("%s: %s points in the table, %v in the result", s.Code, got, s.Points)
			}
		}
		if !same(table.Total[4], r.Total) || !same(table.Total[3], r.Max) {
			t.Errorf("total row %v, result %s of %s", table.Total, r.Total, r.Max)
		}
		agreeInProse(t, doc.Plain(), r)
	})
}

func agreeInProse(t *rapid.T, text string, r scoring.Result) {
	claimed := fmt.Sprintf("本部门得分为%s分", scoring.FormatPoints(r.Total))
	if strings.Contains(text, claimed) != r.Complete {
		t.Errorf("complete %v, but %q in the report: %v", r.Complete, claimed, !r.Complete)
	}
	for _, s := range r.Indicators {
		lost := fmt.Sprintf("%s（满分%s分，", s.Name, scoring.FormatPoints(s.Max))
		if strings.Contains(text, lost) != losesPoints(s) {
			t.Errorf("%s lost %v, in section four: %v", s.Code, s.Lost, !losesPoints(s))
		}
	}
	for _, fault := range []string{"<nil>", "%!", "。。", "，。", "；。", "，，", "<no value>", string(tokenStart)} {
		if strings.Contains(text, fault) {
			t.Errorf("%q in the report", fault)
		}
	}
}

func same(text string, d decimal.Decimal) bool {
	got, err := decimal.NewFromString(text)
	return err == nil && got.Equal(d)
}
