package report

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/export/typed"
	"ziping/export/workbook"
	"ziping/scoring"
)

// The sheets of the report's workbook.
const (
	dataSheet     = "基础数据表"
	scoreSheet    = "得分表"
	findingsSheet = "问题清单"
	projectSheet  = "项目清单"
)

// Workbook writes the tables of the report as a workbook (.xlsx): the answers, the points,
// the findings, the projects. Sums and rates are formulas over the cells they follow from;
// the values stored with them are those of r, which must be the result of evaluating e with
// pack. Nothing is written when it fails. Equal arguments give equal bytes.
func Workbook(ctx context.Context, w io.Writer, pack *scoring.Pack, e scoring.Evaluation, r scoring.Result, opt Options) (Outcome, error) {
	if err := ctx.Err(); err != nil {
		return Outcome{}, fmt.Errorf("write a workbook: %w", err)
	}
	c := newComposer(pack, e, r, opt)
	t := &tabulator{tables: tables{c}, refs: workbook.Figures{}, title: fmt.Sprintf("%s%d年度", typed.Inline(e.Unit), e.Year)}
	projects, sums := t.projectSheet()
	data := t.dataSheet(sums)
	book := workbook.Book{
		Title: t.title + "部门整体绩效自评表", Author: typed.Inline(e.Unit), Created: c.opt.Date,
		Sheets: []workbook.Sheet{data, t.scoreSheet()},
	}
	_, lacks, err := compose(pack, e, r, opt)
	if err != nil {
		return Outcome{}, err
	}
	if opt.Draft = opt.Draft || len(lacks) > 0; opt.Draft {
		book.Sheets = append(book.Sheets, t.findingsSheet())
	}
	if len(projects.Rows) > 0 {
		book.Sheets = append(book.Sheets, projects)
	}
	if opt.Draft {
		for i := range book.Sheets {
			book.Sheets[i].Title += "（草稿）"
		}
	}
	for i := range book.Sheets {
		book.Sheets[i].Locked = true
	}
	out, err := book.Bytes()
	if err != nil {
		return Outcome{}, fmt.Errorf("write a workbook: %w", err)
	}
	if _, err := w.Write(out); err != nil {
		return Outcome{}, fmt.Errorf("write a workbook: %w", err)
	}
	return Outcome{Draft: opt.Draft, Lacks: lacks}, nil
}

// tabulator makes the sheets and remembers where the figures stand.
type tabulator struct {
	tables
	refs  workbook.Figures
	title string
}

func cellPlace(sheet string, column, row int) string {
	return "'" + sheet + "'!" + workbook.Address(column, row)
}

const dataColumn = 2 // of the figures in the sheet of the answers

// dataSheet lists the relevant answers as the report's table does, figures as figures.
func (t *tabulator) dataSheet(lists map[string]workbook.ListColumns) workbook.Sheet {
	s := workbook.Sheet{
		Name: dataSheet, Title: t.title + dataSheet,
		Columns: []workbook.Column{{Head: "类别", Width: 14}, {Head: "项目", Width: 44}, {Head: "数据", Width: 22}, {Head: "单位", Width: 8}, {Head: "备注", Width: 14}},
	}
	for i := range t.pack.Sections {
		section := &t.pack.Sections[i]
		for j := range section.Fields {
			field := &section.Fields[j]
			if !t.pack.Active(field, t.facts) {
				continue
			}
			row := workbook.FirstRow + len(s.Rows)
			for _, texts := range t.dataRows(field) {
				s.Rows = append(s.Rows, []workbook.Cell{
					workbook.Text(section.Title), workbook.Text(texts[0]), t.dataCell(field, texts[1], lists), workbook.Short(texts[2]), workbook.Short(texts[3]),
				})
			}
			// Only now, so that formulas look back and never go round in a circle.
			t.refer(field, cellPlace(dataSheet, dataColumn, row))
		}
	}
	return s
}

// refer remembers where a field's figure stands.
func (t *tabulator) refer(field *scoring.Field, place string) {
	v := t.facts[field.Code]
	if field.Kind.Numeric() && (v.State == scoring.Known || v.State == scoring.NotApplicable) {
		t.refs[field.Code] = workbook.Placed{Place: place, Value: v.Number, Absent: v.State == scoring.NotApplicable}
	}
}

// dataCell is an answer: a formula where it is the sum the questionnaire computes or offers,
// otherwise the figure or the text of the report's table.
func (t *tabulator) dataCell(field *scoring.Field, text string, lists map[string]workbook.ListColumns) workbook.Cell {
	v, format := t.facts[field.Code], formatOf(field.Kind)
	if v.State != scoring.Known || !field.Kind.Numeric() {
		if d, err := decimal.NewFromString(text); err == nil && field.Kind == scoring.Rows {
			return workbook.Figure(d, workbook.General) // a list of names with one figure each
		}
		return workbook.Short(text)
	}
	for _, f := range []*scoring.Formula{field.Derive, field.Offer} {
		if f == nil {
			continue
		}
		if cell, ok := workbook.FormulaOf(f.String(), t.refs, lists); ok && cell.Arithmetic && cell.Value.Equal(v.Number) {
			own := strings.ReplaceAll(cell.Text, "'"+dataSheet+"'!", "") // places of this very sheet
			return workbook.Computed(own, v.Number, format)
		}
	}
	return workbook.Figure(v.Number, format)
}

