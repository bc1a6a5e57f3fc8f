package turn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

// What is done with a paragraph.
const (
	wordingOpen    = ""
	wordingRestore = "r" // back to the report's own words
	wordingEarlier = "u" // take the words written under other facts
	wordingMine    = "y" // yes, in the place of a colleague's words
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

// WordingWanted reports whether a step needs Input.Paragraphs.
func WordingWanted(s dialog.Session, in dialog.Input) bool {
	switch in.Kind {
	case dialog.TapInput:
		if b, ok := dialog.ParseTap(in.Data); ok && b.Action == dialog.ActWording {
			return true
		}
	case dialog.CommandInput:
		if in.Command == "report" && asksForWording(in.Text) {
			return true
		}
	}
	return s.Cursor.Place == dialog.PlaceWording
}

// asksForWording reads the argument of /report.
func asksForWording(argument string) bool {
	return slices.Contains([]string{"文字", "改文字", "报告文字", "改报告文字"}, strings.TrimSpace(argument))
}

// WordingChange is the change of words that an input asks for: the paragraph and its new words,
// none for the report's own. In must have its Paragraphs. The step makes the change unless
// Input.Unfit says what is wrong with the words; Input.Rewritten are the paragraphs after it.
func WordingChange(s dialog.Session, in dialog.Input) (id, words string, ok bool) {
	if s.Who.Role != dialog.Staff || s.Evaluation.Status != dialog.Open && s.Evaluation.Status != "" {
		return "", "", false
	}
	if in.Kind == dialog.TextInput {
		id, open := paragraph(s.Cursor)
		words = strings.TrimSpace(in.Text)
		return id, words, open && words != ""
	}
	b, isTap := dialog.ParseTap(in.Data)
	if in.Kind != dialog.TapInput || !isTap || b.Action != dialog.ActWording {
		return "", "", false
	}
	p, known := paragraphOf(in.Paragraphs, string(b.Key))
	if !known {
		return "", "", false
	}
	switch b.Option {
	case wordingRestore:
		return p.ID, "", true
	case wordingEarlier:
		return p.ID, p.Earlier, p.Earlier != ""
	case wordingMine:
		open, _ := paragraph(s.Cursor)
		return p.ID, s.Cursor.Typed, open == p.ID && s.Cursor.Typed != ""
	}
	return "", "", false
}

// paragraph is the id of the open paragraph, if there is one.
func paragraph(c dialog.Cursor) (id string, open bool) {
	if c.Place != dialog.PlaceWording {
		return "", false
	}
	return strings.CutPrefix(string(c.Key), string(form.WordingKey)+"/")
}

func paragraphOf(list []dialog.Paragraph, id string) (dialog.Paragraph, bool) {
	i := slices.IndexFunc(list, func(p dialog.Paragraph) bool { return p.ID == id })
	if i < 0 {
		return dialog.Paragraph{}, false
	}
	return list[i], true
}

// writeChangedWording lists paragraphs whose own words are no longer as they were approved.
func (t *turn) writeChangedWording(b *strings.Builder, approved map[string]string) {
	now, was := form.Wording(t.s.Answers), map[string]string{}
	for key, words := range approved {
		if id, ok := strings.CutPrefix(key, string(form.WordingKey)+"/"); ok {
			was[id] = words
		}
	}
	ids := slices.Collect(maps.Keys(now))
	for id := range was {
		if _, still := now[id]; !still {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		if was[id] != now[id] {
			fmt.Fprintf(b, "\n· 报告文字：%s → %s", form.Excerpt(orOriginal(was[id]), 30), form.Excerpt(orOriginal(now[id]), 30))
		}
	}
}

func orOriginal(words string) string { return orElse(words, "（原文）") }

// wordingNote tells who decides that the report has own words; "" when it has none.
func (t *turn) wordingNote() string {
	n := len(form.Wording(t.s.Answers))
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\n报告文字改写过 %d 段，发送“/report 文字”查看。", n)
}
