package slip

import (
	"fmt"
	"unicode/utf8"

	"ziping/scoring/fact"
)

// Place is a text that a person wrote, and where it stands.
type Place struct {
	Field string    // the field's code
	Label string    // as a message names it: 内设机构及职责第 2 行主要职责
	Kind  fact.Kind // ShortText, LongText, PerIndicator or PerFinding
	Text  string
	// Empty says that the words of an empty form are looked for elsewhere.
	Empty bool
}

// Row is one of a project's indicators.
type Row struct {
	Field   string // the code of the project list
	Project string // the project's name
	Row     fact.Facts
}

// Look is what slips are looked for in.
type Look struct {
	Year    int     // under evaluation; 0 when it is not known
	Written []Place // all texts, in the order of the questionnaire
	Rows    []Row
}

// prose reports whether the place holds sentences rather than a name or a number.
func (p Place) prose() bool { return p.Kind != fact.ShortText }

// slip is a slip in this place; what is a piece of its text.
func (p Place) slip(what string) Slip {
	return Slip{p.Field, fmt.Sprintf("“%s”写“%s”", p.Label, fact.Cited(what))}
}

// around is what stands at text[from:to] with a few characters on either side.
func around(text string, from, to int) string {
	for range 6 {
		if from > 0 {
			_, n := utf8.DecodeLastRuneInString(text[:from])
			from -= n
		}
		if to < len(text) {
			_, n := utf8.DecodeRuneInString(text[to:])
			to += n
		}
	}
	return text[from:to]
}
