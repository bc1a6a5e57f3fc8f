// Package prose reads what a self-evaluation report states in running text: figures for the
// pack's questions, choices and lists, and what the report says about itself (rates, points, the
// total). It knows the sentences of such reports and a pack's labels; it does not know where a
// text came from or what becomes of it.
//
// The rule of the package: a figure is taken only where the words before it name one question
// and nothing else. Every other figure is returned as unread, with its words; two statements
// that differ are a conflict and never a choice. The package is pure.
package prose

import (
	"ziping/scoring"
)

// Paragraph is one paragraph of a report.
type Paragraph struct {
	Text  string
	Place string // for people: 第 3 页, 第 12 段
}

// Hit is one statement: the answer to a question, or one cell of a list.
type Hit struct {
	Field  string // the question's code
	Row    int    // from 1, for a cell of a list; 0 else
	Column string // the column's code, for a cell of a list
	Value  string // in the form of an answers file: 1807.76 in the field's unit, 否, 良好, text
	Words  string // the words it was read from
	Place  string
}

// Claim is what the report states of itself, to be held against the recomputation.
type Claim struct {
	Kind  ClaimKind
	Code  string // of a rate (execution_rate) or an indicator (B2); empty for total and grade
	Value string // a decimal, or the grade's name
	Words string
	Place string
}

// ClaimKind says what a claim is about.
type ClaimKind uint8

// What a report states of itself.
const (
	Rate   ClaimKind = iota + 1 // a rate in %
	Points                      // an indicator's points
	Total                       // the total
	Grade                       // the grade
)

// Conflict is a question with statements that differ: a person has to say which holds.
type Conflict struct {
	Field string
	Hits  []Hit
}

// Unread is a figure with a unit that no question of the pack was found for.
type Unread struct {
	Words string
	Place string
}

// Reading is everything found in a report, in the order of its sentences.
type Reading struct {
	Hits      []Hit // each question once
	Claims    []Claim
	Conflicts []Conflict
	Unread    []Unread
}

// Read reads a report for the pack's questions. year is the report's; 0 takes the year that the
// text names most. Figures of another year are not this report's and stay unread. It never fails:
// what it does not understand is in Unread.
func Read(pack *scoring.Pack, year int, text []Paragraph) Reading {
	cleaned := make([]Paragraph, len(text))
	for i, p := range text {
		cleaned[i] = Paragraph{Text: clean(p.Text), Place: p.Place}
	}
	if year == 0 {
		year = yearOf(cleaned)
	}
	r := reader{vocabulary: vocabularyOf(pack), year: year}
	for _, joined := range cleaned {
		for _, p := range unjoined(joined) {
			r.paragraph(p)
		}
	}
	r.endOfSection()
	return r.settle()
}

// reader walks the text once. What a heading or a sentence sets holds until the next of its kind.
type reader struct {
	vocabulary vocabulary
	year       int
	heading    string // the words of the heading above
	section    []Paragraph
	topics     topics
	indicator  string // the indicator the present item speaks of
	offices    int
	others     int

	hits   []Hit
	claims []Claim
	unread []Unread
}

func (r *reader) paragraph(p Paragraph) {
	if p.Text == "" {
		return
	}
	if words, ok := headingOf(p.Text); ok {
		r.endOfSection()
		r.heading, r.section = words, nil
		return
	}
	r.section = append(r.section, p)
	r.indicator = ""
	if r.office(p) {
		return
	}
	r.longText(p)
	for _, s := range sentences(p.Text) {
		r.sentence(s, p.Place)
	}
}

func (r *reader) sentence(s, place string) {
	for i, item := range items(s) {
		if i > 0 || startsItem(s) {
			r.indicator = ""
		}
		if !continues(item) {
			r.topics = topics{}
		}
		r.wordsOf(item, place)
		r.figuresOf(item, place)
	}
}
