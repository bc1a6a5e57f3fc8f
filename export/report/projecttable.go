package report

import (
	"cmp"
	"fmt"
	"strconv"

	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// projectTable lists the projects with their execution and, where any was scored, points.
func (c tables) projectTable() string {
	return c.table(func() document.Table {
		rows := c.facts[projectsCode].Rows
		scored := c.anyProjectScored()
		t := document.Table{Note: "单位：万元", Columns: projectColumns(scored)}
		var initial, budget, spent []Figure
		for i, row := range rows {
			a, b, s := c.money(row["budget_initial"]), c.money(row["budget"]), c.money(row["spent"])
			initial, budget, spent = append(initial, a), append(budget, b), append(spent, s)
			cells := []string{
				strconv.Itoa(i + 1), cellText(row["name"]), cell(a), cell(b), cell(s), c.share(s, b),
				executionCell(c.projectScore(i)), yesNo(row["evaluated"]),
			}
			if scored {
				points, grade := c.projectPoints(i)
				cells = append(cells, points, grade)
			}
			t.Rows = append(t.Rows, append(cells, typed.Inline(row["reason"].Text)))
		}
		if len(rows) > 0 {
			b, s := c.total(budget), c.total(spent)
			t.Total = []string{"合计", fmt.Sprintf("%d个", len(rows)), cell(c.total(initial)), cell(b), cell(s), c.share(s, b)}
		}
		return evenDecimals(t)
	})
}

func projectColumns(scored bool) []document.Column {
	columns := []document.Column{
		{Head: "序号", Align: document.Center},
		{Head: "项目名称"},
		{Head: "年初\n预算数", Align: document.Decimal},
		{Head: "全年\n预算数", Align: document.Decimal},
		{Head: "全年\n执行数", Align: document.Decimal},
		{Head: "执行率", Align: document.Decimal},
		{Head: "执行率\n得分", Align: document.Decimal},
		{Head: "是否\n自评", Align: document.Center},
	}
	if scored {
		columns = append(columns,
			document.Column{Head: "项目\n得分", Align: document.Decimal},
			document.Column{Head: "等级", Align: document.Center})
	}
	return append(columns, document.Column{Head: "偏差原因和\n改进措施"})
}

func (c tables) anyProjectScored() bool {
	for _, p := range c.result.Projects {
		if p.Points.Valid {
			return true
		}
	}
	return false
}

func (c tables) projectPoints(i int) (points, grade string) {
	p := c.projectScore(i)
	if !p.Points.Valid {
		return "—", "—"
	}
	return pointsText(p.Points), cmp.Or(p.Grade, "—")
}

func executionCell(p scoring.ProjectScore) string {
	if !p.ExecutionPoints.Valid {
		return "—"
	}
	return pointsText(p.ExecutionPoints)
}

func (c tables) money(v scoring.Value) Figure {
	return Figure{state: v.State, number: v.Number, kind: scoring.Money, unit: "万元"}
}

// cell is a figure for a cell whose column names the unit; a figure nobody gave is a dash,
// the list says which ones it needs.
func cell(f Figure) string {
	if !f.Known() {
		return "—"
	}
	return f.Bare()
}

// share is a rate for a cell.
func (c tables) share(part, base Figure) string { return cell(c.quotient(part, base)) }

func cellText(v scoring.Value) string { return cmp.Or(typed.Inline(v.Text), missingCell) }
