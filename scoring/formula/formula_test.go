package formula

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// testNames has one field of each type.
type testNames map[string]Field

func (n testNames) Field(code string) (Field, bool) { f, ok := n[code]; return f, ok }
func (n testNames) Codes() []string                 { return slices.Collect(maps.Keys(n)) }
func (n testNames) Known(string) []string           { return nil }

func testScope() *Scope {
	names := testNames{}
	for _, f := range []Field{
		{Code: "a", Kind: fact.Money}, {Code: "b", Kind: fact.Money}, {Code: "n", Kind: fact.Count}, {Code: "p", Kind: fact.Percent},
		{Code: "yes", Kind: fact.YesNo}, {Code: "pick", Kind: fact.Choice, Options: []string{"优秀", "良好"}},
		{Code: "ticks", Kind: fact.Checklist, Options: []string{"第一", "第二"}}, {Code: "note", Kind: fact.ShortText},
		{Code: "list", Kind: fact.Rows, Columns: []Field{{Code: "name", Kind: fact.ShortText}, {Code: "sum", Kind: fact.Money}, {Code: "done", Kind: fact.YesNo}}},
		{Code: "causes", Kind: fact.PerIndicator},
	} {
		names[f.Code] = f
	}
	return &Scope{Names: names, Functions: Core.With(Library{
		"claim": {Params: []Parameter{NameOf("claim")}, Result: NumberType, Run: absolute},
	})}
}

