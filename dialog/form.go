package dialog

import (
	"strings"
	"time"

	"ziping/scoring"
)

// Form is a pack seen as a questionnaire. It is immutable.
type Form struct {
	Pack *scoring.Pack
}

// NewForm makes a form of a loaded pack.
func NewForm(pack *scoring.Pack) *Form { return &Form{Pack: pack} }

// Question is one thing to ask, under the present answers.
type Question struct {
	Key     Key
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

// state is everything that is computed from the answers; it is made once a step and
// again after each record.
type state struct {
	form    *Form
	answers Answers
	facts   scoring.Facts // as answered
	result  scoring.Result

	scores   *scoring.Evaluator         // what result was made by, to make the next one from
	zone     *time.Location             // in which times are shown
	relevant map[string]bool            // by field code: what asked found out
	listed   map[*scoring.Section][]Key // what questions found out
}

func (f *Form) state(e Evaluation, a Answers) *state {
	a = f.read(e, a)
	facts := Facts(f.Pack, a)
	scores := scoring.NewEvaluator(f.Pack, scoring.Evaluation{Scheme: f.Pack.ID, Unit: e.Unit, Year: e.Year, Facts: facts})
	return f.stateOf(a, facts, scores, scores.Result())
}

func (f *Form) stateOf(a Answers, facts scoring.Facts, scores *scoring.Evaluator, result scoring.Result) *state {
	return &state{
		form: f, answers: a, facts: facts, result: result, scores: scores,
		zone: time.UTC, relevant: map[string]bool{}, listed: map[*scoring.Section][]Key{},
	}
}

// changed is the state with other answers, of which those of the given fields may differ. It
// takes the scores along: the earlier state keeps its result but can not be carried on again.
func (st *state) changed(a Answers, fields map[string]bool) *state {
	facts := Facts(st.form.Pack, a)
	changes := scoring.Facts{}
	for code := range fields {
		changes[code] = facts[code]
	}
	next := st.form.stateOf(a, facts, st.scores, st.scores.Update(changes))
	next.zone = st.zone
	return next
}

// find resolves a key to the question it asks; ok is false when the form has no such
// question under the present answers.
func (st *state) find(key Key) (Question, bool) {
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
		q.Indicator, ok = st.form.Pack.Indicator(rest)
		return q, ok
	case scoring.PerFinding:
		q.Finding = rest
		_, ok = st.finding(rest)
		return q, ok
	case scoring.Rows:
		return st.cell(q)
	}
	return Question{}, false
}

// clock is a moment as people are shown it.
func (st *state) clock(t time.Time) string { return t.In(st.zone).Format("1月2日 15:04") }

// field is the field of that code and the section it stands in.
func (st *state) field(code string) (*scoring.Section, *scoring.Field, bool) {
	section, _ := st.form.Pack.SectionOf(code)
	field, ok := st.form.Pack.Field(code)
	return section, field, ok
}

// asked reports whether a field is a question now: relevant, and not computed from others.
func (st *state) asked(f *scoring.Field) bool {
	if f.When == nil && f.Derive == nil {
		return true
	}
	yes, known := st.relevant[f.Code]
	if !known {
		yes = st.form.Pack.Active(f, st.facts)
		if yes {
			_, derived := st.form.Pack.Derived(f, st.facts)
			yes = !derived || st.answered(Key(f.Code)) // what was typed stays open to correction
		}
		st.relevant[f.Code] = yes
	}
	return yes
}

// cell walks the parts of a key below a list: row, column, row, column …
func (st *state) cell(q Question) (Question, bool) {
	at, list := Key(q.Field.Code), q.Field
	parts := strings.Split(string(q.Key[len(q.Field.Code)+1:]), "/")
	for len(parts) > 0 {
		n, ok := rowNumber(parts[0])
		if !ok || list.Kind != scoring.Rows {
			return Question{}, false
		}
		at = at.row(n)
		if a, stored := st.answers[at]; stored && a.Value.State != scoring.Known {
			return Question{}, false // the row was removed
		}
		q.Row, q.Place, q.Leaf, q.Marker = n, st.place(at, n), list, true
		if parts = parts[1:]; len(parts) == 0 {
			return q, st.answers[at].Value.State == scoring.Known
		}
		column, ok := columnOf(list, parts[0])
		if !ok {
			return Question{}, false
		}
		at, list, parts = at.child(column.Code), column, parts[1:]
		q.Leaf, q.Marker = column, false
	}
	return q, true
}

// place is the position, from 1, at which people see row n of its list.
func (st *state) place(row Key, n int) int {
	list, _, _ := row.parent()
	rows := st.answers.Rows(list)
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

// finding is the present finding of that key.
func (st *state) finding(key string) (scoring.Finding, bool) {
	for _, f := range st.result.Findings {
		if f.Key == key {
			return f, true
		}
	}
	return scoring.Finding{}, false
}
