package desk

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// Table is a rule pack as an operator chooses it.
type Table struct{ ID, Title string }

// SwitchTable gives a unit's evaluation another table.
type SwitchTable struct {
	UnitID string
	Year   int
	Scheme string
}

// Effect implements the interface.
func (SwitchTable) Effect() {}

// deskTableAct chooses the table of a unit.
const deskTableAct deskAct = "k"

// titled is a table's title, or its id where there is no such table.
func (d Desk) titled(id string) string {
	for _, t := range d.Tables {
		if t.ID == id {
			return t.Title
		}
	}
	return id + "（没有装入本助手）"
}

// tableNamed finds the table that a word of an order names: its id, or a part of one title alone.
func (d Desk) tableNamed(word string) (Table, bool) {
	var found []Table
	for _, t := range d.Tables {
		if t.ID == word {
			return t, true
		}
		if strings.Contains(t.Title, word) {
			found = append(found, t)
		}
	}
	if len(found) != 1 {
		return Table{}, false
	}
	return found[0], true
}

// tableList are the tables, a line each, for somebody who named one that is not there.
func (d Desk) tableList() string {
	var lines []string
	for _, t := range d.Tables {
		lines = append(lines, "· "+t.ID+"　"+t.Title)
	}
	return strings.Join(lines, "\n")
}

// mixed reports whether the units have different tables, so that lists name them.
func (d Desk) mixed() bool {
	return slices.ContainsFunc(d.Stands, func(s dialog.Stand) bool { return s.Evaluation.Scheme != d.Stands[0].Evaluation.Scheme })
}

// AskTable asks which table a new unit fills, when there are several; it has the usual one until
// another is tapped.
func AskTable(e dialog.Evaluation, tables []Table) (dialog.Reply, bool) {
	if len(tables) < 2 {
		return dialog.Reply{}, false
	}
	d := Desk{Tables: tables, Card: &Card{Evaluation: e}}
	return dialog.Reply{
		Kind: dialog.Send, Title: e.Unit + " 用哪套指标体系？", Buttons: d.tableButtons(Filter{Year: e.Year}),
		Text: "现在是：" + d.titled(e.Scheme) + "。\n要用另一套请点：",
	}, true
}

// tableButtons are the other tables, and the way back to the unit.
func (d Desk) tableButtons(f Filter) [][]dialog.Button {
	var rows [][]dialog.Button
	for _, t := range d.Tables {
		b := d.Card.button(t.Title, deskTableAct, f, t.ID)
		if t.ID != d.Card.Evaluation.Scheme && len(b.Data) <= dialog.MaxTap {
			rows = append(rows, []dialog.Button{b})
		}
	}
	return append(rows, []dialog.Button{d.Card.button("‹ 返回", deskCardAct, f)})
}

// deskTable offers the other tables, and switches to the one tapped.
func deskTable(d Desk, f Filter, args []string) ([]dialog.Reply, []dialog.Effect) {
	e := d.Card.Evaluation
	if e.Status != dialog.Open {
		return []dialog.Reply{{Kind: dialog.Toast, Text: "已送审或审核通过，不能换；请先退回"}}, nil
	}
	if len(args) == 0 {
		text := "现在是：" + d.titled(e.Scheme) + "。"
		if n := givenAnswers(d.Card.Answers); n > 0 {
			text += fmt.Sprintf("\n已填的 %d 项会按题目代码对应到新表：同样的题照旧，填法不同的请填报人重填，新表没有的保留。", n)
		}
		return []dialog.Reply{{Kind: dialog.EditTapped, Title: e.Unit + " 换指标体系", Text: text + "\n要用另一套请点：", Buttons: d.tableButtons(f)}}, nil
	}
	t, ok := d.tableNamed(args[0])
	if !ok || t.ID != args[0] {
		return []dialog.Reply{{Kind: dialog.Toast, Text: dialog.TextStale}}, nil
	}
	return []dialog.Reply{{
		Kind: dialog.EditTapped, Text: fmt.Sprintf("✓ %s %d年度改用：%s", e.Unit, e.Year, t.Title),
		Buttons: [][]dialog.Button{{d.Card.button("‹ 返回", deskCardAct, f)}},
	}}, []dialog.Effect{SwitchTable{e.UnitID, e.Year, t.ID}}
}

func givenAnswers(a dialog.Answers) int {
	n := 0
	for _, answer := range a {
		if answer.Value.State != scoring.Missing {
			n++
		}
	}
	return n
}

// tableMissing shows a unit whose table is not there: nothing of it can be read, but another table
// can be chosen.
func tableMissing(d Desk, f Filter) dialog.Reply {
	e := d.Card.Evaluation
	text := fmt.Sprintf("这个单位用的指标体系 %s 没有装入本助手，现在不能填报，也看不到进度；已填的 %d 项都在。\n请运维人员把它放进 ZIPING_SCHEMES 文件夹，或者改用：",
		form.Excerpt(e.Scheme, 40), givenAnswers(d.Card.Answers))
	rows := d.tableButtons(f)
	rows[len(rows)-1] = []dialog.Button{deskButton("‹ 各单位", deskListAct, f)}
	return dialog.Reply{Kind: dialog.Send, Title: fmt.Sprintf("%s %d年度", e.Unit, e.Year), Text: text, Buttons: rows}
}
