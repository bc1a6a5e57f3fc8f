package turn

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/dialog/turn/stage"
	"ziping/scoring"
)

// texts people send, sensible and not.
var sayings = []string{
	"0", "65", "1807.76", "2,179.77万元", "2179.77万左右", "21,797,700", "876.36+1303.41", "100%", "95", "-3", "约30人", "二千一百",
	"是", "否", "全部", "无", "1", "2", "1 3", "不涉及", "暂缺", "完成", "填完了", "良好", "上一题", "跳过", "目录", "帮助",
	"村级组织经费", "党政综合办公室", "👍", "", "  ", "<b>&\"'", "|", "\u202e1", "年初漏编，追加较多",
}

var commandNames = []string{"start", "progress", "sections", "back", "edit", "check", "history", "report", "help", "skip", "remind", "delete", "template", "nonsense"}

// wander makes one random step: a text, a command, a tap on any button ever shown, or on one
// that never was.
func wander(t *rapid.T, w *walk) {
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		w.command(rapid.SampledFrom(commandNames).Draw(t, "command"))
	case 1, 2, 3:
		w.say(rapid.SampledFrom(sayings).Draw(t, "text"))
	case 4:
		w.tap(rapid.StringMatching(`t\|[a-zHW+\-]\|(budget_initial|projects|projects/1|offices/1/name|causes/B2|x)?\|[0-3]\|[0-9]?`).Draw(t, "forged"))
	case 5:
		w.step(dialog.Input{Kind: dialog.OtherInput, Text: "语音"})
	default:
		if len(w.buttons) == 0 {
			w.command("start")
			return
		}
		recent := w.buttons[max(0, len(w.buttons)-40):]
		w.tap(rapid.SampledFrom(recent).Draw(t, "button").Data)
	}
}

// Whatever people do: nothing panics, everything is answered, no answer is lost.
func TestRandomConversations(t *testing.T) {
	questions := town(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		w.command("start")
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			wander(t, w)
		}
	})
}

// Staff, a colleague and the manager at random over an evaluation that is filled: whatever is
// submitted, returned, approved and opened again, no answer is lost, and only staff change
// answers, only while it is open.
func TestRandomApproval(t *testing.T) {
	questions := town(t)
	filled := filledAnswers(t, questions)
	people := []dialog.Member{{User: 1, Name: "小王", Role: dialog.Staff}, {User: 2, Name: "李主任", Role: dialog.Manager}, {User: 3, Name: "小赵", Role: dialog.Staff}}
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		w.s.Members, w.s.Answers = people, maps.Clone(filled)
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			w.as(rapid.SampledFrom(people).Draw(t, "who"))
			status := w.s.Evaluation.Status
			if rapid.Bool().Draw(t, "decides") {
				st := questions.State(w.s.Evaluation, w.s.Answers)
				act := rapid.SampledFrom([]dialog.Action{dialog.ActSubmit, dialog.ActReopen, dialog.ActApprove, dialog.ActReturn, dialog.ActComment}).Draw(t, "act")
				w.tap(screen.View{State: st, Session: w.s}.Key("", act, "", rapid.SampledFrom([]string{"", "yes", "staff", "all"}).Draw(t, "option")).Data)
			} else {
				wander(t, w)
			}
			for _, e := range w.effects {
				r, ok := e.(dialog.Record)
				up, _, _ := r.Key.Parent()
				shares := up == dialog.TakenKey && status == dialog.Open
				if !ok || up == form.CommentKey || up == form.RemindedKey || r.Key == form.ApprovedKey || shares {
					continue
				}
				if w.s.Who.Role != dialog.Staff || status != dialog.Open {
					t.Fatalf("%s recorded %s while %s", w.s.Who.Role, r.Key, status)
				}
			}
			if s := w.s.Evaluation.Status; s == dialog.Approved && status != dialog.Approved && (w.s.Who.Role != dialog.Manager || status != dialog.Submitted) {
				t.Fatalf("%s approved what was %s", w.s.Who.Role, status)
			}
		}
	})
}

// Going back and then forward is where one was.
func TestBackAndForward(t *testing.T) {
	questions := town(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		w.command("start")
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			wander(t, w)
		}
		st := questions.State(w.s.Evaluation, w.s.Answers)
		section := &questions.Pack.Sections[rapid.IntRange(0, len(questions.Pack.Sections)-1).Draw(t, "section")]
		keys := st.Questions(section)
		if len(keys) < 2 {
			return
		}
		key := keys[rapid.IntRange(1, len(keys)-1).Draw(t, "question")]
		q, _ := st.Find(key)
		card := st.Card(q)
		if slices.Contains(card, keys[0]) { // nothing of the section stands before it
			return
		}
		w.command("sections")
		w.open(key)
		here := w.s.Cursor
		w.command("back")
		if w.s.Cursor.Key == key {
			t.Fatalf("back from %s stays there", key)
		}
		w.command("skip")
		if w.s.Cursor.Key != key && !slices.Contains(card, w.s.Cursor.Key) || w.s.Cursor.Place != here.Place {
			t.Fatalf("back and forward from %s leads to %+v", key, w.s.Cursor)
		}
	})
}

