package form

import (
	"ziping/dialog"
	"ziping/scoring"
)

// Keys of what is stored about an evaluation's approval. They belong to no question.
const (
	CommentKey  dialog.Key = "review"   // review/<section>: what the manager wants changed
	ApprovedKey dialog.Key = "approved" // every answer as it was shown when the manager approved
)

// CauseGiven reports whether the cause of the indicator's lost points, which is the finding's
// cause too, was given.
func (st *State) CauseGiven(f scoring.Finding) bool {
	return f.Indicator != "" && f.Lost.IsPositive() &&
		st.Facts[firstOf(st.Form.Pack, scoring.PerIndicator)].Texts[f.Indicator] != ""
}

// Shown are all answers as people see them, by key: what was approved.
func (st *State) Shown() map[string]string {
	shown := map[string]string{}
	for i := range st.Form.Pack.Sections {
		for _, l := range st.Lines(&st.Form.Pack.Sections[i]) {
			if l.Key != "" {
				shown[string(l.Key)] = l.Display
			}
		}
	}
	for id, words := range Wording(st.Answers) {
		shown[string(WordingKey.Child(id))] = words
	}
	return shown
}

// OrUnfilled is s, or the words for what nobody has filled in.
func OrUnfilled(s string) string {
	if s == "" {
		return "（未填）"
	}
	return s
}

// Returned is the manager's comment on a section that is not dealt with yet, "" for none.
func (st *State) Returned(section string) string {
	return st.Answers[CommentKey.Child(section)].Value.Text
}
