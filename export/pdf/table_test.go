package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/export/document"
	"ziping/export/document/official"
)

func headed(n int) []document.Column {
	all := make([]document.Column, n)
	for i := range all {
		all[i] = document.Column{Head: fmt.Sprintf("第%d列", i+1)}
	}
	return all
}

func TestTwoHundredRowsRepeatTheHead(t *testing.T) {
	pages := laidOut(t, builtin(t), bodyOf(sampleProjects(200)))
	if len(pages) < 6 {
		t.Fatalf("%d pages", len(pages))
	}
	var all strings.Builder
	for i, p := range pages {
		text := pageText(p)
		all.WriteString(text)
		if !strings.Contains(text, "序号项目名称预算数") || !strings.Contains(text, "单位：万元") {
			t.Errorf("page %d has no head", i+1)
		}
		if marked := strings.Contains(text, "表2项目支出绩效自评情况"+official.Continued) || strings.Contains(text, "表2 项目支出绩效自评情况"+official.Continued); marked != (i > 0) {
			t.Errorf("page %d: 续表 mark is %v", i+1, marked)
		}
	}
	for i, row := range sampleProjects(200).Rows {
		if !strings.Contains(all.String(), row[0]+row[1]+row[2]+row[3]) {
			t.Errorf("row %d is missing or parted", i+1)
		}
	}
}

func TestLongCellsAreDividedOnlyWhenTheyMust(t *testing.T) {
	reason := strings.Repeat("因上级资金下达较晚项目推迟实施", 34) // 510 characters
	name := strings.Repeat("农村人居环境综合整治提升", 5)
	table := document.Table{Caption: "表1", Columns: headed(8)}
	for i := range 6 {
		table.Rows = append(table.Rows, []string{fmt.Sprint(i), name, "1.00", "2.00", "3.00", "4.00", "5.00", reason})
	}
	pages := laidOut(t, builtin(t), bodyOf(table))
	var all strings.Builder
	whole := 0
	for _, p := range pages {
		text := pageText(p)
		all.WriteString(text)
		whole += strings.Count(text, reason)
	}
	if whole != 6 {
		t.Errorf("%d of 6 reasons stand on one page; a row that fits a page is not divided", whole)
	}
	if strings.Count(all.String(), name) != 6 {
		t.Error("a name was parted or lost")
	}

	table.Rows = [][]string{{"1", name, "", "", "", "", "", strings.Repeat(reason, 8)}}
	all.Reset()
	pages = laidOut(t, builtin(t), bodyOf(document.Paragraph{Text: "前文。"}, table, document.Paragraph{Text: "后文。"}))
	for _, p := range pages {
		all.WriteString(pageText(p))
	}
	if got := strings.Count(all.String(), "推"); got != 8*34 {
		t.Errorf("%d of %d sentences of the divided cell are there", got, 8*34)
	}
	if len(pages) < 2 || !strings.Contains(all.String(), "后文。") {
		t.Errorf("%d pages", len(pages))
	}
}

func TestEqualNeighboursAreMergedInsideTheirGroup(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "一级", Merge: true}, {Head: "二级", Merge: true}, {Head: "三级"}},
		Rows: [][]string{{"投入", "目标", "甲"}, {"投入", "目标", "乙"}, {"过程", "目标", "丙"}, {"过程", "执行", "丁"}, {"", "执行", "戊"}, {"", "", "己"}}}
	pages := laidOut(t, builtin(t), bodyOf(table))
	want := "报告一级二级三级投入目标甲乙过程目标丙执行丁执行戊己"
	if diff := cmp.Diff(want, pageText(pages[0])); diff != "" {
		t.Error(diff)
	}
}

func TestMergedCellsAreRepeatedOnTheNextPage(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "类别", Merge: true}, {Head: "项目"}}}
	for i := range 60 {
		table.Rows = append(table.Rows, []string{"项目支出", fmt.Sprintf("第%d项", i+1)})
	}
	for i, p := range laidOut(t, builtin(t), bodyOf(table)) {
		if n := strings.Count(pageText(p), "项目支出"); n != 1 {
			t.Errorf("page %d shows the merged cell %d times", i+1, n)
		}
	}
}

func TestMergedTextTallerThanItsRows(t *testing.T) {
	label := strings.Repeat("预算执行", 10)
	table := document.Table{Columns: []document.Column{{Head: "类别", Merge: true}, {Head: "项目"}},
		Rows: [][]string{{label, "甲"}, {label, "乙"}, {"其他", "丙"}}}
	p := laidOut(t, builtin(t), bodyOf(table))[0]
	var label1, other float64
	for _, r := range p.runs {
		switch r.glyphs[0].char {
		case '预', '算', '执', '行':
			label1 = max(label1, r.y)
		case '其':
			other = r.y
		}
	}
	if label1 >= other-sizeTable/2 {
		t.Errorf("the merged text ends at %.1f, the next row stands at %.1f", label1, other)
	}
}

