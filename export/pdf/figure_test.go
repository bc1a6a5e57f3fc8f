package pdf

import (
	"bytes"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/export/chart"
	"ziping/export/document"
	"ziping/export/fonts"
)

func barsOf(n int) chart.Bars {
	bars := chart.Bars{Unit: "%", Mark: decimal.NewNullDecimal(decimal.NewFromInt(100))}
	for i := range n {
		bars.Groups = append(bars.Groups, chart.Group{Label: "农村人居环境整治项目", Bars: []chart.Bar{
			{Pattern: chart.Pattern(i % 3), Value: decimal.NewNullDecimal(decimal.NewFromInt(int64(40 + i))), Text: "四十%"},
		}})
	}
	return bars
}

// figurePages lays out a figure after some lines of text.
func figurePages(t *testing.T, lines, bars int) []*page {
	t.Helper()
	set, err := fonts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	doc := &document.Document{Title: "报告"}
	for range lines {
		doc.Blocks = append(doc.Blocks, document.Paragraph{Text: "正文。"})
	}
	doc.Blocks = append(doc.Blocks, document.Figure{Caption: "执行率图题", Alt: "略", Drawing: barsOf(bars)})
	if _, err := Write(doc, set, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	pages, _ := layOut(doc, set)
	return pages
}

func textOf(p *page) string {
	var out strings.Builder
	for _, r := range p.runs {
		for _, g := range r.glyphs {
			out.WriteRune(g.char)
		}
	}
	return out.String()
}

func TestFigureStandsWithItsCaption(t *testing.T) {
	for lines := range 24 {
		found := false
		for _, p := range figurePages(t, lines, 5) {
			text := textOf(p)
			if drawn, captioned := strings.Count(text, "四十%"), strings.Contains(text, "执行率图题"); drawn > 0 || captioned {
				found = true
				if drawn != 5 || !captioned {
					t.Errorf("after %d lines a page has %d of 5 bars, caption: %v", lines, drawn, captioned)
				}
			}
		}
		if !found {
			t.Errorf("after %d lines there is no figure", lines)
		}
	}
}

func TestFigureKeepsInsideTheTypeArea(t *testing.T) {
	for _, bars := range []int{1, 15, 60} {
		for _, p := range figurePages(t, 0, bars) {
			for _, r := range p.rules {
				if r.x1 < areaLeft-1 || r.x2 > areaRight+1 || min(r.y1, r.y2) < areaTop-1 || max(r.y1, r.y2) > areaBottom+1 {
					t.Errorf("%d bars: a line %v leaves the type area", bars, r)
				}
			}
		}
	}
}
