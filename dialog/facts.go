package dialog

import (
	"sort"
	"strings"

	"ziping/scoring"
)

// Facts turns stored answers into the facts that rules read: cells become rows, texts
// are gathered under their field. Answers under a code of an earlier version of the pack are
// read under the present one. Answers that have no home in the pack, or that the field can not
// have, are left out (and stay stored).
func Facts(pack *scoring.Pack, answers Answers) scoring.Facts {
	answers = present(pack, answers)
	below := answers.byField()
	facts := scoring.Facts{}
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			f := &pack.Sections[i].Fields[j]
			if v := answers.value(f, Key(f.Code), below[f.Code]); v.State != scoring.Missing {
				facts[f.Code] = v
			}
		}
	}
	return facts
}

// byField groups the keys below each field, so that a list is built in one pass.
func (a Answers) byField() map[string][]Key {
	below := map[string][]Key{}
	for k := range a {
		if code := k.Field(); code != string(k) {
			below[code] = append(below[code], k)
		}
	}
	return below
}

// value is the field's value at key; below are the keys that may stand under it.
func (a Answers) value(f *scoring.Field, key Key, below []Key) scoring.Value {
	own := a[key].Value
	if own.State != scoring.Missing && !fits(f, a[key]) {
		own = scoring.Value{}
	}
	switch f.Kind {
	case scoring.Rows:
		if own.State == scoring.NotApplicable {
			return own
		}
		rows := a.rows(f, key, below)
		if len(rows) == 0 {
			return own
		}
		return scoring.RowsOf(rows...)
	case scoring.PerIndicator, scoring.PerFinding:
		texts := map[string]string{}
		for _, k := range below {
			if v := a[k].Value; v.State == scoring.Known {
				texts[strings.TrimPrefix(string(k), string(key)+"/")] = v.Text
			}
		}
		if len(texts) == 0 {
			return scoring.Value{}
		}
		return scoring.Texts(texts)
	}
	return own
}

// rows are the list's present rows in the order they were added.
func (a Answers) rows(f *scoring.Field, key Key, below []Key) []scoring.Facts {
	numbers := a.rowNumbers(key, below)
	rows := make([]scoring.Facts, 0, len(numbers))
	for _, n := range numbers {
		row, at := scoring.Facts{}, key.row(n)
		for i := range f.Columns {
			c := &f.Columns[i]
			if v := a.value(c, at.child(c.Code), below); v.State != scoring.Missing {
				row[c.Code] = v
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// rowNumbers are the numbers of the list's present rows, ascending.
func (a Answers) rowNumbers(list Key, below []Key) []int {
	var numbers []int
	for _, k := range below {
		up, last, _ := k.parent()
		if n, ok := rowNumber(last); ok && up == list && a[k].Value.State == scoring.Known {
			numbers = append(numbers, n)
		}
	}
	sort.Ints(numbers)
	return numbers
}

// Rows are the numbers of the list's present rows, ascending.
func (a Answers) Rows(list Key) []int {
	return a.rowNumbers(list, a.byField()[list.Field()])
}

// nextRow is a number no row of the list ever had.
func (a Answers) nextRow(list Key) int {
	highest := 0
	for k := range a {
		rest, below := strings.CutPrefix(string(k), string(list)+"/")
		if !below {
			continue
		}
		first, _, _ := strings.Cut(rest, "/")
		if n, isRow := rowNumber(first); isRow && n > highest {
			highest = n
		}
	}
	return highest + 1
}
