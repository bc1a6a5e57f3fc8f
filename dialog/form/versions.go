package form

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/scoring"
)

// EarlierKey with a key below it keeps an answer that its question can no longer have. No field's code begins
// with a capital letter.
const EarlierKey dialog.Key = "Earlier"

// bookkeeping are the keys of what is stored about an evaluation besides answers.
var bookkeeping = []dialog.Key{CommentKey, ApprovedKey, RemindedKey, dialog.TakenKey, EarlierKey, WordingKey}

// Moving is what becomes of answers given under an earlier version of the pack.
type Moving struct {
	Renamed map[dialog.Key]dialog.Key // old key to present key
	Unfit   []dialog.Key              // present keys whose question can no longer have the answer
	Now     dialog.Answers            // as they read under this version
}

// Outdated reports whether the answers were last brought to an earlier version of the pack, or to
// another pack.
func (f *Form) Outdated(e dialog.Evaluation) bool {
	return e.Version != 0 && e.Version < f.Pack.Version
}

// Moving finds what becomes of the answers, without changing them.
func (f *Form) Moving(a dialog.Answers) Moving {
	m := Moving{Renamed: renamed(f.Pack, a), Now: maps.Clone(present(f.Pack, a))}
	for _, k := range slices.Sorted(maps.Keys(m.Now)) {
		leaf, marker, ok := f.Home(k)
		answer := m.Now[k]
		if !ok || marker || answer.Value.State == scoring.Missing || fits(leaf, answer) {
			continue
		}
		m.Unfit = append(m.Unfit, k)
		rev := a[EarlierKey.Child(string(k))].Rev
		m.Now[EarlierKey.Child(string(k))] = dialog.Answer{Value: answer.Value, Typed: answer.Typed, By: answer.By, ByName: answer.ByName, At: answer.At, Rev: rev}
		m.Now[k] = dialog.Answer{Rev: answer.Rev}
	}
	return m
}

// Read are the answers as they read under the form's version of the pack.
func (f *Form) Read(e dialog.Evaluation, a dialog.Answers) dialog.Answers {
	if !f.Outdated(e) {
		return a
	}
	return f.Moving(a).Now
}

// Home is the field or column that an answer belongs to; marker says that the key is a row.
func (f *Form) Home(key dialog.Key) (leaf *scoring.Field, marker, ok bool) {
	parts := strings.Split(string(key), "/")
	leaf, ok = f.Pack.Field(parts[0])
	for parts = parts[1:]; ok && len(parts) > 0; parts = parts[1:] {
		switch {
		case leaf.Kind == scoring.PerIndicator:
			_, ok = f.Pack.Indicator(parts[0])
			return leaf, true, ok
		case leaf.Kind == scoring.PerFinding:
			return leaf, true, true
		case marker:
			leaf, ok = columnOf(leaf, parts[0])
			marker = false
		default:
			_, row := dialog.RowNumber(parts[0])
			marker, ok = true, row && leaf.Kind == scoring.Rows
		}
	}
	return leaf, marker, ok
}

// Orphans are the answers that have no question in this version, in order. They stay stored.
func (st *State) Orphans() []dialog.Key {
	var keys []dialog.Key
	for k, a := range st.Answers {
		if a.Value.State == scoring.Missing || slices.Contains(bookkeeping, dialog.Key(k.Field())) {
			continue
		}
		_, last, _ := k.Parent()
		if _, row := dialog.RowNumber(last); row { // its cells are the answers
			continue
		}
		if _, _, ok := st.Form.Home(k); !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// ToldLines writes a title and lines below it; nothing when there are none.
func ToldLines(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n· %s（%d 道）：", title, len(lines))
	for i, line := range lines {
		if i == 10 {
			b.WriteString("\n　……")
			return
		}
		b.WriteString("\n　" + Excerpt(line, 120))
	}
}

// AnyValue shows a value whose question is gone or is another one now.
func (st *State) AnyValue(key dialog.Key, v scoring.Value) string {
	switch {
	case v.State == scoring.NotApplicable:
		return scoring.NotApplicableWord
	case v.State == scoring.Pending:
		return scoring.PendingWord
	case v.Text != "":
		return Excerpt(v.Text, 100)
	case len(v.Items) > 0:
		return Excerpt(strings.Join(v.Items, "、"), 100)
	case v.Yes:
		return "是"
	case !v.Number.IsZero():
		return v.Number.String()
	}
	if typed := st.Answers[key].Typed; typed != "" { // a zero, a no or an empty list
		return Excerpt(typed, 30)
	}
	return "0"
}

// EarlierLine shows at a question the answer it can no longer have.
func (st *State) EarlierLine(q Question) string {
	old := st.Answers[EarlierKey.Child(string(q.Key))]
	if st.Answered(q.Key) || old.Value.State == scoring.Missing {
		return ""
	}
	return "\n\n改版前的答案：" + st.AnyValue(EarlierKey.Child(string(q.Key)), old.Value)
}
