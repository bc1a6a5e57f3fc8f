package docx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/export/document"
	"ziping/export/document/official"
)

// cellMargins stand in every cell: not every program heeds those of the table.
const cellMargins = `<w:tcMar><w:top w:w="40" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>` +
	`<w:bottom w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tcMar>`

// mostWhole is the number of characters in a cell up to which a row stays on one page.
const mostWhole = 400

// table is a table as wide as the type area whose head is repeated on every page. Where it is known
// where it begins, it is parted at the page's end, so that what goes on is headed （续表）.
func (b *body) table(t document.Table) {
	small, widths := columnWidths(t, b.area(), b.room())
	for i, part := range b.portions(t, small, widths) {
		if i > 0 {
			b.add("Caption", keepNext+`<w:pageBreakBefore/>`, run(strings.Join(lines(t.Caption), "")+official.Continued))
		} else {
			for _, line := range lines(t.Caption) {
				b.add("Caption", keepNext, run(line))
			}
		}
		for _, line := range lines(t.Note) {
			b.add("TableNote", "", run(line))
		}
		b.write(grid{Table: part, small: small, widths: widths, insets: insets(t), groups: merged(part)})
	}
}

func (b *body) write(g grid) {
	b.out.WriteString(`<w:tbl><w:tblPr>` + fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, b.area()) +
		`<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="8" w:space="0" w:color="auto"/>` +
		`<w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="8" w:space="0" w:color="auto"/>` +
		`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>` +
		`<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range g.widths {
		fmt.Fprintf(&b.out, `<w:gridCol w:w="%d"/>`, w)
	}
	b.out.WriteString(`</w:tblGrid>`)
	if !g.Headless() {
		b.out.WriteString(g.head())
	}
	for i := range g.Rows {
		b.out.WriteString(g.row(i))
	}
	if g.Total != nil {
		b.out.WriteString(g.total())
	}
	b.out.WriteString(`</w:tbl>`)
	b.add("AfterTable", "", "") // tables that touch would become one
}

// grid is a table being written.
type grid struct {
	document.Table
	small  bool
	widths []int
	insets []map[string]int // for each column, how far a number ends from the right
	groups [][]int          // for each row and column, the first row of its merged cell, or -1
}

func (g grid) head() string {
	cells := make([]string, len(g.Columns))
	for i, column := range g.Columns {
		cells[i] = g.cell(i, 1, "", paragraph(g.style("TableHead"), "", broken(lines(column.Head))))
	}
	return `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

func (g grid) row(i int) string {
	var cells strings.Builder
	for k := 0; k < len(g.Columns); {
		merge, text, span := "", textAt(g.Rows[i], k), g.Span(i, k)
		switch group := g.groups[i][k]; {
		case group == i:
			merge = `<w:vMerge w:val="restart"/>`
		case group >= 0:
			merge, text = `<w:vMerge/>`, ""
		}
		cells.WriteString(g.cell(k, span, merge, g.content(i, k, text)))
		k += span
	}
	return `<w:tr>` + g.whole(g.Rows[i]) + cells.String() + `</w:tr>`
}

// whole keeps a row together on one page unless a text in it is long.
func (g grid) whole(row []string) string {
	for _, text := range row {
		if utf8.RuneCountInString(text) > mostWhole {
			return ""
		}
	}
	return `<w:trPr><w:cantSplit/></w:trPr>`
}

// total is the last row; a label at its beginning runs over the empty cells after it.
func (g grid) total() string {
	span := g.TotalSpan()
	cells := []string{g.cell(0, span, "", g.content(len(g.Rows), 0, textAt(g.Total, 0)))}
	if span > 1 {
		cells[0] = g.cell(0, span, "", paragraph(g.style("TableText"), `<w:jc w:val="center"/>`, broken(lines(textAt(g.Total, 0)))))
	}
	for k := span; k < len(g.Columns); k++ {
		cells = append(cells, g.cell(k, 1, "", g.content(len(g.Rows), k, textAt(g.Total, k))))
	}
	return `<w:tr><w:trPr><w:cantSplit/></w:trPr>` + strings.Join(cells, "") + `</w:tr>`
}

// cell is one cell from column k over span columns.
func (g grid) cell(k, span int, merge, content string) string {
	wide := 0
	for _, w := range g.widths[k : k+span] {
		wide += w
	}
	spanned := ""
	if span > 1 {
		spanned = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
	}
	return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s%s%s<w:vAlign w:val="center"/></w:tcPr>%s</w:tc>`,
		wide, spanned, merge, cellMargins, content)
}

// content is the text of a cell of column k; rows of a table that stays whole hold to the next.
func (g grid) content(row, k int, text string) string {
	properties := ""
	if g.Whole && row < len(g.Rows)-1 {
		properties = keepNext
	}
	switch g.Columns[k].Align {
	case document.Center:
		properties += `<w:jc w:val="center"/>`
	case document.Right:
		properties += `<w:jc w:val="right"/>`
	case document.Decimal:
		if official.IsNumber(text) {
			properties += fmt.Sprintf(`<w:ind w:right="%d"/><w:jc w:val="right"/>`, g.insets[k][text])
		} else {
			properties += `<w:jc w:val="center"/>`
		}
	}
	return paragraph(g.style("TableText"), properties, broken(lines(text)))
}

// style is the smaller variant of a cell's style for a table of many columns.
func (g grid) style(name string) string {
	if g.small {
		return name + "Small"
	}
	return name
}

func textAt(row []string, k int) string {
	if k >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[k])
}

// merged finds the cells that are drawn as one: equal neighbours down a merged column,
// within the cells merged to their left.
func merged(t document.Table) [][]int {
	groups := make([][]int, len(t.Rows))
	for i := range groups {
		groups[i] = make([]int, len(t.Columns))
		for k := range groups[i] {
			groups[i][k] = -1
		}
	}
	var before []int
	for k, column := range t.Columns {
		if !column.Merge {
			continue
		}
		for start := 0; start < len(t.Rows); {
			end := start + 1
			for end < len(t.Rows) && joins(t, groups, before, start, end, k) {
				end++
			}
			for i := start; i < end && end-start > 1; i++ {
				groups[i][k] = start
			}
			start = end
		}
		before = append(before, k)
	}
	return groups
}

func joins(t document.Table, groups [][]int, before []int, start, end, k int) bool {
	if text := textAt(t.Rows[start], k); text == "" || text != textAt(t.Rows[end], k) || t.Span(start, k) != t.Span(end, k) {
		return false
	}
	for _, left := range before {
		if group := groups[start][left]; group < 0 || group != groups[end][left] {
			return false
		}
	}
	return true
}

// insets finds how far each number of a column must end from the right, in twentieths of
// a point, for the decimal points to stand under each other. A figure of the Times-like
// face is half as wide as high, a point a quarter.
func insets(t document.Table) []map[string]int {
	out := make([]map[string]int, len(t.Columns))
	fraction := func(text string) int { // the sign of a rate stands after all of them
		if n := official.Decimals(text); n > 0 {
			return int(sizeTable*10)/4 + n*int(sizeTable*10)/2
		}
		return 0
	}
	for k := range t.Columns {
		out[k] = map[string]int{}
		widest := 0
		for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
			if text := textAt(row, k); official.IsNumber(text) {
				widest = max(widest, fraction(text))
				out[k][text] = fraction(text)
			}
		}
		for text, own := range out[k] {
			out[k][text] = widest - own
		}
	}
	return out
}
