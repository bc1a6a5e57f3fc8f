package form

import (
	"ziping/dialog"
	"ziping/scoring"
)

// Questions are the section's questions in order, under the present answers. The cells
// of a list are not among them: a list is one question with questions of its own.
func (st *State) Questions(s *scoring.Section) []dialog.Key {
	keys, known := st.listed[s]
	if !known {
		keys = st.keysOf(s, st.asked)
		st.listed[s] = keys
	}
	return keys
}

// numbered are the section's questions with those that a list answers instead of the person: they
// keep their numbers, whatever is in the list.
func (st *State) numbered(s *scoring.Section) []dialog.Key {
	keys, known := st.counted[s]
	if !known {
		keys = st.keysOf(s, func(f *scoring.Field) bool { return st.asked(f) || st.Form.Pack.Active(f, st.Facts) })
		st.counted[s] = keys
	}
	return keys
}

// keysOf are the section's questions in order, of its single fields and lists those that has says.
func (st *State) keysOf(s *scoring.Section, has func(*scoring.Field) bool) []dialog.Key {
	var keys []dialog.Key
	for i := 0; i < len(s.Fields); i++ {
		f := &s.Fields[i]
		switch f.Kind {
		case scoring.PerIndicator:
			group := st.perIndicatorRun(s.Fields[i:])
			keys = append(keys, st.lostTexts(group)...)
			i += len(group) - 1
		case scoring.PerFinding: // asked where the finding is shown
		default:
			if has(f) {
				keys = append(keys, dialog.Key(f.Code))
			}
		}
	}
	return keys
}

// perIndicatorRun is the run of per-indicator fields at the start of fields: they are
// asked together for each indicator (cause, then measure), not one field after the other.
func (st *State) perIndicatorRun(fields []scoring.Field) []*scoring.Field {
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
func (st *State) lostTexts(run []*scoring.Field) []dialog.Key {
	var keys []dialog.Key
	for _, s := range st.Result.Indicators {
		if !s.Lost.Valid || !s.Lost.Decimal.IsPositive() {
			continue
		}
		for _, f := range run {
			if st.Form.Pack.Active(f, st.Facts) {
				keys = append(keys, dialog.Key(f.Code).Child(s.Code))
			}
		}
	}
	return keys
}

// steps are the questions among which key has its neighbours: the section's, or the
// cells of its row.
func (st *State) steps(q Question) []dialog.Key {
	up, _, inside := q.Key.Parent()
	if !inside || q.Marker || q.Indicator != nil || q.Finding != "" {
		return st.Questions(q.Section)
	}
	return st.Cells(up)
}

// Cells are the questions of one row.
func (st *State) Cells(row dialog.Key) []dialog.Key {
	q, ok := st.cellOwner(row)
	if !ok {
		return nil
	}
	var keys []dialog.Key
	for i := range q.Leaf.Columns {
		if c := &q.Leaf.Columns[i]; c.When == nil || st.Form.Pack.Active(c, st.rowFacts(row, q.Leaf)) {
			keys = append(keys, row.Child(c.Code))
		}
	}
	return keys
}

// cellOwner is the list a row belongs to, whether or not the row exists yet.
func (st *State) cellOwner(row dialog.Key) (Question, bool) {
	list, _, ok := row.Parent()
	if !ok {
		return Question{}, false
	}
	return st.Find(list)
}

func (st *State) rowFacts(row dialog.Key, list *scoring.Field) scoring.Facts {
	below := st.Answers.ByField()[row.Field()]
	facts := scoring.Facts{}
	for i := range list.Columns {
		c := &list.Columns[i]
		facts[c.Code] = value(st.Answers, c, row.Child(c.Code), below)
	}
	return facts
}

// Answered reports whether somebody has said something about key: a value, 不涉及 or 暂缺.
func (st *State) Answered(key dialog.Key) bool {
	return st.Answers[key].Value.State != scoring.Missing
}

// Onwards is where an answer leads: the next question after key that nobody has answered;
// from the last cell of a row back to its list; ok is false at the section's end.
func (st *State) Onwards(q Question) (dialog.Key, bool) {
	after := false
	for _, k := range st.steps(q) {
		if after && !st.Answered(k) && st.asksInPassing(q, k) {
			return k, true
		}
		after = after || k == q.Key
	}
	return st.listOf(q)
}

// asksInPassing reports whether the question after q comes by itself: in a row only what is
// required does, or thirty projects would bring hundreds of questions; the rest is filled from
// the row's own screen.
func (st *State) asksInPassing(q Question, next dialog.Key) bool {
	if q.Row == 0 || q.Marker {
		return true
	}
	cell, ok := st.Find(next)
	return ok && cell.Leaf.Required
}

// listOf is the list a cell's row belongs to.
func (st *State) listOf(q Question) (dialog.Key, bool) {
	if q.Row == 0 {
		return "", false
	}
	row := q.Key
	if !q.Marker {
		row, _, _ = q.Key.Parent()
	}
	list, _, ok := row.Parent()
	return list, ok
}

// After is the next question in order, answered or not.
func (st *State) After(q Question) (dialog.Key, bool) {
	steps := st.steps(q)
	for i, k := range steps {
		if k == q.Key && i+1 < len(steps) {
			return steps[i+1], true
		}
	}
	return st.listOf(q)
}

// Before is the question before, answered or not; from a row's first cell its list.
func (st *State) Before(q Question) (dialog.Key, bool) {
	steps := st.steps(q)
	for i, k := range steps {
		if k == q.Key && i > 0 {
			return steps[i-1], true
		}
	}
	return st.listOf(q)
}

// LastOf is the section's last question.
func (st *State) LastOf(s *scoring.Section) (dialog.Key, bool) {
	keys := st.Questions(s)
	if len(keys) == 0 {
		return "", false
	}
	return keys[len(keys)-1], true
}
