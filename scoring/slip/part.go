package slip

import (
	"ziping/scoring/fact"
	"ziping/scoring/project"
)

// Part is a part of the evaluation that changes as a whole: a field's answer, or one row of a
// list. What is found in it alone is found once.
type Part struct {
	year   int // under evaluation; 0 when it is not known
	places []Place
	rows   []Row
	looked uint32    // the kinds that were looked for in it alone, a bit each
	found  []foundIn // what they found, where they found anything
	prose  *prose    // what the kinds that compare parts need of it
}

type foundIn struct {
	kind  *Kind
	slips []Slip
}

// Row is one of a project's indicators.
type Row struct {
	Field   string // the code of the project list
	Project string // the project's name
	Row     fact.Facts
}

// NewPart is a part to which its texts are added. year is the one under evaluation, 0 when it
// is not known.
func NewPart(year int) *Part { return &Part{year: year} }

// Add adds a text. A name or a number without any sign cannot have a slip and is not kept: a
// list has thousands of them.
func (p *Part) Add(place Place) {
	if place.signs = signsOf(place.Text); place.signs != 0 || place.prose() {
		p.places = append(p.places, place)
	}
}

// AddRow adds one of a project's indicators.
func (p *Part) AddRow(row Row) { p.rows = append(p.rows, row) }

// Find finds the slips of a kind in all parts, in their order.
func (k *Kind) Find(parts []*Part) []Slip {
	if k.together != nil {
		return k.together(parts)
	}
	var all []Slip
	for _, p := range parts {
		if p.looked&k.bit == 0 {
			p.looked |= k.bit
			if found := k.alone(p); len(found) > 0 {
				p.found = append(p.found, foundIn{k, found})
			}
		}
		for _, f := range p.found {
			if f.kind == k {
				all = append(all, f.slips...)
			}
		}
	}
	return all
}

// eachText finds slips text by text: says gives the slip in a place, if there is one.
func (p *Part) eachText(with signs, find func(place *Place) (Slip, bool)) []Slip {
	var found []Slip
	for i := range p.places {
		if place := &p.places[i]; with == 0 || place.signs&with != 0 {
			if s, ok := find(place); ok {
				found = append(found, s)
			}
		}
	}
	return found
}

// eachRow finds slips among the indicators of projects; says gives what is wrong with one, or "".
func (p *Part) eachRow(says func(row fact.Facts) string) []Slip {
	var found []Slip
	for _, r := range p.rows {
		if text := says(r.Row); text != "" {
			found = append(found, Slip{Field: r.Field, Says: r.Project + "“" + r.Row[project.RowName].Text + "”" + text})
		}
	}
	return found
}