func TestDecimalPointsStandUnderEachOther(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "金额", Align: document.Decimal}, {Head: "说明"}},
		Rows: [][]string{{"1807.76", "甲"}, {"364", "乙"}, {"0.5", "丙"}, {"-3.125", "丁"}, {"20.14%", "戊"}, {"—", "己"}}}
	points := map[float64]bool{}
	for _, r := range laidOut(t, builtin(t), bodyOf(table))[0].runs {
		x := r.x
		for _, g := range r.glyphs {
			if g.char == '.' {
				points[math.Round(x*10)/10] = true
			}
			x += g.width + r.tracking
		}
	}
	if len(points) != 1 {
		t.Errorf("decimal points at %v", points)
	}
}

func TestColumnWidths(t *testing.T) {
	c := newComposer(builtin(t), newTally())
	sum := func(widths []float64) float64 {
		total := 0.0
		for _, w := range widths {
			total += w
		}
		return total
	}
	table := sampleProjects(27)
	_, widths := c.tableWidths(table, sizeTable)
	if math.Abs(sum(widths)-areaWidth) > 0.1 {
		t.Errorf("widths add up to %.1f", sum(widths))
	}
	if widths[1] < widths[0] || widths[1] < widths[2] {
		t.Errorf("the column of names is not the widest: %.0f", widths)
	}

}

func TestTotalRowJoinsItsLabelAndStaysWithARow(t *testing.T) {
	set := builtin(t)
	for rows := 10; rows < 45; rows++ {
		table := sampleProjects(rows)
		pages := laidOut(t, set, bodyOf(table))
		last := pageText(pages[len(pages)-1])
		if !strings.Contains(last, table.Rows[rows-1][2]) {
			t.Errorf("%d rows: the total stands alone on page %d: %s", rows, len(pages), last)
		}
	}
	if label, end := totalLabel([]string{"", "合计", "", "3.00"}, 5); label != 1 || end != 3 {
		t.Errorf("label %d, end %d", label, end)
	}
	if label, _ := totalLabel([]string{"", "3.00"}, 2); label != -1 {
		t.Errorf("a number is no label, got %d", label)
	}
}

// Any table stays within the type area and keeps every character.
func TestTablesOfAnyShapeKeepTheirText(t *testing.T) {
	set := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, document.MaxColumns).Draw(t, "columns")
		table := document.Table{Caption: rapid.StringMatching(`[表题]{0,40}`).Draw(t, "caption"), Columns: make([]document.Column, n)}
		runes := 0
		text := func(label string) string {
			s := rapid.StringMatching(`([一二]{0,9}|[0-9]{1,8}(\.[0-9]{2})?|[a-z]{1,20}|[三四，。]{0,200})`).Draw(t, label)
			runes += len([]rune(s))
			return s
		}
		for i := range table.Columns {
			table.Columns[i] = document.Column{Head: rapid.StringMatching(`[甲乙\n]{0,12}`).Draw(t, "head"),
				Align: document.Align(rapid.IntRange(0, 3).Draw(t, "align"))}
		}
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			row := make([]string, n)
			for i := range row {
				row[i] = text("cell")
			}
			table.Rows = append(table.Rows, row)
		}
		pages, _ := layOut(bodyOf(document.Paragraph{Text: "前"}, table, document.Paragraph{Text: "后"}), set)
		count := 0
		for i, p := range pages {
			checkArea(t, i+1, p)
			for _, r := range p.runs {
				if r.y > areaBottom+tolerance {
					continue
				}
				for _, g := range r.glyphs {
					if !strings.ContainsRune("报告前后表题（续）甲乙", g.char) {
						count++
					}
				}
			}
		}
		if count != runes {
			t.Fatalf("%d characters drawn, %d in the table", count, runes)
		}
	})
}

// manyReasons are projects with names of 60 characters and reasons of 500.
func manyReasons(rows int) document.Table {
	t := sampleProjects(rows)
	name, reason := []rune(strings.Repeat("农村人居环境综合整治提升及配套设施建设", 4)), []rune(strings.Repeat("因上级资金下达较晚项目推迟实施", 34))
	for _, row := range t.Rows {
		row[1], row[6] = string(name[:60]), string(reason[:500])
	}
	return t
}

func TestManyLongReasonsStayWhole(t *testing.T) {
	const rows = 200
	d := bodyOf(document.Attachment{Title: "清单", Wide: true}, manyReasons(rows))
	pages := laidOut(t, builtin(t), d) // checks the frames
	var all strings.Builder
	for _, p := range pages {
		if p.turned != nil {
			all.WriteString(pageText(p.turned))
		}
	}
	if got := strings.Count(all.String(), manyReasons(1).Rows[0][1]); got != rows {
		t.Errorf("%d names of %d are whole", got, rows)
	}
	if got := strings.Count(all.String(), "推"); got != rows*33 {
		t.Errorf("%d sentences of %d", got, rows*33)
	}
	if len(pages) > rows*2/3 {
		t.Errorf("%d pages for %d projects", len(pages), rows)
	}
}
