package scoring

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"ziping/scoring/fact"
	"ziping/scoring/project"
	"ziping/scoring/slip"
)

// texts are what slips are looked for in, by field: one part for an answer, one for each row of
// a list. What an edit does not touch is kept with what was found in it.
type texts struct {
	pack  *Pack
	year  int
	parts map[string][]textPart
	all   []*slip.Part // in the order of the questionnaire; nil after an edit
}

type textPart struct {
	row fact.Facts // of a list
	*slip.Part
}

// gather reads the texts of all answers.
func (t *texts) gather(facts Facts) {
	t.parts = map[string][]textPart{}
	for _, code := range t.pack.index.codes {
		t.read(code, facts[code])
	}
}

// read puts the texts of an answer in the place of the earlier ones.
func (t *texts) read(code string, v Value) {
	f, ok := t.pack.Field(code)
	if !ok || f.Kind.Numeric() || f.Kind == YesNo || f.Kind == Choice || f.Kind == Checklist {
		return
	}
	t.all = nil
	if v.State != Known {
		delete(t.parts, code)
		return
	}
	if f.Kind != Rows {
		part := slip.NewPart(t.year)
		(&gathering{pack: t.pack, part: part, field: code}).add(f, nil, v)
		t.parts[code] = []textPart{{Part: part}}
		return
	}
	last := t.parts[code]
	rows := make([]textPart, len(v.Rows))
	for i, row := range v.Rows {
		if i < len(last) && sameRow(last[i].row, row) {
			rows[i] = last[i]
			continue
		}
		rows[i] = textPart{row: row, Part: slip.NewPart(t.year)}
		g := gathering{pack: t.pack, part: rows[i].Part, field: code}
		g.addRow(f, nil, i, row)
		if w := t.pack.Whole; w != nil && w.List == code {
			rows[i].AddRow(slip.Row{Field: code, Project: project.WholeName, Row: row})
		}
		for _, indicator := range row[project.IndicatorsColumn].Rows {
			rows[i].AddRow(slip.Row{Field: code, Project: row[project.NameColumn].Text, Row: indicator})
		}
	}
	t.parts[code] = rows
}

// sameRow reports whether two rows hold the same; rows that nobody replaced are the same map.
func sameRow(a, b fact.Facts) bool {
	return reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer() || fact.Same(a, b)
}

// looked are all parts in the order of the questionnaire.
func (t *texts) looked() []*slip.Part {
	if t.all == nil {
		t.all = []*slip.Part{}
		for _, code := range t.pack.index.codes {
			for _, p := range t.parts[code] {
				t.all = append(t.all, p.Part)
			}
		}
	}
	return t.all
}

// gathering adds the texts of one answer to a part.
type gathering struct {
	pack  *Pack
	part  *slip.Part
	field string // the code of the question
}

// add adds the texts of a field, or of a column in a line.
func (g *gathering) add(f *Field, line *slip.Line, v Value) {
	if v.State != Known {
		return
	}
	switch f.Kind {
	case ShortText, LongText:
		if strings.TrimSpace(v.Text) != "" {
			g.place(f, line, f.Label, v.Text)
		}
	case PerIndicator, PerFinding:
		for _, key := range slices.Sorted(maps.Keys(v.Texts)) {
			name := key
			if row, ok := g.pack.Indicator(key); ok {
				name = row.Name
			}
			g.place(f, line, fmt.Sprintf("%s（%s）", f.Label, name), v.Texts[key])
		}
	case Rows:
		for i, row := range v.Rows {
			g.addRow(f, line, i, row)
		}
	}
}

func (g *gathering) addRow(f *Field, within *slip.Line, i int, row fact.Facts) {
	line := &slip.Line{Within: within, List: f.Label, Number: i + 1}
	for j := range f.Columns {
		if c := &f.Columns[j]; !c.Kind.Numeric() {
			g.add(c, line, row[c.Code])
		}
	}
}

func (g *gathering) place(f *Field, line *slip.Line, name, text string) {
	g.part.Add(slip.Place{Field: g.field, Line: line, Name: name, Kind: f.Kind, Text: text})
}
