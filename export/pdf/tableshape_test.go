package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"ziping/export/document"
	"ziping/export/document/official"
)

// heights are the heights of the rows of a table.
func heights(s *sheet) []float64 {
	all := make([]float64, len(s.rows))
	for i, r := range s.rows {
		all[i] = r.height
	}
	return all
}

// A merged label of several lines does not make each of its rows that high.
func TestRowsAreNotAsTallAsTheirMergedLabel(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "类", Merge: true}, {Head: "项目"}}}
	for i := range 4 {
		table.Rows = append(table.Rows, []string{strings.Repeat("预算执行情况", 20), fmt.Sprintf("第%d项", i+1)})
	}
	c := newComposer(builtin(t), newTally())
	s := c.sheetOf(table, sizeTable)
	one := s.cellHeight(cellText{})
	for i, height := range heights(s) {
		if height != one {
			t.Errorf("row %d is %.1f pt high, one line needs %.1f", i+1, height, one)
		}
	}
	table.Rows = table.Rows[:2]
	s = c.sheetOf(table, sizeTable)
	label := s.cellHeight(s.rows[0].cells[0])
	if s.portion(0, areaHeight) != 2 {
		t.Fatal("two rows do not fit on a page")
	}
	got := heights(s)
	if math.Abs(got[0]-got[1]) > tolerance || math.Abs(got[0]+got[1]-label) > tolerance {
		t.Errorf("rows of %.1f pt, the label needs %.1f", got, label)
	}
}

func TestNumbersStandInTheMiddleOfTheirColumn(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "金额", Align: document.Decimal}},
		Rows: [][]string{{"1807.76"}, {"364"}, {"0.5"}}}
	left, right := math.Inf(1), math.Inf(-1)
	for _, r := range laidOut(t, builtin(t), bodyOf(table))[0].runs {
		if g := r.glyphs[0]; r.size == sizeTable && isDigit(g.char) {
			left, right = min(left, r.x), max(right, r.x+float64(len(r.glyphs))*g.width)
		}
	}
	if middle := (left + right) / 2; math.Abs(middle-areaLeft-areaWidth/2) > 3 {
		t.Errorf("the numbers reach from %.1f to %.1f, not round the middle %.1f", left, right, areaLeft+areaWidth/2)
	}
}

func TestCellsCoverSeveralColumns(t *testing.T) {
	name := strings.Repeat("农村人居环境整治", 4)
	table := document.Table{Columns: make([]document.Column, 4),
		Rows:  [][]string{{"项目名称", name, "", ""}, {"预算", "1", "2", "3"}},
		Spans: [][]int{{1, 3}}}
	p := laidOut(t, builtin(t), bodyOf(table))[0]
	if got, want := pageText(p), "报告项目名称"+name+"预算123"; got != want {
		t.Errorf("text %s, want %s", got, want)
	}
	upper := 0
	for _, r := range p.rules {
		if r.x1 == r.x2 && r.x1 > areaLeft+1 && r.x1 < areaRight-1 {
			upper++
		}
	}
	if upper != 1+3 {
		t.Errorf("%d lines between columns, want one in the first row and three in the second", upper)
	}
}

// Text goes on before a table that has to go to the next page; a heading and
// what follows it do not.
func TestTextFillsThePageBeforeATable(t *testing.T) {
	table := sampleProjects(6)
	long := strings.Repeat("文", 28*18)
	after := strings.Repeat("后", 28*6)
	d := bodyOf(document.Paragraph{Text: long}, table, document.Paragraph{Text: after})
	d.Title = ""
	pages := laidOut(t, builtin(t), d)
	first, second := pageText(pages[0]), pageText(pages[1])
	if !strings.Contains(first, "后") || strings.Contains(first, "村级") {
		t.Errorf("page 1: %s", first)
	}
	if !strings.Contains(second, "村级") || strings.Count(first+second, "后") != 28*6 {
		t.Errorf("page 2: %s", second)
	}
	d.Blocks = []document.Block{document.Paragraph{Text: long}, table, document.Heading{Level: 1, Text: "后面"}, document.Paragraph{Text: after}}
	pages = laidOut(t, builtin(t), d)
	if strings.Contains(pageText(pages[0]), "后") {
		t.Error("text went over a heading")
	}
}

// What stands under a heading, or in an attachment, does not go before it because
// its table moves to the next page.
func TestTextDoesNotGoBeforeTheHeadingOfItsTable(t *testing.T) {
	set := builtin(t)
	after := document.Paragraph{Text: strings.Repeat("后", 28*3)}
	for name, start := range map[string]document.Block{
		"heading": document.Heading{Level: 2, Text: "附表"}, "attachment": document.Attachment{Title: "附表"},
	} {
		for lines := 12; lines <= official.LinesPerPage; lines++ {
			d := bodyOf(document.Paragraph{Text: strings.Repeat("文", 28*lines-2)}, start, sampleProjects(6), after)
			d.Title = ""
			var all strings.Builder
			for _, p := range laidOut(t, set, d) {
				all.WriteString(pageText(p))
			}
			text := all.String()
			if strings.Index(text, "后") < strings.Index(text, "村级") {
				t.Errorf("%s after %d lines: the text under it stands before it", name, lines)
			}
		}
	}
}

