// Package document is the small model of an official document (公文): what the
// composition of a report produces and every writer of it reads.
//
// The model holds bare texts; numbers of headings and attachments are made by
// Items, so they are right by construction. Rules cited are those of
// GB/T 9704-2012 (党政机关公文格式).
package document

import (
	"strings"
	"time"
	"ziping/export/document/official"
)

// Document is one report.
type Document struct {
	// Title may hold "\n" where its author wants the lines broken; without it
	// the writer breaks at word meaning.
	Title string
	// Unit, Subject and Keywords are metadata; Unit is the author.
	Unit     string
	Subject  string
	Keywords []string
	// Created is written into the file and never read from a clock, so that
	// equal documents give equal bytes.
	Created time.Time
	// Draft puts 草稿 behind every page.
	Draft bool
	// Cover is a page of its own before the first, without a page number; nil for none.
	Cover  *Cover
	Blocks []Block
	// Signature stands after the last block before the first Attachment.
	Signature *Signature
}

// Cover is the 封面 of a report that is filed: what it is, whose, and of when. The
// document's Title stands on it too.
type Cover struct {
	// Entries stand below the title: 填报单位（盖章）, 评价年度, 填报日期.
	Entries []Entry
	// Foot stands at the bottom of the page: who asked for the report. May be empty.
	Foot string
}

// Entry is one line of a cover: a label and what is filled in after it.
type Entry struct{ Label, Value string }

// Signature is the 署名 and the 成文日期, GB/T 9704-2012 §7.3.5.
type Signature struct {
	Unit string
	// Date is written as it is: 2024年3月5日.
	Date string
	// Sealed chooses the arrangement that leaves room for a seal (§7.3.5.1):
	// the date four characters from the right, the unit centred above it.
	// Otherwise §7.3.5.2: the unit two characters from the right.
	Sealed bool
}

// Block is one of Heading, Paragraph, Notice, Table, Figure, Attachment and PageBreak.
type Block interface{ block() }

// Heading is a 层次标题 on a line of its own. A number typed into Text and a
// final 。 are removed, the right number is made by Items.
type Heading struct {
	// Level is 1 to 4: 一、 （一） 1. （1）. Other values are brought into it.
	Level int
	Text  string
}

// Paragraph is body text. A "\n" inside starts a new paragraph.
type Paragraph struct {
	Text string
	// Flush leaves out the indent of two characters: for the 主送机关.
	Flush bool
}

// Notice is small print: a note under a table, the origin of figures.
type Notice struct{ Text string }

// PageBreak starts a new page.
type PageBreak struct{}

// Attachment starts a new page: 附件1 at its top left, the title on the third
// line. The blocks that follow, up to the next Attachment, are its content.
type Attachment struct {
	Title string
	// Unlisted attachments have no number and do not stand in the list of attachments: papers that are
	// handed over with the document without belonging to it.
	Unlisted bool
	// Wide attachments lie across the sheet (A4 横排, §8): for tables with
	// too many columns for an upright page.
	Wide bool
}

// Align says where a cell's text stands.
type Align int

// Decimal puts the decimal points of a column under each other; a cell that is
// no number is centred.
const (
	Left Align = iota
	Center
	Right
	Decimal
)

// Column is one column of a Table.
type Column struct {
	// Head may hold "\n": 预算数\n（万元）.
	Head  string
	Align Align
	// Merge draws equal neighbours down the column as one cell, inside the
	// merged cells of the merged columns to the left.
	Merge bool
}

// Table is a table with a repeated head; without one when every Head is empty.
type Table struct {
	// Caption is centred above: 表1 项目支出情况. May be empty.
	Caption string
	// Note stands at the right above the table: 单位：万元. May be empty.
	Note    string
	Columns []Column
	// Rows have one cell for every column; missing cells are empty, cells too
	// many are an error of Check.
	Rows [][]string
	// Spans gives, by row and column of Rows, how many columns a cell covers;
	// the cells it covers are empty. What is not listed, 0 and 1 mean one.
	Spans [][]int
	// Total is a last row set apart, or nil.
	Total []string
	// Whole tables are not divided if a page can hold them: a form.
	Whole bool
}

// Span is how many columns a cell of Rows covers, at least 1 and never beyond
// the last column.
func (t Table) Span(row, column int) int {
	if row < 0 || row >= len(t.Spans) || column < 0 || column >= len(t.Spans[row]) {
		return 1
	}
	return max(min(t.Spans[row][column], len(t.Columns)-column), 1)
}

// Joined reports whether a cell is drawn as one with its neighbour above or below.
func (t Table) Joined(row, column int) bool {
	if !t.Columns[column].Merge {
		return false
	}
	same := func(other int) bool {
		return other >= 0 && other < len(t.Rows) && column < len(t.Rows[other]) && t.Rows[other][column] == t.Rows[row][column]
	}
	return same(row-1) || same(row+1)
}

// TotalSpan is how many columns the label at the beginning of Total runs over: those after it that
// are empty.
func (t Table) TotalSpan() int {
	span := 1
	if len(t.Total) == 0 || t.Total[0] == "" || official.IsNumber(t.Total[0]) {
		return span
	}
	for span < len(t.Columns) && (span >= len(t.Total) || strings.TrimSpace(t.Total[span]) == "") {
		span++
	}
	return span
}

// Headless reports whether the table has no head.
func (t Table) Headless() bool {
	for _, column := range t.Columns {
		if strings.TrimSpace(column.Head) != "" {
			return false
		}
	}
	return true
}

func (Heading) block()    {}
func (Paragraph) block()  {}
func (Notice) block()     {}
func (PageBreak) block()  {}
func (Attachment) block() {}
func (Table) block()      {}