// figuresOf are answers to questions that take figures, as one may type them.
var figuresOf = map[dialog.Key]string{
	"staff_quota": "65", "staff_admin": "26", "staff_institution": "36", "staff_agency": "1", "staff_contract": "2", "staff_total": "65",
	"budget_initial": "1807.76", "added_count": "8", "budget_added": "364万元", "carry_in": "0", "carry_out": "0",
	"budget_total": "2179.77", "spent_total": "21,832,500元", "running_budget": "180", "running_actual": "180", "violations": "0",
	"key_tasks_planned": "20", "key_tasks_done": "20",
}

// In whatever order one answers, and however often one changes one's mind before the last
// word, the facts and the points are the same.
func TestOrderOfAnswersDoesNotMatter(t *testing.T) {
	questions := town(t)
	keys := slices.Sorted(maps.Keys(figuresOf))
	straight := newWalk(t, questions)
	for _, k := range keys {
		straight.command("sections")
		straight.open(k)
		straight.say(figuresOf[k])
	}
	want := questions.State(straight.s.Evaluation, straight.s.Answers)
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		for _, k := range rapid.Permutation(keys).Draw(t, "order") {
			w.command("sections")
			w.open(k)
			if rapid.Bool().Draw(t, "hesitates") {
				w.say("7")
				w.command("sections")
				w.open(k)
			}
			w.say(figuresOf[k])
		}
		got := questions.State(w.s.Evaluation, w.s.Answers)
		if diff := cmp.Diff(want.Facts, got.Facts); diff != "" {
			t.Fatalf("facts differ:\n%s", diff)
		}
		if diff := cmp.Diff(want.Result, got.Result); diff != "" {
			t.Fatalf("results differ:\n%s", diff)
		}
	})
}

// Facts of answers with rows: numbers may have gaps, removed rows are gone, cells without a
// row are nobody's.
func TestFactsOfRows(t *testing.T) {
	questions := town(t)
	known := func(v scoring.Value) dialog.Answer { return dialog.Answer{Value: v, Rev: 1} }
	a := dialog.Answers{
		"offices/1": known(scoring.Yes(true)), "offices/1/name": known(scoring.Text("甲")),
		"offices/2": {Rev: 2}, "offices/2/name": known(scoring.Text("乙")),
		"offices/10": known(scoring.Yes(true)), "offices/10/name": known(scoring.Text("丙")),
		"offices/11/name": known(scoring.Text("丁")),
	}
	want := scoring.RowsOf(scoring.Facts{"name": scoring.Text("甲")}, scoring.Facts{"name": scoring.Text("丙")})
	if diff := cmp.Diff(want, form.Facts(questions.Pack, a)["offices"]); diff != "" {
		t.Error(diff)
	}
	if got := a.NextRow("offices"); got != 12 {
		t.Errorf("next row is %d, want 12: a number is never used twice", got)
	}
}

// A step leaves the session it was given as it was: a conflict makes the step again on it.
func TestStepChangesNothingItWasGiven(t *testing.T) {
	questions := town(t)
	w := newWalk(t, questions)
	w.open("budget_initial")
	before := maps.Clone(w.s.Answers)
	given := w.s
	w.say("1807.76")
	if diff := cmp.Diff(before, given.Answers); diff != "" {
		t.Error(diff)
	}
}

// What a step computed by carrying the scores along is what computing everything gives.
func TestCarriedScoresAreTheWholeOnes(t *testing.T) {
	questions := town(t)
	rapid.Check(t, func(t *rapid.T) {
		w := newWalk(t, questions)
		w.command("start")
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			before := w.s
			wander(t, w)
			tn := stage.New(questions, before, dialog.Input{At: w.clock}, dialog.Given{})
			for _, e := range w.effects {
				if r, ok := e.(dialog.Record); ok {
					tn.Write(r.Key, r.Value, r.Typed)
				}
			}
			tn.Recompute()
			whole := questions.State(w.s.Evaluation, w.s.Answers)
			if diff := cmp.Diff(whole.Result, tn.State.Result); diff != "" {
				t.Fatalf("carried along (-whole +carried):\n%s", diff)
			}
		}
	})
}
