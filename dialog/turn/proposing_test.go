package turn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
)

// What was recorded with one word goes with one word: whatever was there before is there again.
func TestUndoBringsBackWhatWas(t *testing.T) {
	questions := town(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		for range rapid.IntRange(0, 3).Draw(t, "before") {
			w.understood(t)
		}
		before := form.Facts(questions.Pack, w.s.Answers)
		if !w.understood(t) {
			return
		}
		w.say("撤销")
		after := form.Facts(questions.Pack, w.s.Answers)
		equal := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
		if diff := cmp.Diff(before, after, equal); diff != "" {
			t.Fatalf("after 撤销 (-before +after):\n%s", diff)
		}
	})
}

// understood sends a table or a sentence and records it in one of the ways offered; false: nothing was.
func (w *walk) understood(t *rapid.T) bool {
	figure := func() int { return rapid.IntRange(0, 99).Draw(t, "figure") }
	if rapid.Bool().Draw(t, "sentence") {
		w.open("staff_admin")
		parts := []string{}
		for _, label := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"行政编制", "事业编制", "人事代理", "见习生", "退休人员", "年初预算数"}), 2, 4, rapid.ID).Draw(t, "labels") {
			parts = append(parts, fmt.Sprintf("%s%d", label, figure()))
		}
		w.say(strings.Join(parts, "，"))
	} else {
		w.open("projects")
		text := "项目名称 全年预算数 全年执行数"
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			text += fmt.Sprintf("\n项目%c %d %d", 'A'+rune(i)+rune(rapid.IntRange(0, 2).Draw(t, "name")), figure(), figure())
		}
		w.say(text)
	}
	if w.s.Cursor.Proposal == nil {
		return false
	}
	var ways []string
	for _, row := range w.last().Buttons {
		for _, b := range row {
			if !strings.Contains(b.Label, "全部为") {
				ways = append(ways, b.Label)
			}
		}
	}
	way := rapid.SampledFrom(ways).Draw(t, "way")
	w.press(way)
	return !strings.Contains(way, "不要") && w.s.Cursor.Undo != nil
}

// Words that people type instead of tapping are never stored, whatever is asked; nor is what another
// question is named in.
func TestWordsAreNoAnswers(t *testing.T) {
	questions := town(t)
	for _, key := range []dialog.Key{"annual_grade_document", "achievements", "staff_quota", "efficiency", "systems", "procurement_planned"} {
		for _, word := range []string{"送审", "检查问题", "汇总", "继续", "填报表", "撤销", "目录", "进度", "帮助", "谢谢", "在吗"} {
			w := newWalk(t, questions)
			w.open(key)
			w.say(word)
			if a := w.s.Answers[key]; a.Rev != 0 || len(w.s.Cursor.Pieces) > 0 {
				t.Errorf("%s is recorded for %s: %+v", word, key, a.Value)
			}
		}
	}
	for _, word := range []string{"还没拿到文件", "不知道", "暂缺"} {
		w := newWalk(t, questions)
		w.open("annual_grade_document")
		w.say(word)
		if v := w.s.Answers["annual_grade_document"].Value; v.Text != "" {
			t.Errorf("%s is recorded as %+v", word, v)
		}
	}
}

// Rows are reached by the number people see, and a number is no name.
func TestRowsByNumber(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("projects")
	text := "项目名称 全年预算数 全年执行数"
	for i := 1; i <= 27; i++ {
		text += fmt.Sprintf("\n第%d个 %d %d", i, i, i)
	}
	w.say(text)
	w.press("✓ 记录")
	w.open("projects")
	w.say("3")
	if got := w.last().Title; !strings.Contains(got, "第 3 个项目") {
		t.Errorf("3 opens %s", got)
	}
	w.open("projects")
	w.say("112")
	if n := len(w.s.Answers.Rows("projects")); n != 27 || !strings.Contains(w.last().Text, "没有第 112 个") {
		t.Errorf("%d rows, said %s", n, w.last().Text)
	}
	w.press("清空清单")
	if n := len(w.s.Answers.Rows("projects")); n != 0 {
		t.Errorf("%d rows after 清空", n)
	}
	w.say("撤销")
	if n := len(w.s.Answers.Rows("projects")); n != 27 {
		t.Errorf("%d rows after 撤销", n)
	}
}
