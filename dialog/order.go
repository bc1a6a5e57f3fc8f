package dialog

import (
	"ziping/scoring"
)

// questions are the section's questions in order, under the present answers. The cells
// of a list are not among them: a list is one question with questions of its own.
func (st *state) questions(s *scoring.Section) []Key {
	if keys, known := st.listed[s]; known {
		return keys
	}
	var keys []Key
	for i := 0; i < len(s.Fields); i++ {
		f := &s.Fields[i]
		switch f.Kind {
		case scoring.PerIndicator:
			group := st.perIndicatorRun(s.Fields[i:])
			keys = append(keys, st.lostTexts(group)...)
			i += len(group) - 1
		case scoring.PerFinding: // asked where the finding is shown
		default:
			if st.asked(f) {
				keys = append(keys, Key(f.Code))
			}
		}
	}
	st.listed[s] = keys
	return keys
}

// perIndicatorRun is the run of per-indicator fields at the start of fields: they are
// asked together for each indicator (cause, then measure), not one field after the other.
func (st *state) perIndicatorRun(fields []scoring.Field) []*scoring.Field {
	var run []*scoring.Field
	for i := range fields {
		if fields[i].Kind != scoring.PerIndicator {
			break
		}
		run = append(run, &fields[i])
	}
	return run
}

// lostTexts are the keys of the texts to write for every indicator that lost points.
func (st *state) lostTexts(run []*scoring.Field) []Key {
	var keys []Key
	for _, s := range st.result.Indicators {
		if !s.Lost.Valid || !s.Lost.Decimal.IsPositive() {
			continue
		}
		for _, f := range run {
			if st.form.Pack.Active(f, st.facts) {
				keys = append(keys, Key(f.Code).child(s.Code))
			}
		}
	}
	return keys
}

// steps are the questions among which key has its neighbours: the section's, or the
// cells of its row.
func (st *state) steps(q Question) []Key {
	up, _, inside := q.Key.parent()
	if !inside || q.Marker || q.Indicator != nil || q.Finding != "" {
		return st.questions(q.Section)
	}
	return st.cells(up)
}

// cells are the questions of one row.
func (st *state) cells(row Key) []Key {
	q, ok := st.cellOwner(row)
	if !ok {
		return nil
	}
	var keys []Key
	for i := range q.Leaf.Columns {
		if c := &q.Leaf.Columns[i]; c.When == nil || st.form.Pack.Active(c, st.rowFacts(row, q.Leaf)) {
			keys = append(keys, row.child(c.Code))
		}
	}
	return keys
}

// cellOwner is the list a row belongs to, whether or not the row exists yet.
func (st *state) cellOwner(row Key) (Question, bool) {
	list, _, ok := row.parent()
	if !ok {
		return Question{}, false
	}
	return st.find(list)
}

func (st *state) rowFacts(row Key, list *scoring.Field) scoring.Facts {
	below := st.answers.byField()[row.Field()]
	facts := scoring.Facts{}
	for i := range list.Columns {
		c := &list.Columns[i]
		facts[c.Code] = st.answers.value(c, row.child(c.Code), below)
	}
	return facts
}

// answered reports whether somebody has said something about key: a value, 不涉及 or 暂缺.
func (st *state) answered(key Key) bool {
	return st.answers[key].Value.State != scoring.Missing
}

// onwards is where an answer leads: the next question after key that nobody has answered;
// from the last cell of a row back to its list; ok is false at the section's end.
func (st *state) onwards(q Question) (Key, bool) {
	after := false
	for _, k := range st.steps(q) {
		if after && !st.answered(k) && st.asksInPassing(q, k) {
			return k, true
		}
		after = after || k == q.Key
	}
	return st.listOf(q)
}

// asksInPassing reports whether the question after q comes by itself: in a row only what is
// required does, or thirty projects would bring hundreds of questions; the rest is filled from
// the row's own screen.
func (st *state) asksInPassing(q Question, next Key) bool {
	if q.Row == 0 || q.Marker {
		return true
	}
	cell, ok := st.find(next)
	return ok && cell.Leaf.Required
}

// listOf is the list a cell's row belongs to.
func (st *state) listOf(q Question) (Key, bool) {
	if q.Row == 0 {
		return "", false
	}
	row := q.Key
	if !q.Marker {
		row, _, _ = q.Key.parent()
	}
	list, _, ok := row.parent()
	return list, ok
}

// after is the next question in order, answered or not.
func (st *state) after(q Question) (Key, bool) {
	steps := st.steps(q)
	for i, k := range steps {
		if k == q.Key && i+1 < len(steps) {
			return steps[i+1], true
		}
	}
	return st.listOf(q)
}

// before is the question before, answered or not; from a row's first cell its list.
func (st *state) before(q Question) (Key, bool) {
	steps := st.steps(q)
	for i, k := range steps {
		if k == q.Key && i > 0 {
			return steps[i-1], true
		}
	}
	return st.listOf(q)
}

// lastOf is the section's last question.
func (st *state) lastOf(s *scoring.Section) (Key, bool) {
	keys := st.questions(s)
	if len(keys) == 0 {
		return "", false
	}
	return keys[len(keys)-1], true
}
