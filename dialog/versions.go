package dialog

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ziping/scoring"
)

// earlierKey/<key> keeps an answer that its question can no longer have. No field's code begins
// with a capital letter.
const earlierKey Key = "Earlier"

// bookkeeping are the keys of what is stored about an evaluation besides answers.
var bookkeeping = []Key{commentKey, approvedKey, remindedKey, takenKey, earlierKey, wordingKey}

// moving is what becomes of answers given under an earlier version of the pack.
type moving struct {
	renamed map[Key]Key // old key to present key
	unfit   []Key       // present keys whose question can no longer have the answer
	now     Answers     // as they read under this version
}

// outdated reports whether the answers were last brought to an earlier version of the pack.
func (f *Form) outdated(e Evaluation) bool { return 0 < e.Version && e.Version < f.Pack.Version }

// moving finds what becomes of the answers, without changing them.
func (f *Form) moving(a Answers) moving {
	m := moving{renamed: renamed(f.Pack, a), now: maps.Clone(present(f.Pack, a))}
	for _, k := range slices.Sorted(maps.Keys(m.now)) {
		leaf, marker, ok := f.home(k)
		answer := m.now[k]
		if !ok || marker || answer.Value.State == scoring.Missing || fits(leaf, answer) {
			continue
		}
		m.unfit = append(m.unfit, k)
		rev := a[earlierKey.child(string(k))].Rev
		m.now[earlierKey.child(string(k))] = Answer{Value: answer.Value, Typed: answer.Typed, By: answer.By, ByName: answer.ByName, At: answer.At, Rev: rev}
		m.now[k] = Answer{Rev: answer.Rev}
	}
	return m
}

// read are the answers as they read under the form's version of the pack.
func (f *Form) read(e Evaluation, a Answers) Answers {
	if !f.outdated(e) {
		return a
	}
	return f.moving(a).now
}

// home is the field or column that an answer belongs to; marker says that the key is a row.
func (f *Form) home(key Key) (leaf *scoring.Field, marker, ok bool) {
	parts := strings.Split(string(key), "/")
	leaf, ok = f.Pack.Field(parts[0])
	for parts = parts[1:]; ok && len(parts) > 0; parts = parts[1:] {
		switch {
		case leaf.Kind == scoring.PerIndicator:
			_, ok = f.Pack.Indicator(parts[0])
			return leaf, true, ok
		case leaf.Kind == scoring.PerFinding:
			return leaf, true, true
		case marker:
			leaf, ok = columnOf(leaf, parts[0])
			marker = false
		default:
			_, row := rowNumber(parts[0])
			marker, ok = true, row && leaf.Kind == scoring.Rows
		}
	}
	return leaf, marker, ok
}

