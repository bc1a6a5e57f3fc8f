// Package grid reads forms: sheets in which a label stands beside or above its value. It finds the
// labels of a questionnaire among the cells, whatever else the form has.
package grid

import (
	"strings"

	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
	"ziping/dialog/reading/label"
	"ziping/scoring"
	"ziping/scoring/fact"
)

// Found is a question with the value that stands beside its label.
type Found struct {
	Field  *scoring.Field
	Answer answer.Answer
	Words  string // the label as it stands
	Place  string // of the value
}

// Left is a value whose label means no question, or more than one.
type Left struct {
	Place, Words, Why string
}

// Reading is what a form says.
type Reading struct {
	Found []Found
	Left  []Left
}

// Codes reads a sheet that names its rows by the codes of questions, as the workbook does that is
// handed out: a head with a column of codes and one to fill in. ok is false for other sheets.
func Codes(fields map[string]*scoring.Field, s cell.Sheet, codeHead, valueHead, unitHead string) (r Reading, ok bool) {
	for h := range min(len(s.Rows), headLines) {
		code, value, unit := column(s, h, codeHead), column(s, h, valueHead), column(s, h, unitHead)
		if code < 0 || value < 0 {
			continue
		}
		for i := h + 1; i < len(s.Rows); i++ {
			c := s.At(i, value)
			if c.Blank() {
				continue
			}
			name := s.At(i, code).Text
			f := fields[name]
			if f == nil {
				r.Left = append(r.Left, Left{s.Where(i, value), c.Text, "代码“" + name + "”不在本指标体系中"})
				continue
			}
			said := ""
			if f.Kind == fact.Money {
				said = label.Unit("（" + s.At(i, unit).Text + "）")
			}
			r.take(f, c, said, f.Label, s.Where(i, value))
		}
		return r, true
	}
	return r, false
}

// mostRows is how many lines of a form are looked at.
const mostRows = 400

// headLines is among how many lines a head is looked for.
const headLines = 12

func column(s cell.Sheet, i int, head string) int {
	for j, c := range s.Rows[i] {
		if head != "" && cell.Squeezed(c.Text) == head {
			return j
		}
	}
	return -1
}

// Read finds labels and the values to their right; where the next cell is a label too, below.
func Read(fields []*scoring.Field, s cell.Sheet) Reading {
	var r Reading
	names := make([]label.Name, len(fields))
	byCode := map[string]*scoring.Field{}
	for i, f := range fields {
		names[i] = label.Of(f)
		byCode[f.Code] = f
	}
	sheetUnit := unitOf(s)
	rows := s.Rows
	if len(rows) > mostRows {
		rows = rows[:mostRows]
		r.Left = append(r.Left, Left{s.Where(mostRows, -1), "", "起的行没有读取：表太长"})
	}
	for i, row := range rows {
		for j, c := range row {
			if !c.Own() || c.Number.Valid || !wordy(c.Text) {
				continue
			}
			at, value, found := valueOf(s, i, j)
			if !found {
				continue
			}
			code, score, rivals := label.Best(c.Text, names)
			switch {
			case code != "" && score >= label.Enough:
				unit := ""
				if byCode[code].Kind == fact.Money {
					unit = firstOf(label.Unit(c.Text), unitBeside(s, i, at), columnUnit(s, i, at), sheetUnit)
				}
				r.take(byCode[code], value, unit, c.Text, s.Where(i, at))
			case len(rivals) > 1 && figures(value):
				r.Left = append(r.Left, Left{s.Where(i, at), c.Text + " " + value.Text, "可能是" + labelsOf(rivals)})
			case figures(value):
				r.Left = append(r.Left, Left{s.Where(i, at), c.Text + " " + value.Text, "没有对应的题目"})
			}
		}
	}
	return r
}

func labelsOf(names []label.Name) string {
	labels := make([]string, len(names))
	for i, n := range names {
		labels[i] = "“" + n.Words[0] + "”"
	}
	return strings.Join(labels, "或")
}

// take reads a value for a question; a second one that differs is a doubt.
func (r *Reading) take(f *scoring.Field, c cell.Cell, unit, words, place string) {
	a := answer.Read(f, c, unit)
	if a.Value.State == fact.Missing {
		r.Left = append(r.Left, Left{place, words + " " + c.Text, a.Doubt})
		return
	}
	for i, have := range r.Found {
		if have.Field != f {
			continue
		}
		if !same(have.Answer.Value, a.Value) {
			r.Found[i].Answer.Doubt = "有两处不同的数：" + have.Place + " " + have.Answer.Typed + "，" + place + " " + a.Typed
			r.Found[i].Answer.Others = append(have.Answer.Others, a.Value)
		}
		return
	}
	r.Found = append(r.Found, Found{f, a, words, place})
}

func same(a, b fact.Value) bool {
	return a.State == b.State && a.Number.Equal(b.Number) && a.Text == b.Text && a.Yes == b.Yes && strings.Join(a.Items, "\n") == strings.Join(b.Items, "\n")
}

// wordy reports a text that may be a label: letters, and not a sentence.
func wordy(text string) bool {
	bare := []rune(label.Bare(text))
	return len(bare) >= 2 && len(bare) <= 30 && !strings.ContainsAny(string(bare[0]), "0123456789")
}

// valueOf is the cell with the value of the label at i, j: the next to the right that is not a unit.
func valueOf(s cell.Sheet, i, j int) (at int, value cell.Cell, ok bool) {
	for k := j + 1; k < len(s.Rows[i]) && k <= j+4; k++ {
		c := s.At(i, k)
		if c.Covered && c.Text == s.At(i, j).Text || c.Blank() || label.Unit("（"+c.Text+"）") != "" && !c.Number.Valid {
			continue
		}
		return k, c, true
	}
	return 0, cell.Cell{}, false
}

// unitBeside is the unit that stands in a cell of its own in the row.
func unitBeside(s cell.Sheet, i, at int) string {
	for _, k := range []int{at - 1, at + 1} {
		c := s.At(i, k)
		if u := label.Unit("（" + c.Text + "）"); u != "" && !c.Number.Valid {
			return u
		}
	}
	return ""
}

// columnUnit is the unit that the head of the value's column says.
func columnUnit(s cell.Sheet, i, at int) string {
	for k := 0; k < i && k < headLines; k++ {
		if u := label.Unit(s.At(k, at).Text); u != "" && !s.At(k, at).Number.Valid {
			return u
		}
	}
	return ""
}

// unitOf is the unit that a line of its own says for the whole sheet.
func unitOf(s cell.Sheet) string {
	for i := range min(len(s.Rows), headLines) {
		for _, c := range s.Rows[i] {
			if text := cell.Squeezed(c.Text); strings.Contains(text, "单位") && len([]rune(text)) <= 20 {
				if u := label.Unit(text); u != "" {
					return u
				}
			}
		}
	}
	return ""
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func figures(c cell.Cell) bool {
	return c.Number.Valid || strings.ContainsAny(c.Text, "0123456789")
}
