package form

import (
	"fmt"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// SeverityMarks are the severities as people see them.
var SeverityMarks = map[scoring.Severity]string{scoring.Error: "❗ 错误", scoring.Warning: "⚠️ 提醒", scoring.Note: "ℹ️ 说明"}

// Explanation is what was said about a finding.
func (st *State) Explanation(f scoring.Finding) string {
	code := ExplanationsField(st.Form.Pack)
	if code == "" {
		return ""
	}
	return st.Answers[dialog.Key(code).Child(f.Key)].Value.Text
}

// Same is what has become of a finding: it has the same key, or belongs to the same check of
// the same indicator, whose severity and wording go with the figures.
func (st *State) Same(f scoring.Finding) (scoring.Finding, bool) {
	if g, ok := st.Finding(f.Key); ok {
		return g, true
	}
	for _, g := range st.Result.Findings {
		if f.Indicator != "" && g.Check == f.Check && g.Indicator == f.Indicator && slices.Equal(g.Fields, f.Fields) {
			return g, true
		}
	}
	return scoring.Finding{}, false
}

// Due reports whether a finding may be shown: only when everything it reads that is asked
// for at all has been answered, for nobody wants to be blamed for a question not yet asked, or
// for a list that is still being filled.
func (st *State) Due(f scoring.Finding) bool {
	for _, code := range f.Fields {
		_, field, ok := st.field(code)
		if !ok {
			continue
		}
		known := st.Facts.Known(code) && field.Kind != scoring.Rows
		if st.asked(field) && !st.Answered(dialog.Key(code)) && !known {
			return false
		}
	}
	return true
}

// DueFindings are the findings to show, gravest first.
func (st *State) DueFindings() []scoring.Finding {
	var due []scoring.Finding
	for _, f := range st.Result.Findings {
		if st.Due(f) {
			due = append(due, f)
		}
	}
	return due
}

// Verdict is the score so far in a sentence or two.
func (st *State) Verdict() string {
	r := st.Result
	var b strings.Builder
	if r.Complete {
		fmt.Fprintf(&b, "满分 %s 分，自评得分 %s 分，等次：%s。", r.Max, r.Total, r.Grade)
	} else {
		scored := 0
		for _, s := range r.Indicators {
			if s.Points.Valid {
				scored++
			}
		}
		fmt.Fprintf(&b, "已计分 %d/%d 项，目前得 %s 分。", scored, len(r.Indicators), r.Total)
	}
	if n := st.count(scoring.Error); n > 0 {
		fmt.Fprintf(&b, "\n❗ 错误 %d 个", n)
	}
	if n := st.count(scoring.Warning); n > 0 {
		fmt.Fprintf(&b, "\n⚠️ 提醒 %d 个", n)
	}
	return b.String()
}

func (st *State) count(s scoring.Severity) int {
	n := 0
	for _, f := range st.DueFindings() {
		if f.Severity == s {
			n++
		}
	}
	return n
}
