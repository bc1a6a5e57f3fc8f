package turn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
)

// listed are the rows of a list as people see them: its cells in order, joined by bars.
func listed(w *walk, list dialog.Key) []string {
	st := w.form.State(w.s.Evaluation, w.s.Answers)
	q, _ := st.Find(list)
	var rows []string
	for _, n := range w.s.Answers.Rows(list) {
		rows = append(rows, st.RowLine(q.Leaf, list.Row(n)))
	}
	return rows
}

func TestPaste(t *testing.T) {
	tests := []struct {
		name, list, text string
		want             []string
		problem          string // part of what is said about cells that could not be read
	}{
		{"tabs from a spreadsheet", "offices", "党政办\t文电运转\n党建办\t党员队伍", []string{"党政办｜文电运转", "党建办｜党员队伍"}, ""},
		{"a header in another order", "offices", "主要职责\t机构名称\n文电运转\t党政办", []string{"党政办｜文电运转"}, ""},
		{"a header with a number column", "offices", "序号\t机构名称\t主要职责\n1\t党政办\t文电运转", []string{"党政办｜文电运转"}, ""},
		{"numbered lines with a colon", "offices", "1、党政办：文电运转\n2、党建办：党员队伍", []string{"党政办｜文电运转", "党建办｜党员队伍"}, ""},
		{"names only", "offices", "党政办\n党建办\n\n农业中心", []string{"党政办", "党建办", "农业中心"}, ""},
		{"bars", "other_staff", "校车司机｜2\n保洁员｜3", []string{"校车司机｜2 人", "保洁员｜3 人"}, ""},
		{"single blanks", "other_staff", "校车司机 2\n保洁员 ３", []string{"校车司机｜2 人", "保洁员｜3 人"}, ""},
		{"a full row in one line", "other_staff", "校车司机\t2", []string{"校车司机｜2 人"}, ""},
		{"a bad cell keeps the row", "other_staff", "校车司机\t2\n保洁员\t2.5", []string{"校车司机｜2 人", "保洁员"}, "第 2 行"},
		{"a doubtful figure is not taken", "other_staff", "校车司机\t约3人\n保洁员\t4", []string{"校车司机", "保洁员｜4 人"}, "第 1 行"},
	}
	questions := town(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWalk(t, questions)
			w.open(dialog.Key(tt.list))
			w.say(tt.text)
			if shown := w.last().Text; !strings.Contains(shown, tt.problem) {
				t.Errorf("shown: %s", shown)
			}
			w.press("✓ 记录")
			if diff := cmp.Diff(tt.want, listed(w, dialog.Key(tt.list))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A table for a list that has rows is merged, appended or put in place of them, as the person says.
func TestPasteAgain(t *testing.T) {
	tests := []struct {
		button string
		want   []string
	}{
		{"✓ 按名称合并", []string{"党政办｜新职责", "党建办｜党员队伍", "农业中心｜农技"}},
		{"全部追加", []string{"党政办｜文电运转", "党建办｜党员队伍", "党政办｜新职责", "农业中心｜农技"}},
		{"替换原清单", []string{"党政办｜新职责", "农业中心｜农技"}},
		{"✗ 不对，不要", []string{"党政办｜文电运转", "党建办｜党员队伍"}},
	}
	questions := town(t)
	for _, tt := range tests {
		t.Run(tt.button, func(t *testing.T) {
			w := newWalk(t, questions)
			w.open("offices")
			w.say("党政办\t文电运转\n党建办\t党员队伍")
			w.press("✓ 记录")
			w.say("党政办\t新职责\n农业中心\t农技")
			w.press(tt.button)
			if diff := cmp.Diff(tt.want, listed(w, "offices")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
