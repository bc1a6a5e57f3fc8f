package turn

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/rewording"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// word does for an input what the bot does before a step.
func (w *walk) word(given *dialog.Given, change *dialog.Rewording) {
	given.Paragraphs = w.report(w.s.Answers)
	if change == nil {
		return
	}
	p, known := dialog.ParagraphOf(given.Paragraphs, change.ID)
	words, ok := change.For(p)
	if !known || !ok {
		return
	}
	if strings.Contains(words, "〔") && !strings.Contains(words, "〔编制数〕") {
		given.Unfit = "没有这个名称的数据"
		return
	}
	given.Rewritten = w.report(rewording.Reworded(w.s.Answers, change.ID, words))
}

// smallReport is a report of eleven paragraphs. The first has a figure, and says something else
// when the figure is above 65.
func smallReport(a dialog.Answers) []dialog.Paragraph {
	quota, variant := "（待补）", "quota-few"
	if v := a["staff_quota"].Value; v.State == scoring.Known {
		quota = v.Number.String() + "人"
		if v.Number.IntPart() > 65 {
			variant = "quota-many"
		}
	}
	own := form.Wording(a)
	list := []dialog.Paragraph{{
		ID: variant, Heading: "一、概况", Editable: "我单位编制数〔编制数〕（" + variant + "）。", Marks: []dialog.Mark{{Name: "编制数", Value: quota}},
	}}
	for i := range 10 {
		list = append(list, dialog.Paragraph{ID: fmt.Sprintf("fixed-%d", i), Heading: "二、其他", Editable: fmt.Sprintf("这是固定的第%d段。", i)})
	}
	for i := range list {
		p := &list[i]
		if words, ok := own[p.ID]; ok {
			p.Changed = words != p.Editable
			p.Editable = words
			delete(own, p.ID)
		}
		p.Text = strings.ReplaceAll(p.Editable, "〔编制数〕", quota)
	}
	for _, id := range slices.Sorted(maps.Keys(own)) {
		if strings.HasPrefix(id, "quota-") {
			list[0].Earlier = own[id]
		}
		list = append(list, dialog.Paragraph{ID: id, Editable: own[id], Stale: "报告里现在没有这一段"})
	}
	return list
}

func newWordingWalk(t fatal, questions *form.Form) *walk {
	w := newWalk(t, questions)
	w.report = smallReport
	w.s.Members = append(w.s.Members, dialog.Member{User: 3, Name: "小赵", Role: dialog.Staff})
	return w
}

// toList leads to the list of paragraphs.
func (w *walk) toList() {
	w.t.Helper()
	w.step(dialog.Input{Kind: dialog.CommandInput, Command: "report", Text: " 文字 "})
}

// sees reports what all messages of the last step say.
func (w *walk) sees(want ...string) {
	w.t.Helper()
	var all strings.Builder
	for _, r := range w.replies {
		all.WriteString(r.Lead + "\n" + r.Title + "\n" + r.Text + "\n")
	}
	for _, text := range want {
		if !strings.Contains(all.String(), text) {
			w.t.Fatalf("not said: %s\nin: %s", text, all.String())
		}
	}
}

func (w *walk) hasButton(label string) bool {
	return slices.ContainsFunc(w.last().Buttons, func(row []dialog.Button) bool {
		return slices.ContainsFunc(row, func(b dialog.Button) bool { return b.Label == label })
	})
}