func formatOf(kind scoring.Kind) workbook.Format {
	if kind == scoring.Money {
		return workbook.Money
	}
	return workbook.General
}

// scoreSheet is the indicator table; values, lost points and sums are formulas.
func (t *tabulator) scoreSheet() workbook.Sheet {
	s := workbook.Sheet{
		Name: scoreSheet, Title: t.title + "部门整体支出绩效评价得分表", Note: "单位：分", Landscape: true,
		Columns: []workbook.Column{
			{Head: "代码", Width: 8}, {Head: "一级指标", Width: 12}, {Head: "二级指标", Width: 12}, {Head: "三级指标", Width: 26}, {Head: "计算值", Width: 12},
			{Head: "分值", Width: 8}, {Head: "得分", Width: 8}, {Head: "失分", Width: 8}, {Head: "计算过程", Width: 40}, {Head: "失分原因", Width: 26},
		},
	}
	const maxColumn, pointsColumn, lostColumn = 5, 6, 7
	for i, score := range t.result.Indicators {
		row := workbook.FirstRow + i
		points, lost := workbook.Short(missingCell), workbook.Short(missingCell)
		if score.Points.Valid {
			points = workbook.Figure(score.Points.Decimal, workbook.Points)
			lost = workbook.Computed(workbook.Address(maxColumn, row)+"-"+workbook.Address(pointsColumn, row),
				score.Max.Sub(score.Points.Decimal), workbook.Points)
		}
		s.Rows = append(s.Rows, []workbook.Cell{
			workbook.Text(score.Code), workbook.Text(score.Level1), workbook.Text(score.Level2), workbook.Text(score.Name), t.valueCell(score),
			workbook.Figure(score.Max, workbook.Points), points, lost,
			workbook.Text(t.scoreWorking(score)), workbook.Text(typed.Sentence(t.explanation(causesCode, score.Code))),
		})
	}
	last := workbook.FirstRow + len(s.Rows) - 1
	sum := func(column int, value decimal.Decimal) workbook.Cell {
		return sumCell(column, last, value, workbook.Points)
	}
	lost := decimal.Zero
	for _, score := range t.result.Indicators {
		if score.Points.Valid {
			lost = lost.Add(score.Max.Sub(score.Points.Decimal))
		}
	}
	s.Total = []workbook.Cell{
		workbook.Short("合计"), {}, {}, {}, {}, sum(maxColumn, t.result.Max), sum(pointsColumn, t.result.Total), sum(lostColumn, lost),
		workbook.Text(gradeRemark(t.result)), {},
	}
	return s
}

func gradeRemark(r scoring.Result) string {
	if r.Complete {
		return "评价等级：" + r.Grade
	}
	return "资料不全，为已计分指标的得分合计。"
}

func sumCell(column, last int, value decimal.Decimal, format workbook.Format) workbook.Cell {
	return workbook.Computed(fmt.Sprintf("SUM(%s:%s)", workbook.Address(column, workbook.FirstRow), workbook.Address(column, last)), value, format)
}

// valueCell is what an indicator's rule is applied to, before rounding, as a formula over
// the answers where it is arithmetic.
func (t *tabulator) valueCell(score scoring.Score) workbook.Cell {
	if !score.Value.Valid {
		return workbook.Short("—")
	}
	indicator, ok := t.pack.Indicator(score.Code)
	value, format := score.Value.Decimal, workbook.General
	if ok && (indicator.Percent || t.isRate(indicator)) {
		value, format = value.Shift(-2), workbook.Percent
	}
	if ok && indicator.Formula != nil {
		cell, ok := workbook.FormulaOf(indicator.Formula.String(), t.refs, nil)
		if ok && cell.Value.Sub(value).Abs().LessThan(decimal.New(1, -9)) {
			return workbook.Computed(cell.Text, value.Round(cellDecimals), format)
		}
	}
	return workbook.Figure(value.Round(cellDecimals), format)
}

// isRate reports whether an indicator's value is an answer in percent.
func (t *tabulator) isRate(i *scoring.Indicator) bool {
	if i.Formula == nil {
		return false
	}
	code, single := i.Formula.Single()
	field, ok := t.pack.Field(code)
	return single && ok && (field.Kind == scoring.Percent || field.Kind == scoring.Rate)
}

// cellDecimals is more than a cell's binary figure can hold.
const cellDecimals = 15

