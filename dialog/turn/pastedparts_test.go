package turn

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"ziping/dialog"
	"ziping/scoring"
)

// TestTablesInSeveralMessages: a table that is longer than a message comes in pieces cut anywhere,
// with its head in the first alone; every row arrives once and whole.
func TestTablesInSeveralMessages(t *testing.T) {
	var table strings.Builder
	table.WriteString("项目名称\t全年执行数\t全年预算数\n") // not in the list's own order
	const projects = 200
	for i := 1; i <= projects; i++ {
		fmt.Fprintf(&table, "第%d批农村人居环境整治提升项目\t%d.5\t%d\n", i, i, i+1)
	}
	w := newWalk(t, town(t))
	w.open("projects")
	messages := 0
	for rest := []rune(table.String()); len(rest) > 0; messages++ {
		n := min(len(rest), dialog.MaxMessage)
		w.say(string(rest[:n]))
		rest = rest[n:]
	}
	if messages < 2 {
		t.Fatal("the table fits into one message")
	}
	rows := w.s.Answers.Rows("projects")
	if len(rows) != projects {
		t.Fatalf("%d rows, want %d", len(rows), projects)
	}
	for i, n := range rows {
		at := dialog.Key("projects").Row(n)
		name := w.s.Answers[at.Child("name")].Value.Text
		budget, spent := w.s.Answers[at.Child("budget")].Value.Number, w.s.Answers[at.Child("spent")].Value.Number
		if name != fmt.Sprintf("第%d批农村人居环境整治提升项目", i+1) || budget.String() != fmt.Sprint(i+2) || spent.String() != fmt.Sprintf("%d.5", i+1) {
			t.Fatalf("row %d: %s, budget %s, spent %s", i+1, name, budget, spent)
		}
	}
}

// TestTheCutOffEndIsTaken: what was cut off at the end is taken when no further message comes.
func TestTheCutOffEndIsTaken(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("projects")
	line := "道路维修项目\t12\t12\n"
	text := strings.Repeat("乡村", 10) + "\t1\t1\n"
	for i := 0; utf8.RuneCountInString(text)+40 < dialog.MaxMessage; i++ {
		text += fmt.Sprintf("%d号%s", i, line)
	}
	text += strings.Repeat("长", dialog.MaxMessage-utf8.RuneCountInString(text)-5) + "\t3\t3\n"
	text = strings.TrimSuffix(text, "\n") + "0"
	w.say(text)
	before := len(w.s.Answers.Rows("projects"))
	w.say("完成")
	if got := len(w.s.Answers.Rows("projects")); got != before+1 {
		t.Errorf("%d rows after 完成, %d before", got, before)
	}
}

// TestPastedTwice: the same message pasted again changes nothing.
func TestPastedTwice(t *testing.T) {
	w := newWalk(t, town(t))
	w.open("projects")
	const text = "村级组织经费\t120.5\t120.5\n道路维修\t30\t30"
	w.say(text)
	w.say(text)
	if got := len(w.s.Answers.Rows("projects")); got != 2 {
		t.Errorf("%d rows, want 2", got)
	}
	if v := w.s.Answers["projects/1"].Value; v.State != scoring.Known {
		t.Errorf("the first row is %v", v)
	}
}
