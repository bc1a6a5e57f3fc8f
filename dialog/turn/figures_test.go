package turn

import (
	"strings"
	"testing"

	"ziping/dialog"
	"ziping/dialog/reading/answer"
	"ziping/dialog/reading/cell"
)

// TestFiguresKeepToTheirField: a figure is read with a sign where the field takes one, and held
// to the field's bounds however it comes.
func TestFiguresKeepToTheirField(t *testing.T) {
	for _, c := range []struct {
		key      dialog.Key
		typed    string
		want     string // the figure recorded; empty: refused
		says     string
		confirms string // the label of the tap it takes
	}{
		{key: "budget_added", typed: "-120.5", want: "-120.5"},
		{key: "budget_added", typed: "减少120万元", want: "-120", confirms: "✓ -120 万元"},
		{key: "budget_initial", typed: "-120.5", says: "不能填负数"},
		{key: "satisfaction", typed: "95", want: "95"},
		{key: "satisfaction", typed: "120", says: "不能大于 100"},
		{key: "satisfaction", typed: "0.95", want: "95", confirms: "✓ 95%"},
	} {
		w := newWalk(t, town(t))
		w.open(c.key)
		w.say(c.typed)
		if c.confirms != "" {
			w.press(c.confirms)
		}
		got := w.s.Answers[c.key].Value
		if c.want != "" && got.Number.String() != c.want {
			t.Errorf("%s %q: recorded %v, want %s", c.key, c.typed, got, c.want)
		}
		if c.want == "" && (w.s.Answers[c.key].Rev != 0 || !strings.Contains(w.last().Lead+w.last().Text, c.says)) {
			t.Errorf("%s %q: recorded %v, said %q, want a refusal with %q", c.key, c.typed, got, w.last().Text, c.says)
		}
	}
}

// TestTablesKeepToTheirField: the same holds for the cells of a table.
func TestTablesKeepToTheirField(t *testing.T) {
	questions := town(t)
	for _, c := range []struct{ code, cell, why string }{
		{"budget_added", "-120.5", ""},
		{"budget_initial", "-120.5", "不能填负数"},
		{"satisfaction", "100", ""},
		{"satisfaction", "100.1", "不能大于 100"},
	} {
		f, _ := questions.Pack.Field(c.code)
		a := answer.Read(f, cell.Cell{Text: c.cell}, "")
		if (c.why == "") != a.Certain() || !strings.Contains(a.Doubt, c.why) {
			t.Errorf("%s %q: %+v, want %q", c.code, c.cell, a, c.why)
		}
	}
}