func (t *tabulator) findingsSheet() workbook.Sheet {
	s := workbook.Sheet{
		Name: findingsSheet, Title: t.title + "自评" + findingsSheet, Landscape: true,
		Columns: []workbook.Column{{Head: "序号", Width: 6}, {Head: "编号", Width: 8}, {Head: "等级", Width: 8}, {Head: "问题", Width: 38}, {Head: "涉及数据", Width: 28}, {Head: "原因", Width: 22}, {Head: "措施", Width: 38}},
	}
	for i, f := range t.result.Findings {
		cells := paper{t.composer}.findingCells(f)
		s.Rows = append(s.Rows, []workbook.Cell{
			workbook.Figure(decimal.NewFromInt(int64(i+1)), workbook.General), workbook.Short(f.Check), workbook.Short(f.Severity.Word()),
			workbook.Text(cells[0]), workbook.Text(cells[1]), workbook.Text(cells[2]), workbook.Text(cells[3]),
		})
	}
	if len(s.Rows) == 0 {
		s.Rows = [][]workbook.Cell{{{}, {}, {}, workbook.Text("未发现问题。")}}
	}
	return s
}

// The columns of the project sheet.
const (
	nameColumn = iota + 1
	initialColumn
	budgetColumn
	spentColumn
	rateColumn
	evaluatedColumn
	projectPointsColumn
	projectGradeColumn
	reasonColumn
)

// projectSheet lists the projects; rates and sums are formulas.
func (t *tabulator) projectSheet() (workbook.Sheet, map[string]workbook.ListColumns) {
	s := workbook.Sheet{
		Name: projectSheet, Title: t.title + "项目支出绩效自评" + projectSheet, Note: "单位：万元", Landscape: true,
		Columns: []workbook.Column{
			{Head: "序号", Width: 6}, {Head: "项目名称", Width: 34}, {Head: "年初预算数", Width: 13}, {Head: "全年预算数", Width: 13}, {Head: "全年执行数", Width: 13},
			{Head: "执行率", Width: 11}, {Head: "是否自评", Width: 10}, {Head: "得分", Width: 8}, {Head: "等级", Width: 8}, {Head: "偏差原因和改进措施", Width: 40},
		},
	}
	rows := t.facts[projectsCode].Rows
	for i, facts := range rows {
		s.Rows = append(s.Rows, t.projectRow(i, facts))
	}
	if len(rows) == 0 {
		return s, nil
	}
	last := workbook.FirstRow + len(rows) - 1
	s.Total = t.projectTotal(rows, last)
	columns := map[string]string{}
	for code, column := range map[string]int{"name": nameColumn, "budget_initial": initialColumn, "budget": budgetColumn, "spent": spentColumn, "evaluated": evaluatedColumn} {
		columns[code] = cellPlace(projectSheet, column, workbook.FirstRow) + ":" + workbook.Address(column, last)
	}
	return s, map[string]workbook.ListColumns{projectsCode: {Rows: len(rows), Columns: columns, Facts: rows}}
}

func (t *tabulator) projectRow(i int, facts scoring.Facts) []workbook.Cell {
	row := workbook.FirstRow + i
	points, grade := t.projectPoints(i)
	pointsCell := workbook.Short(points)
	if d, err := decimal.NewFromString(points); err == nil {
		pointsCell = workbook.Figure(d, workbook.Points)
	}
	return []workbook.Cell{
		workbook.Figure(decimal.NewFromInt(int64(i+1)), workbook.General), workbook.Text(cellText(facts["name"])),
		moneyCell(facts["budget_initial"]), moneyCell(facts["budget"]), moneyCell(facts["spent"]),
		rateCell(t.money(facts["spent"]), t.money(facts["budget"]), row),
		workbook.Short(yesNo(facts["evaluated"])), pointsCell, workbook.Short(grade), workbook.Text(typed.Inline(facts["reason"].Text)),
	}
}

func moneyCell(v scoring.Value) workbook.Cell {
	if v.State != scoring.Known {
		return workbook.Short("—")
	}
	return workbook.Figure(v.Number, workbook.Money)
}

// rateCell is the execution rate of a row of the project sheet.
func rateCell(spent, budget Figure, row int) workbook.Cell {
	if !spent.Known() || !budget.Known() || budget.number.IsZero() {
		return workbook.Short("—")
	}
	return workbook.Computed(workbook.Address(spentColumn, row)+"/"+workbook.Address(budgetColumn, row),
		spent.number.DivRound(budget.number, cellDecimals), workbook.Percent)
}

// projectTotal adds what is known, and leaves a sum open that lacks a part: as the report does.
func (t *tabulator) projectTotal(rows []scoring.Facts, last int) []workbook.Cell {
	column := func(code string) Figure {
		figures := make([]Figure, len(rows))
		for i, row := range rows {
			figures[i] = t.money(row[code])
		}
		return t.total(figures)
	}
	cell := func(f Figure, at int) workbook.Cell {
		if !f.Known() {
			return workbook.Short("—")
		}
		return sumCell(at, last, f.number, workbook.Money)
	}
	budget, spent := column("budget"), column("spent")
	return []workbook.Cell{
		workbook.Short("合计"), workbook.Text(strconv.Itoa(len(rows)) + "个"),
		cell(column("budget_initial"), initialColumn), cell(budget, budgetColumn), cell(spent, spentColumn), rateCell(spent, budget, last+1),
	}
}
