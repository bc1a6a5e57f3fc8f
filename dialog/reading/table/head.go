package table

import (
	"regexp"
	"slices"

	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// headLines is among how many lines the head is looked for: titles, units and dates stand above it.
const headLines = 12

// mostColumns is how many columns a table for a list has at the most; what is wider is none.
const mostColumns = 200

// head is a line, or two, that may be the table's head.
type head struct {
	last    int // its last line
	columns []Column
	found   int
	score   float64
}

// findHead is the line whose words are most like the list's columns; score 0: there is none. Two
// lines are one head where the upper's words lie over several columns.
func findHead(list *scoring.Field, s cell.Sheet) head {
	flat := list.Flat()
	names := namesOf(flat)
	var best head
	for i := range min(len(s.Rows), headLines) {
		one := headAt(flat, names, headWords(s, i, i), i)
		if better(one, best) {
			best = one
		}
		if i+1 < len(s.Rows) && looksLikeHead(s, i) && looksLikeHead(s, i+1) {
			two := headAt(flat, names, headWords(s, i, i+1), i+1)
			if better(two, best) && two.found > one.found {
				best = two
			}
		}
	}
	words := 0
	for _, c := range best.columns {
		if c.Head != "" {
			words++
		}
	}
	if best.found < 2 && !(best.found == 1 && (words == 1 || isAloneHead(s, best.last))) {
		return head{}
	}
	return best
}

// isAloneHead reports a line of words, of which only one was known, above a line of figures.
func isAloneHead(s cell.Sheet, i int) bool {
	return looksLikeHead(s, i) && i+1 < len(s.Rows) && !looksLikeHead(s, i+1)
}

func better(a, b head) bool { return a.found >= 1 && a.score > b.score+0.01 }

// looksLikeHead reports a line without figures.
func looksLikeHead(s cell.Sheet, i int) bool {
	any := false
	for _, c := range s.Rows[i] {
		if c.Number.Valid || figureLike(c.Text) {
			return false
		}
		any = any || !c.Blank()
	}
	return any
}

// headWords are the words of each column over the lines from first to last: those of the lower
// line where it has its own.
func headWords(s cell.Sheet, first, last int) []string {
	width := 0
	for i := first; i <= last; i++ {
		width = max(width, len(s.Rows[i]))
	}
	words := make([]string, width)
	for i := first; i <= last; i++ {
		for j, c := range s.Rows[i] {
			if c.Blank() || c.Number.Valid || i > first && c.Covered && words[j] != "" {
				continue
			}
			words[j] = c.Text
			if unit := label.Unit(s.At(first, j).Text); i > first && unit != "" && label.Unit(c.Text) == "" {
				words[j] += "（" + unit + "）"
			}
		}
	}
	return words
}

var numberHead = regexp.MustCompile(`^(序号|编号|序|号|行次|no\.?|№|#)$`)

// headAt assigns columns to words, the likeliest first, each column once.
func headAt(flat []*scoring.Field, names []label.Name, words []string, last int) head {
	h := head{last: last, columns: make([]Column, len(words))}
	if len(words) > mostColumns {
		return h
	}
	type match struct {
		at, of int
		score  float64
	}
	var matches []match
	for j, w := range words {
		h.columns[j] = Column{Head: w, Unit: label.Unit(w), Number: numberHead.MatchString(label.Bare(w)) || w == "#"}
		if w == "" || h.columns[j].Number || figureLike(w) || len([]rune(w)) > 60 {
			continue
		}
		for k := range names {
			if score := names[k].Likeness(w); score >= label.Enough {
				matches = append(matches, match{j, k, score})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.at - b.at
	})
	taken := map[int]bool{}
	for _, m := range matches {
		c := &h.columns[m.at]
		if c.Field != nil || taken[m.of] || len(c.Rivals) > 0 {
			continue
		}
		var rivals []string
		for _, other := range matches {
			if other.at == m.at && !taken[other.of] && other.score > m.score-0.02 {
				rivals = append(rivals, flat[other.of].Label)
			}
		}
		if len(rivals) > 1 {
			c.Rivals = rivals
			continue
		}
		c.Field, taken[m.of] = flat[m.of], true
		h.found++
		h.score += m.score
	}
	return h
}

var unitLines = 3

// unitLine is the unit that a line above the head or at the very end says (单位：元).
func unitLine(s cell.Sheet, headAt int) string {
	look := func(i int) string {
		for j := range s.Rows[i] {
			c := s.At(i, j)
			if u := label.Unit(c.Text); u != "" && !c.Number.Valid && moneyUnit(u) && len([]rune(c.Text)) < 60 {
				return u
			}
		}
		return ""
	}
	for i := range max(headAt, 0) {
		if u := look(i); u != "" {
			return u
		}
	}
	for i := max(headAt+1, len(s.Rows)-unitLines); i < len(s.Rows); i++ {
		if first := s.At(i, 0).Text; looksLikeHead(s, i) && noteLine.MatchString(cell.Squeezed(first)) {
			if u := look(i); u != "" {
				return u
			}
		}
	}
	return ""
}

func moneyUnit(u string) bool {
	switch u {
	case "元", "千元", "万元", "百万元", "千万元", "亿元":
		return true
	}
	return false
}

// byPosition assigns the columns of a table without a head: the name, then the figures in the order
// of the list. As many figures as the list requires are those.
func byPosition(list *scoring.Field, s cell.Sheet) []Column {
	width, numbered := shape(s)
	columns := make([]Column, width)
	flat := list.Flat()
	at := 0
	if numbered && width > 1 {
		columns[0].Number, at = true, 1
	}
	var kinds pools
	for _, f := range flat {
		kinds.add(f)
	}
	if width-at == len(flat) {
		for j, f := range flat {
			columns[at+j].Field = f
		}
		return columns
	}
	contents := contentsOf(s, width)
	figures := 0
	for _, c := range contents[at:] {
		if c == ofFigures {
			figures++
		}
	}
	if figures <= len(kinds.required) {
		kinds.figures = kinds.required
	}
	for j := at; j < width; j++ {
		columns[j].Field = kinds.take(contents[j])
	}
	return columns
}

// pools are a list's columns by what may stand in them, in their order.
type pools struct {
	texts, figures, required, choices []*scoring.Field
}

func (p *pools) add(f *scoring.Field) {
	switch {
	case open(f):
		p.texts = append(p.texts, f)
	case f.Kind.Numeric():
		p.figures = append(p.figures, f)
		if f.Required {
			p.required = append(p.required, f)
		}
	default:
		p.choices = append(p.choices, f)
	}
}

// take is the next column for contents; nil when there is none left.
func (p *pools) take(c contents) *scoring.Field {
	from := map[contents]*[]*scoring.Field{ofTexts: &p.texts, ofFigures: &p.figures, ofChoices: &p.choices}[c]
	if len(*from) == 0 {
		return nil
	}
	f := (*from)[0]
	*from = (*from)[1:]
	return f
}

// sampled is how many lines are looked at to know what a column holds.
const sampled = 200

// contents is what most cells of a column hold.
type contents uint8

const (
	ofTexts contents = iota
	ofFigures
	ofChoices
)

// open reports a column that takes any text.
func open(f *scoring.Field) bool { return f.Kind == fact.ShortText || f.Kind == fact.LongText }

// shape is the width of a sheet, and whether its first column counts the rows.
func shape(s cell.Sheet) (width int, numbered bool) {
	numbered = len(s.Rows) > 1
	for i, row := range s.Rows {
		width = max(width, len(row))
		numbered = numbered && s.At(i, 0).Text == itoa(i+1)
	}
	return width, numbered
}

func contentsOf(s cell.Sheet, width int) []contents {
	out := make([]contents, width)
	for j := range width {
		var counts [3]int
		for i := range min(len(s.Rows), sampled) {
			switch c := s.At(i, j); {
			case c.Blank():
			case c.Number.Valid || figureLike(c.Text):
				counts[ofFigures]++
			case yesLike(c.Text):
				counts[ofChoices]++
			default:
				counts[ofTexts]++
			}
		}
		for c, n := range counts {
			if n > counts[out[j]] {
				out[j] = contents(c)
			}
		}
	}
	return out
}
