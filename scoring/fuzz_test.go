package scoring_test

import (
	"errors"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ziping/scoring"
	"ziping/scoring/packs"
)

// Whatever a pack's file holds, Load gives a pack that can be evaluated, or defects with
// file and line.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(smallPack))
	f.Add([]byte("id: a\nsections: [{code: a, fields: [{code: b, when: b}]}]\nchecks: [{}]\n"))
	f.Add([]byte("indicators: [{rule: {kind: bands, bands: [{}]}, cases: [{}]}]\n"))
	town, err := os.ReadFile("packs/town-2023/pack.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(town)
	shared, err := os.ReadFile("packs/shared/checks.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := scoring.Load(fstest.MapFS{"x/pack.yaml": {Data: data}, "shared/checks.yaml": {Data: shared}}, "x")
		if err != nil {
			var defects scoring.Defects
			if !errors.As(err, &defects) {
				t.Fatalf("error %T: %v", err, err)
			}
			for _, d := range defects {
				if d.Line < 1 || d.File == "" || d.Text == "" {
					t.Errorf("defect %+v", d)
				}
			}
			return
		}
		r := scoring.Evaluate(p, scoring.Evaluation{})
		if !r.Max.Equal(num("100").Number) {
			t.Errorf("a pack of %s points was loaded", r.Max)
		}
		scoring.BlankAnswers(p, "某镇", 2023)
	})
}

// Whatever an answers file holds, it is read and written back equal, or refused with
// file and line.
func FuzzReadAnswers(f *testing.F) {
	seed, err := os.ReadFile("testdata/seed-2023.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(head + "answers: {projects: [{name: a, indicators: [{weight: 1}]}], causes: {B2: x}, systems: [有效执行]}\nclaims: {points: {B2: 2.50}}\n"))
	f.Add([]byte(head + "answers: {satisfaction: -0, achievements: \"\\u0085 \\t\"}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, p, err := scoring.ReadAnswers("a.yaml", data, packs.Find, "town-2023")
		if err != nil {
			var defects scoring.Defects
			if !errors.As(err, &defects) {
				t.Fatalf("error %T: %v", err, err)
			}
			for _, d := range defects {
				if d.Line < 1 || d.Text == "" {
					t.Errorf("defect %+v", d)
				}
			}
			return
		}
		scoring.Evaluate(p, e)
		text := scoring.WriteAnswers(p, e)
		again, _, err := scoring.ReadAnswers("a.yaml", text, packs.Find, "")
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(e, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%s", diff, text)
		}
	})
}
