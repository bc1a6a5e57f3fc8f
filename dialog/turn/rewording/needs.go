package rewording

import (
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
)

// Reworded are the answers with other words for a paragraph; no words are the report's own.
func Reworded(a dialog.Answers, id, words string) dialog.Answers {
	changed := make(dialog.Answers, len(a)+1)
	for key, answer := range a {
		changed[key] = answer
	}
	changed[form.WordingKey.Child(id)] = dialog.Answer{Value: form.WordingValue(words)}
	return changed
}

// Reads reports whether a step needs the report's paragraphs.
func Reads(s dialog.Session, in dialog.Input) bool {
	switch in.Kind {
	case dialog.TapInput:
		if b, ok := dialog.ParseTap(in.Data); ok && b.Action == dialog.ActWording {
			return true
		}
	case dialog.CommandInput:
		if in.Command == "report" && AsksForWording(in.Text) {
			return true
		}
	}
	return s.Cursor.Place == dialog.PlaceWording
}

// AsksForWording reads the argument of /report.
func AsksForWording(argument string) bool {
	return slices.Contains([]string{"文字", "改文字", "报告文字", "改报告文字"}, strings.TrimSpace(argument))
}

// Change is the change of words that an input asks for. The step makes it unless Given.Unfit says
// what is wrong with the words; Given.Rewritten are the paragraphs after it.
func Change(s dialog.Session, in dialog.Input) (r dialog.Rewording, ok bool) {
	if s.Who.Role != dialog.Staff || s.Evaluation.Status != dialog.Open && s.Evaluation.Status != "" {
		return r, false
	}
	open, isOpen := screen.OpenParagraphID(s.Cursor)
	if in.Kind == dialog.TextInput {
		words := strings.TrimSpace(in.Text)
		return dialog.Rewording{ID: open, Words: words}, isOpen && words != ""
	}
	b, isTap := dialog.ParseTap(in.Data)
	if in.Kind != dialog.TapInput || !isTap || b.Action != dialog.ActWording || b.Key == "" {
		return r, false
	}
	r.ID = string(b.Key)
	switch b.Option {
	case screen.WordingRestore:
		return r, true
	case screen.WordingEarlier:
		r.Earlier = true
		return r, true
	case screen.WordingMine:
		r.Words = s.Cursor.Typed
		return r, open == r.ID && r.Words != ""
	}
	return r, false
}
