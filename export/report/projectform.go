package report

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/export/document"
	"ziping/export/typed"
	"ziping/scoring"
)

// The columns of the project list that only the form of one project shows.
const (
	goalColumn         = "goal"
	achievedColumn     = "achieved"
	problemsColumn     = "problems"
	improvementsColumn = "improvements"
	indicatorsColumn   = "indicators"
)

// projectForms are the 项目支出绩效自评表 of all projects that have indicators of their own,
// in the form of 财预〔2020〕10号. A form is not divided if a page can hold it; short ones share a page.
func (c tables) projectForms() string {
	return c.holdBlocks(func() []document.Block {
		var blocks []document.Block
		for i, row := range c.facts[projectsCode].Rows {
			if len(row[indicatorsColumn].Rows) > 0 {
				caption := fmt.Sprintf("%s（%d年度）", formTitle(cellText(row["name"])), c.evaluation.Year)
				blocks = append(blocks, c.projectForm(caption, row, c.projectScore(i)))
			}
		}
		return blocks
	})
}

// formTitle is the title of one project's form: 垃圾清运项目支出绩效自评表.
func formTitle(project string) string {
	return strings.TrimSuffix(project, "项目") + "项目支出绩效自评表"
}

func (c tables) hasProjectForms() bool {
	for _, row := range c.facts[projectsCode].Rows {
		if len(row[indicatorsColumn].Rows) > 0 {
			return true
		}
	}
	return false
}

// projectScore is the score of a row of the project list; empty without one.
func (c tables) projectScore(i int) scoring.ProjectScore {
	if i >= len(c.result.Projects) {
		return scoring.ProjectScore{}
	}
	return c.result.Projects[i]
}

// form is a table without a head whose cells cover several columns.
type form struct{ table document.Table }

// formColumns is how many columns the rows of indicators have, the finest of the form.
const formColumns = 9

// cover is a cell and how many columns it covers.
type cover struct {
	text    string
	columns int
}

// add puts a row together; its covers fill the form's columns.
func (f *form) add(cells ...cover) {
	row, spans, at := make([]string, formColumns), make([]int, formColumns), 0
	for _, cell := range cells {
		row[at], spans[at] = cell.text, cell.columns
		at += cell.columns
	}
	f.table.Rows, f.table.Spans = append(f.table.Rows, row), append(f.table.Spans, spans)
}

func (c tables) projectForm(caption string, row scoring.Facts, score scoring.ProjectScore) document.Table {
	f := form{document.Table{
		Caption: caption, Whole: true,
		Columns: make([]document.Column, formColumns),
	}}
	for i := range f.table.Columns {
		f.table.Columns[i] = document.Column{Align: document.Center, Merge: i < 3}
	}
	unit := cmp.Or(typed.Inline(c.evaluation.Unit), missingCell)
	f.add(cover{"项目名称", 1}, cover{cellText(row["name"]), 8})
	f.add(cover{"主管部门", 1}, cover{unit, 3}, cover{"实施单位", 1}, cover{unit, 4})
	c.formFunds(&f, row, score)
	f.add(cover{"年度总体\n目标", 1}, cover{"预期目标", 4}, cover{"实际完成情况", 4})
	f.add(cover{"年度总体\n目标", 1}, cover{longCell(row[goalColumn]), 4}, cover{longCell(row[achievedColumn]), 4})
	weight := c.formIndicators(&f, row, score)
	f.add(cover{"总分", 6}, cover{scoring.FormatPoints(weight), 1}, cover{pointsText(score.Points), 1}, cover{gradeCell(score), 1})
	for _, note := range []struct{ title, column string }{
		{"偏差原因", "reason"}, {"存在问题", problemsColumn}, {"改进措施", improvementsColumn},
	} {
		if text := typed.Paragraphs(row[note.column].Text); text != "" {
			f.add(cover{note.title, 1}, cover{text, 8})
		}
	}
	return f.table
}

// gradeCell tells the grade beside the total.
func gradeCell(score scoring.ProjectScore) string {
	if score.Grade == "" {
		return ""
	}
	return "等级：" + score.Grade
}