func TestParagraphIsReworded(t *testing.T) {
	w := newWordingWalk(t, town(t))
	w.open("staff_quota")
	w.say("60")
	w.command("report")
	w.press("改报告文字")
	w.sees("报告文字（1/2 页）", "一、概况\n1. 我单位编制数60人", "二、其他\n2. 这是固定的第0段。")
	w.press("1")
	w.sees("现在印为：\n我单位编制数60人", "〔编制数〕60人")
	if got := w.last(); got.Text != "我单位编制数〔编制数〕（quota-few）。" || got.Title != "" || !got.Prompt {
		t.Errorf("the text to copy is %+v", got)
	}
	w.say("核定编制〔编数〕，人员到位。")
	w.sees("没有记录：没有这个名称的数据。")
	w.say("核定编制〔编制数〕，人员到位。")
	w.sees("已改写，现在印为：\n核定编制60人，人员到位。", "1. ✎ 核定编制60人")
	a := w.s.Answers["wording/quota-few"]
	if a.Value.Text != "核定编制〔编制数〕，人员到位。" || a.Typed != a.Value.Text || w.s.Cursor.Place != dialog.PlaceWording {
		t.Errorf("stored %+v, at %+v", a, w.s.Cursor)
	}
	// What is stored is nobody's fact.
	without := maps.Clone(w.s.Answers)
	delete(without, "wording/quota-few")
	if diff := cmp.Diff(form.Facts(w.form.Pack, without), form.Facts(w.form.Pack, w.s.Answers)); diff != "" {
		t.Error(diff)
	}
	// Other facts: the words are kept and offered, not printed.
	w.open("staff_quota")
	w.say("70")
	w.toList()
	w.sees("1. 我单位编制数70人")
	w.press("下一页 ›")
	w.sees("以下改写现在没有印出：\n12. 核定编制〔编制数〕", "原因：报告里现在没有这一段")
	w.say("1")
	w.press("沿用之前的改写")
	w.sees("现在印为：\n核定编制70人，人员到位。")
	w.say("12")
	w.press("删除这段改写")
	w.sees("已删除这段改写")
	if _, left := form.Wording(w.s.Answers)["quota-few"]; left {
		t.Error("still there")
	}
	w.say("1")
	w.press("恢复原文")
	w.sees("已恢复原文，现在印为：\n我单位编制数70人")
	if left := form.Wording(w.s.Answers); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// What is not a paragraph is not taken for one.
func TestWordsThatAreNotTaken(t *testing.T) {
	long := strings.Repeat("长", dialog.MaxMessage)
	for name, c := range map[string]struct{ open, text, want string }{
		"nothing open":       {"", "核定编制〔编制数〕，人员到位。", "要改哪一段"},
		"a number":           {"1", "65", "不像一段报告文字"},
		"unchanged":          {"2", "这是固定的第0段。", "没有改动"},
		"a mark of no name":  {"1", "核定编制〔甲乙丙〕人。", "没有这个名称"},
		"a way out":          {"1", "返回", "报告文字（1/2 页）"},
		"cut by the client":  {"1", "〔" + long, "请改短后重新点编号再发"},
		"a beginning of one": {"1", "   ", "我单位编制数〔编制数〕"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWordingWalk(t, town(t))
			w.toList()
			if c.open != "" {
				w.press(c.open)
			}
			w.say(c.text)
			w.sees(c.want)
			if len(w.s.Answers) > 0 {
				t.Errorf("recorded %v", w.s.Answers)
			}
		})
	}
}

func TestWordsWithoutMarksAreWarnedOf(t *testing.T) {
	for text, dead := range map[string]bool{
		"核定编制60人，人员到位。": true, "核定编制〔编制数〕，人员到位。": false, "核定编制【编制数】，人员到位。": false,
		"核定编制[编制数]，人员到位。": false, "按〔2018〕34号文核定编制60人。": true, "核定编制60人【含借调】。": true,
	} {
		p := dialog.Paragraph{Marks: []dialog.Mark{{Name: "编制数", Value: "60人"}}}
		if p.HasMarks(text) == dead {
			t.Errorf("%s: dead is %v", text, !dead)
		}
	}
	w := newWordingWalk(t, town(t))
	w.toList()
	w.press("1")
	w.say("核定编制60人，人员到位。")
	w.sees("⚠️ 这一段里没有〔〕了", "1. ✎ 核定编制60人")
	w.press("2")
	w.say("另一段没有数的文字。")
	if strings.Contains(w.last().Lead, "⚠️") {
		t.Error("warned of figures that never were")
	}
}

// Whoever has not seen a colleague's words is asked before they are overwritten.
func TestColleaguesWords(t *testing.T) {
	w := newWordingWalk(t, town(t))
	wang, zhao := w.s.Members[0], w.s.Members[2]
	w.toList()
	w.press("1")
	w.as(zhao)
	w.toList()
	w.press("1")
	w.say("小赵写的〔编制数〕。")
	w.as(wang)
	w.say("小王写的〔编制数〕。")
	w.sees("小赵 已于", "小赵写的（待补）。", "小王写的〔编制数〕。")
	if got := w.s.Answers["wording/quota-few"].Value.Text; got != "小赵写的〔编制数〕。" {
		t.Fatalf("overwritten: %s", got)
	}
	w.press("改为我写的")
	w.press("改为我写的") // an old button now
	if got := w.s.Answers["wording/quota-few"]; got.Value.Text != "小王写的〔编制数〕。" || got.Rev != 2 {
		t.Fatalf("%+v", got)
	}
}

