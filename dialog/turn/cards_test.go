package turn

import (
	"strings"
	"testing"

	"ziping/dialog"
)

// On the first card of a section 上一题 leads to the item before, and on again to where one was.
func TestBackWithinTheFirstCard(t *testing.T) {
	w := newWalk(t, town(t))
	w.command("start")
	w.press("2 人员情况")
	w.say("65")
	at := w.s.Cursor.Key
	for _, way := range []func(){func() { w.command("back") }, func() { w.press("‹ 上一题") }} {
		way()
		if got := w.s.Cursor; got.Key != "staff_quota" || !got.Detail {
			t.Fatalf("back leads to %+v", got)
		}
		w.press("下一题 ›")
		if got := w.s.Cursor; got.Key != at || got.Detail {
			t.Fatalf("and forward to %+v, not %s", got, at)
		}
	}
	w.command("back")
	w.say("64")
	if got := w.s.Answers["staff_quota"].Typed; got != "64" {
		t.Errorf("the item gone back to has %q", got)
	}
}

// Whoever says something kind is answered where it is seen: below.
func TestPleasantriesAreAnswered(t *testing.T) {
	w := newWalk(t, town(t))
	w.command("start")
	w.press("2 人员情况")
	for _, text := range []string{"好的", "谢谢", "收到"} {
		w.say(text)
		if r := w.last(); r.Kind != dialog.Send || !strings.Contains(r.Lead, "收到") {
			t.Errorf("%s is answered by %+v", text, r)
		}
	}
	if len(w.s.Answers) != 0 {
		t.Errorf("stored %v", w.s.Answers)
	}
}
