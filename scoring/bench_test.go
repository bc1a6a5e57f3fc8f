package scoring_test

import (
	"fmt"
	"strings"
	"testing"

	"ziping/scoring"
)

// What an answer costs does not grow with the questionnaire: compare the two.
func BenchmarkUpdateByFormSize(b *testing.B) {
	for _, n := range []int{60, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := mustLoad(b, packOf(b, n))
			facts := scoring.Facts{}
			for _, code := range p.Codes() {
				facts[code] = num("1")
			}
			v := scoring.NewEvaluator(p, scoring.Evaluation{Facts: facts})
			f, _ := p.Field("q7")
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				v.Update(scoring.Facts{"q7": num([]string{"1", "2"}[i%2])})
				p.Active(f, facts)
			}
		})
	}
}

// packOf is smallPack with n more questions, all of them asked under one condition.
func packOf(tb testing.TB, n int) string {
	var more strings.Builder
	more.WriteString("      - {code: q0, label: 问 0, kind: number}\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&more, "      - {code: q%d, label: 问 %d, kind: number, when: a >= 0}\n", i, i)
	}
	return change(tb, "      - {code: rest, label: 其余, kind: number}\n", "      - {code: rest, label: 其余, kind: number}\n"+more.String())
}
