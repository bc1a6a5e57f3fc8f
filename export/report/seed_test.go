package report

import (
	"maps"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"ziping/export/document"
	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// reportDay dates the reports of the tests.
var reportDay = time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)

// town loads the pack of the tests.
func town(tb testing.TB) *scoring.Pack {
	tb.Helper()
	pack, err := packs.Find("town-2023")
	if err != nil {
		tb.Fatal(err)
	}
	return pack
}

// seed reads the evaluation of a published report.
func seed(tb testing.TB) (*scoring.Pack, scoring.Evaluation) {
	tb.Helper()
	const file = "testdata/seed-2023.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	e, pack, err := answers.Read(file, data, packs.Find, "")
	if err != nil {
		tb.Fatal(err)
	}
	return pack, e
}

// with is the evaluation with some facts changed.
func with(e scoring.Evaluation, changes scoring.Facts) scoring.Evaluation {
	facts := maps.Clone(e.Facts)
	if facts == nil {
		facts = scoring.Facts{}
	}
	maps.Copy(facts, changes)
	e.Facts = facts
	return e
}

// plain composes the report and gives it as text, without the working paper that follows a draft.
func plain(tb testing.TB, pack *scoring.Pack, e scoring.Evaluation) string {
	tb.Helper()
	return signedPart(composed(tb, pack, e, Options{Date: reportDay}))
}

func signedPart(doc *document.Document) string {
	text, _, _ := strings.Cut(doc.Plain(), "\n\n"+workingTitle+"\n")
	return text
}

// workingPaper is the working paper by itself, as text.
func workingPaper(tb testing.TB, pack *scoring.Pack, e scoring.Evaluation) string {
	tb.Helper()
	return composed(tb, pack, e, Options{Date: reportDay, Check: true}).Plain()
}

func composed(tb testing.TB, pack *scoring.Pack, e scoring.Evaluation, opt Options) *document.Document {
	tb.Helper()
	doc, err := Compose(pack, e, scoring.Evaluate(pack, e), opt)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

func number(text string) scoring.Value { return scoring.Number(decimal.RequireFromString(text)) }

var (
	pending       = scoring.Value{State: scoring.Pending}
	notApplicable = scoring.Value{State: scoring.NotApplicable}
)
