package scoring

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/scoring/fact"
)

// place is a text that a person wrote, and where it stands.
type place struct {
	field string    // the field's code
	label string    // as a message names it: 内设机构及职责第 2 行主要职责
	kind  fact.Kind // ShortText, LongText, PerIndicator or PerFinding
	text  string
}

// places are all texts of the evaluation, in the order of the questionnaire.
func (sc *scope) places() []place {
	if sc.written != nil {
		return sc.written
	}
	sc.written = []place{}
	for _, code := range sc.pack.index.codes {
		sc.addPlaces(code, sc.pack.index.fields[code].Label, sc.pack.index.fields[code], sc.env.Facts[code])
	}
	return sc.written
}

func (sc *scope) addPlaces(code, label string, f *Field, v fact.Value) {
	if v.State != fact.Known {
		return
	}
	switch f.Kind {
	case fact.ShortText, fact.LongText:
		if strings.TrimSpace(v.Text) != "" {
			sc.written = append(sc.written, place{code, label, f.Kind, v.Text})
		}
	case fact.PerIndicator, fact.PerFinding:
		for _, key := range slices.Sorted(maps.Keys(v.Texts)) {
			name := key
			if row, ok := sc.pack.Indicator(key); ok {
				name = row.Name
			}
			sc.written = append(sc.written, place{code, fmt.Sprintf("%s（%s）", label, name), f.Kind, v.Texts[key]})
		}
	case fact.Rows:
		for i, row := range v.Rows {
			for j := range f.Columns {
				c := &f.Columns[j]
				sc.addPlaces(code, fmt.Sprintf("%s第 %d 行%s", label, i+1, c.Label), c, row[c.Code])
			}
		}
	}
}

// prose reports whether the place holds sentences rather than a name or a number.
func (p place) prose() bool { return p.kind != fact.ShortText }

// slip is a slip in this place; what is a piece of its text.
func (p place) slip(what string) slip {
	return slip{p.field, fmt.Sprintf("“%s”写“%s”", p.label, fact.Cited(what))}
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
