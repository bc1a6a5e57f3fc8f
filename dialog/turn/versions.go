package turn

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
)

// bringToVersion writes the answers under the pack's present codes when somebody of the staff
// first speaks after the pack changed, and tells the staff once what became of them.
func (t *turn) bringToVersion(stored dialog.Answers) {
	if !t.form.Outdated(t.s.Evaluation) || t.s.Who.Role != dialog.Staff || !t.open() {
		return
	}
	m := t.form.Moving(stored)
	was := t.s.Evaluation.Version
	t.s.Answers, t.s.Evaluation.Version = stored, t.form.Pack.Version
	for _, old := range slices.Sorted(maps.Keys(m.Renamed)) {
		key, a := m.Renamed[old], stored[old]
		t.write(key, a.Value, a.Typed)
		t.write(old, scoring.Value{}, form.TextMoved)
	}
	for _, k := range m.Unfit {
		a := t.s.Answers[k]
		t.write(form.EarlierKey.Child(string(k)), a.Value, a.Typed)
		t.write(k, scoring.Value{}, form.TextMoved)
	}
	if key, ok := m.Renamed[t.s.Cursor.Key]; ok {
		t.s.Cursor.Key, t.s.Cursor.Saw = key, t.s.Answers[key].Rev
	}
	if len(t.recorded) > 0 {
		t.recompute()
	}
	if text := t.versionNews(was, m); text != "" || was == dialog.OtherPack {
		r := dialog.Reply{Title: "填报表已更新", Text: t.heading() + "\n" + t.newForm(was) + text}
		if len(t.st.Orphans()) > 0 {
			r.Buttons = [][]dialog.Button{{t.key("查看保留的旧答案", dialog.ActKept, "", "0")}}
		}
		t.say(r)
		t.tell(dialog.Staff, r)
	}
}

// newForm says which form there is now.
func (t *turn) newForm(was int) string {
	if was == dialog.OtherPack {
		return fmt.Sprintf("财政部门已改用“%s”，已填的答案都在。", t.form.Pack.Title)
	}
	return fmt.Sprintf("填报表已由第 %d 版改为第 %d 版，已填的答案都在。", was, t.form.Pack.Version)
}

// versionNews says what the new version changes for this evaluation; "" when nothing.
func (t *turn) versionNews(was int, m form.Moving) string {
	var b strings.Builder
	if n := len(m.Renamed); n > 0 {
		fmt.Fprintf(&b, "\n· %d 项答案已随题目改到新的位置", n)
	}
	var fresh []string
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.Questions(&t.form.Pack.Sections[i]) {
			if q, ok := t.st.Find(k); ok && was != dialog.OtherPack && q.Field.Since > was && !t.st.Answered(k) {
				fresh = append(fresh, q.Section.Title+"："+t.st.Label(q))
			}
		}
	}
	form.ToldLines(&b, "新增的题", fresh)
	var again []string
	for _, k := range m.Unfit {
		line := string(k)
		if leaf, _, ok := t.form.Home(k); ok {
			line = leaf.Label + "，原答案：" + t.st.AnyValue(k, m.Now[form.EarlierKey.Child(string(k))].Value)
		}
		again = append(again, line)
	}
	form.ToldLines(&b, "填法有变、需要重填的题", again)
	if n := len(t.st.Orphans()); n > 0 {
		fmt.Fprintf(&b, "\n· 另有 %d 项旧答案在新版中没有对应题目，已保留", n)
	}
	return b.String()
}

// keptNote and keptButtons stand on the task list while old answers have no question.
func (t *turn) keptNote() string {
	if n := len(t.st.Orphans()); n > 0 {
		return fmt.Sprintf("\n另有 %d 项旧答案在新版中没有对应题目，已保留。", n)
	}
	return ""
}

func (t *turn) keptButtons() [][]dialog.Button {
	if len(t.st.Orphans()) == 0 {
		return nil
	}
	return [][]dialog.Button{{t.key("查看保留的旧答案", dialog.ActKept, "", "0")}}
}

// kept lists the answers without a question, by code.
func (t *turn) kept(option string) {
	all := t.st.Orphans()
	page, err := strconv.Atoi(option)
	if err != nil || page < 0 || page*paragraphsAtOnce >= len(all) {
		t.stale()
		return
	}
	first := page * paragraphsAtOnce
	var b strings.Builder
	b.WriteString("下列答案在新版填报表中没有对应题目，不计分，也不进报告：")
	for i, k := range all[first:min(first+paragraphsAtOnce, len(all))] {
		fmt.Fprintf(&b, "\n%d. %s：%s", first+i+1, k, t.st.AnyValue(k, t.st.Answers[k].Value))
	}
	ways := []dialog.Button{t.key("目录", dialog.ActHome, "", "")}
	if first+paragraphsAtOnce < len(all) {
		ways = append(ways, t.key("下一页 ›", dialog.ActKept, "", strconv.Itoa(page+1)))
	}
	t.aside(dialog.Reply{Title: "保留的旧答案", Text: b.String(), Buttons: [][]dialog.Button{ways}})
}

// afterStep are the answers a step leaves: what it was given, with what it recorded.
func (t *turn) afterStep(stored dialog.Answers) dialog.Answers {
	if len(t.recorded) == 0 {
		return stored
	}
	own := maps.Clone(stored)
	for key := range t.recorded {
		own[key] = t.s.Answers[key]
	}
	return own
}
