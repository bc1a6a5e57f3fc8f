package turn

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/scoring"
)

func TestHistoryTellsWhoChangedWhat(t *testing.T) {
	w := sharedWalk(t, town(t))
	w.open("staff_quota")
	w.say("65")
	w.open("staff_quota")
	w.say("64")
	w.open("projects")
	w.say("村级组织经费")
	w.open("projects/1/budget")
	w.say("120.5")
	w.tap("t|G|budget|0|take")
	w.as(zhao)
	w.tap("t|G|budget|1|take")
	w.tap("t|G|budget|2|1")
	w.as(li)
	w.tap("t|G|budget|3|drop")
	w.tap("t|N||0|3")
	w.command("history")
	w.wants(0,
		"修改记录\n3月5日 09:00　李主任\n· 催办：小赵\n· 取消认领【预算收支】（原由小王负责）\n\n3月5日 09:00　小赵\n· 把【预算收支】交给小王\n· 接手【预算收支】（原由小王负责）\n\n3月5日 09:00　小王\n· 认领【预算收支】",
		"· 【项目】第 1 个项目（村级组织经费） · 全年预算数：（未填） → 120.50 万元",
		"· 【人员情况】编制数：65 人 → 64 人\n· 【人员情况】编制数：（未填） → 65 人",
	)
	w.as(wang)
	w.open("projects/1")
	w.press("删除这一条")
	w.press("确定删除")
	w.say("修改记录") // at the list it would be a row's name
	w.press("目录")
	w.say("修改记录")
	w.wants(0, "· 【项目】删除项目（村级组织经费）")
}

func TestHistoryOfOneAnswer(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("staff_quota")
	w.say("65")
	w.say("26")
	w.tap("t|e|staff_quota|1|")
	if w.last().Buttons[len(w.last().Buttons)-1][1].Label != "历史" {
		t.Fatalf("buttons %v", w.last().Buttons)
	}
	w.say("66")
	w.tap("t|e|staff_quota|2|")
	w.press("历史")
	w.wants(0, "修改记录：【人员情况】编制数", "65 人 → 66 人")
	if r := w.last(); r.Kind != dialog.Send || strings.Contains(r.Text, "行政编制") {
		t.Errorf("%+v", r)
	}
	w.press("‹ 回到本题")
	w.wants(0, "当前答案：66 人")
	w.tap("t|e|staff_agency|0|")
	for _, row := range w.last().Buttons {
		for _, b := range row {
			if b.Label == "历史" {
				t.Error("an answer that was never given has a history")
			}
		}
	}
}

func TestHistoryOfTheApproval(t *testing.T) {
	w := newWalk(t, town(t))
	w.s.Answers = filledAnswers(t, w.form)
	for _, f := range (screen.View{State: w.form.State(w.s.Evaluation, w.s.Answers), Session: w.s}).Unexplained() {
		key := dialog.Key(form.ExplanationsField(w.form.Pack)).Child(f.Key)
		w.s.Answers[key] = dialog.Answer{Value: scoring.Text("见附件"), Rev: 1}
	}
	act := func(who dialog.Member, act dialog.Action, option string) {
		w.as(who)
		w.tap(dialog.Tap{Evaluation: "t", Action: act, Key: "", Rev: 0, Option: option}.String())
	}
	act(wang, dialog.ActSubmit, "yes")
	act(wang, dialog.ActReopen, "")
	act(wang, dialog.ActSubmit, "yes")
	act(li, dialog.ActReturn, "")
	act(li, dialog.ActComment, "staff")
	w.say("请核对编制数")
	act(li, dialog.ActReturn, "yes")
	act(wang, dialog.ActSubmit, "yes")
	act(li, dialog.ActApprove, "yes")
	act(wang, dialog.ActReopen, "")
	w.command("history")
	w.wants(0, "小王\n· 重新打开\n", "李主任\n· 审核通过\n", "· 退回修改\n· 退回意见【人员情况】：请核对编制数\n", "· 送审\n· 撤回送审\n· 送审")
}

