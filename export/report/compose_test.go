package report

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestReportOfThePublishedEvaluation(t *testing.T) {
	pack, e := seed(t)
	golden(t, "testdata/seed-2023.txt", plain(t, pack, e))
}

func TestReportOfAnEmptyEvaluation(t *testing.T) {
	pack := town(t)
	golden(t, "testdata/empty.txt", plain(t, pack, scoring.Evaluation{Unit: "某镇人民政府", Year: 2023}))
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("report differs from %s (-want +got):\n%s", file, diff)
	}
}

func TestComposeNeedsADate(t *testing.T) {
	pack, e := seed(t)
	if _, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{}); err == nil {
		t.Error("no error")
	}
}

func TestComposeNeedsATemplate(t *testing.T) {
	pack, e := seed(t)
	bare := *pack
	bare.Report = "\n"
	if _, err := Compose(&bare, e, scoring.Evaluate(pack, e), Options{Date: reportDay}); err == nil {
		t.Error("no error")
	}
}

func TestComposeIsDeterministic(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	first, err := Compose(pack, e, r, Options{Date: reportDay, Draft: true})
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := Compose(pack, e, r, Options{Date: reportDay, Draft: true})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestMetadataAndSignature(t *testing.T) {
	pack, e := seed(t)
	doc, err := Compose(pack, e, scoring.Evaluate(pack, e), Options{
		Draft: true, Signer: "某镇财政所", Date: time.Date(2024, 1, 9, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "某镇人民政府\n2023年度部门整体绩效自评报告" || doc.Unit != "某镇人民政府" || !doc.Draft {
		t.Errorf("title %q, unit %q, draft %v", doc.Title, doc.Unit, doc.Draft)
	}
	if doc.Signature.Unit != "某镇财政所" || doc.Signature.Date != "2024年1月9日" {
		t.Errorf("signature %+v", doc.Signature)
	}
}

func TestPDF(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	var first, second bytes.Buffer
	made, err := PDF(context.Background(), &first, pack, e, r, Options{Date: reportDay})
	if err != nil {
		t.Fatal(err)
	}
	if len(made.Notes) > 0 {
		t.Errorf("made.Notes: %s", made.Notes)
	}
	if !bytes.HasPrefix(first.Bytes(), []byte("%PDF-")) {
		t.Errorf("starts with %q", first.Bytes()[:min(8, first.Len())])
	}
	if _, err := PDF(context.Background(), &second, pack, e, r, Options{Date: reportDay}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two writings differ")
	}
}

func TestPDFWritesNothingWhenItFails(t *testing.T) {
	pack, e := seed(t)
	r := scoring.Evaluate(pack, e)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := map[string]struct {
		ctx  context.Context
		date time.Time
	}{
		"cancelled": {cancelled, reportDay},
		"no date":   {context.Background(), time.Time{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if _, err := PDF(test.ctx, &out, pack, e, r, Options{Date: test.date}); err == nil {
				t.Error("no error")
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes written", out.Len())
			}
		})
	}
}