// orphans are the answers that have no question in this version, in order. They stay stored.
func (st *state) orphans() []Key {
	var keys []Key
	for k, a := range st.answers {
		if a.Value.State == scoring.Missing || slices.Contains(bookkeeping, Key(k.Field())) {
			continue
		}
		_, last, _ := k.parent()
		if _, row := rowNumber(last); row { // its cells are the answers
			continue
		}
		if _, _, ok := st.form.home(k); !ok {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return keys
}

// bringToVersion writes the answers under the pack's present codes when somebody of the staff
// first speaks after the pack changed, and tells the staff once what became of them.
func (t *turn) bringToVersion(stored Answers) {
	if !t.form.outdated(t.s.Evaluation) || t.s.Who.Role != Staff || !t.open() {
		return
	}
	m := t.form.moving(stored)
	was := t.s.Evaluation.Version
	t.s.Answers, t.s.Evaluation.Version = stored, t.form.Pack.Version
	for _, old := range slices.Sorted(maps.Keys(m.renamed)) {
		key, a := m.renamed[old], stored[old]
		t.write(key, a.Value, a.Typed)
		t.write(old, scoring.Value{}, textMoved)
	}
	for _, k := range m.unfit {
		a := t.s.Answers[k]
		t.write(earlierKey.child(string(k)), a.Value, a.Typed)
		t.write(k, scoring.Value{}, textMoved)
	}
	if key, ok := m.renamed[t.s.Cursor.Key]; ok {
		t.s.Cursor.Key, t.s.Cursor.Saw = key, t.s.Answers[key].Rev
	}
	if len(t.recorded) > 0 {
		t.recompute()
	}
	if text := t.versionNews(was, m); text != "" {
		r := Reply{Title: "填报表已更新", Text: t.heading() + fmt.Sprintf("\n填报表已由第 %d 版改为第 %d 版，已填的答案都在。", was, t.form.Pack.Version) + text}
		if len(t.st.orphans()) > 0 {
			r.Buttons = [][]Button{{t.key("查看保留的旧答案", actKept, "", "0")}}
		}
		t.say(r)
		t.tell(Staff, r)
	}
}

// versionNews says what the new version changes for this evaluation; "" when nothing.
func (t *turn) versionNews(was int, m moving) string {
	var b strings.Builder
	if n := len(m.renamed); n > 0 {
		fmt.Fprintf(&b, "\n· %d 项答案已随题目改到新的位置", n)
	}
	var fresh []string
	for i := range t.form.Pack.Sections {
		for _, k := range t.st.questions(&t.form.Pack.Sections[i]) {
			if q, ok := t.st.find(k); ok && q.Field.Since > was && !t.st.answered(k) {
				fresh = append(fresh, q.Section.Title+"："+t.st.label(q))
			}
		}
	}
	toldLines(&b, "新增的题", fresh)
	var again []string
	for _, k := range m.unfit {
		line := string(k)
		if leaf, _, ok := t.form.home(k); ok {
			line = leaf.Label + "，原答案：" + t.st.anyValue(k, m.now[earlierKey.child(string(k))].Value)
		}
		again = append(again, line)
	}
	toldLines(&b, "填法有变、需要重填的题", again)
	if n := len(t.st.orphans()); n > 0 {
		fmt.Fprintf(&b, "\n· 另有 %d 项旧答案在新版中没有对应题目，已保留", n)
	}
	return b.String()
}

func toldLines(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n· %s（%d 道）：", title, len(lines))
	for i, line := range lines {
		if i == 10 {
			b.WriteString("\n　……")
			return
		}
		b.WriteString("\n　" + excerpt(line, 120))
	}
}

// anyValue shows a value whose question is gone or is another one now.
func (st *state) anyValue(key Key, v scoring.Value) string {
	switch {
	case v.State == scoring.NotApplicable:
		return scoring.NotApplicableWord
	case v.State == scoring.Pending:
		return scoring.PendingWord
	case v.Text != "":
		return excerpt(v.Text, 100)
	case len(v.Items) > 0:
		return excerpt(strings.Join(v.Items, "、"), 100)
	case v.Yes:
		return "是"
	case !v.Number.IsZero():
		return v.Number.String()
	}
	if typed := st.answers[key].Typed; typed != "" { // a zero, a no or an empty list
		return excerpt(typed, 30)
	}
	return "0"
}

// keptNote and keptButtons stand on the task list while old answers have no question.
func (t *turn) keptNote() string {
	if n := len(t.st.orphans()); n > 0 {
		return fmt.Sprintf("\n另有 %d 项旧答案在新版中没有对应题目，已保留。", n)
	}
	return ""
}

func (t *turn) keptButtons() [][]Button {
	if len(t.st.orphans()) == 0 {
		return nil
	}
	return [][]Button{{t.key("查看保留的旧答案", actKept, "", "0")}}
}

// kept lists the answers without a question, by code.
func (t *turn) kept(option string) {
	all := t.st.orphans()
	page, err := strconv.Atoi(option)
	if err != nil || page < 0 || page*paragraphsAtOnce >= len(all) {
		t.stale()
		return
	}
	first := page * paragraphsAtOnce
	var b strings.Builder
	b.WriteString("下列答案在新版填报表中没有对应题目，不计分，也不进报告：")
	for i, k := range all[first:min(first+paragraphsAtOnce, len(all))] {
		fmt.Fprintf(&b, "\n%d. %s：%s", first+i+1, k, t.st.anyValue(k, t.st.answers[k].Value))
	}
	ways := []Button{t.key("目录", actHome, "", "")}
	if first+paragraphsAtOnce < len(all) {
		ways = append(ways, t.key("下一页 ›", actKept, "", strconv.Itoa(page+1)))
	}
	t.aside(Reply{Title: "保留的旧答案", Text: b.String(), Buttons: [][]Button{ways}})
}

// earlierLine shows at a question the answer it can no longer have.
func (st *state) earlierLine(q Question) string {
	old := st.answers[earlierKey.child(string(q.Key))]
	if st.answered(q.Key) || old.Value.State == scoring.Missing {
		return ""
	}
	return "\n\n改版前的答案：" + st.anyValue(earlierKey.child(string(q.Key)), old.Value)
}

// afterStep are the answers a step leaves: what it was given, with what it recorded.
func (t *turn) afterStep(stored Answers) Answers {
	if len(t.recorded) == 0 {
		return stored
	}
	own := maps.Clone(stored)
	for key := range t.recorded {
		own[key] = t.s.Answers[key]
	}
	return own
}