// A manager looks at the words, and so does everybody once it is submitted; nobody changes them.
func TestWordsAreChangedByStaffWhileOpen(t *testing.T) {
	for name, c := range map[string]struct {
		who    dialog.Member
		status dialog.Status
	}{"manager": {dialog.Member{User: 2, Name: "李主任", Role: dialog.Manager}, dialog.Open}, "submitted": {dialog.Member{User: 1, Name: "小王", Role: dialog.Staff}, dialog.Submitted}, "approved": {dialog.Member{User: 1, Name: "小王", Role: dialog.Staff}, dialog.Approved}} {
		t.Run(name, func(t *testing.T) {
			w := newWordingWalk(t, town(t))
			w.s.Answers["wording/quota-few"] = dialog.Answer{Value: scoring.Text("核定编制〔编制数〕。"), By: 3, ByName: "小赵", Rev: 1}
			before := maps.Clone(w.s.Answers)
			w.s.Who, w.s.Evaluation.Status = c.who, c.status
			w.command("report")
			w.press("看报告文字")
			w.press("1")
			w.sees("核定编制（待补）。", "小赵改写")
			if w.hasButton("恢复原文") {
				t.Error("offers to restore")
			}
			w.say("核定编制〔编制数〕，人员到位。")
			for _, option := range []string{"r", "u", "y"} {
				w.tap("t|W|quota-few|1|" + option)
			}
			if diff := cmp.Diff(before, w.s.Answers); diff != "" {
				t.Errorf("changed:\n%s", diff)
			}
		})
	}
}

// The report's text may not be had now; everything else goes on.
func TestNoParagraphs(t *testing.T) {
	w := newWalk(t, town(t))
	w.toList()
	w.sees(screen.TextNoWording)
	w.tap("t|W|quota-few|0|r")
	w.sees(screen.TextNoWording)
	w.open("staff_quota")
	w.say("60")
	if w.s.Answers["staff_quota"].Value.State != scoring.Known {
		t.Error("not recorded")
	}
}

// Forged and old taps among everything else: only staff change words, only while it is open, only
// of paragraphs there are, and the answers to questions stay what they are.
func TestRandomWording(t *testing.T) {
	questions := town(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWordingWalk(t, questions)
		people := w.s.Members
		w.toList()
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			w.as(rapid.SampledFrom(people).Draw(t, "who"))
			if rapid.IntRange(0, 9).Draw(t, "status") == 0 {
				w.s.Evaluation.Status = rapid.SampledFrom([]dialog.Status{dialog.Open, dialog.Submitted, dialog.Approved}).Draw(t, "to")
			}
			before := w.s
			there := smallReport(before.Answers)
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				w.tap(rapid.StringMatching(`t\|W\|(quota-few|quota-many|fixed-[0-9]|fixed-99|wording/x|../staff_quota|staff_quota)?\|[0-3]\|(r|u|y|[0-9-]{0,3}|x)`).Draw(t, "forged"))
			case 1:
				w.say(rapid.SampledFrom([]string{"核定编制〔编制数〕，人员到位。", "〔没有〕〔〕〔", "1", "12", "这是固定的第3段。", "写好的一段话"}).Draw(t, "words"))
			default:
				wander(t, w)
			}
			for _, e := range w.effects {
				r, ok := e.(dialog.Record)
				id, wording := strings.CutPrefix(string(r.Key), "wording/")
				if !ok || !wording {
					continue
				}
				if _, known := dialog.ParagraphOf(there, id); !known || before.Who.Role != dialog.Staff || before.Evaluation.Status != dialog.Open {
					t.Fatalf("%s recorded %s while %s", before.Who.Role, r.Key, before.Evaluation.Status)
				}
				if diff := cmp.Diff(form.Facts(questions.Pack, before.Answers), form.Facts(questions.Pack, w.s.Answers)); diff != "" {
					t.Fatalf("facts changed:\n%s", diff)
				}
			}
		}
	})
}

// What a manager approves again tells which words are other ones.
func TestChangedWordingSinceApproval(t *testing.T) {
	questions := town(t)
	w := newWordingWalk(t, questions)
	approved := questions.State(w.s.Evaluation, w.s.Answers).Shown()
	approved["wording/fixed-1"] = "先前的改写"
	w.s.Answers = dialog.Answers{
		form.ApprovedKey:    {Value: scoring.Texts(approved), Rev: 1},
		"wording/quota-few": {Value: scoring.Text("核定编制〔编制数〕。"), Rev: 1},
	}
	view := stage.New(questions, w.s, dialog.Input{At: w.clock}, dialog.Given{}).View()
	for _, want := range []string{"· 报告文字：先前的改写 → （原文）", "· 报告文字：（原文） → 核定编制〔编制数〕。"} {
		if got := view.ChangesSinceApproval(); !strings.Contains(got, want) {
			t.Errorf("not said: %s\nin %s", want, got)
		}
	}
	if got := view.WordingNote(); !strings.Contains(got, "改写过 1 段") {
		t.Errorf("the manager is told %q", got)
	}
}
