package report

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// tables make the report's tables and charts.
type tables struct{ *composer }

// table is the token of one table.
func (c tables) table(build func() document.Table) string {
	return c.holdBlocks(func() []document.Block { return []document.Block{build()} })
}

// blockTable sums the points by level-1 indicator, for the conclusion.
func (c tables) blockTable() string {
	return c.table(func() document.Table {
		t := document.Table{
			Caption: "自评得分情况（单位：分）",
			Columns: []document.Column{{Head: "一级指标", Align: document.Center}},
			Rows:    [][]string{{"分值"}, {"得分"}, {"失分"}},
		}
		add := func(head string, figures ...string) {
			t.Columns = append(t.Columns, document.Column{Head: head, Align: document.Center})
			for i, figure := range figures {
				t.Rows[i] = append(t.Rows[i], figure)
			}
		}
		for _, b := range c.pack.Blocks {
			points, lost, complete := decimal.Zero, decimal.Zero, true
			for _, s := range c.result.Indicators {
				if s.Level1 == b.Name {
					points, lost = points.Add(s.Points.Decimal), lost.Add(s.Lost.Decimal)
					complete = complete && s.Points.Valid
				}
			}
			if complete {
				add(b.Name, scoring.FormatPoints(b.Max), scoring.FormatPoints(points), scoring.FormatPoints(lost))
			} else {
				add(b.Name, scoring.FormatPoints(b.Max), missingCell, missingCell)
			}
		}
		max, total := c.result.Max, c.result.Total
		if c.result.Complete {
			add("合计", scoring.FormatPoints(max), scoring.FormatPoints(total), scoring.FormatPoints(max.Sub(total)))
		} else {
			add("合计\n（已计分）", scoring.FormatPoints(max), scoring.FormatPoints(total), missingCell)
		}
		return t
	})
}

// blockPoints says in a sentence what each level-1 indicator got.
func (c tables) blockPoints() string {
	var parts []string
	for _, b := range pointsByBlock(&c.result) {
		parts = append(parts, b.name+pointsText(b.points)+"分")
	}
	return "（" + strings.Join(parts, "、") + "）"
}

// scoreTable is the indicator table with working and reasons.
func (c tables) scoreTable() string { return c.table(c.points) }

func (c tables) points() document.Table {
	t := document.Table{Columns: []document.Column{
		{Head: "一级\n指标", Align: document.Center, Merge: true},
		{Head: "二级\n指标", Align: document.Center, Merge: true},
		{Head: "三级指标"},
		{Head: "分值", Align: document.Decimal},
		{Head: "得分", Align: document.Decimal},
		{Head: "计算过程"},
		{Head: "失分原因"},
	}}
	for _, s := range c.result.Indicators {
		reason := ""
		if losesPoints(s) {
			switch reason = typed.Sentence(c.explanation(causesCode, s.Code)); {
			case reason == "":
				reason = missingCell
			case utf8.RuneCountInString(reason) > longReason:
				reason = seeText
			}
		}
		t.Rows = append(t.Rows, []string{
			s.Level1, s.Level2, s.Name, scoring.FormatPoints(s.Max), pointsText(s.Points), c.scoreWorking(s), reason,
		})
	}
	remark := ""
	if !c.result.Complete {
		remark = "资料不全，为已计分指标的得分合计。"
	}
	t.Total = []string{"合计", "", "", scoring.FormatPoints(c.result.Max), scoring.FormatPoints(c.result.Total), remark, ""}
	return evenDecimals(t)
}

// longReason is from how many characters on a reason stands in the text alone, which has it in full.
const longReason = 24

// seeText is the remark on what the report's text has in full.
const seeText = "见正文"

func (c tables) scoreWorking(s scoring.Score) string {
	if s.Points.Valid {
		return working(s) + "。"
	}
	var labels []string
	for _, code := range s.Missing {
		labels = append(labels, c.label(code))
	}
	if len(labels) == 0 {
		return working(s)
	}
	return "尚缺：" + strings.Join(labels, "、") + "。"
}

// label is a field's label; a code that is not in the questionnaire stands for itself.
func (c tables) label(code string) string {
	if field, ok := c.pack.Field(code); ok {
		return c.fullLabel(field)
	}
	return code
}

// suggestedAtMost keeps the list of findings readable; the checks know more measures.
const suggestedAtMost = 2

// suggested are the first of a check's typical measures, marked as what they are.
func suggested(measures []string) string {
	if len(measures) == 0 {
		return missingCell
	}
	return "建议：" + typed.Sentence(strings.Join(measures[:min(len(measures), suggestedAtMost)], "；"))
}
