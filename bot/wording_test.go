package bot_test

import (
	"strings"
	"testing"

	"ziping/bot/sandbox"
	"ziping/dialog/reading/source"
)

// Somebody puts a paragraph into own words; the figure changes afterwards; the report prints the
// words with the new figure. Restored, it is the report's own paragraph again.
func TestReportHasTheClerksWords(t *testing.T) {
	h := newHouse(t)
	u := h.phones.User(wang)
	done := func(_ sandbox.Receipt, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		h.quiet()
	}
	report := func() string {
		t.Helper()
		done(u.Send("/report docx"))
		chat := u.Messages()
		for i := len(chat) - 1; i >= 0; i-- {
			if chat[i].File != nil {
				data, err := u.File(chat[i].File)
				if err != nil {
					t.Fatal(err)
				}
				read, err := source.Read(t.Context(), "report.docx", data, source.DefaultLimits)
				text := read.Text()
				if err != nil {
					t.Fatal(err)
				}
				return text
			}
		}
		t.Fatal("no report came")
		return ""
	}
	const original = "本部门编制数65人"
	done(u.Send("/edit 编制数"))
	done(u.Send("65"))
	if got := report(); !strings.Contains(got, original) {
		t.Fatalf("the report has no %s:\n%s", original, got)
	}
	done(tapLabel(u, "改报告文字"))
	done(tapLabel(u, "2"))
	done(u.Send("我单位核定编制〔编制数〕，<b>人员</b>配备与职责相适应。"))
	done(u.Send("/edit 编制数"))
	done(u.Send("66"))
	got := report()
	if !strings.Contains(got, "我单位核定编制66人，<b>人员</b>配备与职责相适应。") || strings.Contains(got, original) {
		t.Fatalf("the report has not the words:\n%s", got)
	}
	// After a restart they are still there.
	h.stop()
	h.start()
	done(u.Send("/report 文字"))
	done(tapLabel(u, "2"))
	done(tapLabel(u, "恢复原文"))
	if got := report(); !strings.Contains(got, "本部门编制数66人") || strings.Contains(got, "核定编制") {
		t.Fatalf("not restored:\n%s", got)
	}
}
