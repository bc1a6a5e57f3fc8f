package scoring_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/scoring"
)

// A pack is shared by all conversations; run with -race.
func TestEvaluateConcurrently(t *testing.T) {
	e, p := readSeed(t)
	want := scoring.Evaluate(p, e)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, scoring.Evaluate(p, e)); diff != "" {
					t.Error(diff)
				}
				for i := range p.Sections {
					for j := range p.Sections[i].Fields {
						p.Active(&p.Sections[i].Fields[j], e.Facts)
						p.Offer(&p.Sections[i].Fields[j], e.Facts)
					}
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkEvaluate(b *testing.B) {
	e, p := readSeed(b)
	b.ReportAllocs()
	for b.Loop() {
		scoring.Evaluate(p, e)
	}
}

func BenchmarkActive(b *testing.B) {
	e, p := readSeed(b)
	f, _ := p.Field("satisfaction_sample")
	b.ReportAllocs()
	for b.Loop() {
		p.Active(f, e.Facts)
	}
}
