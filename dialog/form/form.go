package form

import (
	"strings"
	"time"

	"ziping/dialog"
	"ziping/scoring"
)

// Form is a pack seen as a questionnaire. It is immutable.
type Form struct {
	Pack *scoring.Pack
}

// New makes a form of a loaded pack.
func New(pack *scoring.Pack) *Form { return &Form{Pack: pack} }

// Question is one thing to ask, under the present answers.
type Question struct {
	Key     dialog.Key
	Section *scoring.Section
	Field   *scoring.Field // the questionnaire's field
	Leaf    *scoring.Field // what is asked: Field itself, or a column of a list
	// Row is the number of the row the question belongs to, 0 for none; Place is that
	// row's position in the list as people count it.
	Row, Place int
	// Marker says that Key is a whole row, not a cell.
	Marker    bool
	Indicator *scoring.Indicator // per-indicator texts
	Finding   string             // per-finding texts: the finding's key
}

// State is everything that is computed from the answers; it is made once a step and
// again after each record.
type State struct {
	Form    *Form
	Answers dialog.Answers
	Facts   scoring.Facts // as answered
	Result  scoring.Result

	scores   *scoring.Evaluator                // what result was made by, to make the next one from
	Zone     *time.Location                    // in which times are shown
	relevant map[string]bool                   // by field code: what asked found out
	listed   map[*scoring.Section][]dialog.Key // what Questions found out
	counted  map[*scoring.Section][]dialog.Key // what numbered found out
	progress map[*scoring.Section]Progress     // what SectionProgress found out
}

// State computes everything that follows from the answers.
func (f *Form) State(e dialog.Evaluation, a dialog.Answers) *State {
	a = f.Read(e, a)
	facts := Facts(f.Pack, a)
	scores := scoring.NewEvaluator(f.Pack, scoring.Evaluation{Scheme: f.Pack.ID, Unit: e.Unit, Year: e.Year, Facts: facts})
	return f.stateOf(a, facts, scores, scores.Result())
}

func (f *Form) stateOf(a dialog.Answers, facts scoring.Facts, scores *scoring.Evaluator, result scoring.Result) *State {
	return &State{
		Form: f, Answers: a, Facts: facts, Result: result, scores: scores,
		Zone: time.UTC, relevant: map[string]bool{}, listed: map[*scoring.Section][]dialog.Key{},
		counted: map[*scoring.Section][]dialog.Key{}, progress: map[*scoring.Section]Progress{},
	}
}

// Changed is the state with other answers, of which those of the given fields may differ. It
// takes the scores along: the earlier state keeps its result but can not be carried on again.
func (st *State) Changed(a dialog.Answers, fields map[string]bool) *State {
	facts := Facts(st.Form.Pack, a)
	changes := scoring.Facts{}
	for code := range fields {
		changes[code] = facts[code]
	}
	next := st.Form.stateOf(a, facts, st.scores, st.scores.Update(changes))
	next.Zone = st.Zone
	return next
}

// Find resolves a key to the question it asks; ok is false when the form has no such
// question under the present answers.
func (st *State) Find(key dialog.Key) (Question, bool) {
	section, field, ok := st.field(key.Field())
	if !ok {
		return Question{}, false
	}
	q := Question{Key: key, Section: section, Field: field, Leaf: field}
	if string(key) == field.Code {
		return q, st.asked(field)
	}
	rest := string(key[len(field.Code)+1:])
	switch field.Kind {
	case scoring.PerIndicator:
		q.Indicator, ok = st.Form.Pack.Indicator(rest)
		return q, ok
	case scoring.PerFinding:
		q.Finding = rest
		_, ok = st.Finding(rest)
		return q, ok
	case scoring.Rows:
		return st.cell(q)
	}
	return Question{}, false
}

// Clock is a moment as people are shown it.
func (st *State) Clock(t time.Time) string { return t.In(st.Zone).Format("1月2日 15:04") }

// field is the field of that code and the section it stands in.
func (st *State) field(code string) (*scoring.Section, *scoring.Field, bool) {
	section, _ := st.Form.Pack.SectionOf(code)
	field, ok := st.Form.Pack.Field(code)
	return section, field, ok
}

// asked reports whether a field is a question now: relevant, and not computed from others.
func (st *State) asked(f *scoring.Field) bool {
	if f.When == nil && f.Derive == nil {
		return true
	}
	yes, known := st.relevant[f.Code]
	if !known {
		yes = st.Form.Pack.Active(f, st.Facts)
		if yes {
			_, derived := st.Form.Pack.Derived(f, st.Facts)
			yes = !derived || st.Answered(dialog.Key(f.Code)) // what was typed stays open to correction
		}
		st.relevant[f.Code] = yes
	}
	return yes
}

// cell walks the parts of a key below a list: row, column, row, column …
func (st *State) cell(q Question) (Question, bool) {
	at, list := dialog.Key(q.Field.Code), q.Field
	parts := strings.Split(string(q.Key[len(q.Field.Code)+1:]), "/")
	for len(parts) > 0 {
		n, ok := dialog.RowNumber(parts[0])
		if !ok || list.Kind != scoring.Rows {
			return Question{}, false
		}
		at = at.Row(n)
		if a, stored := st.Answers[at]; stored && a.Value.State != scoring.Known {
			return Question{}, false // the row was removed
		}
		q.Row, q.Place, q.Leaf, q.Marker = n, st.place(at, n), list, true
		if parts = parts[1:]; len(parts) == 0 {
			return q, st.Answers[at].Value.State == scoring.Known
		}
		column, ok := columnOf(list, parts[0])
		if !ok {
			return Question{}, false
		}
		at, list, parts = at.Child(column.Code), column, parts[1:]
		q.Leaf, q.Marker = column, false
	}
	return q, true
}

// place is the position, from 1, at which people see row n of its list.
func (st *State) place(row dialog.Key, n int) int {
	list, _, _ := row.Parent()
	rows := st.Answers.Rows(list)
	for i, m := range rows {
		if m == n {
			return i + 1
		}
	}
	return len(rows) + 1
}

func columnOf(list *scoring.Field, code string) (*scoring.Field, bool) {
	for i := range list.Columns {
		if list.Columns[i].Code == code {
			return &list.Columns[i], true
		}
	}
	return nil, false
}

// Finding is the present finding of that key.
func (st *State) Finding(key string) (scoring.Finding, bool) {
	for _, f := range st.Result.Findings {
		if f.Key == key {
			return f, true
		}
	}
	return scoring.Finding{}, false
}