func d(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func testFacts() fact.Facts {
	return fact.Facts{
		"a": fact.Number(d("364")), "b": fact.Number(d("1807.76")), "n": fact.Number(d("0")), "p": {State: fact.NotApplicable}, "yes": fact.Yes(true),
		"pick": fact.Text("良好"), "ticks": fact.Items("第一"), "note": {State: fact.Pending},
		"list": fact.RowsOf(
			fact.Facts{"name": fact.Text("道路工程"), "sum": fact.Number(d("1.5")), "done": fact.Yes(true)},
			fact.Facts{"name": fact.Text("村级经费"), "sum": fact.Number(d("2.25")), "done": fact.Yes(false)},
			fact.Facts{"name": fact.Text("设备购置"), "sum": {State: fact.NotApplicable}, "done": fact.Yes(true)},
		),
	}
}

var formulaResults = map[string]string{
	"1 + 2 * 3":       "7",
	"(1 + 2) * 3":     "9",
	"0.1 + 0.2":       "0.3",
	"-a + 1":          "-363",
	"+a":              "364",
	"a / b":           "0.20135416205691020932",
	"a - b":           "-1443.76",
	"1 / 3 * 3 < 1":   "true", // a quotient is carried to twenty decimals, not for ever
	"a < b":           "true",
	"a >= 364":        "true",
	"a > 364":         "false",
	"a != 364":        "false",
	"a == 364.00":     "true",
	"0 < a < 400":     "true",
	"yes and a > 1":   "true",
	"not yes or n==1": "false",
	`pick == "良好"`:    "true",
	`pick != "良好"`:    "false",
	"yes == true":     "true",
	"yes ? a : b":     "364",
	"abs(-a)":         "364",
	"min(a, b, 3)":    "3",
	"max(a, b)":       "1807.76",
	"round(b, 1)":     "1807.8",
	"round(0.5, 0)":   "1",
	"round(-0.5, 0)":  "-1",

	`sum_of(list, "sum")`:                  "3.75",
	"rows_count(list)":                     "3",
	`rows_where(list, "done")`:             "2",
	`rows_matching(list, "name", "工程|设备")`: "2",
	`item(ticks, "第一")`:                    "true",
	`item(ticks, "第二")`:                    "false",
	"missing(a)":                           "false",
	"pending(note)":                        "true",
	"blank(note)":                          "true",
	"not_applicable(p)":                    "true",
	"or_zero(p)":                           "0",
	"or_zero(p) + a":                       "364",
	"not_applicable(p) or p > 3":           "true", // what is not looked at need not be known
	"not_applicable(a) and p > 3":          "false",
	"a / n":                                "undefined",
	"a / (b - b)":                          "undefined",
	"yes or a / n > 1":                     "true",
	"p + a":                                "not yet: p",
	"p + a + or_zero(note_figure)":         "error",
	"p > 1 or yes":                         "not yet: p",
	`note == "x"`:                          "not yet: note",
	"causes == causes":                     "error",
	"a and b":                              "error",
	"yes > 1":                              "error",
	`pick < "良好"`:                          "error",
	"ticks == ticks":                       "error",
	"list":                                 "rows",
	"c":                                    "error",
	"1 +":                                  "error",
	"a ** 2":                               "error",
	"a % 2":                                "error",
	"a ?? b":                               "error",
	"list[0]":                              "error",
	"let x = 1; x":                         "error",
	"[1, 2]":                               "error",
	"{x: 1}":                               "error",
	"sum(list)":                            "error",
	"scope":                                "error",
	"read_number(scope, a)":                "error",
	"op_add(a, b)":                         "error",
	"a.b":                                  "error",
	"value":                                "error",
	`round(a, 7)`:                          "error",
	`round(a, n)`:                          "error",
	`claim("rate")`:                        "error",
	"1e300":                                "error",
	"":                                     "error",
	strings.Repeat("(", 1900) + "a":        "error",
	"a" + strings.Repeat(" + a", 600):      "error",
	strings.Repeat("abs(", 300) + "a" + strings.Repeat(")", 300): "364",
}

func TestFormulas(t *testing.T) {
	for source, want := range formulaResults {
		if got := evaluateOne(source); got != want {
			t.Errorf("%.60s\n got %s\nwant %s", source, got, want)
		}
	}
}

// evaluateOne evaluates an expression over testFacts; what is not a value is a word.
func evaluateOne(source string) string {
	f, err := testScope().Compile(source, "")
	if err != nil {
		return "error"
	}
	env := &Env{Facts: testFacts()}
	v, st := f.Evaluate(env)
	switch st {
	case NotYet:
		return "not yet: " + strings.Join(f.Missing(env.Facts), " ")
	case Undefined:
		return "undefined"
	}
	switch f.Type() {
	case NumberType:
		return v.Number.String()
	case YesType:
		if v.Yes {
			return "true"
		}
		return "false"
	}
	return "rows"
}

func TestFormulaFigures(t *testing.T) {
	for source, want := range map[string]string{
		"a / b":                         "364 ÷ 1807.76",
		"(a - b) / b * 100":             "(364 − 1807.76) ÷ 1807.76 × 100",
		"a - (b - a)":                   "364 − (1807.76 − 364)",
		"a - b - a":                     "364 − 1807.76 − 364",
		"a / (b * 2)":                   "364 ÷ (1807.76 × 2)",
		"a + b":                         "364 ＋ 1807.76",
		"-(a - b)":                      "−(364 − 1807.76)",
		"or_zero(p) + a":                "0 ＋ 364",
		`sum_of(list, "sum") / a`:       "(1.50 ＋ 2.25) ÷ 364",
		`sum_of(list, "sum")`:           "1.50 ＋ 2.25",
		"abs(a - b)":                    "|364 − 1807.76|",
		"abs(a - b) / round(b, 0) * -a": "|364 − 1807.76| ÷ 1808 × −364",
		"max(a - b, 0) / b":             "较大者（364 − 1807.76，0） ÷ 1807.76",
		"min(1, a / b)":                 "较小者（1，364 ÷ 1807.76）",
		"b > 0 ? a / b : a":             "364 ÷ 1807.76",
		"p > 0 ? a / b : a":             "",
		"p / a":                         "",
		"yes ? a : b":                   "364",
	} {
		f, err := testScope().Compile(source, NumberType)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if got := f.Figures(&Env{Facts: testFacts()}); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

func TestFormulaCodes(t *testing.T) {
	f, err := testScope().Compile("a / b > 1 and (missing(n) or or_zero(p) > a)", YesType)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Codes(); !slices.Equal(got, []string{"a", "b", "n", "p"}) {
		t.Errorf("codes %v", got)
	}
	for name, c := range map[string]struct {
		facts fact.Facts
		want  []string
	}{
		"nothing known": {nil, []string{"a", "b", "p"}},
		"absent":        {fact.Facts{"a": fact.Number(d("1")), "b": {State: fact.NotApplicable}, "p": {State: fact.NotApplicable}}, []string{"b"}},
	} {
		if got := f.Missing(c.facts); !slices.Equal(got, c.want) {
			t.Errorf("%s: missing %v, want %v", name, got, c.want)
		}
	}
}

func TestMessages(t *testing.T) {
	env := &Env{Facts: testFacts()}
	for source, want := range map[string]string{
		"支出 {a} 万元，超 {a - b} 万元":                   "支出 364 万元，超 -1443.76 万元",
		"占 {a / b * 100|percent}":                  "占 20.14%",
		"{a / b * 100 | points}":                   "20.14",
		"{{{a}}}":                                  "{364}",
		"{pick}，{yes}":                             "良好，是",
		"{note}、{p}、{a / n}":                       "（未填）、（未填）、（未填）",
		`{rows_matching(list, "name", "工程|设备")} 个`: "2 个",
		"":  "",
		"无": "无",
	} {
		m, err := testScope().Message(source)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if got := m.Render(env); got != want {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
	for _, source := range []string{"{", "}", "{a", "a}", "{}", "{a|x}", "{list}", "{ticks}", "{pick|percent}", "{a}}"} {
		if _, err := testScope().Message(source); err == nil {
			t.Errorf("%q compiles", source)
		}
	}
}

// The caret stands under the spot whether what is before it is Latin or Chinese.
func TestErrorsPointIntoTheFormula(t *testing.T) {
	long := strings.Repeat("a + ", 30)
	for source, want := range map[string]string{
		"a / bb":                    "a / bb\n    ^",
		`pick == "优"`:               `pick == "优"` + "\n        ^",
		`pick == "良好" and a > c`:    `pick == "良好" and a > c` + "\n         　　          ^",
		"abs(a":                     "abs(a\n    ^",
		long + "bb + " + long + "a": "…" + strings.Repeat("a + ", 10) + "bb + " + strings.Repeat("a + ", 8) + "a +…\n　" + strings.Repeat("    ", 10) + "^",
	} {
		_, err := testScope().Compile(source, "")
		if err == nil {
			t.Errorf("%s compiles", source)
		} else if got := err.Snippet(); got != want {
			t.Errorf("%s\n got\n%s\nwant\n%s", source, got, want)
		}
	}
}
