// Package board draws and tabulates what a bureau or a manager watches: how far units are, how
// their scores are spread, which findings are frequent.
package board

import (
	"fmt"
	"io"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/export/chart"
	"ziping/export/fonts"
	"ziping/export/typed"
	"ziping/scoring"
)

// unitsInPicture is how many units a picture of the board lists; more are told by number.
const unitsInPicture = 20

// Step is how far one thing is, a section of a unit's form or a unit.
type Step struct {
	Name        string
	Done, Total int    // questions, or sections
	State       string // 未开始, 进行中, 已完成, 有问题, 已送审 …; a few characters
}

// StateCount is how many units are in a state.
type StateCount struct {
	State string
	Count int
}

// Data is what the bureau's board shows.
type Data struct {
	Title  string // 某区2023年度自评进度
	Note   string // 截至3月5日10时，截止日期3月31日; may be empty
	States []StateCount
	Units  []Step // the first twenty are listed
}

// SectionsData is what the board of one unit shows.
type SectionsData struct {
	Title    string // 某镇人民政府2023年度自评进度
	Note     string
	Sections []Step
}

// SpreadData are the scores of units, for their spread.
type SpreadData struct {
	Title  string // 2023年度自评得分分布
	Note   string // empty: number of units, highest, lowest and median
	Scores []decimal.Decimal
	Max    decimal.Decimal // of a score; 100 when zero
	Grades []scoring.Grade // a pack's; lines where each begins
}

// Picture writes a picture (PNG, 1080 pixels wide) of the bureau's board: how many
// units are in each state, and how far each is. set is nil for the built-in faces. Nothing
// is written when it fails. Equal data give equal bytes.
func Picture(w io.Writer, d Data, set *fonts.Set) error {
	p := chart.Progress{Title: typed.Inline(d.Title), Note: typed.Inline(d.Note)}
	for _, s := range d.States {
		p.Counts = append(p.Counts, chart.Count{Name: typed.Inline(s.State), N: s.Count, Text: fmt.Sprintf("%d个", s.Count)})
	}
	p.Rows = steps(d.Units[:min(len(d.Units), unitsInPicture)])
	if more := len(d.Units) - len(p.Rows); more > 0 {
		p.Foot = fmt.Sprintf("共%d个单位，另有%d个没有列出", len(d.Units), more)
	}
	return writePicture(w, p, set)
}

// SectionsPicture writes a picture (PNG, 1080 pixels wide) of how far the sections of one
// unit's form are. Otherwise as Picture.
func SectionsPicture(w io.Writer, d SectionsData, set *fonts.Set) error {
	return writePicture(w, chart.Progress{Title: typed.Inline(d.Title), Note: typed.Inline(d.Note), Rows: steps(d.Sections)}, set)
}

func steps(list []Step) []chart.Step {
	out := make([]chart.Step, len(list))
	for i, s := range list {
		out[i] = chart.Step{Name: typed.Inline(s.Name), Done: s.Done, Total: s.Total, Text: fmt.Sprintf("%d/%d", s.Done, s.Total), State: typed.Inline(s.State)}
	}
	return out
}

// SpreadPicture writes a picture (PNG, 1080 pixels wide) of how scores are spread, in
// ranges of five points: each holds its lower end, the last one both. It fails without
// scores and for scores below zero or above the most there is.
func SpreadPicture(w io.Writer, d SpreadData, set *fonts.Set) error {
	h, err := d.histogram()
	if err != nil {
		return err
	}
	return writePicture(w, h, set)
}

// rangeWidth is the width of a range in points.
var rangeWidth = decimal.NewFromInt(5)

func (d SpreadData) histogram() (chart.Histogram, error) {
	h := chart.Histogram{Title: typed.Inline(d.Title), Note: typed.Inline(d.Note), Unit: "分"}
	most := d.Max
	if most.IsZero() {
		most = decimal.NewFromInt(100)
	}
	scores := slices.SortedFunc(slices.Values(d.Scores), decimal.Decimal.Cmp)
	if len(scores) == 0 {
		return h, fmt.Errorf("没有得分，画不出分布图")
	}
	lowest, highest := scores[0], scores[len(scores)-1]
	if lowest.IsNegative() || highest.GreaterThan(most) {
		return h, fmt.Errorf("得分应在0～%s分之间，却有%s～%s分", scoring.FormatPoints(most), scoring.FormatPoints(lowest), scoring.FormatPoints(highest))
	}
	// From the range of the lowest score to the most there is.
	first := lowest.Div(rangeWidth).Floor()
	ranges := most.Div(rangeWidth).Ceil().Sub(first).IntPart()
	first, ranges = widened(first, ranges)
	h.Counts = make([]int, ranges)
	for _, s := range scores {
		h.Counts[min(s.Div(rangeWidth).Floor().Sub(first).IntPart(), ranges-1)]++
	}
	for i := range ranges + 1 {
		h.Edges = append(h.Edges, scoring.FormatPoints(decimal.Min(first.Add(decimal.NewFromInt(i)).Mul(rangeWidth), most)))
	}
	for _, g := range d.Grades {
		if at := g.From.Div(rangeWidth).Sub(first); at.IsPositive() {
			h.Marks = append(h.Marks, chart.Place{At: at.InexactFloat64(), Name: typed.Inline(g.Name) + "≥" + scoring.FormatPoints(g.From)})
		}
	}
	slices.SortFunc(h.Marks, func(a, b chart.Place) int { return int(10 * (a.At - b.At)) })
	if h.Note == "" {
		h.Note = fmt.Sprintf("%d个单位，最高%s分，最低%s分，中位数%s分", len(scores), scoring.FormatPoints(highest), scoring.FormatPoints(lowest), scoring.FormatPoints(median(scores)))
	}
	return h, nil
}

// widened shows eight ranges at least, so that a narrow spread looks narrow.
func widened(first decimal.Decimal, ranges int64) (decimal.Decimal, int64) {
	const least = 8
	if more := min(least-ranges, first.IntPart()); more > 0 {
		return first.Sub(decimal.NewFromInt(more)), ranges + more
	}
	return first, ranges
}

// median of sorted scores.
func median(sorted []decimal.Decimal) decimal.Decimal {
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return sorted[middle-1].Add(sorted[middle]).DivRound(decimal.NewFromInt(2), 2)
}

// writePicture draws for a phone's screen.
func writePicture(w io.Writer, d chart.Drawing, set *fonts.Set) error {
	if set == nil {
		var err error
		if set, err = fonts.Builtin(); err != nil {
			return fmt.Errorf("读取字体：%w", err)
		}
	}
	picture := chart.Phone
	picture.Height = max(1, min(picture.Height, int(d.Height(picture.Size))))
	png, err := chart.PNG(d, picture, set)
	if err != nil {
		return fmt.Errorf("画图：%w", err)
	}
	if _, err := w.Write(png); err != nil {
		return fmt.Errorf("写图：%w", err)
	}
	return nil
}