func TestTableIsSetSmallerToKeepToOnePage(t *testing.T) {
	c := newComposer(builtin(t), newTally())
	for rows, want := range map[int]float64{5: sizeTable, 27: sizeSmallTable, 60: sizeTable} {
		table := document.Table{Columns: headed(2)}
		for range rows {
			table.Rows = append(table.Rows, []string{"项目", "1"})
		}
		c.boxes = nil
		c.table(table, 0)
		f := newFlow()
		f.place(c.boxes)
		for _, r := range f.pages[0].runs {
			if r.size != want && r.size != sizeCaption {
				t.Errorf("%d rows: type of %.1f pt, want %.1f", rows, r.size, want)
				break
			}
		}
	}
}

// However many rows there are, the notes under a table stand on a page with rows of it.
func TestNotesDoNotStandWithoutTheirTable(t *testing.T) {
	set := builtin(t)
	for rows := 20; rows <= 60; rows++ {
		table := document.Table{Columns: headed(2)}
		for range rows {
			table.Rows = append(table.Rows, []string{"项目", "1"})
		}
		d := bodyOf(document.Attachment{Title: "附表"}, table,
			document.Notice{Text: "注1：第一条。"}, document.Notice{Text: "注2：第二条。"}, document.Notice{Text: "注3：第三条。"})
		found := 0
		for _, p := range laidOut(t, set, d) {
			text := pageText(p)
			notes := strings.Count(text, "注")
			if found += notes; notes > 0 && (notes != 3 || !strings.Contains(text, "项目")) {
				t.Errorf("%d rows: a page with %d notes has %q", rows, notes, text)
			}
		}
		if found != 3 {
			t.Errorf("%d rows: %d notes", rows, found)
		}
	}
}

// A wide attachment lies across the sheet; its page number does not.
func TestWideAttachments(t *testing.T) {
	d := bodyOf(document.Paragraph{Text: "正文。"}, document.Attachment{Title: "清单", Wide: true}, sampleProjects(40),
		document.Attachment{Title: "说明"}, document.Paragraph{Text: "附件正文。"})
	pages := laidOut(t, builtin(t), d)
	if pages[0].turned != nil || pages[1].turned == nil || pages[len(pages)-1].turned != nil {
		t.Fatal("the wrong pages are turned")
	}
	for i, p := range pages[1 : len(pages)-1] {
		if p.turned == nil || pageText(p.turned) == "" || len(p.runs) == 0 || len(p.rules) > 0 {
			t.Errorf("page %d: the table is not turned or the page number is", i+2)
		}
	}
	widest := 0.0
	for _, r := range pages[1].turned.rules {
		widest = max(widest, r.x2)
	}
	if math.Abs(widest-areaLeft-areaHeight) > 0.01 {
		t.Errorf("the table reaches to %.1f, not to the end of the turned page", widest)
	}
}

// On odd pages the head of a table that lies across stands at the binding edge, on
// even ones at the outer edge (GB/T 9704-2012 §8). Sheets are printed on both sides
// and bound at the left of odd pages (§6): both are the left edge of the page, so
// that facing pages are read without turning the book about. The page number stays
// where it is on other pages.
func TestHeadOfATableAcrossAsReadersSeeIt(t *testing.T) {
	d := bodyOf(document.Paragraph{Text: "正文。"}, document.Attachment{Title: "清单", Wide: true}, sampleProjects(60))
	d.Cover = sampleCover()
	pages := words(t, d)[2:]
	if len(pages) < 2 {
		t.Fatalf("%d pages of the table", len(pages))
	}
	for i, page := range pages {
		number, head, first, last := i+2, math.Inf(1), math.Inf(1), math.Inf(1)
		var top, bottom float64
		for _, w := range page {
			switch {
			case w.text == "序号":
				head, bottom = w.left, w.top
			case w.text == "偏差原因":
				top = w.top
			case strings.HasPrefix(w.text, "村级组织"):
				first = min(first, w.left)
			case w.top > areaBottom:
				last = min(last, w.left)
			}
		}
		if head > first || head > pageWidth/2 {
			t.Errorf("page %d: the head stands at %.0f, its first row at %.0f", number, head, first)
		}
		if top >= bottom {
			t.Errorf("page %d: the table is read upwards, its last column should be above the first: %.0f, %.0f", number, top, bottom)
		}
		if left := last < pageWidth/2; left != (number%2 == 0) {
			t.Errorf("page %d: its number begins at %.0f", number, last)
		}
	}
}
