package rule

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

// lostRowsAtMost is how many rows that lost points a working names.
const lostRowsAtMost = 5

// Rows adds the points of rows the unit sets for itself: each row's weight, and either
// the points it got or a coefficient of 0 to 100 %. The weights have to make up the
// indicator's maximum; until they do there are no points.
type Rows struct {
	Code string
	// Columns of the list. Exactly one of points and coefficient is set.
	Name, Weight, Points, Coefficient string
}

// Kind implements Rule.
func (Rows) Kind() string { return RowsKind }

// Field implements Rule.
func (r Rows) Field() string { return r.Code }

// Check implements Rule.
func (Rows) Check(Row) []Fault { return nil }

// scoredRow is one row with its points.
type scoredRow struct {
	weight, points decimal.Decimal
	remark         string // why it is less than the weight, or less than was claimed
}

// Apply implements Rule.
func (r Rows) Apply(in Input) Outcome {
	var weights, sum decimal.Decimal
	var each, remarks []string
	for i, facts := range in.Answer.Rows {
		title := r.title(i, facts)
		row, lacking := r.score(facts, title, in.Decimals)
		if lacking != "" {
			return Outcome{Says: title + "缺少" + lacking}
		}
		weights, sum = weights.Add(row.weight), sum.Add(row.points)
		each = append(each, fact.FormatPoints(row.points))
		if row.remark != "" {
			remarks = append(remarks, row.remark)
		}
	}
	if gap := weights.Sub(in.Max); !gap.IsZero() {
		return Outcome{Says: weightsMiss(len(each), weights, gap, in.Max)}
	}
	says := fmt.Sprintf("自设指标 %d 行，权重合计 %s 分，得分 %s", len(each), fact.FormatPoints(weights), strings.Join(each, " + "))
	if len(each) > 1 {
		says += " = " + fact.FormatPoints(sum)
	}
	return Outcome{Points: sum, OK: true, Says: fact.JoinClauses(says, someOf(remarks))}
}

// weightsMiss says by how much the weights miss the indicator's maximum.
func weightsMiss(rows int, weights, gap, max decimal.Decimal) string {
	word := "多"
	if gap.IsNegative() {
		word = "少"
	}
	return fmt.Sprintf("自设指标 %d 行，权重合计 %s 分，应为 %s 分，%s %s 分，调整后才能计分",
		rows, fact.FormatPoints(weights), fact.FormatPoints(max), word, fact.FormatPoints(gap.Abs()))
}

// score gives one row's points, from 0 to its weight; lacking names what it has not.
func (r Rows) score(facts fact.Facts, title string, decimals int32) (row scoredRow, lacking string) {
	if facts[r.Weight].State != fact.Known {
		return row, "权重"
	}
	row.weight = facts[r.Weight].Number
	if r.Coefficient != "" {
		if facts[r.Coefficient].State != fact.Known {
			return row, "得分系数"
		}
		coefficient := fact.Clamp(facts[r.Coefficient].Number, fact.Hundred)
		row.points = row.weight.Mul(coefficient).Div(fact.Hundred).Round(decimals)
		if row.points.LessThan(row.weight) {
			row.remark = fmt.Sprintf("%s得分系数 %s，失 %s 分", title, fact.FormatPercent(coefficient), fact.FormatPoints(row.weight.Sub(row.points)))
		}
		return row, ""
	}
	if facts[r.Points].State != fact.Known {
		return row, "得分"
	}
	claimed := facts[r.Points].Number
	row.points = fact.Clamp(claimed, row.weight).Round(decimals)
	switch {
	case claimed.GreaterThan(row.weight):
		row.remark = fmt.Sprintf("%s填 %s 分，按权重 %s 分计", title, fact.FormatPoints(claimed), fact.FormatPoints(row.weight))
	case row.points.LessThan(row.weight):
		row.remark = fmt.Sprintf("%s失 %s 分", title, fact.FormatPoints(row.weight.Sub(row.points)))
	}
	return row, ""
}

// title names a row for a working.
func (r Rows) title(i int, facts fact.Facts) string {
	if text := strings.TrimSpace(facts[r.Name].Text); text != "" {
		return "“" + text + "”"
	}
	return fmt.Sprintf("第 %d 行", i+1)
}

// someOf joins the first remarks and counts the others.
func someOf(remarks []string) string {
	if more := len(remarks) - lostRowsAtMost; more > 0 {
		remarks = append(remarks[:lostRowsAtMost:lostRowsAtMost], fmt.Sprintf("另有 %d 行失分或调整", more))
	}
	return strings.Join(remarks, "，")
}
