package report

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/export/chart"
	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// projectsInChart is how many projects a chart shows: more bars than fit on half a page
// say less than the list.
const projectsInChart = 15

// PointsChart is a picture (PNG) of the points by level-1 indicator for a phone's screen.
// r must be the result of evaluating e with pack.
func PointsChart(pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) ([]byte, error) {
	t := tables{newComposer(pack, e, r, opt)}
	return t.picture(t.pointsBars())
}

func (c tables) picture(bars chart.Bars) ([]byte, error) {
	if len(bars.Groups) == 0 {
		return nil, nil
	}
	set, err := c.opt.faces()
	if err != nil {
		return nil, err
	}
	bars.Title = typed.Inline(c.evaluation.Unit) + bars.Title
	png, err := chart.PNG(bars, chart.Phone, set)
	if err != nil {
		return nil, fmt.Errorf("画图：%w", err)
	}
	return png, nil
}

// drawing is the token of one figure; nothing where there is nothing to draw.
func (c tables) drawing(build func() chart.Bars) string {
	return c.holdBlocks(func() []document.Block {
		bars := build()
		if len(bars.Groups) == 0 {
			return nil
		}
		f := document.Figure{Caption: bars.Title, Alt: bars.Alt()}
		bars.Title = "" // the caption has it
		f.Drawing = bars
		return []document.Block{f}
	})
}

func (c tables) pointsFigure() string { return c.drawing(c.pointsBars) }
func (c tables) projectsFigure() string {
	return c.drawing(func() chart.Bars { return telling(c.projectBars()) })
}
func (c tables) yearsFigure() string { return c.drawing(c.yearsBars) }

// blockPoints is what a level-1 indicator got; not valid while one of its rows has no points.
type blockPoints struct {
	name        string
	points, max decimal.NullDecimal
}

// text is the points of the most there are: 25/30.
func (b blockPoints) text() string {
	return pointsText(b.points) + "/" + pointsText(b.max)
}

// pointsByBlock adds up a result's points, in the order of its table.
func pointsByBlock(r *scoring.Result) []blockPoints {
	var blocks []blockPoints
	for _, s := range r.Indicators {
		i := slices.IndexFunc(blocks, func(b blockPoints) bool { return b.name == s.Level1 })
		if i < 0 {
			i = len(blocks)
			zero := decimal.NewNullDecimal(decimal.Zero)
			blocks = append(blocks, blockPoints{name: s.Level1, points: zero, max: zero})
		}
		b := &blocks[i]
		b.max.Decimal = b.max.Decimal.Add(s.Max)
		b.points.Decimal = b.points.Decimal.Add(s.Points.Decimal)
		b.points.Valid = b.points.Valid && s.Points.Valid
	}
	return blocks
}

// pointsBars are the points by level-1 indicator within the points there are.
func (c tables) pointsBars() chart.Bars {
	bars := chart.Bars{
		Title: fmt.Sprintf("%d年度自评各部分得分", c.evaluation.Year), Unit: "分",
		Legend: []chart.Key{{Pattern: chart.Solid, Name: "得分"}, {Pattern: chart.Open, Name: "分值"}},
	}
	if c.result.Complete {
		bars.Title += fmt.Sprintf("（合计%s分）", scoring.FormatPoints(c.result.Total))
	}
	for _, b := range pointsByBlock(&c.result) {
		bars.Groups = append(bars.Groups, chart.Group{Label: b.name, Bars: []chart.Bar{
			{Pattern: chart.Solid, Value: b.points, Limit: b.max, Text: b.text()},
		}})
	}
	return bars
}

// yearsBars set this year's points beside last year's, block by block of this year's table.
// A frame shows the points there were, because the tables of two years may differ.
func (c tables) yearsBars() chart.Bars {
	last := c.opt.LastYear
	if last == nil {
		return chart.Bars{}
	}
	bars := chart.Bars{
		Title: fmt.Sprintf("%d年度与%d年度自评得分比较", c.result.Year, last.Year), Unit: "分",
		Legend: []chart.Key{
			{Pattern: chart.Solid, Name: fmt.Sprintf("%d年", c.result.Year)},
			{Pattern: chart.Hatched, Name: fmt.Sprintf("%d年", last.Year)},
			{Pattern: chart.Open, Name: "分值"},
		},
	}
	before := pointsByBlock(last)
	for _, b := range pointsByBlock(&c.result) {
		group := chart.Group{Label: b.name, Bars: []chart.Bar{
			{Pattern: chart.Solid, Value: b.points, Limit: b.max, Text: b.text()},
			{Pattern: chart.Hatched, Text: "—"},
		}}
		if i := slices.IndexFunc(before, func(o blockPoints) bool { return o.name == b.name }); i >= 0 {
			o := before[i]
			group.Bars[1] = chart.Bar{Pattern: chart.Hatched, Value: o.points, Limit: o.max, Text: o.text()}
		}
		bars.Groups = append(bars.Groups, group)
	}
	return bars
}

// executed is a project with its rate of execution.
type executed struct {
	name   string
	budget decimal.Decimal
	rate   Figure
}

// fewestOff is how many bars must be off the full rate, by as many points, for a chart to say more
// than the list does.
const fewestOff = 3

// telling are the bars of the projects' rates if they say something: not that nearly all are 100 %.
func telling(bars chart.Bars) chart.Bars {
	off := 0
	for _, g := range bars.Groups {
		if g.Bars[0].Value.Decimal.Sub(hundred).Abs().GreaterThanOrEqual(decimal.NewFromInt(fewestOff)) {
			off++
		}
	}
	if off < fewestOff {
		return chart.Bars{}
	}
	return bars
}

// projectBars are the execution rates of the projects with the largest budgets. What is
// above the budget is marked by its filling, not only by the line at 100 %.
func (c tables) projectBars() chart.Bars {
	var projects []executed
	for _, row := range c.facts[projectsCode].Rows {
		budget := c.money(row["budget"])
		if rate := c.quotient(c.money(row["spent"]), budget); rate.Known() {
			projects = append(projects, executed{cellText(row["name"]), budget.number, rate})
		}
	}
	if len(projects) == 0 {
		return chart.Bars{}
	}
	all := len(projects)
	slices.SortStableFunc(projects, func(a, b executed) int { return b.budget.Cmp(a.budget) })
	projects = projects[:min(all, projectsInChart)]
	bars := chart.Bars{
		Title: "项目预算执行率", Unit: "%", Mark: decimal.NewNullDecimal(hundred),
		Legend: []chart.Key{{Pattern: chart.Solid, Name: "未超过全年预算"}},
	}
	if all > len(projects) {
		bars.Title += fmt.Sprintf("（全年预算数最大的%d个项目，共%d个）", len(projects), all)
	}
	over := false
	for _, p := range projects {
		bar := chart.Bar{Value: decimal.NewNullDecimal(p.rate.number), Text: p.rate.Bare()}
		if p.rate.number.GreaterThan(hundred) {
			bar.Pattern, over = chart.Hatched, true
		}
		bars.Groups = append(bars.Groups, chart.Group{Label: p.name, Bars: []chart.Bar{bar}})
	}
	if over {
		bars.Legend = append(bars.Legend, chart.Key{Pattern: chart.Hatched, Name: "超过全年预算"})
	} else {
		bars.Legend = nil
	}
	return bars
}
