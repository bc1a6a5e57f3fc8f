package source

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

func TestShow(t *testing.T) {
	for _, p := range os.Args[1:] {
		_ = p
	}
	name := os.Getenv("SHOW")
	data, _ := os.ReadFile(name)
	start := time.Now()
	var m0 runtime.MemStats
	runtime.ReadMemStats(&m0)
	doc, err := Read(t.Context(), name, data, DefaultLimits)
	var m1 runtime.MemStats
	runtime.ReadMemStats(&m1)
	fmt.Println(time.Since(start), err, "alloc", (m1.TotalAlloc-m0.TotalAlloc)>>20, "MB; sys", m1.HeapSys>>20)
	if os.Getenv("QUIET") != "" {
		fmt.Println(len(doc.Sheets), len(doc.Paragraphs))
		return
	}
	for _, s := range doc.Sheets {
		fmt.Printf("## %s%s\n", s.Name, s.Place)
		for i, r := range s.Rows {
			if i > 12 {
				break
			}
			fmt.Print(s.Line(i), ": ")
			for _, c := range r {
				m := ""
				if c.Covered {
					m = "^"
				}
				fmt.Printf("[%s%s]", m, c.Text)
			}
			fmt.Println()
		}
	}
	for i, p := range doc.Paragraphs {
		if i > 40 {
			break
		}
		fmt.Println(p.Place, p.Text)
	}
	fmt.Println(doc.Unread)
}
