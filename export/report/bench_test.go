package report

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"ziping/scoring"
)

// BenchmarkPDF makes the published report, with lists of projects that make it longer:
// time and memory should grow with its pages.
func BenchmarkPDF(b *testing.B) {
	for _, projects := range []int{0, 50, 200} {
		b.Run(fmt.Sprintf("%d projects", projects), func(b *testing.B) {
			pack, e := seed(b)
			e = with(e, scoring.Facts{"projects": scoring.RowsOf(manyProjects(projects)...)})
			r := scoring.Evaluate(pack, e)
			var out bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				out.Reset()
				if _, err := PDF(context.Background(), &out, pack, e, r, Options{Date: reportDay}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(bytes.Count(out.Bytes(), []byte("/Type /Page\n"))), "pages")
			b.ReportMetric(float64(out.Len())/1e3, "KB/file")
		})
	}
}

// manyProjects are projects with different names and figures.
func manyProjects(n int) []scoring.Facts {
	rows := make([]scoring.Facts, n)
	for i := range rows {
		rows[i] = scoring.Facts{
			"name":   scoring.Text(fmt.Sprintf("第%d期农村人居环境整治提升项目", i+1)),
			"budget": number(fmt.Sprintf("%d.%02d", 10+i, i%100)), "spent": number(fmt.Sprintf("%d.%02d", 9+i, i%100)),
			"evaluated": scoring.Yes(true), "reason": scoring.Text("部分村工程结算审计未完成，尾款结转下年支付。"),
		}
	}
	return rows
}
