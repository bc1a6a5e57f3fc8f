package table

import (
	"slices"
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// separators are the marks that separate cells, surest first. A Chinese comma or colon stands in
// names and texts too.
var separators = []rune{'\t', '|', '｜', ',', ';', '，', '；'}

// doubtful are marks that names and dates are full of: they separate cells only below a head that
// they separate too.
var doubtful = []rune{'/', '／', '、', '\\'}

// FromText reads a typed or pasted text as a table for a list, in whichever way of taking it apart
// gives most. ok is false when the text is no table: a single answer, a sentence.
func FromText(list *scoring.Field, text string, o Options) (t Table, ok bool) {
	sent := text
	text = oneBlank(text)
	separator, rest, declared := cell.Declared(text)
	if declared {
		t = Read(list, cell.SheetOf(cell.Separated(rest, separator)), o)
		return t, len(t.Rows) > 0
	}
	if s := proseSheet(list, text, counted); len(s.Rows) > 0 {
		return fromProse(list, s, o)
	}
	best := 0.0
	consider := func(s cell.Sheet) {
		if len(s.Rows) == 0 {
			return
		}
		candidate := Read(list, withoutNumbers(s), o)
		if q := candidate.quality(); q > best {
			t, best, ok = candidate, q, true
		}
	}
	consider(runSheet(list, unnumberedLines(sent)))
	consider(colonSheet(list, text))
	for _, mark := range separators {
		if strings.ContainsRune(text, mark) {
			consider(markSheet(list, text, mark))
		}
	}
	for _, mark := range doubtful {
		if s := markSheet(list, text, mark); HasHead(list, s) {
			consider(s)
		}
	}
	consider(saidSheet(list, text))
	consider(blankSheet(list, text))
	if ok {
		return t, true
	}
	if s := proseSheet(list, text, named); len(s.Rows) > 0 {
		return fromProse(list, s, o)
	}
	return lineTable(list, text, o)
}

func fromProse(list *scoring.Field, s cell.Sheet, o Options) (Table, bool) {
	t := Read(list, s, o)
	t.Notes = nil // a sentence has no columns to speak of
	return t, len(t.Rows) > 0
}

// markSheet takes lines apart at a mark. A line with more cells than the head has names holds the mark
// in a text: then the last cells are those that fit the last columns.
func markSheet(list *scoring.Field, text string, mark rune) cell.Sheet {
	if !strings.ContainsRune(text, mark) {
		return cell.Sheet{}
	}
	records := cell.Separated(text, mark)
	if !slices.ContainsFunc(records, func(r cell.Record) bool { return len(r.Fields) < 2 || r.Fields[0] != "" }) {
		for i := range records { // the line that a table has at its edge
			records[i].Fields = records[i].Fields[1:]
		}
	}
	columns := headColumns(list, records)
	for i, r := range records {
		fields := r.Fields
		for len(fields) > len(columns) && fields[len(fields)-1] == "" {
			fields = fields[:len(fields)-1]
		}
		if len(columns) >= 2 && len(fields) > len(columns) && !fits(columns, fields[:len(columns)]) {
			if whole := fromTheRight(columns, fields, string(mark)); len(whole) == len(columns) {
				records[i].Fields = whole
			}
		}
	}
	return cell.SheetOf(records)
}

// quality is how much a way of taking a text apart has given. A head that was found counts most,
// then the cells that fit; lines that did not fit count against it.
func (t Table) quality() float64 {
	used := t.usedColumns()
	switch {
	case len(used) == 1 && t.Head >= 0 && len(t.Columns) > 1 && len(t.Rows) > 0:
		return leastQuality // a head of which only the name is known: the rest is named as unused
	case len(used) < 2:
		return 0
	}
	cells, whole := 0, 0 // whole: lines that were not taken apart
	for _, r := range t.Rows {
		if len(r.Cells) >= 2 {
			cells += len(r.Cells)
		} else {
			whole++
		}
	}
	if t.Head < 0 && 2*whole > len(t.Rows) {
		return 0 // it takes few lines apart: chance
	}
	if cells == 0 || t.Head < 0 && len(t.Rows) < 2 && len(used) < len(t.List.Flat()) && !t.closedTail() {
		return 0
	}
	q := max(float64(cells-2*whole-2*len(t.Left)-len(t.Unused())), 2*leastQuality)
	if t.Head >= 0 {
		q += headWorth
	}
	return q
}

// leastQuality is better than nothing.
const leastQuality = 0.01

// headWorth outweighs any number of cells.
const headWorth = 1e6

// closedTail reports a single line of a name and figures.
func (t Table) closedTail() bool {
	for _, f := range t.usedColumns()[1:] {
		if open(f) {
			return false
		}
	}
	return true
}

// oneBlank maps every blank to one form; marks of zero width go.
func oneBlank(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == ' ':
			return r
		case r == 0x85 || r == 0x2028 || r == 0x2029 || r == '\v' || r == '\f':
			return '\n'
		case 0x200B <= r && r <= 0x200D || r == 0x2060 || r == 0xFEFF || r == 0x180E:
			return -1
		case cell.Blank(r):
			return ' '
		}
		return r
	}, text)
}

