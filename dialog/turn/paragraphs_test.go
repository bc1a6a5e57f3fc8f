package turn

import (
	"testing"

	"ziping/dialog"
	"ziping/scoring"
)

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
