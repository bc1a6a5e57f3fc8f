package slip

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"ziping/scoring/fact"
)

// Place is a text that a person wrote, and where it stands.
type Place struct {
	Field string // the field's code
	Line  *Line  // the line of a list it stands in; nil when it is a field's own
	Name  string // the field's or the column's label
	Kind  fact.Kind
	Text  string
	signs signs
}

// Line is a line of a list, which may stand in a line of another.
type Line struct {
	Within *Line
	List   string // the list's label
	Number int    // from 1
}

func (l *Line) label() string {
	if l == nil {
		return ""
	}
	return l.Within.label() + l.List + "第 " + strconv.Itoa(l.Number) + " 行"
}

// label is how a message names the place: 内设机构及职责第 2 行主要职责.
func (p *Place) label() string { return p.Line.label() + p.Name }

// prose reports whether the place holds sentences rather than a name or a number.
func (p *Place) prose() bool { return p.Kind != fact.ShortText }

// slip is a slip in this place; what is a piece of its text.
func (p *Place) slip(what string) Slip {
	return Slip{Field: p.Field, Says: fmt.Sprintf("“%s”写“%s”", p.label(), fact.Cited(what))}
}

// signs say what a text has that some kinds of slips cannot do without, so that most texts are
// read once and no pattern is tried on them.
type signs uint8

const (
	manyDigits signs = 1 << iota // seven in a row: a telephone or identity number may be among them
	fillers                      // what forms put where something is to be filled in
	asides                       // what instructions begin with
	titles                       // 《
	years                        // 20
	spoilt                       // a character that conversion has put in the place of another
)

func signsOf(text string) signs {
	var found signs
	digits := 0
	var before rune
	for _, r := range text {
		if r < '0' || r > '9' {
			digits = 0
		} else if digits++; digits == 7 {
			found |= manyDigits
		}
		switch r {
		case 'X', 'x', 'Ｘ', 'ｘ', '×', '✕', '…', '_', '＿', '*', '?', '？':
			found |= fillers
		case '（', '(', '【', '请', '单', '点', '对':
			found |= asides
		case '《':
			found |= titles
		case '0':
			if before == '2' {
				found |= years
			}
		default:
			if isSpoilt(r) {
				found |= spoilt
			}
		}
		before = r
	}
	return found
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
