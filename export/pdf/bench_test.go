package pdf

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"ziping/export/document"
	"ziping/export/fonts"
)

// reportOf is a report with everything a report has: text, two tables that grow
// with it, an attachment.
func reportOf(rows int) *document.Document {
	d := sampleDocument()
	for i := range rows / 12 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 2, Text: fmt.Sprintf("第%d个项目的绩效", i+1)})
		for k := range 4 {
			d.Blocks = append(d.Blocks, document.Paragraph{Text: fmt.Sprintf("项目%d全年预算%d.%02d万元，实际支出%d.%02d万元，执行率%d.%02d%%；主要用于村组道路硬化、“厕所革命”、河道清淤和垃圾清运，产出指标%d项均已完成——未发生超预算支出。", i+1, 20+i, k*7, 19+i, k*9, 90+k, i%100, 3+k)})
		}
	}
	d.Blocks = append(d.Blocks, sampleProjects(rows))
	return d
}

// BenchmarkWrite is the whole work on one document, from its text to the bytes
// of the file, the faces being parsed. Reports of about 10, 20 and 40 pages show
// whether time and memory grow with the pages.
func BenchmarkWrite(b *testing.B) {
	set := builtin(b)
	for _, rows := range []int{36, 170, 440} {
		d := reportOf(rows)
		_, report := written(b, d)
		b.Run(fmt.Sprintf("%d pages", report.Pages), func(b *testing.B) { benchmark(b, d, set) })
	}
}

// BenchmarkWriteChanging makes another document every time: nothing that is kept
// of the last one helps.
func BenchmarkWriteChanging(b *testing.B) {
	set := builtin(b)
	var out bytes.Buffer
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		d := reportOf(36)
		character := string(rune(0x4E00 + i%5000))
		d.Title, d.Blocks = character+d.Title, append(d.Blocks, document.Paragraph{Text: character})
		out.Reset()
		b.StartTimer()
		if _, err := Write(d, set, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmark(b *testing.B, d *document.Document, set *fonts.Set) {
	var out bytes.Buffer
	var report Report
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		out.Reset()
		var err error
		if report, err = Write(d, set, &out); err != nil {
			b.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	documents := float64(b.N)
	milliseconds := float64(b.Elapsed().Nanoseconds()) / 1e6 / documents
	b.ReportMetric(milliseconds, "ms/doc")
	b.ReportMetric(milliseconds/float64(report.Pages), "ms/page")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/1e6/documents, "MB/doc")
	b.ReportMetric(float64(report.Pages), "pages")
	b.ReportMetric(float64(out.Len())/1e3, "KB/file")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkWriteReasons is a list of projects with long names and reasons: time
// should grow with its rows.
func BenchmarkWriteReasons(b *testing.B) {
	for _, rows := range []int{50, 100, 200} {
		d := bodyOf(document.Attachment{Title: "清单", Wide: true}, manyReasons(rows))
		b.Run(fmt.Sprintf("%d rows", rows), func(b *testing.B) { benchmark(b, d, builtin(b)) })
	}
}