// What the pack does not know stands under its code; long texts from where they differ.
func TestHistoryOfWhatHasNoHome(t *testing.T) {
	long := strings.Repeat("完成上级交办的各项任务，", 20)
	for _, test := range []struct {
		key      dialog.Key
		old, now scoring.Value
		want     string
	}{
		{"old_field", scoring.Value{}, scoring.Text("十二"), "old_field：（未填） → 十二"},
		{"projects/1/gone", scoring.Yes(true), scoring.Items("甲", "乙"), "projects/1/gone：是 → 甲、乙"},
		{"projects/9", scoring.Yes(true), scoring.Value{}, "【项目】删除项目"},
		{"projects", scoring.Value{}, scoring.Value{State: scoring.NotApplicable}, "【项目】项目清单：不填清单"},
		{"causes/B2", scoring.Value{}, scoring.Text("追加较多"), "】失分原因：预算控制率：（未填） → 追加较多"},
		{"budget_initial", scoring.Value{State: scoring.Pending}, scoring.Value{State: scoring.NotApplicable}, "年初预算数：暂缺 → 不涉及"},
		{"achievements", scoring.Text(long + "甲"), scoring.Text(long + "乙丙"), "的各项任务，甲 → …"},
		{"violations", scoring.Yes(true), scoring.Yes(true), "（未变）"},
	} {
		w := newWalk(t, town(t))
		w.log = []dialog.Change{{Seq: 1, At: w.clock, By: 1, ByName: "小王", Key: test.key, Old: test.old, New: test.now}}
		w.s.Evaluation.Changes = 1
		w.command("history")
		w.wants(0, test.want)
	}
}

// However one turns the pages of whatever log: every page fits a message, nothing is shown twice
// on the way down, and nothing is left out.
func TestPagesOfHistory(t *testing.T) {
	questions := town(t)
	keys := []dialog.Key{"staff_quota", "projects/1", "projects/1/name", "achievements", form.ApprovedKey, "review/staff", "taken/staff", "gone", "reminded/1", dialog.StatusKey}
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		about := rapid.SampledFrom([]dialog.Key{"", "staff_quota", "projects"}).Draw(t, "about")
		want := 0
		for i := range rapid.IntRange(0, 300).Draw(t, "changes") {
			c := dialog.Change{Seq: int64(i) + 1, At: w.clock, By: 1, ByName: "小王", Key: rapid.SampledFrom(keys).Draw(t, "key"), New: scoring.Text(fmt.Sprint(i))}
			w.log = append(w.log, c)
			shown := screen.View{State: questions.State(w.s.Evaluation, w.s.Answers), Session: w.s}.ChangeWords(c, dialog.Change{})
			if (screen.HistoryPage{About: about}).Matches(c) && shown != "" {
				want++
			}
		}
		w.s.Evaluation.Changes = int64(len(w.log))
		data, got, pages := dialog.Tap{Evaluation: "t", Action: dialog.ActHistory, Key: about, Rev: 0, Option: ""}.String(), 0, 0
		for data != "" {
			w.tap(data)
			r := w.last()
			if n := utf8.RuneCountInString(r.Title + r.Text); n > 4000 {
				t.Fatalf("%d characters", n)
			}
			n := strings.Count("\n"+r.Text, "\n· ")
			if n > screen.ChangesAtOnce {
				t.Fatalf("%d changes on a page", n)
			}
			got, data = got+n, ""
			for _, b := range r.Buttons[0] {
				if b.Label == "较早 ›" {
					data = b.Data
				}
			}
			if pages++; pages > 100 {
				t.Fatal("no end of pages")
			}
		}
		if got != want {
			t.Fatalf("%d changes shown of %d", got, want)
		}
		for range pages - 1 { // and up again
			w.press("‹ 较新")
		}
	})
}
