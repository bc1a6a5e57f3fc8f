// Package workbook writes the tables of a report as a workbook (.xlsx) with live
// formulas, makes the empty workbook that staff fill in, and reads workbooks and
// separated text (.csv) back as texts with their places.
package workbook

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// Book is a workbook of tables.
type Book struct {
	Title, Author string
	// Created is written into the file, so that equal books give equal bytes.
	Created time.Time
	Sheets  []Sheet
}

// Sheet is one table: its title in row 1, its note in row 2, its heads in row 3.
type Sheet struct {
	Name, Title, Note string
	Columns           []Column
	Rows              [][]Cell
	// Total is a last row set apart, or nil.
	Total     []Cell
	Landscape bool
	// Locked sheets are protected, without a password: what they show was computed.
	Locked bool
	// Filter offers to filter the rows by each column; the total is not among them.
	Filter bool
}

// Rows of every sheet, from 1.
const (
	titleRow = 1
	noteRow  = 2
	headRow  = 3
	// FirstRow is the row of a sheet's first row of data.
	FirstRow = 4
)

// Column is a column's head and its width in characters of a figure's width.
type Column struct {
	Head  string
	Width float64
}

// Format is how a cell is shown.
type Format int

// The formats of figures and of texts.
const (
	General Format = iota // figures as they are: people, numbers
	Money                 // two decimals, more where there are more
	Percent               // a ratio shown in percent: 0.2 is 20.00%
	Centred               // a short text in the middle
	Date                  // a day: 2024-03-05
	Points                // two decimals, more where there are more
	Moment                // a day and time: 2024-03-05 09:30
)

// Cell is a text, or a figure when Number is valid. A figure with a Formula is computed by
// whoever opens the book; Number is then the value that is stored with it.
type Cell struct {
	Text    string
	Number  decimal.NullDecimal
	Formula string
	Format  Format
}

// Text is a cell of text. It is never a formula, whatever it begins with.
func Text(text string) Cell { return Cell{Text: text} }

// Short is a text in the middle of its cell.
func Short(text string) Cell { return Cell{Text: text, Format: Centred} }

// Figure is a cell with a figure.
func Figure(d decimal.Decimal, format Format) Cell {
	return Cell{Number: decimal.NewNullDecimal(d), Format: format}
}

// Day is a cell with a day, as the clock of t's time zone has it; empty for the zero time.
func Day(t time.Time) Cell { return moment(t, Date) }

// Minute is a cell with a day and time, as Day.
func Minute(t time.Time) Cell { return moment(t, Moment) }

// moment counts days from the one before 1900 that workbooks count from; sorted and
// filtered they are days, not texts.
func moment(t time.Time, format Format) Cell {
	if t.IsZero() {
		return Cell{}
	}
	year, month, day := t.Date()
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	number := decimal.NewFromInt(int64(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Sub(epoch) / (24 * time.Hour)))
	if format == Moment {
		minutes := decimal.NewFromInt(int64(60*t.Hour() + t.Minute()))
		number = number.Add(minutes.DivRound(decimal.NewFromInt(24*60), 15))
	}
	return Figure(number, format)
}

// Computed is a figure computed by a formula (without its =); value is what it yields.
func Computed(formula string, value decimal.Decimal, format Format) Cell {
	return Cell{Formula: formula, Number: decimal.NewNullDecimal(value), Format: format}
}

// Address names a cell: column from 0, row as the sheet counts it, from 1: B4.
func Address(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return "" // no sheet has such a place
	}
	return name
}

// Bytes makes the file. Equal books give equal bytes.
func (b Book) Bytes() ([]byte, error) {
	if len(b.Sheets) == 0 {
		return nil, errors.New("工作簿没有工作表")
	}
	w, err := newWriter()
	if err != nil {
		return nil, err
	}
	defer w.file.Close() // nothing is open: the book is in memory
	for i := range b.Sheets {
		if err := w.sheet(&b.Sheets[i]); err != nil {
			return nil, fmt.Errorf("工作表“%s”：%w", b.Sheets[i].Name, err)
		}
	}
	return w.bytes(b.Title, b.Author, b.Created)
}

// printable leaves out what XML 1.0 does not allow in a text.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xFFFD, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}
