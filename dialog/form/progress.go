package form

import (
	"fmt"
	"slices"

	"ziping/dialog"
	"ziping/scoring"
)

// StatusWord is a section's state, with how far it is and what is wrong.
func StatusWord(p Progress) string {
	switch s := p.Status(); s {
	case dialog.InProgress:
		word := fmt.Sprintf("▶ %s %d/%d", s, p.Done(), p.All())
		if p.Done() == p.All() {
			word += fmt.Sprintf("（待补 %d）", len(p.Open))
		}
		return word
	case dialog.HasErrors:
		return fmt.Sprintf("❗ %s（%d）", s, p.Errors)
	case dialog.Finished:
		return "✓ " + string(s)
	default:
		return "○ " + string(s)
	}
}

// OpenGroup are the questions of q's group that nobody has answered.
func (st *State) OpenGroup(q Question) []dialog.Key {
	if q.Leaf.Group == "" || q.Row > 0 {
		return nil
	}
	var open []dialog.Key
	for _, k := range st.Questions(q.Section) {
		if other, ok := st.Find(k); ok && other.Field.Group == q.Field.Group && !st.Answered(k) {
			open = append(open, k)
		}
	}
	return open
}

// Begun reports whether anything of the questionnaire was ever answered: who has taken a section
// or was nudged has not answered anything by that.
func (st *State) Begun() bool {
	for key := range st.Answers {
		if _, ok := st.Form.Pack.SectionOf(key.Field()); ok {
			return true
		}
	}
	return false
}

// Progress is how far one section is.
type Progress struct {
	Section  *scoring.Section
	Asked    int          // questions relevant now
	Answered int          // of these, answered (不涉及 and 暂缺 count)
	Open     []dialog.Key // questions that still need an answer before the section is complete
	Errors   int          // error-level findings that concern the section's fields and nobody has explained
	Computed int          // questions that are not asked because a list gives their answer
	Begun    bool         // something of the section is stored, if only a row of a list
}

// All is how many questions the section has, and Done how many of them have an answer: those a
// list answers count too, so that a count does not change while the list is filled.
func (p Progress) All() int { return p.Asked + p.Computed }

// Done is how many of All have an answer.
func (p Progress) Done() int { return p.Answered + p.Computed }

// Complete reports whether nothing required is open.
func (p Progress) Complete() bool { return len(p.Open) == 0 && p.Answered > 0 }

// Status names the section's state as the task list shows it.
func (p Progress) Status() dialog.SectionStatus {
	switch {
	case !p.Begun:
		return dialog.NotStarted
	case !p.Complete():
		return dialog.InProgress
	case p.Errors > 0:
		return dialog.HasErrors
	}
	return dialog.Finished
}

// Progress of every section, in order.
func (st *State) Progress() []Progress {
	all := make([]Progress, len(st.Form.Pack.Sections))
	for i := range st.Form.Pack.Sections {
		all[i] = st.SectionProgress(&st.Form.Pack.Sections[i])
	}
	return all
}

// SectionProgress is how far one section is. One step asks for it many times (the screen, the
// standing, whether all is complete), so it is counted once a state. Callers must not change Open.
func (st *State) SectionProgress(s *scoring.Section) Progress {
	p, known := st.progress[s]
	if !known {
		p = st.countProgress(s)
		st.progress[s] = p
	}
	return p
}

func (st *State) countProgress(s *scoring.Section) Progress {
	p := Progress{Section: s, Computed: len(st.numbered(s)) - len(st.Questions(s))}
	required := false
	var optional []dialog.Key
	for _, k := range st.Questions(s) {
		q, ok := st.Find(k)
		if !ok {
			continue
		}
		p.Asked++
		if st.Answered(k) {
			p.Answered++
		}
		p.Begun = p.Begun || st.Answered(k) || q.Leaf.Kind == scoring.Rows && len(st.Answers.Rows(k)) > 0
		switch {
		case q.Field.Required:
			required = true
			if !st.settled(k) {
				p.Open = append(p.Open, k)
			}
		case !st.Answered(k):
			optional = append(optional, k)
		}
	}
	if !required { // a section of optional questions is complete when each was looked at
		p.Open = optional
	}
	for _, f := range st.Result.Findings {
		if f.Severity == scoring.Error && st.Concerns(f, s) && st.Due(f) && !st.Explained(f) {
			p.Errors++
		}
	}
	return p
}

// settled reports whether key needs nothing more: 暂缺 is an answer, but one to come back to
// where points depend on it; a list needs its rows' required cells.
func (st *State) settled(key dialog.Key) bool {
	switch st.Answers[key].Value.State {
	case scoring.Missing:
		return false
	case scoring.Pending:
		return len(st.Form.Pack.Reads(key.Field()).Indicators) == 0
	}
	q, ok := st.Find(key)
	if ok && q.Leaf.Kind == scoring.Rows && q.Leaf.Required && len(st.Answers.Rows(key)) == 0 {
		return st.Answers[key].Value.State == scoring.NotApplicable
	}
	return len(st.OpenCells(key)) == 0
}

// OpenCells are the required cells of a list's rows that nobody has filled.
func (st *State) OpenCells(list dialog.Key) []dialog.Key {
	q, ok := st.Find(list)
	if !ok || q.Leaf.Kind != scoring.Rows || st.Answers[list].Value.State == scoring.NotApplicable {
		return nil
	}
	var open []dialog.Key
	for _, n := range st.Answers.Rows(list) {
		for _, k := range st.Cells(list.Row(n)) {
			c, ok := st.Find(k)
			if ok && c.Leaf.Required && !st.Answered(k) {
				open = append(open, k)
			}
			open = append(open, st.OpenCells(k)...)
		}
	}
	return open
}

// Concerns reports whether a finding reads a field of the section; findings over several
// sections count where their last field stands, so that each is shown once.
func (st *State) Concerns(f scoring.Finding, s *scoring.Section) bool {
	last := -1
	for _, code := range f.Fields {
		if section, ok := st.Form.Pack.SectionOf(code); ok {
			last = max(last, slices.IndexFunc(st.Form.Pack.Sections, func(o scoring.Section) bool { return o.Code == section.Code }))
		}
	}
	return last >= 0 && st.Form.Pack.Sections[last].Code == s.Code
}

// Complete reports whether every section is.
func (st *State) Complete() bool {
	for _, p := range st.Progress() {
		if !p.Complete() {
			return false
		}
	}
	return true
}

// FirstOpen is the first question that still needs an answer.
func (st *State) FirstOpen() (dialog.Key, bool) {
	for _, p := range st.Progress() {
		if len(p.Open) > 0 {
			return p.Open[0], true
		}
	}
	return "", false
}
