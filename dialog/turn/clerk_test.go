package turn

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/dialog"
	"ziping/dialog/form"
	"ziping/dialog/screen"
	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// clerk answers the open question from an evaluation, as a person would type or tap it, and
// notes what she did.
type clerk struct {
	*walk
	facts  scoring.Facts
	script []string
}

func (c *clerk) types(text string) {
	c.script = append(c.script, "> "+strings.ReplaceAll(text, "\n", `\n`))
	c.say(text)
}

func (c *clerk) taps(label string) {
	c.script = append(c.script, "# "+label)
	c.press(label)
}

// fill answers section after section until everything is complete.
func (c *clerk) fill(t *testing.T) {
	t.Helper()
	c.script = append(c.script, "> /start")
	c.command("start")
	c.taps("▶ 开始填报")
	for range 1000 {
		st := c.form.State(c.s.Evaluation, c.s.Answers)
		switch {
		case c.s.Cursor.Place == dialog.PlaceAsk:
			q, ok := st.Find(c.s.Cursor.Key)
			if !ok {
				t.Fatalf("open question %s is not in the form", c.s.Cursor.Key)
			}
			c.answer(t, st, q)
		case st.Complete():
			return
		default:
			s, _ := c.form.Pack.Section(c.s.Cursor.Section)
			_, ok := screen.View{State: st, Session: c.s}.NextSection(s)
			if !ok {
				t.Fatalf("nothing open at the end of %s: %s", c.s.Cursor.Section, c.last().Text)
			}
			c.taps("下一章节 ›")
		}
	}
	t.Fatal("the form never ends")
}

func (c *clerk) answer(t *testing.T, st *form.State, q form.Question) {
	t.Helper()
	switch {
	case q.Indicator != nil:
		c.taps("1")
	case q.Row == 0 && q.Leaf.Group == "transfers" && len(st.OpenGroup(q)) > 1:
		label := "全部为 0"
		if n := len(st.OpenGroup(q)); n < len(st.Card(q)) {
			label = fmt.Sprintf("其余为 0（%d）", n)
		}
		c.taps(label)
	case q.Leaf.Kind == scoring.Rows && q.Row == 0:
		c.list(q, st.Answers.Rows(q.Key))
	case q.Row > 0:
		list, last, _ := q.Key.Parent()
		_, n, _ := list.Parent()
		i, _ := strconv.Atoi(n)
		c.value(q.Leaf, c.facts[q.Field.Code].Rows[i-1][last])
	default:
		c.value(q.Leaf, c.facts[q.Field.Code])
	}
}

func (c *clerk) list(q form.Question, have []int) {
	rows := c.facts[q.Field.Code].Rows
	if len(have) == len(rows) {
		if len(rows) == 0 {
			c.taps("不填清单")
			return
		}
		c.taps("✓ 填完了")
		return
	}
	if len(have)%2 == 0 { // either way of adding a row
		c.taps("＋ 添加" + q.Leaf.RowName)
		return
	}
	c.value(&q.Leaf.Columns[0], rows[len(have)][q.Leaf.Columns[0].Code])
}

func (c *clerk) value(f *scoring.Field, v scoring.Value) {
	switch {
	case v.State == scoring.Pending:
		c.taps("暂缺")
	case v.State == scoring.NotApplicable:
		c.taps("不涉及")
	case v.State == scoring.Missing:
		c.taps("跳过 ›")
	case f.Kind == scoring.YesNo:
		c.taps(form.YesNoWord(v.Yes))
	case f.Kind == scoring.Choice:
		c.taps(v.Text)
	case f.Kind == scoring.Checklist && len(v.Items) == len(f.Options):
		c.taps("✓ 全部符合")
	case f.Kind == scoring.Checklist:
		var numbers []string
		for _, item := range v.Items {
			numbers = append(numbers, strconv.Itoa(slices.Index(f.Options, item)+1))
		}
		c.types(strings.Join(numbers, " "))
	case f.Kind.Numeric():
		c.types(v.Number.String())
	default:
		long := c.inSection()
		c.types(v.Text)
		if f.Kind == scoring.LongText && v.Text != "无" && long {
			c.taps("✓ 完成")
		}
	}
}

// inSection reports whether the open question is not a cell of a list.
func (c *clerk) inSection() bool {
	_, _, below := c.s.Cursor.Key.Parent()
	return !below
}

func seed(t testing.TB) scoring.Evaluation {
	t.Helper()
	data, err := os.ReadFile("testdata/seed-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := answers.Read("seed-2023.yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A person who answers the published report's figures question by question ends with the
// published report's score.
func TestSeedQuestionByQuestion(t *testing.T) {
	e := seed(t)
	c := &clerk{walk: newWalk(t, town(t)), facts: e.Facts}
	c.facts["achievements"] = scoring.Text("完成上级交办的各项任务。")
	c.facts["problems_general"] = scoring.Text("无")
	c.facts["other_notes"] = scoring.Text("无")
	c.fill(t)
	if path := os.Getenv("ZIPING_SCRIPT"); path != "" {
		if err := os.WriteFile(path, []byte(strings.Join(c.script, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}

	st := c.form.State(c.s.Evaluation, c.s.Answers)
	if got := st.Result.Total.String(); got != "87" || st.Result.Grade != "良" || !st.Result.Complete {
		t.Errorf("total %s, grade %s, complete %v", got, st.Result.Grade, st.Result.Complete)
	}
	want := scoring.Evaluate(c.form.Pack, scoring.Evaluation{Unit: e.Unit, Year: e.Year, Facts: e.Facts})
	for i, s := range st.Result.Indicators {
		if diff := cmp.Diff(want.Indicators[i].Points, s.Points); diff != "" {
			t.Errorf("%s:\n%s", s.Code, diff)
		}
	}
	var asked []string
	for _, f := range st.Result.Findings {
		asked = append(asked, f.Check)
	}
	for _, check := range []string{"A02", "A03", "A18", "B01", "P01", "T10", "T11"} {
		if !slices.Contains(asked, check) {
			t.Errorf("finding %s is missing: %v", check, asked)
		}
	}
	if texts := st.Facts["causes"].Texts; len(texts) != 3 || texts["B2"] == "" || texts["B5"] == "" || texts["D3"] == "" {
		t.Errorf("causes: %v", texts)
	}
}

// filledAnswers are the answers of somebody who filled everything from the published report.
func filledAnswers(t *testing.T, questions *form.Form) dialog.Answers {
	t.Helper()
	c := &clerk{walk: newWalk(t, questions), facts: seed(t).Facts}
	for _, code := range []string{"achievements", "problems_general", "other_notes"} {
		c.facts[code] = scoring.Text("无")
	}
	c.fill(t)
	return c.s.Answers
}
