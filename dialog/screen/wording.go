package screen

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
)

// What is done with a paragraph.
const (
	WordingOpen    = ""
	WordingRestore = "r" // back to the report's own words
	WordingEarlier = "u" // take the words written under other facts
	WordingMine    = "y" // yes, in the place of a colleague's words
)

// OpenParagraphID is the id of the open paragraph, if there is one.
func OpenParagraphID(c dialog.Cursor) (id string, open bool) {
	if c.Place != dialog.PlaceWording {
		return "", false
	}
	return strings.CutPrefix(string(c.Key), string(form.WordingKey)+"/")
}

// writeChangedWording lists paragraphs whose own words are no longer as they were approved.
func writeChangedWording(view View, b *strings.Builder, approved map[string]string) {
	now, was := form.Wording(view.Session.Answers), map[string]string{}
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

func orOriginal(words string) string { return cmp.Or(words, "（原文）") }

// WordingNote tells who decides that the report has own words; "" when it has none.
func (view View) WordingNote() string {
	n := len(form.Wording(view.Session.Answers))
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("\n报告文字改写过 %d 段，发送“/report 文字”查看。", n)
}
