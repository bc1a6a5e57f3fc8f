package columns_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"ziping/export/columns"
)

// Every column holds what must not be broken, and all of them fill the room.
func TestWidths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "columns")
		g := columns.Grid{Pad: 9}
		least := make([]float64, n)
		for range rapid.IntRange(1, 30).Draw(t, "rows") {
			row := make([]columns.Cell, n)
			for k := 0; k < n; {
				c := columns.Cell{Span: rapid.IntRange(1, n-k).Draw(t, "span"), Merged: rapid.Bool().Draw(t, "merged")}
				wide := rapid.Float64Range(0, 3000).Draw(t, "text")
				c.Least, c.Parts = math.Min(wide, 20), []float64{wide}
				if c.Span == 1 {
					least[k] = math.Max(least[k], c.Least+g.Pad)
				}
				row[k] = c
				k += c.Span
			}
			g.Rows = append(g.Rows, row)
		}
		widths, ok := g.Widths(442.2)
		if !ok {
			t.Fatal("the columns do not fit")
		}
		sum := 0.0
		for k, w := range widths {
			sum += w
			if w < least[k]-0.01 {
				t.Errorf("column %d is %.1f wide, its word %.1f", k, w, least[k])
			}
		}
		if math.Abs(sum-442.2) > 0.1 {
			t.Errorf("the columns are %.1f wide", sum)
		}
	})
}

// A long text takes the room that short ones do not need.
func TestOneLongColumn(t *testing.T) {
	var g columns.Grid
	g.Pad = 9
	for range 20 {
		g.Rows = append(g.Rows, []columns.Cell{
			{Span: 1, Least: 42, Parts: []float64{42}}, {Span: 1, Least: 21, Parts: []float64{5250}}, {Span: 1, Least: 42, Parts: []float64{84}},
		})
	}
	widths, _ := g.Widths(442.2)
	if widths[1] < 250 || g.Lines(g.Rows[0], widths) > 21 {
		t.Errorf("%.0f", widths)
	}
	if _, ok := g.Widths(60); ok {
		t.Error("three columns of two characters and more fit into 60 pt")
	}
}

func TestUnbroken(t *testing.T) {
	for _, test := range []struct {
		text string
		line float64
		want float64
	}{{"项目名称", 42, 42}, {"年度总体目标", 63, 21}, {"年度总体\n目标", 42, 42}, {"偏差原因分析\n及改进措施", 63, 63}} {
		if got := columns.Unbroken(test.line, 10.5, columns.WholeIn(test.text)); got != test.want {
			t.Errorf("%s: %.1f, want %.1f", test.text, got, test.want)
		}
	}
}
