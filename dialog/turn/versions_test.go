package turn

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/scoring"
	"ziping/scoring/load"
)

const firstVersion = `id: small
title: 小表
version: 1
grades: [{name: 优, from: 0}]
sections:
  - code: one
    title: 第一部分
    fields:
      - {code: alpha, label: 甲数, kind: money, not_applicable: true}
      - {code: kind, label: 规模, kind: count}
      - {code: gone, label: 旧题, kind: text}
      - {code: rest, label: 其余, kind: number, required: true}
      - code: items
        label: 清单
        kind: rows
        columns:
          - {code: name, label: 名称, kind: text}
          - {code: money, label: 金额, kind: money}
          - {code: extra, label: 备注, kind: text}
blocks: [{name: 甲, max: 100}]
indicators:
  - {code: X1, level1: 甲, level2: 甲一, name: 其余, max: 100, provenance: proposal, rule: {kind: manual, field: rest}}
`

// secondVersion renames a field, a list and a column, changes a kind, drops a field and a column.
var secondVersion = strings.NewReplacer(
	"version: 1", "version: 2\nrenames: {alpha: a, items: list, list.money: list.sum}",
	"code: alpha", "code: a", "code: items", "code: list", "code: money", "code: sum",
	"label: 规模, kind: count", "label: 规模, kind: choice, options: [大, 小]",
	"      - {code: gone, label: 旧题, kind: text}\n", "      - {code: fresh, label: 新题, kind: text, since: 2}\n",
	"          - {code: extra, label: 备注, kind: text}\n", "",
).Replace(firstVersion)

func formOf(t testing.TB, yaml string) *form.Form {
	t.Helper()
	pack, err := load.Pack(fstest.MapFS{"small/pack.yaml": {Data: []byte(yaml)}}, "small")
	if err != nil {
		t.Fatal(err)
	}
	return form.New(pack)
}

// oldAnswers are answers under the first version.
func oldAnswers() dialog.Answers {
	return dialog.Answers{
		"alpha": given(scoring.Number(decimalOf("3")), "3"), "kind": given(scoring.Number(decimalOf("40")), "40"),
		"gone": given(scoring.Text("旧文"), "旧文"), "rest": given(scoring.Number(decimalOf("90")), "90"),
		"items/1": {Rev: 2}, "items/1/name": given(scoring.Text("删去的"), ""),
		"items/2": given(scoring.Yes(true), ""), "items/2/name": given(scoring.Text("甲"), "甲"),
		"items/2/money": given(scoring.Number(decimalOf("5")), "5"), "items/2/extra": given(scoring.Text("备"), "备"),
	}
}

func versionWalk(t fatal, questions *form.Form, answers dialog.Answers) *walk {
	w := newWalk(t, questions)
	w.s.Evaluation.Version, w.s.Answers = 1, answers
	w.s.Members = append(w.s.Members, dialog.Member{User: 3, Name: "小赵", Role: dialog.Staff})
	return w
}

