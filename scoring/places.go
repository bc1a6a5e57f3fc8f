package scoring

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/scoring/project"
	"ziping/scoring/slip"
)

// looked is what slips are looked for in, gathered once for each evaluation.
func (sc *scope) looked() slip.Look {
	if sc.look == nil {
		g := gathering{pack: sc.pack, look: slip.Look{Year: sc.year}}
		for _, code := range sc.pack.index.codes {
			f := sc.pack.index.fields[code]
			g.add(f, code, f.Label, sc.env.Facts[code])
			if _, ok := f.Column(project.IndicatorsColumn); ok {
				g.addIndicators(code, sc.env.Facts[code].Rows)
			}
		}
		sc.look = &g.look
	}
	return *sc.look
}

// gathering collects the texts of an evaluation.
type gathering struct {
	pack *Pack
	look slip.Look
}

// add adds the texts of a field, or of a column; label is how a message names the place.
func (g *gathering) add(f *Field, code, label string, v Value) {
	if v.State != Known {
		return
	}
	switch f.Kind {
	case ShortText, LongText:
		if strings.TrimSpace(v.Text) != "" {
			g.place(code, label, f.Kind, v.Text)
		}
	case PerIndicator, PerFinding:
		for _, key := range slices.Sorted(maps.Keys(v.Texts)) {
			name := key
			if row, ok := g.pack.Indicator(key); ok {
				name = row.Name
			}
			g.place(code, fmt.Sprintf("%s（%s）", label, name), f.Kind, v.Texts[key])
		}
	case Rows:
		for i, row := range v.Rows {
			for j := range f.Columns {
				c := &f.Columns[j]
				g.add(c, code, fmt.Sprintf("%s第 %d 行%s", label, i+1, c.Label), row[c.Code])
			}
		}
	}
}

func (g *gathering) place(code, label string, kind Kind, text string) {
	g.look.Written = append(g.look.Written, slip.Place{Field: code, Label: label, Kind: kind, Text: text, Empty: g.pack.looksForTemplates(code)})
}

func (g *gathering) addIndicators(code string, projects []Facts) {
	for _, p := range projects {
		for _, row := range p[project.IndicatorsColumn].Rows {
			g.look.Rows = append(g.look.Rows, slip.Row{Field: code, Project: p[project.NameColumn].Text, Row: row})
		}
	}
}

// looksForTemplates reports whether the checks of every project find the words of the empty
// form in this field.
func (p *Pack) looksForTemplates(field string) bool {
	return p.Projects != nil && p.Projects.List == field &&
		slices.ContainsFunc(p.Projects.Checks, func(c project.Check) bool { return c.Detect == "template_text" })
}