// formFunds adds the funds: the whole, and its sources when the list asks for them.
func (c tables) formFunds(f *form, row scoring.Facts, score scoring.ProjectScore) {
	const label = "项目资金\n（万元）"
	f.add(cover{label, 1}, cover{"", 2}, cover{"年初预算数", 1}, cover{"全年预算\n数（A）", 1},
		cover{"全年执行\n数（B）", 1}, cover{"分值", 1}, cover{"执行率\n（B/A）", 1}, cover{"得分", 1})
	initial, budget, spent := c.money(row["budget_initial"]), c.money(row["budget"]), c.money(row["spent"])
	f.add(cover{label, 1}, cover{"年度资金总额", 2}, cover{cell(initial), 1}, cover{cell(budget), 1}, cover{cell(spent), 1},
		cover{scoring.FormatPoints(c.executionMax()), 1}, cover{c.share(spent, budget), 1}, cover{pointsText(score.ExecutionPoints), 1})
	for i, s := range c.fundSources() {
		name := s.name
		if i == 0 {
			name = "其中：" + name
		}
		f.add(cover{label, 1}, cover{name, 2}, cover{cell(c.money(row[s.initial])), 1}, cover{cell(c.money(row[s.budget])), 1},
			cover{cell(c.money(row[s.spent])), 1}, cover{"—", 1}, cover{"—", 1}, cover{"—", 1})
	}
}

func (c tables) executionMax() decimal.Decimal {
	if c.pack.Projects == nil {
		return decimal.Zero
	}
	return c.pack.Projects.ExecutionMax
}

// fundSource are the columns of one source of a project's funds.
type fundSource struct{ name, initial, budget, spent string }

// sourceOf splits the code of a source's column: fiscal_budget, fiscal_spent.
var sourceOf = regexp.MustCompile(`^(\w+)_(budget|spent)$`)

// fundSources finds the sources among the money columns of the project list: those with a
// budget and a spent column of the same name. The row is called as the column without what
// it states of it (财政拨款全年预算数: 财政拨款).
func (c tables) fundSources() []fundSource {
	list, ok := c.pack.Field(projectsCode)
	if !ok {
		return nil
	}
	columns := map[string]bool{}
	for i := range list.Columns {
		columns[list.Columns[i].Code] = list.Columns[i].Kind == scoring.Money
	}
	var sources []fundSource
	for i := range list.Columns {
		m := sourceOf.FindStringSubmatch(list.Columns[i].Code)
		if m == nil || m[2] != "budget" || !columns[m[1]+"_spent"] {
			continue
		}
		name := list.Columns[i].Label
		for _, end := range []string{"（全年预算）", "全年预算数", "全年预算", "预算数", "预算"} {
			name = strings.TrimSuffix(name, end)
		}
		sources = append(sources, fundSource{cmp.Or(name, list.Columns[i].Label), m[1] + "_initial", m[1] + "_budget", m[1] + "_spent"})
	}
	return sources
}

// formIndicators adds the indicators and gives the sum of the weights, with the execution's.
func (c tables) formIndicators(f *form, row scoring.Facts, score scoring.ProjectScore) decimal.Decimal {
	const label = "绩效指标"
	f.add(cover{label, 1}, cover{"一级\n指标", 1}, cover{"二级\n指标", 1}, cover{"三级指标", 1}, cover{"年度\n指标值", 1},
		cover{"实际\n完成值", 1}, cover{"分值", 1}, cover{"得分", 1}, cover{"偏差原因分析\n及改进措施", 1})
	total := c.executionMax()
	for i, indicator := range row[indicatorsColumn].Rows {
		points := missingCell
		if i < len(score.Indicators) {
			points = pointsText(score.Indicators[i].Points)
		}
		weight := missingCell
		if w := indicator["weight"]; w.State == scoring.Known {
			weight, total = scoring.FormatPoints(w.Number), total.Add(w.Number)
		}
		f.add(cover{label, 1}, cover{cellText(indicator["level1"]), 1}, cover{cellText(indicator["level2"]), 1},
			cover{cellText(indicator["name"]), 1}, cover{targetText(indicator), 1}, cover{actualText(indicator), 1},
			cover{weight, 1}, cover{points, 1}, cover{typed.Inline(indicator["reason"].Text), 1})
	}
	return total
}

// bareFigure matches a figure that has no unit yet.
var bareFigure = regexp.MustCompile(`^[<>=≤≥＜＞＝]{0,2}\s*-?[0-9]+(\.[0-9]+)?$`)

// targetText is a target as forms write it: ≥12次; a qualitative one in its words.
func targetText(indicator scoring.Facts) string {
	text := actualOf(indicator, "target")
	direction := typed.Inline(indicator["direction"].Text)
	if text == missingCell || direction == "" || direction == "定性" || strings.ContainsAny(text[:1], "<>=") ||
		strings.HasPrefix(text, direction) {
		return text
	}
	return direction + text
}

func actualText(indicator scoring.Facts) string { return actualOf(indicator, "actual") }

// actualOf is a value with the indicator's unit, if it has none of its own.
func actualOf(indicator scoring.Facts, column string) string {
	text := cellText(indicator[column])
	if bareFigure.MatchString(text) {
		text += typed.Inline(indicator["unit"].Text)
	}
	return text
}

// longCell is a text that may have paragraphs, for a cell.
func longCell(v scoring.Value) string { return cmp.Or(typed.Paragraphs(v.Text), "—") }
