// Package table reads a table as the rows of a list: which line is the head, which columns are
// which, in what unit, which lines are totals, notes or titles. What it leaves out it names, with
// the place; what it cannot know it asks.
package table

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// Table is a table read for a list.
type Table struct {
	List  *scoring.Field
	Sheet cell.Sheet
	// Head is the index of the head's last line; -1: there is none, and the columns go by position.
	Head    int
	Columns []Column // for each column of the sheet
	Rows    []Row
	Totals  []Total
	Left    []Left // lines and cells that were not taken
	// Unit is the unit of money that a line above or below says, or that a person chose; empty: none.
	Unit string
	// UnitUnknown are the heads of columns whose unit of money cannot be known: nothing of them may
	// be recorded before a person has said it.
	UnitUnknown []string
	Notes       []string // what was changed or is odd, once each
}

// Converted is what was said in another unit than the column's, in one sentence for each column.
func (t Table) Converted() []string {
	var notes []string
	for _, col := range t.Columns {
		if col.Field == nil || col.Field.Kind != fact.Money || t.unitOf(col) != "" && t.unitOf(col) != wan {
			continue // the whole column was, which is said
		}
		n, first := 0, ""
		for _, r := range t.Rows {
			if a := r.Cells[col.Field.Code]; a.Note != "" && a.Doubt == "" {
				if n++; first == "" {
					first = r.Place + "：" + a.Note
				}
			}
		}
		switch {
		case n == 1:
			notes = append(notes, "“"+col.Field.Label+"”"+first)
		case n > 1:
			notes = append(notes, fmt.Sprintf("“%s”有 %d 格换算或整理过，如%s", col.Field.Label, n, first))
		}
	}
	return notes
}

// wan is the unit in which money is kept.
const wan = "万元"

// Column is what a column of the sheet is read as.
type Column struct {
	Head  string
	Field *scoring.Field // nil: none of the list
	Unit  string         // that its head says
	// Number says that the column only counts the rows (序号).
	Number bool
	// Rivals are the list's columns that the head may as well mean.
	Rivals []string
}

// Row is one row of the list.
type Row struct {
	Place string
	Cells map[string]answer.Answer // by column code; blank cells are not there
}

// Name is the text of the row's first column.
func (r Row) Name(list *scoring.Field) string { return r.Cells[list.Columns[0].Code].Value.Text }

// Total is a total line of the table, compared with the sum of what stands above it.
type Total struct {
	Place, Label string
	Column       *scoring.Field
	Stated, Sum  decimal.Decimal
	Agrees       bool
}

// Left is something that was not taken and why.
type Left struct {
	Place, Text, Why string
}

func (l Left) String() string { return fmt.Sprintf("%s“%s”：%s", l.Place, short(l.Text), l.Why) }

func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	rs := []rune(text)
	if len(rs) > 24 {
		return string(rs[:24]) + "…"
	}
	return text
}

// Options are what a person has said about a table.
type Options struct {
	Unit string // of the money columns that have none of their own
}

// Unused are the heads of columns with values that the list has no place for.
func (t Table) Unused() []string {
	var out []string
	for j, c := range t.Columns {
		if c.Field != nil || c.Number {
			continue
		}
		for i := t.Head + 1; i < len(t.Sheet.Rows); i++ {
			if t.Sheet.At(i, j).Own() {
				out = append(out, t.unusedWords(j))
				break
			}
		}
	}
	return out
}

func (t Table) unusedWords(j int) string {
	c := t.Columns[j]
	name := "“" + short(c.Head) + "”"
	if c.Head == "" {
		name = fmt.Sprintf("第 %d 列（没有表头）", j+1)
	}
	if len(c.Rivals) > 0 {
		name += "（可能是" + strings.Join(c.Rivals, "或") + "，请把表头写明确）"
	}
	return name
}

// Column is the list's column of that code.
func (t Table) Column(code string) *scoring.Field {
	for i := range t.List.Columns {
		if t.List.Columns[i].Code == code {
			return &t.List.Columns[i]
		}
	}
	return nil
}

func namesOf(columns []*scoring.Field) []label.Name {
	names := make([]label.Name, len(columns))
	for i, c := range columns {
		names[i] = label.Of(c)
	}
	return names
}

// HasHead reports whether one of the first lines of a sheet names the list's columns.
func HasHead(list *scoring.Field, s cell.Sheet) bool { return findHead(list, s).score > 0 }

// Read reads a sheet as rows of a list.
func Read(list *scoring.Field, s cell.Sheet, o Options) Table {
	t := Table{List: list, Sheet: s, Head: -1, Unit: o.Unit}
	h := findHead(list, s)
	if h.score > 0 {
		t.Head, t.Columns = h.last, h.columns
	} else {
		t.Columns = byPosition(list, s)
		t.noteColumns()
	}
	if t.Unit == "" {
		t.Unit = unitLine(s, t.Head)
	}
	t.read()
	return t
}

// noteColumns says how a table without a head is understood.
func (t *Table) noteColumns() {
	var labels []string
	for _, c := range t.Columns {
		if c.Field != nil {
			labels = append(labels, c.Field.Label)
		}
	}
	if len(labels) > 1 {
		t.Notes = append(t.Notes, "没有表头，各列按“"+strings.Join(labels, "、")+"”理解")
	}
}
