package turn

import (
	"strings"
	"testing"
	"time"

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

// Whoever asks how is told what there is to say about the open question, and nothing is stored.
func TestAskingHow(t *testing.T) {
	for _, key := range []dialog.Key{"staff_quota", "procurement_planned", "achievements"} {
		for _, text := range []string{"？", "?", "怎么填", "怎么填？", "什么意思"} {
			w := newWalk(t, town(t))
			w.command("start")
			w.open(key)
			q, _ := w.form.State(w.s.Evaluation, w.s.Answers).Find(key)
			w.say(text)
			if r := w.last(); r.Kind != dialog.Send || !strings.Contains(r.Text, q.Leaf.Hint) {
				t.Errorf("%s at %s is answered by %+v", text, key, r)
			}
			if len(w.s.Answers) != 0 {
				t.Fatalf("%s at %s stored %v", text, key, w.s.Answers)
			}
		}
	}
}

// The first text after days away is kept, and recorded when the person says that it is the answer.
func TestFirstTextAfterDaysAway(t *testing.T) {
	w := newWalk(t, town(t))
	w.command("start")
	w.open("achievements")
	w.clock = w.clock.Add(10 * 24 * time.Hour)
	w.say("引进项目3个，新修村道6公里。")
	if r := w.last(); !strings.Contains(r.Text, "引进项目3个，新修村道6公里。") || len(w.s.Answers) != 0 {
		t.Fatalf("answered by %+v with %v", r, w.s.Answers)
	}
	w.press("✓ 记到这一题")
	w.press("✓ 完成")
	if got := w.s.Answers["achievements"].Value.Text; got != "引进项目3个，新修村道6公里。" {
		t.Errorf("stored %q", got)
	}
	w.open("achievements")
	w.clock = w.clock.Add(10 * 24 * time.Hour)
	w.say("您好")
	if w.hasButton("✓ 记到这一题") {
		t.Error("a greeting is offered as an answer")
	}
}