// mostWords is how many words a line has at the most that is taken apart at its blanks.
const mostWords = 80

// blankSheet takes lines apart at blanks. A tab arrives as a single blank, so two of them may hold
// an empty cell; names have blanks too: then the last cells are those that fit the last columns,
// and what is left is the name.
func blankSheet(list *scoring.Field, text string) cell.Sheet {
	records := cell.Separated(strings.ReplaceAll(text, "\t", " "), ' ')
	for _, r := range records {
		if len(r.Fields) > mostWords {
			return cell.Sheet{} // a text, not a table
		}
	}
	columns := headColumns(list, records)
	if columns == nil {
		columns = tailColumns(records)
	}
	var s cell.Sheet
	for _, r := range records {
		row := make([]cell.Cell, 0, len(r.Fields))
		for _, f := range fitted(columns, r.Fields) {
			row = append(row, cell.Cell{Text: f})
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, r.Line)
	}
	return s
}

// countsRows reports whether the first word of each line is its number.
func countsRows(records []cell.Record) bool {
	for i, r := range records {
		words := filled(r.Fields)
		if len(words) < 2 || strings.Trim(words[0], ".、．") != itoa(i+1) {
			return false
		}
	}
	return len(records) > 1
}

// column is what a place in a line may hold.
type column struct {
	kind   fact.Kind
	field  *scoring.Field
	number bool
}

// headColumns are the columns that one of the first lines names; nil when none does.
func headColumns(list *scoring.Field, records []cell.Record) []column {
	flat := list.Flat()
	names := namesOf(flat)
	var best head
	for i, r := range records[:min(len(records), headLines)] {
		words := filled(r.Fields)
		if h := headAt(flat, names, words, i); h.found >= 2 && better(h, best) {
			best = h
		}
	}
	if best.found < 2 {
		return nil
	}
	out := make([]column, len(best.columns))
	for j, c := range best.columns {
		out[j] = column{number: c.Number, field: c.Field, kind: fact.ShortText}
		if c.Field != nil {
			out[j].kind = c.Field.Kind
		}
	}
	return out
}

// tailColumns are the columns of lines without a head: as many figures at the end as most lines
// have, with the name before them.
func tailColumns(records []cell.Record) []column {
	counts := map[int]int{}
	numbered := countsRows(records)
	for _, r := range records {
		fields := filled(r.Fields)
		n := 0
		for k := len(fields) - 1; k > 0 && (figureLike(fields[k]) || yesLike(fields[k])); k-- {
			n++
		}
		counts[n]++
	}
	most := 0
	for n, c := range counts {
		if c > counts[most] || c == counts[most] && n > most {
			most = n
		}
	}
	var out []column
	if numbered {
		out = append(out, column{number: true, kind: fact.Count})
	}
	out = append(out, column{kind: fact.ShortText})
	for range most {
		out = append(out, column{kind: fact.Figure})
	}
	return out
}

func filled(fields []string) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return f == "" })
}

