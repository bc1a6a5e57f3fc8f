package source

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/cell"
)

// mostMerges is how many merged cells of a sheet are looked at.
const mostMerges = 5000

func (r *sheetReader) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok || len(r.merges) >= mostMerges {
		return
	}
	row, column, ok1 := address(from)
	lastRow, lastColumn, ok2 := address(to)
	if ok1 && ok2 && lastRow >= row && lastColumn >= column {
		r.merges = append(r.merges, [4]int{row, column, lastRow, min(lastColumn, r.limits.Columns-1)})
	}
}

// spread writes the text of a merged cell over the cells it covers, within the rows that have a
// value: beyond them there is nothing to read.
func (r *sheetReader) spread() {
	at := map[int]int{}
	for i, line := range r.sheet.Lines {
		at[line-1] = i
	}
	for _, m := range r.merges {
		first, ok := at[m[0]]
		if !ok {
			continue
		}
		origin := r.sheet.At(first, m[1])
		if origin.Blank() {
			continue
		}
		origin.Covered = true
		for i := first; i < len(r.sheet.Rows) && r.sheet.Lines[i]-1 <= m[2]; i++ {
			r.cover(i, first, m, origin)
		}
	}
}

func (r *sheetReader) cover(i, first int, m [4]int, origin cell.Cell) {
	row := r.sheet.Rows[i]
	if grow := m[3] + 1 - len(row); grow > 0 && r.cells >= grow {
		r.cells -= grow
		row = append(row, make([]cell.Cell, grow)...)
	}
	for j := m[1]; j <= m[3] && j < len(row); j++ {
		if row[j].Blank() && (i != first || j != m[1]) {
			row[j] = origin
		}
	}
	r.sheet.Rows[i] = row
}

// dayCount turns the numbers of days into dates (ECMA-376 Part 1 §18.17.4.1).
type dayCount struct{ from1904 bool }

// text is the day as offices write it; the number itself where it is no day of our time.
func (d dayCount) text(number decimal.Decimal) string {
	days := number.IntPart()
	if days < 1 || days > 2958465 {
		return number.String()
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if d.from1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return start.AddDate(0, 0, int(days)).Format("2006-01-02")
}
