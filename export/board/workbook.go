package board

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/export/typed"
	"ziping/export/workbook"
	"ziping/scoring"
)

// UnitRow is one unit on the bureau's board.
type UnitRow struct {
	Unit  string
	Year  int
	State string // 未开始, 填报中, 已送审, 已退回, 已通过 …
	// Done of Sections parts of the form are complete; Missing data are not given yet.
	Done, Sections, Missing int
	// Score is the total so far in points; not valid while nothing has points. Grade is
	// empty while not complete.
	Score            decimal.NullDecimal
	Grade            string
	Errors, Warnings int
	// Deadline and LastChange are shown in their own time zones; zero is left empty.
	Deadline, LastChange time.Time
	People               []string // who fills in
}

// FindingRow is a finding with how often it occurs.
type FindingRow struct {
	Check    string // A02
	Title    string // what is wrong, in a few words
	Severity scoring.Severity
	Units    int                 // units that have it
	Count    int                 // how often in all
	Lost     decimal.NullDecimal // the points it cost; not valid when it costs none
	Names    []string            // of the units
}

// Book is the bureau's board as a workbook.
type Book struct {
	Title, Note string
	// Created is written into the file; no clock is read.
	Created time.Time
	Units   []UnitRow
}

// DigestBook is the bureau's digest of a year as a workbook.
type DigestBook struct {
	Title, Note string
	Created     time.Time
	Findings    []FindingRow // the most frequent first
	Units       []UnitRow    // may be empty
}

// Workbook writes the list of units as a workbook (.xlsx): a head that stays in view
// and filters, a row for every unit, figures as figures and days as days. Texts are never
// formulas. Nothing is written when it fails. Equal data give equal bytes.
func Workbook(w io.Writer, b Book) error {
	return writeBook(w, b.Title, b.Created, unitsSheet(b.Title, b.Note, b.Units))
}

// DigestWorkbook writes the digest as a workbook (.xlsx) in the way of Workbook: a
// sheet of the findings, and one of the units where there are any.
func DigestWorkbook(w io.Writer, d DigestBook) error {
	sheets := []workbook.Sheet{findingRows(d.Title, d.Note, d.Findings)}
	if len(d.Units) > 0 {
		sheets = append(sheets, unitsSheet(d.Title, d.Note, d.Units))
	}
	return writeBook(w, d.Title, d.Created, sheets...)
}

func writeBook(w io.Writer, title string, created time.Time, sheets ...workbook.Sheet) error {
	out, err := workbook.Book{Title: typed.Inline(title), Created: created, Sheets: sheets}.Bytes()
	if err != nil {
		return fmt.Errorf("制表：%w", err)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("写工作簿：%w", err)
	}
	return nil
}

func unitsSheet(title, note string, units []UnitRow) workbook.Sheet {
	s := workbook.Sheet{Name: "单位情况", Title: typed.Inline(title), Note: typed.Inline(note), Landscape: true, Filter: true, Columns: []workbook.Column{
		{Head: "单位", Width: 30}, {Head: "年度", Width: 8}, {Head: "状态", Width: 10}, {Head: "已完成部分", Width: 10}, {Head: "部分总数", Width: 8},
		{Head: "尚缺数据", Width: 8}, {Head: "得分", Width: 9}, {Head: "等级", Width: 7}, {Head: "错误", Width: 7}, {Head: "提醒", Width: 7},
		{Head: "截止日期", Width: 13}, {Head: "最近填报", Width: 18}, {Head: "填报人", Width: 26},
	}}
	for _, u := range units {
		s.Rows = append(s.Rows, []workbook.Cell{
			workbook.Text(typed.Inline(u.Unit)), whole(u.Year), workbook.Short(typed.Inline(u.State)), whole(u.Done), whole(u.Sections),
			whole(u.Missing), maybe(u.Score, workbook.General), workbook.Short(typed.Inline(u.Grade)), whole(u.Errors), whole(u.Warnings),
			workbook.Day(u.Deadline), workbook.Minute(u.LastChange), workbook.Text(joined(u.People)),
		})
	}
	return s
}

func findingRows(title, note string, findings []FindingRow) workbook.Sheet {
	s := workbook.Sheet{Name: "问题汇总", Title: typed.Inline(title), Note: typed.Inline(note), Landscape: true, Filter: true, Columns: []workbook.Column{
		{Head: "编号", Width: 12}, {Head: "等级", Width: 8}, {Head: "问题", Width: 44}, {Head: "单位数", Width: 8}, {Head: "次数", Width: 8},
		{Head: "失分合计", Width: 10}, {Head: "涉及单位", Width: 50},
	}}
	for _, f := range findings {
		s.Rows = append(s.Rows, []workbook.Cell{
			workbook.Short(typed.Inline(f.Check)), workbook.Short(f.Severity.Word()), workbook.Text(typed.Inline(f.Title)), whole(f.Units), whole(f.Count),
			maybe(f.Lost, workbook.General), workbook.Text(joined(f.Names)),
		})
	}
	return s
}

func whole(n int) workbook.Cell {
	return workbook.Figure(decimal.NewFromInt(int64(n)), workbook.General)
}

// maybe is a figure where there is one.
func maybe(d decimal.NullDecimal, format workbook.Format) workbook.Cell {
	if !d.Valid {
		return workbook.Short("—")
	}
	return workbook.Figure(d.Decimal, format)
}

func joined(names []string) string {
	clean := make([]string, len(names))
	for i, name := range names {
		clean[i] = typed.Inline(name)
	}
	return strings.Join(clean, "、")
}
