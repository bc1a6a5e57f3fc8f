package source

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"ziping/dialog/reading/cell"
)

// layout puts runs of text together to lines, lines to paragraphs, and rows of cells to sheets.
type layout struct {
	limits Limits
	doc    cell.Document
	onPage int
	// para is the paragraph being collected and the page it began on.
	para   strings.Builder
	began  int
	full   bool // its last line reached the right edge, so the next goes on
	sheet  cell.Sheet
	places int
}

// textLine is a line of a page: its cells, and where it ends.
type textLine struct {
	y, end, size float64
	cells        []string
}

var pageNumber = regexp.MustCompile(`^[-—–\s]*(第\s*)?\d{1,4}(\s*页)?([\s/共]*\d{0,4}\s*页?)?[-—–\s]*$`)

func (l *layout) page(number int, runs []*run) error {
	l.onPage = number
	lines := linesOf(runs)
	right := 0.0
	for _, line := range lines {
		right = math.Max(right, line.end)
	}
	for i, line := range lines {
		text := strings.Join(line.cells, "")
		if (i == 0 || i == len(lines)-1) && pageNumber.MatchString(text) {
			continue
		}
		if len(line.cells) >= 3 || len(line.cells) == 2 && len(l.sheet.Rows) > 0 {
			l.endParagraph()
			if err := l.row(line); err != nil {
				return err
			}
			continue
		}
		l.endSheet()
		if !l.full {
			l.endParagraph()
		}
		if l.para.Len() == 0 {
			l.began = number
		}
		l.para.WriteString(strings.Join(line.cells, " "))
		l.full = line.end > right-2.6*line.size
	}
	return nil
}

func (l *layout) row(line textLine) error {
	row := make([]cell.Cell, len(line.cells))
	for i, text := range line.cells {
		row[i] = cell.Cell{Text: cell.Trim(text)}
	}
	if l.places += len(row); l.places > l.limits.Cells || len(l.sheet.Rows) >= l.limits.Rows || len(row) > l.limits.Columns {
		return errTooMuch
	}
	if len(l.sheet.Rows) == 0 {
		l.sheet = cell.Sheet{Place: fmt.Sprintf("第 %d 页表格", l.onPage), First: 1}
	}
	l.sheet.Rows = append(l.sheet.Rows, row)
	return nil
}

func (l *layout) endParagraph() {
	if text := cell.Trim(l.para.String()); text != "" {
		l.doc.Paragraphs = append(l.doc.Paragraphs, cell.Paragraph{Text: text, Place: fmt.Sprintf("第 %d 页", l.began)})
	}
	l.para.Reset()
	l.full = false
}

func (l *layout) endSheet() {
	if len(l.sheet.Rows) > 0 {
		l.doc.Sheets = append(l.doc.Sheets, l.sheet)
	}
	l.sheet = cell.Sheet{}
}

func (l *layout) finish() cell.Document {
	l.endParagraph()
	l.endSheet()
	return l.doc
}

// linesOf sorts runs into lines from top to bottom; a gap wider than half a character ends a cell.
func linesOf(runs []*run) []textLine {
	sorted := slices.DeleteFunc(slices.Clone(runs), func(r *run) bool { return cell.Trim(r.text.String()) == "" })
	slices.SortStableFunc(sorted, func(a, b *run) int {
		switch {
		case a.y > b.y:
			return -1
		case a.y < b.y:
			return 1
		}
		return 0
	})
	var lines []textLine
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && math.Abs(sorted[n].y-sorted[0].y) < 0.45*math.Max(sorted[0].size, sorted[n].size) {
			n++
		}
		lines = append(lines, lineOf(sorted[:n]))
		sorted = sorted[n:]
	}
	return lines
}

func lineOf(runs []*run) textLine {
	slices.SortStableFunc(runs, func(a, b *run) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	line := textLine{y: runs[0].y}
	for i, r := range runs {
		text := r.text.String()
		gap := r.x - line.end
		switch n := len(line.cells); {
		case i == 0 || gap > 0.5*math.Max(r.size, line.size):
			line.cells = append(line.cells, text)
		case gap > 0.3*r.size && endsLatin(line.cells[n-1]) && startsLatin(text):
			line.cells[n-1] += " " + text
		default:
			line.cells[n-1] += text
		}
		line.end, line.size = math.Max(line.end, r.end), r.size
	}
	return line
}

func endsLatin(s string) bool   { return s != "" && s[len(s)-1] < 0x80 }
func startsLatin(s string) bool { return s != "" && s[0] < 0x80 }
