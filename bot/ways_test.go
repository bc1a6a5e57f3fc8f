package bot_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"ziping/dialog"
	"ziping/scoring"
	"ziping/scoring/answers"
	"ziping/scoring/packs"
)

// labelled writes the published form as an office keeps it: a label and its value in a row, each row as
// cells.
func labelled(t *testing.T) (rows [][]any, facts scoring.Facts, pack *scoring.Pack) {
	t.Helper()
	data, err := os.ReadFile("../dialog/turn/testdata/seed-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	e, pack, err := answers.Read("seed-2023.yaml", data, packs.Find, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range pack.Sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			v, ok := e.Facts[f.Code]
			if !ok || f.Kind == scoring.Rows || f.Kind == scoring.LongText || f.Kind == scoring.PerIndicator || f.Kind == scoring.PerFinding {
				continue
			}
			text := v.Text
			switch {
			case v.State == scoring.Pending:
				text = "暂缺"
			case v.State == scoring.NotApplicable:
				text = "不涉及"
			case f.Kind.Numeric():
				text = v.Number.String() + pack.Unit(f)
			case f.Kind == scoring.YesNo:
				text = map[bool]string{true: "是", false: "否"}[v.Yes]
			case f.Kind == scoring.Checklist:
				text = strings.Join(v.Items, "、")
			}
			name := f.Label
			if own := map[string]string{"spent_total": "全年实际支出", "projects_spent": "项目支出合计"}[f.Code]; own != "" {
				name = own // two questions are called 实际支出: that name alone would be asked about
			}
			rows = append(rows, []any{name, text})
		}
	}
	return rows, e.Facts, pack
}

// lacking are the labels of what should be recorded and is not, or is something else.
func (c *clerk) lacking(facts scoring.Facts, pack *scoring.Pack) (wrong []string) {
	c.t.Helper()
	have := c.answers()
	for code, want := range facts {
		f, ok := pack.Field(code)
		if !ok || !pack.Active(f, facts) || f.Kind == scoring.Rows || f.Kind == scoring.LongText || f.Kind == scoring.PerIndicator || f.Kind == scoring.PerFinding {
			continue
		}
		got := have[dialog.Key(code)].Value
		if got.State != want.State || !got.Number.Equal(want.Number) || got.Text != want.Text || got.Yes != want.Yes || len(got.Items) != len(want.Items) {
			wrong = append(wrong, f.Label)
		}
	}
	return wrong
}

// Each way in brings the whole of the published form's figures and choices into the questionnaire, in a
// few actions.
func TestWaysIn(t *testing.T) {
	rows, facts, pack := labelled(t)
	column := func(separator string) string {
		var lines []string
		for _, r := range rows {
			lines = append(lines, r[0].(string)+separator+r[1].(string))
		}
		return strings.Join(lines, "\n")
	}
	for _, way := range []struct {
		name    string
		actions int // at the most
		do      func(*clerk)
	}{
		{"a column pasted, tabs", 2, func(c *clerk) { c.send(column("\t")) }},
		{"a column pasted, commas", 2, func(c *clerk) { c.send(column("，")) }},
		{"a column pasted, colons", 2, func(c *clerk) { c.send(column("：")) }},
		{"a workbook of one's own", 10, func(c *clerk) { c.upload("基础数据.xlsx", workbookOf(c.t, rows)) }},
	} {
		c := newClerk(t)
		begun := len(c.u.Messages())
		at := time.Now()
		way.do(c)
		c.tap("✓ 记录")
		t.Logf("%s: %d answers, %d actions, %d messages, %.1f s", way.name, len(c.answers()), c.actions, len(c.u.Messages())-begun, time.Since(at).Seconds())
		if wrong := c.lacking(facts, pack); len(wrong) > 0 || c.actions > way.actions {
			t.Errorf("%s: %d actions, at the most %d; not as in the form: %s", way.name, c.actions, way.actions, strings.Join(wrong, "、"))
		}
	}
}
