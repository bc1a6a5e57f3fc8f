package scoring_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/load"
	"ziping/scoring/packs"
)

// withPack is files with a pack x besides.
func withPack(files fstest.MapFS, data []byte) fstest.MapFS {
	all := maps.Clone(files)
	all["x/pack.yaml"] = &fstest.MapFile{Data: data}
	return all
}

// Whatever a pack's file holds, Load gives a pack that can be evaluated, or defects with
// file and line.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(smallPack))
	f.Add([]byte("id: a\nsections: [{code: a, fields: [{code: b, when: b}]}]\nchecks: [{}]\n"))
	f.Add([]byte("indicators: [{rule: {kind: bands, bands: [{}]}, cases: [{}]}]\n"))
	files := fstest.MapFS{}
	err := fs.WalkDir(packs.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(packs.FS, name)
		if path.Base(name) == "pack.yaml" {
			f.Add(data)
		}
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := load.Pack(withPack(files, data), "x")
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
		answers.Blank(p, "某镇", 2023)
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
		e, p, err := answers.Read("a.yaml", data, packs.Find, "town-2023")
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
		text := writeAnswers(p, e)
		again, _, err := answers.Read("a.yaml", text, packs.Find, "")
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := cmp.Diff(e, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%s", diff, text)
		}
	})
}

// Whatever people write, the checks of texts end, name their place in valid text and never
// repeat an identity number or a telephone number.
func FuzzSlips(f *testing.F) {
	for _, c := range slipCases {
		f.Add(c.text, 2023)
	}
	f.Add(strings.Repeat("哈", 300), 2024)
	p := townPack(f)
	f.Fuzz(func(t *testing.T, text string, year int) {
		r := scoring.Evaluate(p, scoring.Evaluation{Year: year, Facts: scoring.Facts{
			"achievements": scoring.Text(text), "other_notes": scoring.Text("另：" + text),
			"management_detail": scoring.Yes(true), "report_date": scoring.Text(text), "approval_date": scoring.Text(text), "disclosure_date": scoring.Text("2023-03-01"),
		}})
		for _, found := range r.Findings {
			if utf8.ValidString(text) && !utf8.ValidString(found.Message) {
				t.Errorf("%s: %q", found.Key, found.Message)
			}
			if found.Check == "X09" && longDigits.MatchString(found.Message) {
				t.Errorf("the number is repeated: %s", found.Message)
			}
		}
	})
}

var longDigits = regexp.MustCompile(`[0-9]{7}`)
