package turn

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/scoring"
)

// However a text is cut for reading, nothing of it is lost and every piece fits a message.
func TestCutText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[一二三。\n]{0,80}`).Draw(t, "text")
		most := rapid.IntRange(1, 20).Draw(t, "most")
		pieces := cutText(text, most)
		if got := strings.Join(pieces, ""); strings.TrimSpace(got) != strings.TrimSpace(text) {
			t.Fatalf("%q came out as %q", text, got)
		}
		for _, p := range pieces {
			if len([]rune(p)) > most {
				t.Fatalf("%q is longer than %d", p, most)
			}
		}
	})
}

// A changed paragraph leaves the others as they are, also those a colleague changed meanwhile.
func TestChangeOneParagraph(t *testing.T) {
	w := newWalk(t, town(t))
	w.s.Answers["achievements"] = given(scoring.Text("甲\n乙\n丙"), "")
	w.open("achievements")
	w.press("改某一段")
	w.press("2")
	w.s.Answers["achievements"] = dialog.Answer{Value: scoring.Text("甲\n乙\n丁"), By: 3, ByName: "小赵", Rev: 2}
	w.say("戊")
	if got := w.s.Answers["achievements"].Value.Text; got != "甲\n戊\n丁" {
		t.Errorf("%q", got)
	}
	w.press("改某一段")
	w.press("2")
	w.s.Answers["achievements"] = dialog.Answer{Value: scoring.Text("甲\n己\n丁"), By: 3, ByName: "小赵", Rev: 4}
	w.say("庚")
	if got := w.s.Answers["achievements"].Value.Text; got != "甲\n己\n丁" {
		t.Errorf("the colleague's paragraph was overwritten: %q", got)
	}
	w.press("改为我填的")
	if got := w.s.Answers["achievements"].Value.Text; got != "甲\n庚\n丁" {
		t.Errorf("%q", got)
	}
}
