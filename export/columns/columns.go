// Package columns finds how wide the columns of a table are: each holds what must not be broken in
// it, and the rest of the width is shared so that the table is as low as it can be. A writer gives
// the widths of its texts as it sets or estimates them.
package columns

import (
	"math"
	"slices"
)

// Cell is what a cell holds, in points.
type Cell struct {
	// Span is how many columns it covers; 0 for one that another covers.
	Span int
	// Least is its widest part that must not be broken.
	Least float64
	// Parts are the widths of its lines, as its author broke them, each on one line.
	Parts []float64
	// Merged cells share a height with the rows around them and need none of their own.
	Merged bool
}

// Grid is a table's cells; every row has one for every column.
type Grid struct {
	Rows [][]Cell
	// Pad is what the sides of a cell take of its width.
	Pad float64
}

const (
	// tolerance is what a comparison of summed widths allows.
	tolerance = 0.01
	// lineEnds is what the breaks of a text of several lines make it longer.
	lineEnds = 1.04
	// hardest is how many of the highest rows decide about the widths.
	hardest = 24
	// lengthPower is how strongly the length of a column's texts counts when the first widths are
	// shared out: 1 in proportion, 0 not at all.
	lengthPower = 0.7
)

// steps are how much width is moved between two columns at a time, wide moves first.
var steps = []float64{32, 12, 4}

// Widths divides room among the columns; false when they cannot hold what must not be broken.
func (g Grid) Widths(room float64) ([]float64, bool) {
	if len(g.Rows) == 0 {
		return nil, false
	}
	n := len(g.Rows[0])
	least, natural := make([]float64, n), make([]float64, n)
	for _, row := range g.Rows {
		for k, c := range row {
			if c.Span == 1 {
				least[k] = max(least[k], c.Least+g.Pad)
				natural[k] = max(natural[k], slices.Max(append([]float64{0}, c.Parts...))+g.Pad)
			}
		}
	}
	sum := 0.0
	for k := range least {
		least[k] = max(least[k], g.Pad+1)
		natural[k] = max(natural[k], least[k])
		sum += least[k]
	}
	if sum > room {
		return nil, false
	}
	widths := shareOut(least, natural, room-sum)
	g.lower(widths, least)
	return widths, true
}

// shareOut gives every column what it needs and shares the rest: first to columns with texts to
// come, long ones more but not in proportion, none more than it has use for; then to all alike.
func shareOut(least, natural []float64, room float64) []float64 {
	widths := slices.Clone(least)
	for room > tolerance {
		wishes := 0.0
		for k := range widths {
			wishes += math.Pow(max(natural[k]-widths[k], 0), lengthPower)
		}
		if wishes < tolerance {
			break
		}
		given := 0.0
		for k := range widths {
			want := max(natural[k]-widths[k], 0)
			part := min(room*math.Pow(want, lengthPower)/wishes, want)
			widths[k] += part
			given += part
		}
		room -= given
	}
	for k := range widths {
		widths[k] += max(room, 0) / float64(len(widths))
	}
	return widths
}

// lower moves width to the columns that make rows high as long as the rows become lower together.
func (g Grid) lower(widths, least []float64) {
	rows := g.highest(widths)
	if len(rows) == 0 {
		return
	}
	cost := func() float64 {
		sum := 0.0
		for _, row := range rows {
			sum += g.cost(row, widths)
		}
		return sum
	}
	now := cost()
	for _, step := range steps {
		for moved := true; moved; {
			moved = false
			for to := range widths {
				best, from := now-tolerance, -1
				for k := range widths {
					if k == to || widths[k]-step < least[k] {
						continue
					}
					widths[k], widths[to] = widths[k]-step, widths[to]+step
					if c := cost(); c < best {
						best, from = c, k
					}
					widths[k], widths[to] = widths[k]+step, widths[to]-step
				}
				if from >= 0 {
					widths[from], widths[to] = widths[from]-step, widths[to]+step
					now, moved = best, true
				}
			}
		}
	}
}

// highest are the rows of several lines, at most so many as decide.
func (g Grid) highest(widths []float64) [][]Cell {
	var rows [][]Cell
	for _, row := range g.Rows {
		if g.Lines(row, widths) > 1 {
			rows = append(rows, row)
		}
	}
	if len(rows) > hardest {
		slices.SortStableFunc(rows, func(a, b []Cell) int { return g.Lines(b, widths) - g.Lines(a, widths) })
		rows = rows[:hardest]
	}
	return rows
}

// cost is a row's lines; what its lower cells have beside that counts a little, so that a way is
// found to a move that pays later.
func (g Grid) cost(row []Cell, widths []float64) float64 {
	most, sum := 1, 0
	for k := range row {
		if c := &row[k]; c.Span > 0 && !c.Merged {
			n := g.lines(c, widths[k:k+c.Span])
			most, sum = max(most, n), sum+n
		}
	}
	return float64(most) + float64(sum)/100
}

// Lines is how many lines the highest cell of a row has.
func (g Grid) Lines(row []Cell, widths []float64) int {
	most := 1
	for k := range row {
		if c := &row[k]; c.Span > 0 && !c.Merged {
			most = max(most, g.lines(c, widths[k:k+c.Span]))
		}
	}
	return most
}

func (g Grid) lines(c *Cell, widths []float64) int {
	room := -g.Pad
	for _, w := range widths {
		room += w
	}
	n := 0
	for _, part := range c.Parts {
		if part <= room+tolerance {
			n++
		} else {
			n += int(math.Ceil(part * lineEnds / room))
		}
	}
	return n
}
