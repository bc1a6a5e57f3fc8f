package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring"
)

// sampleEvaluations are evaluations a template has to get along with, by what they hold.
func sampleEvaluations(pack *scoring.Pack) map[string]scoring.Evaluation {
	evaluation := func(pick func(n int, f *scoring.Field) scoring.Value) scoring.Evaluation {
		e := scoring.Evaluation{Scheme: pack.ID, Unit: "某镇人民政府", Year: 2023, Facts: scoring.Facts{}}
		n := 0
		for i := range pack.Sections {
			for j := range pack.Sections[i].Fields {
				f := &pack.Sections[i].Fields[j]
				if v := pick(n, f); v.State != scoring.Missing {
					e.Facts[f.Code] = v
				}
				n++
			}
		}
		return e
	}
	none := scoring.Value{State: scoring.NotApplicable}
	return map[string]scoring.Evaluation{
		"空白":  evaluation(func(int, *scoring.Field) scoring.Value { return scoring.Value{} }),
		"完整":  evaluation(func(n int, f *scoring.Field) scoring.Value { return sampleValue(pack, f, int64(n)+10) }),
		"全零":  evaluation(func(_ int, f *scoring.Field) scoring.Value { return sampleValue(pack, f, 0) }),
		"不涉及": evaluation(func(int, *scoring.Field) scoring.Value { return none }),
		"半数": evaluation(func(n int, f *scoring.Field) scoring.Value {
			switch n % 3 {
			case 0:
				return scoring.Value{}
			case 1:
				return scoring.Value{State: scoring.Pending}
			}
			return sampleValue(pack, f, int64(n))
		}),
	}
}

// sampleValue is some value a field may have; zero answers no to everything.
func sampleValue(pack *scoring.Pack, f *scoring.Field, n int64) scoring.Value {
	switch f.Kind {
	case scoring.YesNo:
		return scoring.Yes(n > 0)
	case scoring.Choice:
		if len(f.Options) == 0 {
			return scoring.Value{}
		}
		return scoring.Text(f.Options[int(n)%len(f.Options)])
	case scoring.Checklist:
		return scoring.Items(f.Options[:int(n)%(len(f.Options)+1)]...)
	case scoring.ShortText:
		return scoring.Text("示例")
	case scoring.LongText:
		return scoring.Text(strings.Repeat("示例文字。", 20) + "\n第二段。")
	case scoring.Rows:
		if n == 0 {
			return scoring.RowsOf()
		}
		full, empty := scoring.Facts{}, scoring.Facts{}
		for i := range f.Columns {
			full[f.Columns[i].Code] = sampleValue(pack, &f.Columns[i], n)
		}
		return scoring.RowsOf(full, empty)
	case scoring.PerIndicator, scoring.PerFinding:
		texts := map[string]string{}
		for i := range pack.Indicators {
			texts[pack.Indicators[i].Code] = "示例"
		}
		return scoring.Texts(texts)
	}
	return scoring.Number(decimal.NewFromInt(n))
}
