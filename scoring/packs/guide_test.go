package packs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/scoring"
	"ziping/scoring/load"
	"ziping/scoring/packs"
)

// The packs that the guide's snippets come from.
const (
	examplePack = "../testdata/guide/our-town"
	secondPack  = "../testdata/guide/spend-60"
)

var yamlSnippet = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// Every snippet of the guide stands in the example, which is a pack.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("GUIDE.md")
	if err != nil {
		t.Fatal(err)
	}
	var examples string
	for _, dir := range []string{examplePack, secondPack} {
		data, err := os.ReadFile(dir + "/pack.yaml")
		if err != nil {
			t.Fatal(err)
		}
		examples += string(data)
	}
	snippets := yamlSnippet.FindAllStringSubmatch(string(guide), -1)
	if len(snippets) < 8 {
		t.Errorf("%d snippets", len(snippets))
	}
	for _, s := range snippets {
		if !strings.Contains(examples, s[1]) {
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

// The guide's second table scores spending in three rows, and says nothing against a form that ties.
func TestGuideSecondTable(t *testing.T) {
	p, err := packs.Open(secondPack)
	if err != nil {
		t.Fatal(err)
	}
	if doubts := load.Doubts(p); len(doubts) > 0 {
		t.Error(doubts)
	}
	number := func(s string) scoring.Value { return scoring.Number(decimal.RequireFromString(s)) }
	row := func(level, name, direction, target, actual, weight string) scoring.Facts {
		return scoring.Facts{
			"level1": scoring.Text(level), "name": scoring.Text(name), "direction": scoring.Text(direction), "target": scoring.Text(target),
			"actual": scoring.Text(actual), "weight": number(weight), "points": number(weight),
		}
	}
	r := scoring.Evaluate(p, scoring.Evaluation{Year: 2024, Facts: scoring.Facts{
		"budget_initial": number("1172.55"), "budget_total": number("1172.55"), "spent_total": number("1102.33"), "carry_out": number("70.22"),
		"basic_budget": number("985.19"), "basic_spent": number("914.97"), "projects_budget": number("187.36"), "projects_spent": number("187.36"),
		"annual_goals": scoring.Text("培训200人次。"), "goals_result": scoring.Text("培训210人次，整治12处。"),
		"execution_reason": scoring.Text("两名职工年中调出，工资结余"),
		"own_indicators": scoring.RowsOf(
			row("产出指标", "培训人次", "≥", "200人次", "210人次", "20"), row("效益指标", "就业", "≥", "50人", "52人", "10"),
			row("满意度指标", "群众满意度", "≥", "90%", "93%", "10"),
		),
	}})
	if r.Total.String() != "97.37" || !r.Complete || len(r.Findings) > 0 {
		t.Errorf("total %s, complete %v, findings %+v", r.Total, r.Complete, r.Findings)
	}
}
