package scoring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/scoring/fact"
)

var (
	// largestFigure is the largest figure taken: 万亿 in 万元 is far beyond any town.
	largestFigure = decimal.New(1, 12)
	// moneyDecimals are the decimals of 1 分 in 万元.
	moneyDecimals int32 = 6
)

// Refuse says in Chinese why v cannot be the answer to the field, and is empty when it
// can. What has no value (Missing, Pending) is not refused.
func (f *Field) Refuse(v fact.Value) string {
	switch v.State {
	case fact.Missing, fact.Pending:
		return ""
	case fact.NotApplicable:
		if !f.NotApplicable {
			return "这一项不能填“" + fact.NotApplicableWord + "”"
		}
		return ""
	}
	switch {
	case f.Kind.Numeric():
		return f.refuseNumber(v.Number)
	case f.Kind == fact.Choice && !slices.Contains(f.Options, v.Text):
		return "应选：" + strings.Join(f.Options, "、")
	case f.Kind == fact.ShortText && strings.ContainsAny(v.Text, "\r\n"):
		return "只能写一行"
	case f.Kind == fact.Checklist:
		for _, item := range v.Items {
			if !slices.Contains(f.Options, item) {
				return fmt.Sprintf("没有“%s”这一项，应选：%s", item, strings.Join(f.Options, "、"))
			}
		}
	case f.Kind == fact.Rows:
		return f.refuseRows(v.Rows)
	}
	return ""
}

func (f *Field) refuseNumber(d decimal.Decimal) string {
	switch {
	case d.IsNegative() && f.Kind != fact.Rate && !f.Negative:
		return "不能是负数"
	case f.Most.Valid && d.GreaterThan(f.Most.Decimal):
		return "不能大于 " + fact.FormatFigure(fact.Figure, f.Most.Decimal)
	case d.Abs().GreaterThan(largestFigure):
		return "数字过大，请核对单位"
	case f.Kind == fact.Count && !d.IsInteger():
		return "应是整数"
	case f.Kind == fact.Money && !d.Equal(d.Truncate(moneyDecimals)):
		return "万元数最多六位小数（1 分）"
	case f.Kind == fact.Percent && d.GreaterThan(decimal.New(1, 6)):
		return "百分数过大，请核对"
	}
	return ""
}

// MostRows is how many rows the list takes.
func (f *Field) MostRows() int {
	if f.MaxRows > 0 {
		return f.MaxRows
	}
	return 500
}

func (f *Field) refuseRows(rows []fact.Facts) string {
	if len(rows) > f.MostRows() {
		return fmt.Sprintf("最多 %d 行", f.MostRows())
	}
	for i, row := range rows {
		for j := range f.Columns {
			if why := f.Columns[j].Refuse(row[f.Columns[j].Code]); why != "" {
				return fmt.Sprintf("第 %d 行“%s”：%s", i+1, f.Columns[j].Label, why)
			}
		}
	}
	return ""
}