// fitted brings the fields of a line into as many as there are columns. A line that may be meant in
// several ways stays in one piece: it is named, not guessed.
func fitted(columns []column, fields []string) []string {
	n := len(columns)
	words := filled(fields)
	switch {
	case len(fields) == n && fits(columns, fields):
		return fields
	case len(words) == n:
		return words
	case len(words) > n && n >= 2:
		return fromTheRight(columns, words, " ")
	case len(fields) < n:
		if padded := append(slices.Clone(fields), make([]string, n-len(fields))...); fits(columns, padded) {
			return padded // its last cells are empty
		}
	}
	if placed, ok := onlyPlaces(columns, words); ok {
		return placed
	}
	return []string{strings.Join(words, " ")}
}

// onlyPlaces puts fewer words than columns where they fit, when there is only one way to do it.
func onlyPlaces(columns []column, words []string) (placed []string, ok bool) {
	// ways[i][j] counts the ways for the words from i on in the columns from j on.
	ways := make([][]int, len(words)+1)
	for i := range ways {
		ways[i] = make([]int, len(columns)+1)
	}
	for j := range ways[len(words)] {
		ways[len(words)][j] = 1
	}
	for i := len(words) - 1; i >= 0; i-- {
		for j := len(columns) - 1; j >= 0; j-- {
			ways[i][j] = ways[i][j+1]
			if columns[j].takes(words[i]) {
				ways[i][j] = min(2, ways[i][j]+ways[i+1][j+1])
			}
		}
	}
	if ways[0][0] != 1 {
		return nil, false
	}
	placed = make([]string, len(columns))
	i := 0
	for j := range columns {
		if i < len(words) && columns[j].takes(words[i]) && ways[i+1][j+1] > 0 {
			placed[j] = words[i]
			i++
		}
	}
	return placed, true
}

func fits(columns []column, fields []string) bool {
	for j, f := range fields {
		if f != "" && !columns[j].takes(f) {
			return false
		}
	}
	return true
}

// takes reports whether a text can stand in a column.
func (c column) takes(text string) bool {
	if c.number {
		return figureLike(text)
	}
	switch c.kind {
	case fact.ShortText, fact.LongText:
		return true
	case fact.YesNo:
		return yesLike(text) || text == "/" || text == "—"
	case fact.Choice:
		if c.field != nil {
			_, ok := answer.Choice(c.field, text)
			return ok
		}
		return true
	}
	return figureLike(text) || c.field == nil && yesLike(text)
}

// fromTheRight gives the last columns the last words that fit them, the number of the row its own,
// and all that is left, joined again, to the one column of text.
func fromTheRight(columns []column, words []string, joint string) []string {
	out := make([]string, len(columns))
	last := len(columns) - 1
	rest := words
	for last > 0 && len(rest) > 1 && columns[last].closed() && columns[last].takes(rest[len(rest)-1]) {
		out[last], rest = rest[len(rest)-1], rest[:len(rest)-1]
		last--
	}
	first := 0
	for first < last && len(rest) > 1 && columns[first].closed() && columns[first].takes(rest[0]) {
		out[first], rest = rest[0], rest[1:]
		first++
	}
	if first != last {
		return words // more than one column of text: nobody knows where the one ends
	}
	out[first] = strings.Join(rest, joint)
	return out
}

func (c column) closed() bool { return c.number || c.kind != fact.ShortText && c.kind != fact.LongText }

// colonSheet takes lines of a name and a text or figure apart at their first colon.
func colonSheet(list *scoring.Field, text string) cell.Sheet {
	var s cell.Sheet
	if len(list.Flat()) < 2 {
		return s
	}
	n := 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if line = cell.Trim(line); line == "" {
			continue
		}
		name, rest, ok := cutColon(line)
		if !ok {
			return cell.Sheet{}
		}
		s.Rows = append(s.Rows, []cell.Cell{{Text: unnumbered(name)}, {Text: rest}})
		s.Lines = append(s.Lines, n)
	}
	if len(s.Rows) < 2 {
		return cell.Sheet{}
	}
	return s
}

func cutColon(line string) (name, rest string, ok bool) {
	i := strings.IndexAny(line, "：:")
	if i <= 0 {
		return "", "", false
	}
	name = cell.Trim(line[:i])
	rest = cell.Trim(strings.TrimLeft(line[i:], "：:"))
	return name, rest, rest != "" && len([]rune(name)) <= 40
}
