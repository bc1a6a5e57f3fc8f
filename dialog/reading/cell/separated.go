package cell

import (
	"strings"
	"unicode/utf8"
)

// Record is one row of a separated text: its fields and the line it began on, from 1.
type Record struct {
	Line   int
	Fields []string
}

// Separated splits a text at a separator as spreadsheets write it: a field in quotation marks may
// hold separators, line ends and doubled quotation marks. A line end inside a field becomes nothing
// between Chinese and a blank elsewhere. A quotation mark that is never closed is a character like
// any other. Blank lines are left out.
func Separated(text string, separator rune) []Record {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	s := splitter{separator: separator, line: 1}
	for rest := text; rest != ""; {
		rest = s.next(rest)
	}
	s.endRecord()
	return s.records
}

type splitter struct {
	separator rune
	line      int
	begun     int // the line the record began on; 0: not begun
	fields    []string
	field     strings.Builder
	records   []Record
}

// next takes one field, separator or character off the text.
func (s *splitter) next(rest string) string {
	if s.begun == 0 {
		s.begun = s.line
	}
	if rest[0] == '"' && Trim(s.field.String()) == "" {
		if quoted, after, ok := s.quoted(rest); ok {
			s.field.Reset()
			s.field.WriteString(unbroken(quoted))
			s.line += strings.Count(quoted, "\n")
			return after
		}
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == s.separator:
		s.endField()
	case r == '\n':
		s.endRecord()
		s.line++
	default:
		s.field.WriteString(rest[:size])
	}
	return rest[size:]
}

// mostQuoted is the longest field in quotation marks, in bytes: a lone mark must not swallow a table.
const mostQuoted = 32 << 10

// quoted reads a field in quotation marks; ok is false when it is not closed before a separator or
// line end.
func (s *splitter) quoted(rest string) (field, after string, ok bool) {
	var b strings.Builder
	for i := 1; i < len(rest) && i < mostQuoted; i++ {
		if rest[i] != '"' {
			b.WriteByte(rest[i])
			continue
		}
		if strings.HasPrefix(rest[i+1:], `"`) {
			b.WriteByte('"')
			i++
			continue
		}
		after = rest[i+1:]
		if s.separator != ' ' {
			after = strings.TrimLeft(after, " ")
		}
		r, _ := utf8.DecodeRuneInString(after)
		return b.String(), after, after == "" || r == s.separator || r == '\n'
	}
	return "", rest, false
}

func (s *splitter) endField() {
	text := Trim(s.field.String())
	if s.separator == '|' {
		text = emphasis.Replace(text) // a Markdown table
	}
	s.fields = append(s.fields, text)
	s.field.Reset()
}

// emphasis are the marks that Markdown writes about a word.
var emphasis = strings.NewReplacer("**", "", "__", "", "`", "")

func (s *splitter) endRecord() {
	s.endField()
	for _, f := range s.fields {
		if f != "" {
			s.records = append(s.records, Record{s.begun, s.fields})
			break
		}
	}
	s.fields, s.begun = nil, 0
}

// unbroken joins the lines of a field.
func unbroken(field string) string {
	lines := strings.Split(field, "\n")
	out := Trim(lines[0])
	for _, line := range lines[1:] {
		line = Trim(line)
		last, _ := utf8.DecodeLastRuneInString(out)
		first, _ := utf8.DecodeRuneInString(line)
		if out != "" && line != "" && last < 0x2E80 && first < 0x2E80 {
			out += " "
		}
		out += line
	}
	return out
}

// SheetOf is a sheet of texts.
func SheetOf(records []Record) Sheet {
	var s Sheet
	for _, r := range records {
		row := make([]Cell, len(r.Fields))
		for j, f := range r.Fields {
			row[j] = Cell{Text: f}
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, r.Line)
	}
	return s
}

// Declared reads the line sep=; that some programs put first, and gives the text behind it.
func Declared(text string) (separator rune, rest string, ok bool) {
	first, rest, _ := strings.Cut(strings.TrimLeft(text, "\ufeff\n"), "\n")
	mark, ok := strings.CutPrefix(strings.ToLower(strings.Trim(Trim(first), `"`)), "sep=")
	if !ok || utf8.RuneCountInString(mark) != 1 {
		return 0, text, false
	}
	separator, _ = utf8.DecodeRuneInString(mark)
	return separator, rest, true
}
