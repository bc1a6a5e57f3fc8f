package packs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/packs"
)

const examplePack = "../testdata/guide/our-town"

var yamlSnippet = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// Every snippet of the guide stands in the example, which is a pack.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile(examplePack + "/pack.yaml")
	if err != nil {
		t.Fatal(err)
	}
	snippets := yamlSnippet.FindAllStringSubmatch(string(guide), -1)
	if len(snippets) < 8 {
		t.Errorf("%d snippets", len(snippets))
	}
	for _, s := range snippets {
		if !strings.Contains(string(example), s[1]) {
			t.Errorf("the example has no\n%s", s[1])
		}
	}
	p, err := packs.Open(examplePack)
	if err != nil {
		t.Fatal(err)
	}
	r := scoring.Evaluate(p, scoring.Evaluation{Facts: scoring.Facts{
		"visits": scoring.Number(decimal.RequireFromString("950")), "households": scoring.Number(decimal.RequireFromString("900")), "budget_initial": scoring.Number(decimal.RequireFromString("1000")), "budget_added": scoring.Number(decimal.RequireFromString("120")),
	}})
	if s, _ := r.Score("B2"); s.Points.Decimal.String() != "10" {
		t.Errorf("B2: %s", s.Working)
	}
	if len(r.Findings) != 2 || r.Findings[0].Key != "A05.visits" || r.Findings[0].Message != "入户走访 950 户，多于辖区 900 户" {
		t.Errorf("findings %+v", r.Findings)
	}
}
