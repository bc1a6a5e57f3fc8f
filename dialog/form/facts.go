package form

import (
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// Facts turns stored answers into the facts that rules read: cells become rows, texts
// are gathered under their field. Answers under a code of an earlier version of the pack are
// read under the present one. Answers that have no home in the pack, or that the field can not
// have, are left out (and stay stored).
func Facts(pack *scoring.Pack, answers dialog.Answers) scoring.Facts {
	answers = present(pack, answers)
	below := answers.ByField()
	facts := scoring.Facts{}
	for i := range pack.Sections {
		for j := range pack.Sections[i].Fields {
			f := &pack.Sections[i].Fields[j]
			if v := value(answers, f, dialog.Key(f.Code), below[f.Code]); v.State != scoring.Missing {
				facts[f.Code] = v
			}
		}
	}
	return facts
}

// value is the field's value at key; below are the keys that may stand under it.
func value(a dialog.Answers, f *scoring.Field, key dialog.Key, below []dialog.Key) scoring.Value {
	own := a[key].Value
	if own.State != scoring.Missing && !fits(f, a[key]) {
		own = scoring.Value{}
	}
	switch f.Kind {
	case scoring.Rows:
		if own.State == scoring.NotApplicable {
			return own
		}
		rows := rows(a, f, key, below)
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
func rows(a dialog.Answers, f *scoring.Field, key dialog.Key, below []dialog.Key) []scoring.Facts {
	numbers := a.RowNumbers(key, below)
	rows := make([]scoring.Facts, 0, len(numbers))
	for _, n := range numbers {
		row, at := scoring.Facts{}, key.Row(n)
		for i := range f.Columns {
			c := &f.Columns[i]
			if v := value(a, c, at.Child(c.Code), below); v.State != scoring.Missing {
				row[c.Code] = v
			}
		}
		rows = append(rows, row)
	}
	return rows
}
