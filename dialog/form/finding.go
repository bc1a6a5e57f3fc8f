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
		if st.asked(field) && !st.told(f, field) {
			return false
		}
	}
	return true
}

// told reports whether the person has said what a finding reads of a field. A text for an indicator
// is asked later than what loses its points: until then nothing is wrong.
func (st *State) told(f scoring.Finding, field *scoring.Field) bool {
	key := dialog.Key(field.Code)
	switch field.Kind {
	case scoring.PerIndicator:
		return f.Indicator == "" || st.Answered(key.Child(f.Indicator))
	case scoring.Rows:
		return st.Answered(key) || len(st.Answers.Rows(key)) > 0 && len(st.OpenCells(key)) == 0
	}
	return st.Answered(key) || st.Facts.Known(field.Code)
}

// Explained reports whether somebody has said why a finding stands: about it, or as the cause of
// the points it loses.
func (st *State) Explained(f scoring.Finding) bool {
	return st.Explanation(f) != "" || st.CauseGiven(f)
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
	b.WriteString(st.countWord("❗ 错误", scoring.Error) + st.countWord("⚠️ 提醒", scoring.Warning))
	return b.String()
}

// countWord says how many findings of a severity there are, and how many of them are explained.
func (st *State) countWord(word string, s scoring.Severity) string {
	n, explained := 0, 0
	for _, f := range st.DueFindings() {
		if f.Severity != s {
			continue
		}
		n++
		if st.Explained(f) {
			explained++
		}
	}
	switch {
	case n == 0:
		return ""
	case explained == 0:
		return fmt.Sprintf("\n%s %d 个", word, n)
	case explained == n:
		return fmt.Sprintf("\n%s %d 个，均已说明", word, n)
	}
	return fmt.Sprintf("\n%s %d 个，已说明 %d 个", word, n, explained)
}
