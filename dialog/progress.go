package dialog

import (
	"slices"

	"ziping/scoring"
)

// SectionStatus is where a section stands in the task list.
type SectionStatus string

// The states of a section.
const (
	NotStarted SectionStatus = "未开始"
	InProgress SectionStatus = "进行中"
	Finished   SectionStatus = "已完成"
	HasErrors  SectionStatus = "有问题"
)

// Progress is how far one section is.
type Progress struct {
	Section  *scoring.Section
	Asked    int   // questions relevant now
	Answered int   // of these, answered (不涉及 and 暂缺 count)
	Open     []Key // questions that still need an answer before the section is complete
	Errors   int   // error-level findings that concern the section's fields
}

// Complete reports whether nothing required is open.
func (p Progress) Complete() bool { return len(p.Open) == 0 && p.Answered > 0 }

// Status names the section's state as the task list shows it.
func (p Progress) Status() SectionStatus {
	switch {
	case p.Answered == 0:
		return NotStarted
	case !p.Complete():
		return InProgress
	case p.Errors > 0:
		return HasErrors
	}
	return Finished
}

// progress of every section, in order.
func (st *state) progress() []Progress {
	all := make([]Progress, len(st.form.Pack.Sections))
	for i := range st.form.Pack.Sections {
		all[i] = st.sectionProgress(&st.form.Pack.Sections[i])
	}
	return all
}

func (st *state) sectionProgress(s *scoring.Section) Progress {
	p := Progress{Section: s}
	required := false
	var optional []Key
	for _, k := range st.questions(s) {
		q, ok := st.find(k)
		if !ok {
			continue
		}
		p.Asked++
		if st.answered(k) {
			p.Answered++
		}
		switch {
		case q.Field.Required:
			required = true
			if !st.settled(k) {
				p.Open = append(p.Open, k)
			}
		case !st.answered(k):
			optional = append(optional, k)
		}
	}
	if !required { // a section of optional questions is complete when each was looked at
		p.Open = optional
	}
	for _, f := range st.result.Findings {
		if f.Severity == scoring.Error && st.concerns(f, s) {
			p.Errors++
		}
	}
	return p
}

// settled reports whether key needs nothing more: 暂缺 is an answer, but one to come back to
// where points depend on it; a list needs its rows' required cells.
func (st *state) settled(key Key) bool {
	switch st.answers[key].Value.State {
	case scoring.Missing:
		return false
	case scoring.Pending:
		return len(st.form.Pack.Reads(key.Field()).Indicators) == 0
	}
	q, ok := st.find(key)
	if ok && q.Leaf.Kind == scoring.Rows && q.Leaf.Required && len(st.answers.Rows(key)) == 0 {
		return st.answers[key].Value.State == scoring.NotApplicable
	}
	return len(st.openCells(key)) == 0
}

// openCells are the required cells of a list's rows that nobody has filled.
func (st *state) openCells(list Key) []Key {
	q, ok := st.find(list)
	if !ok || q.Leaf.Kind != scoring.Rows || st.answers[list].Value.State == scoring.NotApplicable {
		return nil
	}
	var open []Key
	for _, n := range st.answers.Rows(list) {
		for _, k := range st.cells(list.row(n)) {
			c, ok := st.find(k)
			if ok && c.Leaf.Required && !st.answered(k) {
				open = append(open, k)
			}
			open = append(open, st.openCells(k)...)
		}
	}
	return open
}

// concerns reports whether a finding reads a field of the section; findings over several
// sections count where their last field stands, so that each is shown once.
func (st *state) concerns(f scoring.Finding, s *scoring.Section) bool {
	last := -1
	for _, code := range f.Fields {
		if section, ok := st.form.Pack.SectionOf(code); ok {
			last = max(last, slices.IndexFunc(st.form.Pack.Sections, func(o scoring.Section) bool { return o.Code == section.Code }))
		}
	}
	return last >= 0 && st.form.Pack.Sections[last].Code == s.Code
}

// complete reports whether every section is.
func (st *state) complete() bool {
	for _, p := range st.progress() {
		if !p.Complete() {
			return false
		}
	}
	return true
}

// firstOpen is the first question that still needs an answer.
func (st *state) firstOpen() (Key, bool) {
	for _, p := range st.progress() {
		if len(p.Open) > 0 {
			return p.Open[0], true
		}
	}
	return "", false
}
