package turn

import (
	"strings"
	"testing"
	"time"

	"ziping/dialog"
)

// buttonsOf are the data of a message's buttons, as they come back with a reply to it.
func buttonsOf(r dialog.Reply) []string {
	var data []string
	for _, row := range r.Buttons {
		for _, b := range row {
			data = append(data, b.Data)
		}
	}
	return data
}

// TestRepliesAnswerTheQuestionTheyReplyTo, and the person is back where she was.
func TestRepliesAnswerTheQuestionTheyReplyTo(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("staff_quota")
	older := w.last()
	w.say("65")
	w.open("budget_initial")
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "66", About: buttonsOf(older)})
	if got := w.s.Answers["staff_quota"].Value.Number.String(); got != "66" {
		t.Errorf("the older question has %s", got)
	}
	if w.s.Cursor.Key != "budget_initial" || w.s.Answers["budget_initial"].Rev != 0 {
		t.Errorf("the open question is %s, with revision %d", w.s.Cursor.Key, w.s.Answers["budget_initial"].Rev)
	}
}

// TestRepliesToSummariesPickEntries: a summary has buttons to many questions, so a reply to it is
// no answer to the first of them.
func TestRepliesToSummariesPickEntries(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("staff_quota")
	w.say("65")
	w.say("26")
	w.command("edit")
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "2", About: buttonsOf(w.last())})
	if w.s.Answers["staff_quota"].Rev != 1 || w.s.Cursor.Key != "staff_admin" {
		t.Errorf("cursor %+v, answer %+v", w.s.Cursor, w.s.Answers["staff_quota"])
	}
}

// TestEditedMessages: changing a message changes the answer it gave, and nothing else.
func TestEditedMessages(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("staff_quota")
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "65", Message: 7})
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "26", Message: 9})
	here := w.s.Cursor.Key
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "66", Message: 7, Edited: true})
	if got := w.s.Answers["staff_quota"].Value.Number.String(); got != "66" || w.s.Cursor.Key != here {
		t.Errorf("answer %s, cursor %+v", got, w.s.Cursor)
	}
	rev := w.s.Answers["staff_quota"].Rev
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "六六六号", Message: 7, Edited: true})
	if got := w.s.Answers["staff_quota"]; got.Rev != rev {
		t.Errorf("an edit that cannot be read was recorded: %+v", got)
	}
	answers := len(w.s.Answers)
	w.step(dialog.Input{Kind: dialog.TextInput, Text: "67", Message: 8, Edited: true})
	if len(w.s.Answers) != answers || !strings.Contains(w.last().Text, "没有对应") {
		t.Errorf("an edit of a message that answered nothing: %q", w.last().Text)
	}
}

// TestBackAfterDays: one message says where, what is missing and how to go on; a greeting is not
// taken for an answer, a figure is.
func TestBackAfterDays(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("achievements")
	w.clock = w.clock.Add(5 * 24 * time.Hour)
	w.say("你好，在吗")
	if len(w.s.Answers) != 0 || len(w.s.Cursor.Pieces) != 0 || len(w.replies) != 1 {
		t.Fatalf("a greeting became %v, %v; %d replies", w.s.Answers, w.s.Cursor.Pieces, len(w.replies))
	}
	for _, part := range []string{"5 天", "主要工作成效", "还需填写", "没有记录"} {
		if !strings.Contains(w.last().Text, part) {
			t.Errorf("%q lacks %q", w.last().Text, part)
		}
	}
	w.press("▶ 继续")
	w.say("一年来完成了各项工作。")
	if len(w.s.Cursor.Pieces) != 1 {
		t.Errorf("pieces %q", w.s.Cursor.Pieces)
	}
	w.open("staff_quota")
	w.clock = w.clock.Add(5 * 24 * time.Hour)
	w.say("65")
	if w.s.Answers["staff_quota"].Rev != 1 {
		t.Error("a figure after days was not taken")
	}
	w.clock = w.clock.Add(5 * 24 * time.Hour)
	w.command("start")
	if len(w.replies) != 1 {
		t.Errorf("/start after days: %d replies", len(w.replies))
	}
}
