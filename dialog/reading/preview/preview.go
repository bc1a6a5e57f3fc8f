// Package preview puts together what was understood from one file, text or sentence, for the person
// to see before anything is recorded: single answers, rows of lists, what was left out and why. It
// knows the readers and the questionnaire; it records nothing.
package preview

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/reading/answer"
	"ziping/scoring"
)

// Saying is a value as a proposal keeps it.
func Saying(f *scoring.Field, v scoring.Value) dialog.Said {
	if v.State != scoring.Known {
		return dialog.Said{Without: v.State}
	}
	switch {
	case f.Kind.Numeric():
		return dialog.Said{Text: v.Number.String()}
	case f.Kind == scoring.YesNo:
		return dialog.Said{Text: form.YesNoWord(v.Yes)}
	case f.Kind == scoring.Checklist:
		return dialog.Said{Text: strings.Join(v.Items, "\n")}
	}
	return dialog.Said{Text: v.Text}
}

// Value is the value of a saying. ok is false where it is none that the field can have: the pack
// may have changed since.
func Value(f *scoring.Field, s dialog.Said) (v scoring.Value, ok bool) {
	switch {
	case s.Without != scoring.Missing:
		v = scoring.Value{State: s.Without}
	case f.Kind.Numeric():
		d, err := decimal.NewFromString(s.Text)
		if err != nil {
			return v, false
		}
		v = scoring.Number(d)
	case f.Kind == scoring.YesNo:
		v = scoring.Yes(s.Text == "是")
	case f.Kind == scoring.Checklist:
		v = scoring.Items(slices.DeleteFunc(strings.Split(s.Text, "\n"), func(item string) bool { return item == "" })...)
	case f.Kind == scoring.ShortText, f.Kind == scoring.LongText, f.Kind == scoring.Choice:
		v = scoring.Text(s.Text)
	default:
		return v, false
	}
	return v, f.Refuse(v) == ""
}

// InUnit is a proposal with its bare figures in the unit that the person has said: 元 or 万元.
func InUnit(p dialog.Proposal, unit string) dialog.Proposal {
	lists := slices.Clone(p.Lists)
	for i, l := range lists {
		rows := slices.Clone(l.Rows)
		for j, row := range rows {
			said := map[string]dialog.Said{}
			for code, s := range row {
				said[code] = inUnit(s, unit)
			}
			rows[j] = said
		}
		lists[i].Rows = rows
	}
	p.Lists = lists
	if unit == "元" {
		p.Notes = append(slices.Clone(p.Notes), "“"+strings.Join(p.UnitOf, "、")+"”按元读取，已换算成万元")
	}
	p.UnitOf = nil
	return p
}

func inUnit(s dialog.Said, unit string) dialog.Said {
	if !s.Bare {
		return s
	}
	s.Bare = false
	if d, err := decimal.NewFromString(s.Text); err == nil && unit == "元" {
		s.Text = d.Shift(-4).String()
	}
	return s
}

// Empty reports whether there is nothing to record.
func Empty(p dialog.Proposal) bool {
	for _, l := range p.Lists {
		if len(l.Rows) > 0 {
			return false
		}
	}
	return len(p.Entries) == 0
}

// Open reports whether an entry has to be settled by the person before it can be recorded.
func Open(e dialog.Proposed) bool { return e.Doubt != "" }

// entry is a proposed answer.
func entry(f *scoring.Field, a answer.Answer, place string) dialog.Proposed {
	e := dialog.Proposed{Key: dialog.Key(f.Code), Typed: a.Typed, Place: place, Note: a.Note, Doubt: a.Doubt}
	if a.Value.State != scoring.Missing {
		e.Said = Saying(f, a.Value)
	}
	for _, o := range a.Others {
		e.Others = append(e.Others, Saying(f, o))
	}
	return e
}

// Correct is an entry with the value that the person typed for it, or why that cannot stand.
func Correct(f *scoring.Field, e dialog.Proposed, typed string) (dialog.Proposed, string) {
	a := answer.Read(f, cellOf(typed), "")
	if !a.Certain() {
		return e, a.Doubt
	}
	next := entry(f, a, e.Place)
	next.Key = e.Key
	return next, ""
}
