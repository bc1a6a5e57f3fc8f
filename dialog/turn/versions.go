package turn

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// bringToVersion writes the answers under the pack's present codes when somebody of the staff
// first speaks after the pack changed, and tells the staff once what became of them.
func bringToVersion(t *stage.Turn, stored dialog.Answers) {
	if !t.Form.Outdated(t.Session.Evaluation) || t.Session.Who.Role != dialog.Staff || !t.View().Open() {
		return
	}
	m := t.Form.Moving(stored)
	was := t.Session.Evaluation.Version
	t.Session.Answers, t.Session.Evaluation.Version = stored, t.Form.Pack.Version
	for _, old := range slices.Sorted(maps.Keys(m.Renamed)) {
		key, a := m.Renamed[old], stored[old]
		t.Write(key, a.Value, a.Typed)
		t.Write(old, scoring.Value{}, form.TextMoved)
	}
	for _, k := range m.Unfit {
		a := t.Session.Answers[k]
		t.Write(form.EarlierKey.Child(string(k)), a.Value, a.Typed)
		t.Write(k, scoring.Value{}, form.TextMoved)
	}
	if key, ok := m.Renamed[t.Session.Cursor.Key]; ok {
		t.Session.Cursor.Key, t.Session.Cursor.Saw = key, t.Session.Answers[key].Rev
	}
	if len(t.Written()) > 0 {
		t.Recompute()
	}
	if text := versionNews(t, was, m); text != "" || was == dialog.OtherPack {
		r := dialog.Reply{Title: "填报表已更新", Text: t.View().Heading() + "\n" + newForm(t, was) + text}
		if len(t.State.Orphans()) > 0 {
			r.Buttons = [][]dialog.Button{{t.View().Key("查看保留的旧答案", dialog.ActKept, "", "0")}}
		}
		t.Say(r)
		t.Tell(dialog.Staff, r)
	}
}

// newForm says which form there is now.
func newForm(t *stage.Turn, was int) string {
	if was == dialog.OtherPack {
		return fmt.Sprintf("财政部门已改用“%s”，已填的答案都在。", t.Form.Pack.Title)
	}
	return fmt.Sprintf("填报表已由第 %d 版改为第 %d 版，已填的答案都在。", was, t.Form.Pack.Version)
}

// versionNews says what the new version changes for this evaluation; "" when nothing.
func versionNews(t *stage.Turn, was int, m form.Moving) string {
	var b strings.Builder
	if n := len(m.Renamed); n > 0 {
		fmt.Fprintf(&b, "\n· %d 项答案已随题目改到新的位置", n)
	}
	var fresh []string
	for i := range t.Form.Pack.Sections {
		for _, k := range t.State.Questions(&t.Form.Pack.Sections[i]) {
			if q, ok := t.State.Find(k); ok && was != dialog.OtherPack && q.Field.Since > was && !t.State.Answered(k) {
				fresh = append(fresh, q.Section.Title+"："+t.State.Label(q))
			}
		}
	}
	form.ToldLines(&b, "新增的题", fresh)
	var again []string
	for _, k := range m.Unfit {
		line := string(k)
		if leaf, _, ok := t.Form.Home(k); ok {
			line = leaf.Label + "，原答案：" + t.State.AnyValue(k, m.Now[form.EarlierKey.Child(string(k))].Value)
		}
		again = append(again, line)
	}
	form.ToldLines(&b, "填法有变、需要重填的题", again)
	if n := len(t.State.Orphans()); n > 0 {
		fmt.Fprintf(&b, "\n· 另有 %d 项旧答案在新版中没有对应题目，已保留", n)
	}
	return b.String()
}

// afterStep are the answers a step leaves: what it was given, with what it recorded.
func afterStep(t *stage.Turn, stored dialog.Answers) dialog.Answers {
	written := t.Written()
	if len(written) == 0 {
		return stored
	}
	own := maps.Clone(stored)
	for _, key := range written {
		own[key] = t.Session.Answers[key]
	}
	return own
}