func TestNewVersionMovesAnswers(t *testing.T) {
	questions := formOf(t, secondVersion)
	want := scoring.Facts{
		"a": scoring.Number(decimalOf("3")), "rest": scoring.Number(decimalOf("90")),
		"list": scoring.RowsOf(scoring.Facts{"name": scoring.Text("甲"), "sum": scoring.Number(decimalOf("5"))}),
	}
	if diff := cmp.Diff(want, form.Facts(questions.Pack, oldAnswers())); diff != "" {
		t.Errorf("read at once:\n%s", diff)
	}
	w := versionWalk(t, questions, oldAnswers())
	w.as(dialog.Member{User: 2, Name: "李主任", Role: dialog.Manager})
	w.command("start")
	if len(w.effects) != 0 || w.s.Evaluation.Version != 1 {
		t.Errorf("a manager who looks changes nothing: %v", w.effects)
	}
	w.as(dialog.Member{User: 1, Name: "小王", Role: dialog.Staff})
	w.s.Cursor = dialog.Cursor{Place: dialog.PlaceAsk, Key: "alpha", Saw: 1}
	w.say("4")
	if got := w.s.Answers["a"].Value.Number.String(); got != "4" || w.s.Evaluation.Version != 2 {
		t.Errorf("the open question moved along: a is %s, version %d", got, w.s.Evaluation.Version)
	}
	want["a"] = scoring.Number(decimalOf("4"))
	if diff := cmp.Diff(want, form.Facts(questions.Pack, w.s.Answers)); diff != "" {
		t.Error(diff)
	}
	var told []int64
	for _, r := range w.replies {
		if r.Title == "填报表已更新" {
			told = append(told, r.To)
			for _, part := range []string{"改到新的位置", "新增的题（1 道）", "第一部分：新题", "规模，原答案：40", "另有 2 项旧答案"} {
				if !strings.Contains(r.Text, part) {
					t.Errorf("nothing of %q in %s", part, r.Text)
				}
			}
		}
	}
	if diff := cmp.Diff([]int64{0, 3}, told); diff != "" {
		t.Errorf("told:\n%s", diff)
	}
	w.press("查看保留的旧答案")
	if text := w.last().Text; !strings.Contains(text, "gone：旧文") || !strings.Contains(text, "list/2/extra：备") {
		t.Errorf("kept: %s", text)
	}
	w.open("kind")
	if text := w.last().Text; !strings.Contains(text, "改版前的答案：40") {
		t.Errorf("the question: %s", text)
	}
}

// What was submitted stays as it is until it is opened again, and reads right.
func TestNewVersionLeavesSubmittedAlone(t *testing.T) {
	w := versionWalk(t, formOf(t, secondVersion), oldAnswers())
	w.s.Evaluation.Status = dialog.Submitted
	w.command("edit")
	if len(w.effects) != 0 || w.s.Evaluation.Version != 1 || !strings.Contains(w.last().Text, "甲数：3 万元") {
		t.Errorf("%v, %s", w.effects, w.last().Text)
	}
}

// Whatever stands in the first version, no value is lost by moving to the second.
func TestMovingLosesNoValue(t *testing.T) {
	questions := formOf(t, secondVersion)
	keys := []dialog.Key{"alpha", "a", "kind", "gone", "rest", "items", "items/1", "items/1/name", "items/1/money", "items/2", "items/2/extra",
		"list/1", "list/1/sum", "list/1/money", "strange/1/x", "review/one"}
	rapid.Check(t, func(t *rapid.T) {
		answers := dialog.Answers{}
		for _, k := range rapid.SliceOfDistinct(rapid.SampledFrom(keys), func(k dialog.Key) dialog.Key { return k }).Draw(t, "keys") {
			v := rapid.SampledFrom([]scoring.Value{
				scoring.Number(decimalOf("7")), scoring.Text("文" + string(k)), scoring.Yes(true), scoring.Items("一" + string(k)), {State: scoring.Pending}, {State: scoring.NotApplicable}, {},
			}).Draw(t, "value")
			answers[k] = given(v, string(k))
		}
		w := versionWalk(t, questions, answers)
		w.command("start")
		for k, a := range answers {
			if a.Value.State == scoring.Missing {
				continue
			}
			now := form.KeyNow(questions.Pack, k)
			places := []dialog.Key{k, now, form.EarlierKey.Child(string(k)), form.EarlierKey.Child(string(now))}
			if !slices.ContainsFunc(places, func(p dialog.Key) bool {
				return cmp.Equal(w.s.Answers[p].Value, a.Value) && w.s.Answers[p].Typed == a.Typed
			}) {
				t.Fatalf("%s = %v is lost: %v", k, a.Value, w.s.Answers)
			}
		}
		before := w.s
		w.command("start")
		if len(w.effects) != 0 || w.s.Evaluation.Version != before.Evaluation.Version {
			t.Fatalf("moved twice: %v", w.effects)
		}
	})
}
