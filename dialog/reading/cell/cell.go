// Package cell has the one form in which whatever people send is looked at: sheets of cells and
// paragraphs, each with the place where it stood. It reads nothing itself; package source fills
// it, packages table, sentence and report take it apart.
package cell

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Cell is one cell of a sheet.
type Cell struct {
	// Text is the cell as a person sees it, without blanks around it.
	Text string
	// Number is the stored number of a numeric cell, with all its digits; not valid for a text.
	// What the number means beside its digits stands in Format.
	Number decimal.NullDecimal
	Format Format
	// Covered says that a merged cell lies over this one; Text is the merged cell's then, so that
	// what is written once for several rows can be read in each.
	Covered bool
}

// Blank reports whether nothing stands in the cell.
func (c Cell) Blank() bool { return c.Text == "" && !c.Number.Valid }

// Own reports whether the cell has a text of its own, not one spread over it by a merged cell.
func (c Cell) Own() bool { return !c.Covered && !c.Blank() }

// Sheet is a table as it was sent. Rows[i][j] is the cell of row First+i and column j+1.
type Sheet struct {
	// Name is the sheet's name in a workbook; empty for a pasted or separated text.
	Name string
	// Place says where the sheet stood, where it has no name of its own (表 2, 第 3 页).
	Place string
	// First is the number of the first row, from 1; Lines are the rows' numbers where they do not
	// simply follow.
	First int
	Lines []int
	Rows  [][]Cell
}

// Line is the number of row i, as the person who sent it counts.
func (s Sheet) Line(i int) int {
	if i < len(s.Lines) {
		return s.Lines[i]
	}
	return max(s.First, 1) + i
}

// At is the cell of row i and column j, from 0; a blank one beyond the edges.
func (s Sheet) At(i, j int) Cell {
	if i < 0 || i >= len(s.Rows) || j < 0 || j >= len(s.Rows[i]) {
		return Cell{}
	}
	return s.Rows[i][j]
}

// Where names the place of row i and column j; j < 0 is the whole row.
func (s Sheet) Where(i, j int) string {
	var b strings.Builder
	switch {
	case s.Name != "":
		fmt.Fprintf(&b, "工作表“%s”", s.Name)
		if j >= 0 {
			b.WriteString(Letters(j) + fmt.Sprint(s.Line(i)))
			return b.String()
		}
	case s.Place != "":
		b.WriteString(s.Place)
	}
	fmt.Fprintf(&b, "第 %d 行", s.Line(i))
	if j >= 0 {
		fmt.Fprintf(&b, "第 %d 列", j+1)
	}
	return b.String()
}

// Letters is the name of column j, from 0, as spreadsheets write it: A, B, … AA.
func Letters(j int) string {
	name := ""
	for j++; j > 0; j = (j - 1) / 26 {
		name = string(rune('A'+(j-1)%26)) + name
	}
	return name
}

// Paragraph is a piece of running text and where it stood.
type Paragraph struct {
	Text  string
	Place string // 第 3 段, 第 2 页
}

// Document is all that one file or message holds, in its order within each kind.
type Document struct {
	Sheets     []Sheet
	Paragraphs []Paragraph
	// Unread names what the file has and the reader does not take, in sentences for the person.
	Unread []string
}

// Text is the running text of the document, a line for every paragraph.
func (d Document) Text() string {
	lines := make([]string, len(d.Paragraphs))
	for i, p := range d.Paragraphs {
		lines[i] = p.Text
	}
	return strings.Join(lines, "\n")
}

// Squeezed is a text with all its blanks taken out: the blanks of Chinese labels (项 目 名 称) and
// line breaks inside a cell mean nothing.
func Squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if Blank(r) {
			return -1
		}
		return r
	}, s)
}

// Blank reports every character that only separates or takes no room: Unicode's blanks, tabs,
// line ends, and the marks of zero width that come along when text is copied.
func Blank(r rune) bool {
	switch {
	case r == ' ', '\t' <= r && r <= '\r', r == 0x85, r == 0xA0, r == 0x1680, 0x2000 <= r && r <= 0x200D,
		r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x2060, r == 0x3000, r == 0xFEFF, r == 0x180E:
		return true
	}
	return false
}

// Trim takes the blanks off both ends.
func Trim(s string) string { return strings.TrimFunc(s, Blank) }
