package report

import (
	"fmt"
	"strings"

	"ziping/export/typed"
	"ziping/scoring"
	"ziping/scoring/rule"
)

// projectsCode is the list of projects; every pack that has one calls it so.
const projectsCode = "projects"

// field finds a field of one of the kinds; with no kinds, of any.
func (c *composer) field(code string, kinds ...scoring.Kind) (*scoring.Field, error) {
	field, ok := c.pack.Field(code)
	if !ok {
		return nil, fmt.Errorf("没有代码为 %s 的数据项", code)
	}
	for _, k := range kinds {
		if field.Kind == k {
			return field, nil
		}
	}
	if len(kinds) > 0 {
		return nil, fmt.Errorf("%s（%s）的类型是 %s，不能这样用", code, field.Label, field.Kind)
	}
	return field, nil
}

// every reports whether all codes are in the state.
func (c *composer) every(state scoring.State, codes []string) (bool, error) {
	for _, code := range codes {
		if _, err := c.field(code); err != nil {
			return false, err
		}
		if c.facts[code].State != state {
			return false, nil
		}
	}
	return true, nil
}

func (c *composer) known(codes ...string) (bool, error) { return c.every(scoring.Known, codes) }

func (c *composer) absent(codes ...string) (bool, error) {
	return c.every(scoring.NotApplicable, codes)
}

func (c *composer) text(code string) (string, error) {
	if _, err := c.field(code, scoring.ShortText, scoring.LongText, scoring.Choice); err != nil {
		return "", err
	}
	return c.phrase(code, c.facts[code], typed.Inline), nil
}

// phrase is a text's value after shape, or the word for its state.
func (c *composer) phrase(code string, v scoring.Value, shape func(string) string) string {
	switch v.State {
	case scoring.NotApplicable:
		return scoring.NotApplicableWord
	case scoring.Known:
		if text := shape(v.Text); text != "" {
			return hold(text)
		}
	}
	c.note([]string{code})
	return missingWord
}

// paragraphs is a long text, or nothing: the template says what stands in its place.
func (c *composer) paragraphs(code string) (string, error) {
	field, err := c.field(code, scoring.LongText, scoring.ShortText)
	if err != nil {
		return "", err
	}
	v := c.facts[code]
	text := typed.Closed(typed.Paragraphs(v.Text))
	if text == "" && field.Required && v.State != scoring.NotApplicable {
		c.note([]string{code})
	}
	return hold(text), nil
}

// Checklist says which items of a checklist hold and which do not.
type Checklist struct {
	All, None bool // every item in full; none, not even in part
	// Labels joined by 、; Partly are those that hold in part, where the rule knows such.
	Held, Partly, Lacking string
}

func (c *composer) checklist(code string) (*Checklist, error) {
	field, err := c.field(code, scoring.Checklist)
	if err != nil {
		return nil, err
	}
	v := c.facts[code]
	if v.State != scoring.Known {
		if v.State != scoring.NotApplicable {
			c.note([]string{code})
		}
		return nil, nil
	}
	s := splitItems(field.Options, v.Items)
	return &Checklist{
		All: s.all(), None: s.none(),
		Held: hold(strings.Join(s.held, "、")), Partly: hold(strings.Join(s.partly, "、")), Lacking: hold(strings.Join(s.lacking, "、")),
	}, nil
}

// split are the items of a checklist by how they hold.
type split struct{ held, partly, lacking []string }

func (s split) all() bool  { return len(s.partly)+len(s.lacking) == 0 }
func (s split) none() bool { return len(s.held)+len(s.partly) == 0 }

func splitItems(options, items []string) split {
	holds, known := map[string]bool{}, map[string]bool{}
	for _, item := range items {
		holds[item] = true
	}
	for _, option := range options {
		known[option] = true
	}
	var s split
	for _, option := range options {
		base, partly := strings.CutSuffix(option, rule.PartlySuffix)
		switch {
		case partly && known[base]: // told with its item
		case holds[option]:
			s.held = append(s.held, option)
		case holds[option+rule.PartlySuffix]:
			s.partly = append(s.partly, option)
		default:
			s.lacking = append(s.lacking, option)
		}
	}
	return s
}

// Row is one row of a list, with its place from 1.
type Row struct {
	N     int
	Last  bool
	c     *composer
	field *scoring.Field
	facts scoring.Facts
}

func (c *composer) rows(code string) ([]Row, error) {
	field, err := c.field(code, scoring.Rows)
	if err != nil {
		return nil, err
	}
	facts := c.facts[code].Rows
	if field.Required && c.facts[code].State != scoring.NotApplicable && len(facts) == 0 {
		c.note([]string{code})
	}
	rows := make([]Row, len(facts))
	for i, f := range facts {
		rows[i] = Row{N: i + 1, Last: i+1 == len(facts), c: c, field: field, facts: f}
	}
	return rows, nil
}

func (r Row) column(code string) (*scoring.Field, scoring.Value, error) {
	for i := range r.field.Columns {
		if r.field.Columns[i].Code == code {
			return &r.field.Columns[i], r.facts[code], nil
		}
	}
	return nil, scoring.Value{}, fmt.Errorf("%s（%s）没有 %s 这一栏", r.field.Code, r.field.Label, code)
}

// Text is a cell's text, or （待补）.
func (r Row) Text(code string) (string, error) { return r.shaped(code, typed.Inline) }

// Sentence is a cell's text closed with a full stop, or （待补）。
func (r Row) Sentence(code string) (string, error) {
	text, err := r.shaped(code, func(s string) string { return typed.Sentence(typed.Inline(s)) })
	if text == missingWord || text == scoring.NotApplicableWord {
		text += "。"
	}
	return text, err
}

func (r Row) shaped(code string, shape func(string) string) (string, error) {
	_, v, err := r.column(code)
	if err != nil {
		return "", err
	}
	return r.c.phrase(r.field.Code, v, shape), nil
}

// Target is an indicator's target as forms write it: ≥12次; a qualitative one in its words.
func (r Row) Target() string { return hold(targetText(r.facts)) }

// Actual is what an indicator came to, with its unit.
func (r Row) Actual() string { return hold(actualText(r.facts)) }

// Figure is a cell's figure.
func (r Row) Figure(code string) (Figure, error) {
	column, v, err := r.column(code)
	if err != nil {
		return Figure{}, err
	}
	f := r.c.fieldFigure(column, v)
	if len(f.lacks) > 0 {
		f.lacks = []string{r.field.Code}
	}
	return f, nil
}

// Known reports whether a cell has a value.
func (r Row) Known(code string) (bool, error) {
	_, v, err := r.column(code)
	return v.State == scoring.Known, err
}

// Yes reports whether a cell was answered 是.
func (r Row) Yes(code string) (bool, error) {
	_, v, err := r.column(code)
	return v.State == scoring.Known && v.Yes, err
}

// evaluatedNames are the first three listed projects that were evaluated themselves, with 等 where
// there are more.
func (c *composer) evaluatedNames() string {
	const most = 3
	var names []string
	for _, row := range c.facts[projectsCode].Rows {
		name := typed.Inline(row["name"].Text)
		if v := row["evaluated"]; v.State == scoring.Known && v.Yes && name != "" {
			names = append(names, name)
		}
	}
	text := strings.Join(names[:min(len(names), most)], "、")
	if len(names) > most {
		text += "等"
	}
	return hold(text)
}
